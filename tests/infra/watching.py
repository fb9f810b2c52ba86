"""What must be true of the clock, the alarms, the dashboard and CloudFront in the template."""

import json
import re

import rust
from template import ROOT, names_in, unless

# What a metric of AWS's own is told apart by, and what its values may be.
METRICS = {
    ("AWS/Lambda", "Errors"),
    ("AWS/Lambda", "Throttles"),
    ("AWS/Lambda", "Duration"),
    ("AWS/Lambda", "Invocations"),
    ("AWS/Lambda", "ConcurrentExecutions"),
    ("AWS/ApiGateway", "Count"),
    ("AWS/ApiGateway", "4xx"),
    ("AWS/ApiGateway", "5xx"),
    ("AWS/ApiGateway", "Latency"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
    ("AWS/DynamoDB", "ConsumedReadCapacityUnits"),
    ("AWS/DynamoDB", "ConsumedWriteCapacityUnits"),
}
DIMENSIONS = {
    "AWS/Lambda": ("FunctionName", "AWS::Serverless::Function"),
    "AWS/ApiGateway": ("ApiId", "AWS::ApiGatewayV2::Api"),
    "AWS/SQS": ("QueueName", "AWS::SQS::Queue"),
    "AWS/DynamoDB": ("TableName", "AWS::DynamoDB::Table"),
}
# A policy of CloudFront's own.
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
# The errors CloudFront keeps unless it is told not to.
KEPT_ERRORS = {400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504}
# What an alarm has to be about.
WATCHED = {"Errors", "Throttles", "Latency", "5xx", "PaymentReviews", "AuditViolations"}
WATCHED |= {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"}


def names(t):
    """Whatever is named is there."""
    known = set(t.resources) | set(t.document["Parameters"])
    named = {name for part in ("Resources", "Outputs") for name in names_in(t.document[part])}
    return sorted(name for name in named - known if not name.startswith("AWS::"))


def schedules(t):
    """Every run is one that infra/local fires too, at the same time, with an event the function is tested with."""
    local = rust.source(ROOT / "infra/local/src/shop.rs")
    times = dict(re.findall(r"let (\w+) = Period::Daily \{ at: time\((\d+, \d+)", local))
    times |= {"minute": "every minute", "hour": "every hour"}
    wanted = {name: times[period] for name, period in re.findall(r'\.every\("([\w-]+)", (?:Period::)?(\w+)', local)}
    found, wrong = {}, []
    for name, one in t.of_type("AWS::Scheduler::Schedule").items():
        its, target = one["Properties"], one["Properties"]["Target"]
        cron = re.fullmatch(r"cron\((\d+) (\d+) \* \* \? \*\)", its["ScheduleExpression"])
        rate = re.fullmatch(r"rate\(1 (minute|hour)\)", its["ScheduleExpression"])
        found[its["Name"]["Fn::Sub"].split("}-")[1]] = f"{cron[2]}, {cron[1]}" if cron else f"every {rate[1]}"
        wrong += unless(rate or its["ScheduleExpressionTimezone"] == {"Ref": "TimeZone"}, f"{name} is not in the shop's time")
        kept = "RetryPolicy" in target and target["DeadLetterConfig"]["Arn"] == {"Fn::GetAtt": ["MissedRuns", "Arn"]}
        wrong += unless(kept, f"{name} is lost when it fails")
        wrong += unless(
            json.loads(target["Input"]) in samples(t, target["Arn"]["Fn::GetAtt"][0]), f"{name} sends what nobody is tested with"
        )
    return wrong + unless(found == wanted, f"{found} is not {wanted}")


def samples(t, function):
    """The events of a function that the tests in Rust send it."""
    program = next((program for program, (name, _) in t.functions.items() if name == function), "nothing")
    files = (ROOT / "events").glob(f"{program.removeprefix('larder-')}-*.json")
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def started(t):
    """The clock may start what it is to start, and nothing else."""
    targets = {one["Properties"]["Target"]["Arn"]["Fn::GetAtt"][0] for one in t.of_type("AWS::Scheduler::Schedule").values()}
    starts = [one["Resource"] for one in t.statements("ClockRole") if one["Action"] == "lambda:InvokeFunction"]
    may = {name for resource in starts for name in names_in(resource)}
    return sorted(targets ^ may)


def filters(t):
    """A metric made from a log is made of words that a function with that log writes."""
    wrong = []
    for name, one in t.of_type("AWS::Logs::MetricFilter").items():
        its = one["Properties"]
        words = re.fullmatch(r'\{ \$\.fields\.message = "([^"]+)" \}', its["FilterPattern"])[1]
        log = {"Ref": its["LogGroupName"]["Ref"]}
        writers = [program for program, (_, function) in t.functions.items() if function["LoggingConfig"]["LogGroup"] == log]
        written = any(re.search(rf'tracing::\w+!\([^;]*"{words}"\)', rust.code_of(program)) for program in writers)
        wrong += unless(written, f"{name}: nobody writes {words!r}")
    return wrong


def own_metrics(t):
    made = [change for one in t.of_type("AWS::Logs::MetricFilter").values() for change in one["Properties"]["MetricTransformations"]]
    return {(json.dumps(change["MetricNamespace"]), change["MetricName"]) for change in made}


def alarms(t):
    """Every alarm watches what there is, goes to the owner's mail, and silence is no alarm. Ten are free."""
    wrong, all_alarms = [], t.of_type("AWS::CloudWatch::Alarm")
    for name, one in all_alarms.items():
        its = one["Properties"]
        space = its["Namespace"] if isinstance(its["Namespace"], str) else json.dumps(its["Namespace"])
        wrong += unless((space, its["MetricName"]) in METRICS | own_metrics(t), f"{name} watches nothing")
        for dimension in its.get("Dimensions", []):
            kind = {t.resources.get(named, {}).get("Type") for named in names_in(dimension["Value"])}
            wrong += unless((dimension["Name"], *kind) == DIMENSIONS[space], f"{name}: {dimension['Name']}")
        heard = its["AlarmActions"] == [{"Ref": "Alarms"}] and its["TreatMissingData"] == "notBreaching"
        wrong += unless(heard, f"{name} tells nobody")
    topic = t.properties("Alarms")["Subscription"]
    wrong += unless(topic == [{"Protocol": "email", "Endpoint": {"Ref": "OwnerMail"}}], "the owner hears nothing")
    watched = {one["Properties"]["MetricName"] for one in all_alarms.values()}
    wrong += [f"nobody watches {metric}" for metric in sorted(WATCHED - watched)]
    return wrong + unless(len(all_alarms) <= 10, f"{len(all_alarms)} alarms")


def dashboard(t):
    """Every line of the dashboard is a metric of something in the template, and every function is on it."""
    body = t.properties("Dashboard")["DashboardBody"]["Fn::Sub"]
    wrong, shown = [], set()
    for widget in json.loads(body)["widgets"]:
        for space, metric, *dimension in widget["properties"]["metrics"]:
            if space == "${AWS::StackName}":
                wrong += unless(('{"Ref": "AWS::StackName"}', metric) in own_metrics(t), metric)
                continue
            named = re.match(r"\$\{(\w+)", dimension[1])[1]
            shown.add(named)
            there = (dimension[0], t.resources.get(named, {}).get("Type")) == DIMENSIONS[space]
            wrong += unless(there and (space, metric) in METRICS, f"{space} {metric} {named}")
    return wrong + sorted({name for name, _ in t.functions.values()} - shown)


def caching(t):
    """What CloudFront keeps is browse's alone, and all of it: no page that is somebody's own is ever kept."""
    config = t.properties("Distribution")["DistributionConfig"]
    kept = [one for one in config["CacheBehaviors"] if one["TargetOriginId"] == "functions"]
    patterns = [pattern(one["PathPattern"]) for one in kept]
    wrong = []
    for route, program in rust.routes().items():
        path = route.split()[1]
        # Behind a language as well; files and what machines read have none.
        spelled = [path] if re.match("/(assets|sitemap|robots)", path) else [path, f"/de{path}"]
        for one in spelled:
            matched = any(re.fullmatch(pattern, one) for pattern in patterns)
            wrong += unless(matched == (program == "larder-browse"), f"{one} {'is' if matched else 'is not'} kept")
    wrong += unless(config["DefaultCacheBehavior"]["CachePolicyId"] == CACHING_DISABLED, "what is not listed is kept")
    wrong += unless("FunctionAssociations" not in config["DefaultCacheBehavior"], "what is somebody's own is rewritten")
    for one in kept:
        readers = [each["FunctionARN"] for each in one.get("FunctionAssociations", []) if each["EventType"] == "viewer-request"]
        wrong += unless(readers == [{"Fn::GetAtt": ["Reader", "FunctionARN"]}], f"{one['PathPattern']} has a copy for every browser")
    policy = t.properties("PublicPages")["CachePolicyConfig"]
    differ = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    wrong += unless(policy["MinTTL"] == policy["DefaultTTL"] == 0, "a page is kept for longer than it says")
    wrong += unless(differ["CookiesConfig"] == {"CookieBehavior": "none"}, "pages differ by cookie")
    wrong += unless(differ["HeadersConfig"].get("Headers") == ["Accept"], "programs and people get the same")
    wrong += unless(differ["EnableAcceptEncodingBrotli"] and differ["EnableAcceptEncodingGzip"], "pages are sent as they are")
    passing = {one["ErrorCode"] for one in config["CustomErrorResponses"] if one["ErrorCachingMinTTL"] == 0}
    return wrong + unless(passing == KEPT_ERRORS, "errors are kept")


def pattern(path):
    """CloudFront's pattern as a regular expression."""
    return re.escape(path).replace(r"\*", ".*").replace(r"\?", ".")


def pictures(t):
    """A picture that is not there is a 404 of the functions', which nobody keeps, and the bucket is not opened for that."""
    config = t.properties("Distribution")["DistributionConfig"]
    [target] = [one["TargetOriginId"] for one in config["CacheBehaviors"] if one["PathPattern"] == "/pictures/*"]
    groups = {one["Id"]: one for one in config.get("OriginGroups", {}).get("Items", [])}
    group = groups.get(target, {"Members": {"Items": []}, "FailoverCriteria": {"StatusCodes": {"Items": []}}})
    wrong = unless([one["OriginId"] for one in group["Members"]["Items"]] == ["files", "functions"], "nobody says 404")
    wrong += unless(403 in group["FailoverCriteria"]["StatusCodes"]["Items"], "a missing picture is forbidden")
    headers = t.properties("PictureHeaders")["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
    wrong += unless(not any(one["Override"] for one in headers if one["Header"] == "Cache-Control"), "a 404 is kept for a day")
    granted = [one for one in t.properties("FilesPolicy")["PolicyDocument"]["Statement"] if one["Effect"] == "Allow"]
    return wrong + unless([one["Action"] for one in granted] == ["s3:GetObject"], "CloudFront may do more than read pictures")

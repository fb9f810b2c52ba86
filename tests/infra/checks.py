"""What must be true of the template, next to the code: each check answers with what is wrong."""

import re

import rust
from template import ROOT, unless

SETUP = "infra/local/src/aws/setup.rs"


def routes(t):
    """Whatever the routers do not know goes to the function that says so."""
    wanted = {**rust.routes(), "$default": "larder-browse"}
    return [f"{route}: {program}" for route, program in t.routes().items() ^ wanted.items()] + spoken()


def spoken():
    """Browse's pages have their language in the address, and only they: shared/web/src/reader.rs lists what is personal."""
    listed = rust.personal()
    wrong = []
    for route, program in rust.routes().items():
        path = route.split()[1]
        personal = any(path == place or path.startswith(place + "/") for place in listed)
        for_shoppers = not path.startswith(("/back-office", "/webhooks"))
        if for_shoppers and personal == (program == "larder-browse"):
            wrong.append(f"{route} {'is' if personal else 'is not'} personal")
    return wrong


def called(t):
    """The HTTP API may call each function it leads to, and nobody else may."""
    allowed = {one["Properties"]["FunctionName"]["Ref"] for one in t.of_type("AWS::Lambda::Permission").values()}
    return sorted(allowed ^ {t.functions[program][0] for program in set(t.routes().values())})


def limits(t):
    """A limit names a route that is there, and is only set once it is."""
    stage = t.resources["Stage"]
    by_key = {one["Properties"]["RouteKey"]: name for name, one in t.of_type("AWS::ApiGatewayV2::Route").items()}
    limited = stage["Properties"]["RouteSettings"]
    wrong = [f"{route} is not there first" for route in limited if by_key.get(route) not in stage["DependsOn"]]
    return wrong + sorted(set(stage["DependsOn"]) - {by_key.get(route) for route in limited})


def programs(t):
    """One function per folder, and each is told how long it may take."""
    wrong = [f"{program} is not in both" for program in set(t.functions) ^ set(rust.programs())]
    for program, (_, its) in t.functions.items():
        wrong += unless({"Timeout", "ReservedConcurrentExecutions"} <= set(its), f"{program} has no limit")
    return wrong


def variables(t):
    """Each function is told what it needs, and no more."""
    wrong = []
    for program, (_, its) in t.functions.items():
        told, needed = set(its["Environment"]["Variables"]), rust.needs(program)
        wrong += unless(told == needed, f"{program}: {sorted(told ^ needed)}")
    return wrong


def logs(t):
    """Every log ends; the function's own, and the HTTP API's."""
    groups = t.of_type("AWS::Logs::LogGroup")
    used = {its["LoggingConfig"]["LogGroup"]["Ref"] for _, its in t.functions.values()} | {"AccessLog"}
    return sorted(used ^ set(groups)) + [name for name, one in groups.items() if "RetentionInDays" not in one.get("Properties", {})]


def table(t):
    """The table is the one that infra/local makes, and the data outlives the stack."""
    its, (key, attributes, indexes) = t.properties("Table"), local_table()
    ours = {one["IndexName"]: (pairs(one["KeySchema"]), one["Projection"]["ProjectionType"]) for one in its["GlobalSecondaryIndexes"]}
    wrong = unless(ours == indexes, f"indexes {ours} are not {indexes}")
    wrong += unless(pairs(its["KeySchema"]) == key, "the key is another")
    wrong += unless([(one["AttributeName"], one["AttributeType"]) for one in its["AttributeDefinitions"]] == attributes, "attributes")
    wrong += unless(its["BillingMode"] == "PAY_PER_REQUEST", "it costs when nobody shops")
    for name in ("Table", "Files"):
        policies = {t.resources[name].get(policy) for policy in ("DeletionPolicy", "UpdateReplacePolicy")}
        wrong += unless(policies == {"Retain"}, f"{name} is not kept")
    return wrong


def pairs(schema):
    return [(one["AttributeName"], one["KeyType"]) for one in schema]


def local_table():
    """Key, attributes and indexes, as infra/local/src/aws/setup.rs has them."""
    code = rust.source(ROOT / SETUP)

    def key(names):
        return list(zip(re.findall(r'"(\w+)"', names), ("HASH", "RANGE"), strict=True))

    projections = {"KeysOnly": "KEYS_ONLY", "All": "ALL"}
    found = re.findall(r'index\("(\w+)", \[(.*?)\], ProjectionType::(\w+)\)', code)
    indexes = {name: (key(names), projections[projected]) for name, names, projected in found}
    attributes = re.findall(r'"(\w+)"', re.search(r"for attribute in \[(.*?)\]", code)[1])
    return key(re.search(r"for key in keys\(\[(.*?)\]\)", code)[1]), [(name, "S") for name in attributes], indexes


def queue(t):
    """A message stays away for six times as long as a worker may take, here and in infra/local."""
    its, (_, worker) = t.properties("Jobs"), t.functions["larder-fulfillment-worker"]
    sources = [event["Properties"] for event in worker["Events"].values()]
    wrong = unless(its["VisibilityTimeout"] == 6 * worker["Timeout"] == rust.constant(SETUP, "VISIBILITY_SECONDS"), "visibility")
    wrong += unless(its["RedrivePolicy"]["maxReceiveCount"] == rust.constant(SETUP, "MAX_RECEIVE_COUNT"), "receives")
    wrong += unless(its["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": ["DeadLetters", "Arn"]}, "dead letters")
    wrong += unless([one["FunctionResponseTypes"] for one in sources] == [["ReportBatchItemFailures"]], "failures")
    for name, one in t.of_type("AWS::SQS::Queue").items():
        wrong += unless(one["Properties"].get("SqsManagedSseEnabled"), f"{name} is not encrypted")
    return wrong

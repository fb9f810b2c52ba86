"""What each function may do on AWS, next to what its code does: each check answers with what is wrong."""

import json
import re

import rust
from template import listed, names_in

# Folders of the bucket that a function writes and never reads, and those it does both to.
WRITTEN = {"larder-reports": {"reports"}, "larder-checkout": {"claims"}}
ALSO_WRITTEN = {"larder-fulfillment-worker": {"catalog"}, "larder-back-office": {"imports", "pictures"}}


def roles(t):
    """One role per function, for Lambda alone, with policies of its own only."""
    held = [t.role_of(name) for name, _ in t.functions.values()]
    wrong = [f"{role} is shared" for role in set(held) if held.count(role) > 1]
    for name, one in t.of_type("AWS::IAM::Role").items():
        trusted = [statement["Principal"] for statement in one["Properties"]["AssumeRolePolicyDocument"]["Statement"]]
        wrong += (
            [f"{name} is for {trusted}"]
            if trusted != [{"Service": "lambda.amazonaws.com" if name in held else "scheduler.amazonaws.com"}]
            else []
        )
        wrong += [f"{name} has managed policies"] if "ManagedPolicyArns" in one["Properties"] else []
    return wrong


def stars(t):
    """No statement allows everything, or on everything. A `*` may only end a folder of the bucket; nothing scans."""
    wrong = []
    for role in t.of_type("AWS::IAM::Role"):
        for statement in t.statements(role):
            wrong += [f"{role}: {action}" for action in listed(statement["Action"]) if "*" in action or action.endswith(":Scan")]
            wrong += [f"{role}: {resource}" for resource in map(json.dumps, listed(statement["Resource"])) if not exact(resource)]
    return wrong


def exact(resource):
    return "*" not in resource or re.fullmatch(r'\{"Fn::Sub": "\$\{Files\.Arn\}/[a-z]+/\*"\}', resource)


def rights(t):
    """Each role allows the calls its function's code makes, and no others."""
    wrong = []
    for program, (name, its) in t.functions.items():
        wrong += [f"{program}: cannot see {line.strip()}" for line in rust.unseen(program)]
        granted, wanted = grants(t, t.role_of(name)), wanted_rights(program, its)
        wrong += [f"{program} may not {right}" for right in sorted(wanted - granted)]
        wrong += [f"{program} may {right} for nothing" for right in sorted(granted - wanted)]
    return wrong


def grants(t, role):
    """(action, family of rows | folder | resource)."""
    found = set()
    for statement in t.statements(role):
        families = statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys")
        for resource in listed(statement["Resource"]):
            places = families if families and place_of(resource) == "Table" else [place_of(resource)]
            found |= {(action, place) for action in listed(statement["Action"]) for place in places}
    return found


def place_of(resource):
    """A resource in one word."""
    if set(resource) & {"Fn::GetAtt", "Ref"}:
        return next(names_in(resource))
    text = json.dumps(resource)
    if "ses:" in text:
        return "sender"
    return re.search(r"\$\{(?:Table|Files)\.Arn\}/((?:index/)?[^/*\"]+)", text)[1]


def wanted_rights(program, its):
    """What the code calls, and what Lambda does in the function's name: write its log, take its messages, note its failures."""
    wanted = set(rust.rows(program)) | {
        (f"logs:{action}", its["LoggingConfig"]["LogGroup"]["Ref"]) for action in ("CreateLogStream", "PutLogEvents")
    }
    calls, folders = rust.others(program), rust.folders(program)
    for action, place in {"sqs:SendMessage": "Jobs", "ses:SendEmail": "sender"}.items():
        wanted |= {(action, place)} & {(call, place) for call in calls}
    wanted |= {("s3:GetObject", folder) for folder in folders - WRITTEN.get(program, set())}
    wanted |= {("s3:PutObject", folder) for folder in WRITTEN.get(program, set()) | ALSO_WRITTEN.get(program, set())}
    if {action for action, _ in wanted if action.startswith("s3:")} != {call for call in calls if call.startswith("s3:")}:
        wanted.add(("s3:", f"{sorted(calls)} is not what WRITTEN says of the bucket"))
    if "EventInvokeConfig" in its and "DestinationConfig" in its["EventInvokeConfig"]:
        wanted.add(("sqs:SendMessage", "MissedRuns"))
    if any(event["Type"] == "SQS" for event in its.get("Events", {}).values()):
        wanted |= {(f"sqs:{action}", "Jobs") for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")}
    return wanted

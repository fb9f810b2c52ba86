"""The stack: its parameters in the template, on AWS and in the owner's head."""

import json
import re
import sys

from .tools import TEMPLATE, Stop, aws, run

# Lambda keeps so many runs at once for functions that reserve none.
UNRESERVED = 100
# Answered by deployment.keys, not by the owner.
KEYS = ("StripeKeyParameter", "StripeWebhookSecretsParameter", "PayPalParameter", "LinkSecretParameter")


def parameters():
    """The template's parameters with their properties. Read by hand: Python has no YAML of its own."""
    text = TEMPLATE.read_text(encoding="utf-8").split("\nParameters:\n")[1].split("\nConditions:\n")[0]
    found = {}
    for line in text.splitlines():
        if name := re.fullmatch(r"  (\w+):", line):
            found[name[1]] = {}
        elif prop := re.fullmatch(r"    (\w+): (.+)", line):
            value = prop[2]
            found[list(found)[-1]][prop[1]] = value[1:-1].replace("''", "'") if value.startswith("'") else value
    return found


def asked_parameters():
    return {name: known for name, known in parameters().items() if name not in KEYS}


def flag(name):
    """`--owner-mail` for OwnerMail."""
    return "--" + re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def region_of(options):
    """Where, once it is clear that AWS knows who asks."""
    region = options.region or run("aws", "configure", "get", "region", quiet=True, may_fail=True).stdout.strip()
    if not region:
        raise Stop("In which region? Say --region eu-central-1, or set AWS_REGION.")
    who = aws(region, "sts", "get-caller-identity")
    if who.returncode:
        raise Stop(f"AWS does not know you. `aws configure` or AWS_PROFILE says who you are.\n{who.stderr.strip()}")
    print(f"Account {json.loads(who.stdout)['Account']}, region {region}, stack {options.stack}.")
    return region


def described(stack, region):
    """A stack's parameters, outputs and status; None when it is not there."""
    answer = aws(region, "cloudformation", "describe-stacks", "--stack-name", stack)
    if answer.returncode:
        if "does not exist" in answer.stderr:
            return None
        raise Stop(answer.stderr.strip())
    found = json.loads(answer.stdout)["Stacks"][0]
    pairs = {"Parameters": "Parameter", "Outputs": "Output"}
    named = {many: {pair[one + "Key"]: pair[one + "Value"] for pair in found.get(many, [])} for many, one in pairs.items()}
    return {**named, "Status": found["StackStatus"]}


def declined(stack, region):
    """Changes that were shown and not agreed to wait for somebody to carry them out. They are dropped."""
    waiting = aws(
        region,
        "cloudformation",
        "list-change-sets",
        "--stack-name",
        stack,
        "--query",
        "Summaries[?ExecutionStatus=='AVAILABLE'].ChangeSetId",
    )
    changes = json.loads(waiting.stdout.strip() or "[]")
    for change in changes:
        aws(region, "cloudformation", "delete-change-set", "--change-set-name", change)
    return bool(changes)


def kept(stack, region):
    """The names of what outlives the stack, also of one that never came up."""
    found = aws(region, "cloudformation", "describe-stack-resources", "--stack-name", stack)
    names = {
        one["LogicalResourceId"]: one.get("PhysicalResourceId")
        for one in json.loads(found.stdout or '{"StackResources": []}')["StackResources"]
    }
    return names.get("Table"), names.get("Files")


def answers(options, before):
    """What is said now counts first, then what the stack has, then what is asked for."""
    values = {}
    for name, known in asked_parameters().items():
        said = getattr(options, name)
        if said is None and name != "ReserveConcurrency":
            said = before[name] if name in before else asked(name, known, options, values)
        if said is not None:
            values[name] = checked(name, known, said)
    if values["Domain"] and not values["CertificateArn"]:
        raise Stop("A domain needs --certificate-arn: a certificate of ACM in us-east-1.")
    return values


def asked(name, known, options, values):
    default = known.get("Default")
    if name == "CertificateArn" and not values["Domain"]:
        return default
    if options.yes or options.dry_run or not sys.stdin.isatty():
        if default is None:
            raise Stop(f"{name} is not known. Say {flag(name)}.")
        return default
    return input(f"{known['Description']}\n{name} [{default or ''}]: ").strip() or default or ""


def checked(name, known, value):
    allowed = known.get("AllowedPattern") or "|".join(re.findall(r"\w+", known["AllowedValues"]))
    if not re.fullmatch(allowed, value):
        raise Stop(f"{name} cannot be {value!r}: {known.get('ConstraintDescription') or 'it has to match ' + allowed}.")
    return value


def reserve(region):
    """A new account may run ten functions at once: too few to reserve any of them."""
    limit = int(aws(region, "lambda", "get-account-settings", "--query", "AccountLimit.ConcurrentExecutions").stdout or 0)
    needed = UNRESERVED + sum(map(int, re.findall(r"!If \[Reserve, (\d+)", TEMPLATE.read_text(encoding="utf-8"))))
    if limit >= needed:
        return "yes"
    print(f"This account runs {limit} functions at once. From {needed} on, each function gets a share of its own; until then none does.")
    return "no"

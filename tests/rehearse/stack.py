"""The shipped template, packaged and deployed as `make deploy` does it, and told where AWS is on this machine."""

import io
import json
import re
import secrets
import sys
import time
import zipfile
from pathlib import Path

from rehearse.emulator import REGION
from rehearse.guard import Guard
from rehearse.policies import Role, Uses

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
NAME, OWNER = "larder", "owner@larder.example"
STRIPE_KEY, STRIPE_SECRET = "sk_test_larder", "whsec_test"
SECONDS = 120
"""It is created in less than two."""


class Stack:
    """The deployed stack."""

    def __init__(self, emulator, bootstraps):
        self.emulator = emulator
        self._lambda, self._iam = emulator.client("lambda"), emulator.client("iam")
        self._keep_secrets()
        self._create(self._packaged(bootstraps))
        described = emulator.client("cloudformation").describe_stack_resources(StackName=NAME)["StackResources"]
        self.physical = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in described}
        self.types = {one["LogicalResourceId"]: one["ResourceType"] for one in described}
        self.functions = self.of_type("AWS::Lambda::Function")
        self.roles = {name: Role(self._iam, name, self.physical[name]) for name in self.of_type("AWS::IAM::Role")}
        self.uses = Uses()
        self.guards, self._told = {}, {}

    def of_type(self, kind):
        """Logical names of resources of a type."""
        return sorted(name for name, its in self.types.items() if its == kind)

    @property
    def api(self):
        """The HTTP API's address: AWS's would be `https://{api}.execute-api.{region}.amazonaws.com`."""
        return f"{self.emulator.url}/_aws/execute-api/{self.physical['Api']}/$default"

    @property
    def origin(self):
        """The shop's own address."""
        return self.outputs["ShopAddress"]

    def arn(self, name):
        """Of a queue, a function or a table."""
        kind, physical = self.types[name], self.physical[name]
        match kind:
            case "AWS::SQS::Queue":
                return f"arn:aws:sqs:{REGION}:000000000000:{physical.rsplit('/', 1)[-1]}"
            case "AWS::Lambda::Function":
                return f"arn:aws:lambda:{REGION}:000000000000:function:{physical}"
        raise ValueError(f"{name} is a {kind}")

    def role_of(self, function):
        arn = self._lambda.get_function_configuration(FunctionName=self.physical[function])["Role"]
        return next(role for role in self.roles.values() if role.arn == arn)

    def function_of(self, role):
        """The function that has a role, if one has."""
        return next((function for function, guard in self.guards.items() if guard.role is role), None)

    def connect(self, stripe):
        """A program that calls AWS's own addresses, and Stripe's, would leave this machine: each is told where they are here."""
        for function in self.functions:
            guard = self.guards[function] = Guard(self.emulator, self.role_of(function), self.uses)
            told = self._lambda.get_function_configuration(FunctionName=self.physical[function])["Environment"]["Variables"]
            here = {"AWS_ENDPOINT_URL": guard.url, **({"STRIPE_API": stripe} if "STRIPE_KEY" in told else {})}
            self._told[function] = {"Variables": {**told, **here}}
            self.start_cold(function)

    def start_cold(self, function):
        """The next invocation starts a new process, which knows nothing: so it is on AWS after a change of the settings."""
        self._lambda.update_function_configuration(FunctionName=self.physical[function], Environment=self._told[function])

    def invoke(self, function, event):
        """Runs a function and answers what it said; a failure is an exception."""
        answer = self._lambda.invoke(FunctionName=self.physical[function], Payload=json.dumps(event))
        said = json.loads(answer["Payload"].read() or b"null")
        if answer.get("FunctionError"):
            raise AssertionError(f"{function} failed: {said}")
        return said

    def open(self):
        """Writes the first rows with the deploy's own code, over our client in place of the `aws` command."""
        sys.path.insert(0, str(ROOT / "infra"))
        from deployment import opening

        def tell_aws(_, service, operation, request, passing=None):
            return getattr(self.emulator.client(service), operation.replace("-", "_"))(**request)

        opening.tell_aws, opening.say = tell_aws, lambda words: None
        opening.write(REGION, self.outputs["TableName"], {"settings": opening.first_settings(self.values), "told": {}, "owner": OWNER})

    def close(self):
        for guard in self.guards.values():
            guard.close()

    def _keep_secrets(self):
        ssm = self.emulator.client("ssm")
        kept = {"stripe-key": STRIPE_KEY, "stripe-webhook-secrets": STRIPE_SECRET, "pay-pal": "none", "link-secret": secrets.token_hex(16)}
        self._secrets = {}
        for name, value in kept.items():
            version = ssm.put_parameter(Name=f"/{NAME}/{name}", Value=value, Type="String")["Version"]
            self._secrets["".join(word.capitalize() for word in name.split("-")) + "Parameter"] = f"/{NAME}/{name}:{version}"

    def _packaged(self, bootstraps):
        """Puts every function's folder as a zip into a bucket, as `aws cloudformation package` does; the rest stays as it is."""
        s3 = self.emulator.client("s3")
        s3.create_bucket(Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": REGION})

        def uploaded(found):
            name = found["name"]
            s3.put_object(Bucket="artifacts", Key=f"{name}.zip", Body=zipped(Path(bootstraps) / name / "bootstrap"))
            return f"CodeUri: s3://artifacts/{name}.zip"

        text = re.sub(r"CodeUri: \.\./target/lambda/(?P<name>[a-z-]+)/", uploaded, TEMPLATE.read_text())
        # The emulator knows no groups of origins: a picture is asked of the bucket alone.
        text = text.replace("TargetOriginId: files-or-not-found", "TargetOriginId: files")
        s3.put_object(Bucket="artifacts", Key="template.yaml", Body=text.encode())
        return f"{self.emulator.url}/artifacts/template.yaml"

    def _create(self, template):
        cloudformation = self.emulator.client("cloudformation")
        told = {"OwnerMail": OWNER, **self._secrets}
        parameters = [{"ParameterKey": name, "ParameterValue": value} for name, value in told.items()]
        capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
        cloudformation.create_stack(StackName=NAME, TemplateURL=template, Parameters=parameters, Capabilities=capabilities)
        began = time.monotonic()
        while True:
            (stack,) = cloudformation.describe_stacks(StackName=NAME)["Stacks"]
            if stack["StackStatus"] == "CREATE_COMPLETE":
                self.outputs = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
                self.values = {one["ParameterKey"]: one["ParameterValue"] for one in stack["Parameters"]}
                return
            if not stack["StackStatus"].endswith("IN_PROGRESS") or time.monotonic() - began > SECONDS:
                events = cloudformation.describe_stack_events(StackName=NAME)["StackEvents"]
                failed = [one for one in events if "FAILED" in one["ResourceStatus"]]
                why = "; ".join(f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason')}" for one in failed)
                raise RuntimeError(f"the stack is {stack['StackStatus']}: {why}")
            time.sleep(0.05)


def zipped(binary):
    """A zip with a `bootstrap` that may be run."""
    if not binary.exists():
        raise FileNotFoundError(f"{binary}: build the functions first")
    entry = zipfile.ZipInfo("bootstrap")
    entry.create_system, entry.external_attr = 3, 0o755 << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(entry, binary.read_bytes())
    return content.getvalue()

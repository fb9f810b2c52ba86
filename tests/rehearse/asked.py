"""What AWS's own services do with a role, where the emulator does it without asking: the role is asked here.

`iam:SimulatePrincipalPolicy` answers, which reads the policy as it stands.
"""

import json

from rehearse.policies import like

SERVICES = {"AWS::Lambda::Function": "lambda.amazonaws.com", "AWS::Scheduler::Schedule": "scheduler.amazonaws.com"}


class Asked:
    """Questions to the stack's roles."""

    def __init__(self, stack):
        self._stack = stack
        self._logs, self._lambda = stack.emulator.client("logs"), stack.emulator.client("lambda")

    def logs_of(self, function):
        """Lambda writes a function's log with the function's role, into the group the template names."""
        config = self._lambda.get_function_configuration(FunctionName=self._stack.physical[function])
        group = config["LoggingConfig"]["LogGroup"]
        assert group == self._stack.physical[f"{function}Log"], f"{function} logs to {group}"
        streams = self._logs.describe_log_streams(logGroupName=group)["logStreams"]
        assert streams, f"{function} ran, and its log is empty"
        arn = f"arn:aws:logs:{self._lambda.meta.region_name}:000000000000:log-group:{group}:log-stream:{streams[0]['logStreamName']}"
        for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
            self._may(self._stack.role_of(function), action, arn)

    def failed_runs_of(self, function):
        """Lambda notes a failed asynchronous run where the template says, with the function's role."""
        config = self._lambda.get_function_event_invoke_config(FunctionName=self._stack.physical[function], Qualifier="$LATEST")
        queue = config["DestinationConfig"]["OnFailure"]["Destination"]
        assert queue == self._stack.arn("MissedRuns"), f"failed runs of {function} go to {queue}"
        self._may(self._stack.role_of(function), "sqs:SendMessage", queue)

    def called_by_api(self, function):
        """API Gateway calls a function only if the function's own policy lets this API."""
        physical = self._stack.physical
        source = f"arn:aws:execute-api:{self._lambda.meta.region_name}:000000000000:{physical['Api']}/$default/GET/"
        try:
            policy = json.loads(self._lambda.get_policy(FunctionName=physical[function])["Policy"])
        except self._lambda.exceptions.ResourceNotFoundException:
            policy = {"Statement": []}
        for statement in policy["Statement"]:
            named = statement["Principal"] == {"Service": "apigateway.amazonaws.com"} and statement["Action"] == "lambda:InvokeFunction"
            allowed = [pattern for wanted in statement.get("Condition", {}).values() for pattern in wanted.values()]
            if statement["Effect"] == "Allow" and named and all(like(source, pattern) for pattern in allowed):
                return
        raise AssertionError(f"the HTTP API may not call {function}")

    def trust_of(self, role, service, account="000000000000"):
        """A service takes a role only if the role's trust names it."""
        for statement in role.trust["Statement"]:
            named = statement["Principal"] == {"Service": service} and statement["Action"] == "sts:AssumeRole"
            wanted = statement.get("Condition", {}).get("StringEquals", {}).get("aws:SourceAccount", account)
            if statement["Effect"] == "Allow" and named and wanted == account:
                return
        raise AssertionError(f"{service} may not take {role.name}")

    def _may(self, role, action, resource):
        self._stack.uses.asked(role, action, resource)
        assert role.may(action, resource), f"{role.name} may not {action} on {resource}"

"""A function's way to AWS. What the emulator's IAM leaves out of a policy is asked here.

`dynamodb:LeadingKeys` is the first part of the keys that a request reaches: of its item, of each of its items, or of the
partition it lists. In a transaction each part is asked for by its own action. The emulator knows neither.
"""

import json
import urllib.parse

from harness.gate import forwarded, named
from harness.wire import Handler, Reply, serve, stop
from rehearse.emulator import ACCOUNT, REGION

PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem", "Get": "GetItem"}


class Guard:
    """Stands between one function and the emulator, and notes which statements it needed."""

    def __init__(self, emulator, role, uses):
        self.role, self.denied, self.asked = role, [], []
        self.encrypted = True
        self._emulator, self._uses = emulator, uses
        self._server = serve(self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        stop(self._server)

    def _handler(guard):
        class Through(Handler):
            def pass_on(self):
                answer = guard._pass(self, self.body())
                self.answer(answer.status, answer.body, answer.headers)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = pass_on

        return Through

    def _pass(self, request, body):
        wanted = list(asked_for(request, body))
        self.asked += [(action, resource) for action, resource, _ in wanted]
        refused = self._ask(wanted)
        if refused:
            self.denied.append(refused)
            return access_denied(refused)
        more = {"X-Forwarded-Proto": "https"} if self.encrypted else {}
        if named(request)[0] == "ses":
            more.update(self._letter(request))
        answer = forwarded(request, self._emulator.url, body, more)
        if answer.status in (400, 403) and b"AccessDenied" in answer.body:
            self.denied.append(f"{', '.join(action for action, _, _ in wanted)}: {answer.body[:300].decode(errors='replace')}")
        if answer.status == 404 and named(request)[0] == "s3":
            return self._missing(request, answer)
        return answer

    def _ask(self, wanted):
        """Notes what is needed; the first that a condition on leading keys forbids is the answer."""
        for action, resource, keys in wanted:
            covering = [(one, one.covers(action, resource), one.patterns_for(keys)) for one in self.role.present]
            covering = [found for found in covering if found[1]]
            allowed = [found for found in covering if found[2] is not None]
            for statement, parts, patterns in allowed:
                self._uses.note(statement, parts | patterns)
            if covering and not allowed:
                return f"{action} on {resource} with leading keys {sorted(set(keys))}"
            if action == "ses:SendEmail" and not self.role.may(action, resource):
                return f"{action} on {resource}"
        return None

    def _letter(self, request):
        """The emulator asks for `ses:SendEmail` on everything, where AWS asks for the sender's identity: that was asked above,
        and the letter goes on as the account's own."""
        del request.headers["X-Amz-Security-Token"]
        scope = f"account/{request.headers['X-Amz-Date'][:8]}/{REGION}/ses/aws4_request"
        return {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature={'0' * 64}"}

    def _missing(self, request, answer):
        """Only who may list a bucket is told that a file is missing; to anybody else it is forbidden. The functions take both
        for the same (shared/cloud/src/files.rs), so that none has to be allowed to list."""
        bucket, _, _ = urllib.parse.unquote(request.path.split("?")[0]).strip("/").partition("/")
        action, resource = "s3:ListBucket", f"arn:aws:s3:::{bucket}"
        self._uses.asked(self.role, action, resource)
        if self.role.may(action, resource):
            return answer
        denied = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        return Reply(403, [("Content-Type", "application/xml")], denied)


def asked_for(request, body):
    """What a request has to be allowed: actions, resources, leading keys."""
    service, operation = named(request)
    if service == "dynamodb":
        yield from rows(operation, json.loads(body))
    elif service == "sqs":
        queue = json.loads(body)["QueueUrl"].rsplit("/", 1)[-1]
        yield f"sqs:{operation}", f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}", []
    elif service == "ses":
        sender = json.loads(body)["FromEmailAddress"].rpartition("<")[2].rstrip(">")
        yield "ses:SendEmail", f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/{sender}", []
    elif service == "s3":
        path = urllib.parse.unquote(request.path.split("?")[0]).strip("/")
        yield {"GET": "s3:GetObject", "PUT": "s3:PutObject"}[request.command], f"arn:aws:s3:::{path}", []


def rows(operation, told):
    if operation.startswith("Transact"):
        for part in told["TransactItems"]:
            ((kind, one),) = part.items()
            yield f"dynamodb:{PARTS[kind]}", table(one), [leading(one.get("Item") or one["Key"])]
    elif operation == "BatchGetItem":
        for name, wanted in told["RequestItems"].items():
            yield "dynamodb:BatchGetItem", table({"TableName": name}), [leading(key) for key in wanted["Keys"]]
    elif operation == "Query":
        index = told.get("IndexName")
        yield "dynamodb:Query", table(told) + (f"/index/{index}" if index else ""), [partition(told)]
    else:
        yield f"dynamodb:{operation}", table(told), [leading(told.get("Item") or told["Key"])]


def table(told):
    return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{told['TableName']}"


def leading(item):
    return item["pk"]["S"]


def partition(told):
    """The partition that a query lists: the value its first condition names."""
    name = told["KeyConditionExpression"].split("=")[1].split()[0]
    return told["ExpressionAttributeValues"][name]["S"]


def access_denied(why):
    told = {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": f"User is not authorized to perform: {why}"}
    return Reply(400, [("Content-Type", "application/x-amz-json-1.0")], json.dumps(told).encode())

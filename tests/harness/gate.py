"""Everything a function says to AWS and to the payment provider passes through here, and is counted.

One address for all services, as `AWS_ENDPOINT_URL` wants it: what a request is for is read off the request. Messages to
the queue end here, in the harness's own queue; the rest goes on to the emulators.
"""

import http.client
import json
import threading
import urllib.parse
from dataclasses import dataclass

from harness.queue import md5
from harness.wire import SECONDS, Handler, Reply, serve, stop

NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length", "expect"}


@dataclass
class Stop:
    """What happens at the n-th call from now."""

    number: int
    deed: object
    """Called before the request goes on. It goes on after `None`; a `Reply` is the answer in place of the service's;
    after `False` there is none."""


class Gate:
    """One function's way out. `targets` by service: dynamodb, s3, ses, stripe; `send` takes a message for the queue."""

    def __init__(self, targets, send):
        self.targets, self.send = targets, send
        self.calls = []
        self._stop = None
        self._answer = None
        self._under_way = 0
        self._lock = threading.Condition()
        self._server = serve(self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def at_call(self, number, deed):
        """`deed` is called before the n-th call from now, counted from 1, goes on."""
        with self._lock:
            self._stop = Stop(len(self.calls) + number, deed)

    def always(self, service, reply):
        """This service answers every call so from now on; `None`: by itself again."""
        with self._lock:
            self._answer = (service, reply) if reply else None

    def disarm(self):
        with self._lock:
            self._stop = self._answer = None

    def rest(self):
        """Waits for the end of calls under way: those of a process that was killed may still be carried out."""
        with self._lock:
            assert self._lock.wait_for(lambda: not self._under_way, timeout=SECONDS), "a call does not end"

    def close(self):
        stop(self._server)

    def _handler(gate):
        class Through(Handler):
            def pass_on(self):
                gate._pass(self, self.body())

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = pass_on

        return Through

    def _pass(self, request, body):
        with self._lock:
            self._under_way += 1
        try:
            self._answered(request, body)
        finally:
            with self._lock:
                self._under_way -= 1
                self._lock.notify_all()

    def _answered(self, request, body):
        service, operation = named(request)
        with self._lock:
            self.calls.append(f"{service} {operation}")
            due = self._stop if self._stop and self._stop.number == len(self.calls) else None
            said = self._answer[1] if self._answer and self._answer[0] == service else None
        said = due.deed() if due else said
        if said is False:
            return request.abandon()
        if said:
            return request.answer(said.status, said.body, said.headers)
        if service == "sqs":
            return self._keep(request, json.loads(body))
        answer = forwarded(request, self.targets[service], body)
        return request.answer(answer.status, answer.body, answer.headers)

    def _keep(self, request, told):
        message = self.send(told["MessageBody"])
        answer = {"MessageId": message.id, "MD5OfMessageBody": md5(message.body)}
        request.answer(200, json.dumps(answer).encode(), {"Content-Type": "application/x-amz-json-1.0"})


def forwarded(request, target, body, more=()):
    """What the server at `target` answers to this request. The signed `Host` goes on as it is."""
    parts = urllib.parse.urlsplit(target)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=SECONDS)
    replaced = NOT_PASSED_ON | {name.lower() for name in dict(more)}
    headers = {name: value for name, value in request.headers.items() if name.lower() not in replaced}
    try:
        connection.request(request.command, request.path, body or None, {**headers, **dict(more), "Content-Length": str(len(body))})
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in NOT_PASSED_ON]
    return Reply(answer.status, kept, content)


def named(request):
    """The service and the operation of a request."""
    target = request.headers.get("X-Amz-Target", "")
    path = request.path.split("?")[0]
    if target.startswith("DynamoDB"):
        return "dynamodb", target.split(".")[1]
    if target.startswith("AmazonSQS."):
        return "sqs", target.split(".")[1]
    if path.startswith("/v2/email/"):
        return "ses", "SendEmail"
    if path.startswith("/v1/"):
        return "stripe", f"{request.command} {path}"
    return "s3", f"{request.command} {path}"

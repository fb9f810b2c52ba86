"""HTTP API in front of functions: requests become events of payload version 2.0, answers become HTTP again.

As on AWS and unlike in emulators, cookies are in a list of their own, and only there.
"""

import base64
import json
import time
import urllib.parse

from harness.sandbox import Answered
from harness.wire import Handler, Reply, serve

ORIGIN = "https://shop.example"
TEXTS = ("text/", "application/json", "application/xml", "application/javascript")


class Gateway:
    """`functions` by the start of a path, the longest first."""

    def __init__(self, functions):
        self.functions = sorted(functions.items(), key=lambda route: -len(route[0]))

    def ask(self, method, path, body=b"", headers=None, die=None):
        """Asks the function behind a path. One that fails is a 500, as API Gateway says it."""
        function = next(function for start, function in self.functions if path.startswith(start))
        end = function.invoke(event(method, path, body, headers or {}), die)
        return reply(end)

    def listen(self):
        """The same for others on this machine. Answers the server, which `wire.stop` ends."""
        gateway = self

        class Door(Handler):
            def pass_on(self):
                answer = gateway.ask(self.command, self.path, self.body(), dict(self.headers.items()))
                self.answer(answer.status, answer.body, [pair for pair in answer.headers if pair[0].lower() != "content-length"])

            do_GET = do_POST = pass_on

        return serve(Door)


class Browser:
    """Asks for JSON, and keeps cookies."""

    def __init__(self, gateway):
        self.gateway, self.cookies, self.token = gateway, {}, None

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, told=None, kind="application/json"):
        body = told if isinstance(told, bytes) else json.dumps(told or {}).encode()
        return self.ask("POST", path, body, {"content-type": kind})

    def patch(self, path, told):
        return self.ask("PATCH", path, json.dumps(told).encode(), {"content-type": "application/json"})

    def ask(self, method, path, body=b"", headers=None):
        headers = {"accept": "application/json", **(headers or {})}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        answer = self.gateway.ask(method, path, body, headers)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                name, _, value = value.split(";")[0].partition("=")
                self.cookies[name] = value
        return answer


def event(method, path, body, headers):
    """Payload version 2.0."""
    path, _, query = path.partition("?")
    headers = {name.lower(): value for name, value in headers.items()}
    cookies = [cookie.strip() for cookie in headers.pop("cookie", "").split(";") if cookie.strip()]
    text = headers.get("content-type", "").startswith(TEXTS)
    host = urllib.parse.urlsplit(ORIGIN).netloc
    now = time.time()
    made = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": urllib.parse.unquote(path),
        "rawQueryString": query,
        "headers": {**headers, "host": host, "x-forwarded-for": "203.0.113.7", "x-forwarded-port": "443", "x-forwarded-proto": "https"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "harness",
            "domainName": host,
            "domainPrefix": host.split(".")[0],
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "harness"},
            "requestId": f"{now:.6f}",
            "routeKey": "$default",
            "stage": "$default",
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": bool(body) and not text,
    }
    if cookies:
        made["cookies"] = cookies
    if query:
        made["queryStringParameters"] = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
    if body:
        made["body"] = body.decode() if text else base64.b64encode(body).decode()
    return made


def reply(end):
    """A function's answer as HTTP."""
    if not isinstance(end, Answered):
        return Reply(500, [], b'{"message":"Internal Server Error"}')
    told = json.loads(end.body)
    headers = [*(told.get("headers") or {}).items(), *(("set-cookie", cookie) for cookie in told.get("cookies") or [])]
    body = told.get("body") or ""
    return Reply(told["statusCode"], headers, base64.b64decode(body) if told.get("isBase64Encoded") else body.encode())


def good(answer, status=200):
    """The content of an answer that is as it should be."""
    assert answer.status == status, answer
    return answer.json()

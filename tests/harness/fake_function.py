"""A Lambda function of a few lines, in Python: does what the event tells it to.

`{"Records": [{"body": "..."}]}`: each body is a word of what to do, the batch answers with the last one's.
It writes nothing and calls nobody but the Runtime API, and `POKE` where it says that it is at work.
"""

import http.client
import json
import os
import sys
import threading

PREFIX = "/2018-06-01/runtime"


def main():
    if os.environ.get("FAIL") == "init":
        post("/init/error", {"errorType": "Setup", "errorMessage": "no settings"})
        sys.exit(1)
    if os.environ.get("FAIL") == "start":
        sys.exit(3)
    while True:
        id, event = following()
        work(id, event)


def work(id, event):
    records = event.get("Records", [])
    words = [record["body"] for record in records] or [event.get("do", "")]
    ids = [record["messageId"] for record in records]
    match words[-1].split(":", 1):
        case ["raise"]:
            return post(f"/invocation/{id}/error", {"errorType": "Oops", "errorMessage": "it broke"})
        case ["exit"]:
            os._exit(7)
        case ["hang"]:
            poke()
            threading.Event().wait()
        case ["fail", which]:
            failures = [{"itemIdentifier": ids[int(n)]} for n in which.split(",")]
            return post(f"/invocation/{id}/response", {"batchItemFailures": failures})
        case ["say", answer]:
            return post(f"/invocation/{id}/response", answer.encode())
        case ["large"]:
            return post(f"/invocation/{id}/response", b'"' + b"x" * (6 * 1024 * 1024) + b'"')
        case ["wrong-id"]:
            status = post("/invocation/00000000-0000-0000-0000-000000000000/response", b"null")
            return post(f"/invocation/{id}/response", {"status": status})
        case ["twice"]:
            post(f"/invocation/{id}/response", b'"first"')
            return post(f"/invocation/{id}/response", b'"second"')
        case ["environment"]:
            return post(f"/invocation/{id}/response", {**os.environ, "pid": os.getpid()})
    return post(f"/invocation/{id}/response", {"batchItemFailures": [], "pid": os.getpid()})


def following():
    answer, body = ask("GET", "/invocation/next")
    return answer.headers["Lambda-Runtime-Aws-Request-Id"], json.loads(body)


def post(path, told):
    return ask("POST", path, told if isinstance(told, bytes) else json.dumps(told).encode())[0].status


def ask(method, path, body=None):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request(method, PREFIX + path, body)
    answer = connection.getresponse()
    return answer, answer.read()


def poke():
    connection = http.client.HTTPConnection(os.environ["POKE"])
    connection.request("GET", "/")
    connection.getresponse().read()


main()

"""The Lambda Runtime API (2018-06-01), and the process that speaks it.

A sandbox is one process: it starts cold, asks for invocations one after another, and is gone after a crash, a timeout
or a `kill -9`. A function is whatever sandbox is alive; the next invocation starts another when none is.
"""

import enum
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from http.server import ThreadingHTTPServer

from harness.wire import Handler

PREFIX = "/2018-06-01/runtime"
LARGEST_RESPONSE = 6 * 1024 * 1024
"""Lambda takes no larger answer."""
INIT_SECONDS = 10
"""A process that has not asked for its first invocation by then is ended."""
REGION = "eu-central-1"


@dataclass(frozen=True)
class Answered:
    """The function's own answer, byte for byte."""

    body: bytes


@dataclass(frozen=True)
class Failed:
    """The function said that it failed, while it started or while it ran."""

    kind: str
    message: str


@dataclass(frozen=True)
class TimedOut:
    """No answer in time. The process was ended."""


@dataclass(frozen=True)
class Died:
    """The process ended before it answered. A signal is a negative code."""

    code: int


class Die(enum.Enum):
    """Where an invocation can be told to kill its process."""

    BEFORE_RESPONSE = "the work is done, and Lambda never hears of it"
    AFTER_RESPONSE = "Lambda has the answer, and the process never hears that it has"


class Function:
    """A Lambda function of one concurrent execution."""

    def __init__(self, command, environment, timeout=30, name="function"):
        self.command, self.timeout, self.name = [str(word) for word in command], timeout, name
        self.environment = environment
        self.log = tempfile.TemporaryFile()
        self.starts = 0
        self._sandbox = None
        self._one_at_a_time = threading.Lock()

    def invoke(self, event, die=None):
        """Hands an event over and waits for the end of it. `die` kills the process at that point."""
        with self._one_at_a_time:
            if self._sandbox is None or not self._sandbox.is_alive():
                self._close()
                self.starts += 1
                self._sandbox = Sandbox(self)
            return self._sandbox.invoke(event, die)

    def kill(self):
        """SIGKILL, at whatever point the process is. It is dead when this returns."""
        if self._sandbox:
            self._sandbox.kill()

    def logged(self):
        """All that its processes wrote."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def close(self):
        self._close()
        self.log.close()

    def _close(self):
        if self._sandbox:
            self._sandbox.close()


class Sandbox:
    """One process and the Runtime API it speaks to."""

    def __init__(self, function):
        self.function = function
        self._changed = threading.Condition()
        self._waiting = None
        self._running = None
        self._ready = False
        self._ended = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self._process = subprocess.Popen(
            function.command, env=self._environment(), stdin=subprocess.DEVNULL, stdout=function.log, stderr=function.log
        )
        threading.Thread(target=self._watch, daemon=True).start()

    def invoke(self, event, die):
        with self._changed:
            if not self._changed.wait_for(lambda: self._ready or self._ended, timeout=INIT_SECONDS):
                self.kill()
                return Failed("Runtime.InitTimeout", f"not ready within {INIT_SECONDS} s")
            if self._ended:
                return self._ended
            invocation = self._waiting = self._running = Invocation(event, self.function, die)
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: invocation.end or self._ended, timeout=self.function.timeout):
                self.kill()
                invocation.end = TimedOut()
            self._running = self._waiting = None
            return invocation.end or self._ended

    def wait_for_poll(self, seconds):
        """Waits for the first poll. Answers the end of a process that ended before it."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._ready or self._ended, timeout=seconds), f"no poll within {seconds} s"
            return self._ended

    @property
    def pid(self):
        return self._process.pid

    def terminate(self):
        """SIGTERM, and waits for the end."""
        self._process.terminate()
        self._process.wait()

    def is_alive(self):
        return self._ended is None and self._process.poll() is None

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._server.shutdown()
        self._server.server_close()

    def _watch(self):
        code = self._process.wait()
        with self._changed:
            self._ended = self._ended or Died(code)
            self._changed.notify_all()

    def _environment(self):
        return {
            "PATH": os.environ.get("PATH", ""),
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:%d" % self._server.server_port,
            "AWS_LAMBDA_FUNCTION_NAME": self.function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{self.function.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": "harness",
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            **self.function.environment,
        }

    def _handler(sandbox):
        class RuntimeApi(Handler):
            def do_GET(self):
                if self.path == f"{PREFIX}/invocation/next":
                    sandbox._next(self)
                else:
                    self.answer(404, b"{}")

            def do_POST(self):
                sandbox._said(self, self.path.removeprefix(PREFIX).strip("/").split("/"), self.body())

        return RuntimeApi

    def _next(self, request):
        with self._changed:
            self._ready = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._ended)
            if self._ended:
                return request.abandon()
            invocation, self._waiting = self._waiting, None
        request.answer(200, invocation.body, invocation.headers())

    def _said(self, request, words, body):
        match words:
            case ["init", "error"]:
                with self._changed:
                    self._ended = told("Runtime.InitError", body)
                    self._changed.notify_all()
                return request.answer(202, b"{}")
            case ["invocation", id, "response" | "error" as what]:
                return self._answered(request, id, what, body)
        return request.answer(404, b"{}")

    def _answered(self, request, id, what, body):
        with self._changed:
            invocation = self._running
            if invocation is None or invocation.id != id or invocation.end:
                return request.answer(400, b'{"errorType":"InvalidRequestID"}')
            if invocation.die is Die.BEFORE_RESPONSE:
                self.kill()
                return request.abandon()
            too_large = what == "response" and len(body) > LARGEST_RESPONSE
            if too_large:
                invocation.end = Failed("Function.ResponseSizeTooLarge", f"{len(body)} bytes")
            else:
                invocation.end = Answered(body) if what == "response" else told("Unhandled", body)
            if invocation.die is Die.AFTER_RESPONSE:
                self.kill()
            self._changed.notify_all()
        if invocation.die is Die.AFTER_RESPONSE:
            return request.abandon()
        return request.answer(413 if too_large else 202, b"{}")


class Invocation:
    """One event on its way through a process."""

    def __init__(self, event, function, die):
        self.id = str(uuid.uuid4())
        self.body = event if isinstance(event, bytes) else json.dumps(event).encode()
        self.die = die
        self.end = None
        self._arn = f"arn:aws:lambda:{REGION}:000000000000:function:{function.name}"
        self._deadline = int((time.time() + function.timeout) * 1000)

    def headers(self):
        return {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": self.id,
            "Lambda-Runtime-Deadline-Ms": str(self._deadline),
            "Lambda-Runtime-Invoked-Function-Arn": self._arn,
            "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000;Sampled=0",
        }


def told(kind, body):
    """What a function says of its own failure."""
    try:
        report = json.loads(body)
        return Failed(f"{kind}:{report.get('errorType', '')}", str(report.get("errorMessage", "")))
    except (ValueError, AttributeError):
        return Failed(kind, body.decode(errors="replace"))

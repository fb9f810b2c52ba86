"""ministack as a process: started on a free loopback port with every role asked, ended with this program."""

import functools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.config import Config

from harness.wire import ask

REGION, ACCOUNT = "eu-central-1", "000000000000"
SECONDS = 60
"""It starts in less than one."""


class Emulator:
    """AWS on this machine."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="larder-rehearsal-")
        self.log = os.path.join(self._folder.name, "ministack.log")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": self._folder.name,
            "TMPDIR": self._folder.name,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_REGION": REGION,
            "AUTH": "true",
            "AWS_ACCESS_KEY_ID": "account",
            "AWS_SECRET_ACCESS_KEY": "account",
            # A failed run is tried again at once, not after a minute.
            "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.05",
        }
        with open(self.log, "wb") as log:
            command = [sys.executable, "-m", "ministack"]
            # A group of its own, with the functions it starts.
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self._await()

    @functools.cache
    def client(self, service):
        """A client of a service, as the account itself: no policy is asked."""
        client = boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="account",
            aws_secret_access_key="account",
            config=Config(retries={"max_attempts": 0}, read_timeout=SECONDS, s3={"addressing_style": "path"}),
        )
        client.meta.events.register("before-send", encrypted)
        return client

    def letters(self):
        """Every mail sent, the oldest first."""
        return [mail for mails in ask("GET", f"{self.url}/_ministack/ses/messages").json()["messages"].values() for mail in mails]

    def close(self):
        try:
            # It ends the functions it started only when it forgets them.
            ask("POST", f"{self.url}/_ministack/reset", seconds=10)
        except OSError:
            pass  # gone already
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # nothing of it is left
        self._folder.cleanup()

    def _await(self):
        began = time.monotonic()
        while time.monotonic() - began < SECONDS:
            if self._process.poll() is not None:
                break
            try:
                if ask("GET", f"{self.url}/_ministack/health", seconds=1).status == 200:
                    return
            except OSError:
                time.sleep(0.02)
        with open(self.log) as log:
            text = log.read()[-2000:]
        self.close()
        raise RuntimeError(f"the emulator does not start:\n{text}")


def encrypted(request, **_):
    """AWS speaks TLS; here a proxy would have ended it."""
    request.headers["X-Forwarded-Proto"] = "https"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

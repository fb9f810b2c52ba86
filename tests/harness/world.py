"""The shop's own binaries in the harness, with the emulators of `make run` behind the gate.

The functions have a table of their own, a copy of the seeded one, so that the shop which brings the emulators does not
do their work. Their clock is the machine's; where a test lets time pass, rows grow older instead.
"""

import json
import os
import subprocess
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from harness.event_source import EventSource
from harness.gate import Gate
from harness.gateway import ORIGIN, Browser, Gateway, good
from harness.queue import Clock, Queue
from harness.sandbox import Answered, Function
from harness.table import Table
from harness.wire import ask, stop

TARGET = Path(__file__).resolve().parents[2] / "target"
OWNER = "owner@larder.example"
SECRET, KEY = "whsec_test", "sk_test_larder"
ROUTES = {
    "/cart": "larder-cart",
    "/checkout": "larder-checkout",
    "/orders": "larder-checkout",
    "/back-office": "larder-back-office",
    "/webhooks": "larder-payment-webhook",
    "/products": "larder-browse",
}
WORKER = "larder-fulfillment-worker"
ACCEPTED = Answered(b'{"statusCode":200}')


class World:
    """Everything that runs. It ends with `close`."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="larder-harness-")
        self._ends = [self._folder.cleanup]
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self):
        shop = self._shop()
        self.post_office = shop["post office"]
        self.table = Table(shop["dynamodb"], "larder").copy("harness")
        self.clock = Clock()
        self._targets = {"dynamodb": shop["dynamodb"], "s3": shop["s3"], "ses": shop["post office"]}
        self.functions = {}
        self.gateway = Gateway({start: self.function(name) for start, name in ROUTES.items()})
        self.webhooks = Webhooks(self.gateway)
        door = Gateway({"/webhooks": self.webhooks}).listen()
        self._ends.append(lambda: stop(door))
        self.stripe = self._targets["stripe"] = self._stand_in(f"http://127.0.0.1:{door.server_port}/webhooks/stripe")
        self.worker = self.function(WORKER)
        self.empty_queue()
        self.staff = self._signed_in()
        self._fill_shelves()

    def empty_queue(self):
        """New queues, with nothing in them, and nothing in the worker's way."""
        self.dead = Queue(self.clock)
        self.queue = Queue(self.clock, dead_letters=self.dead)
        self.source = EventSource(self.queue, self.worker)
        self.worker.gate.disarm()

    def function(self, name):
        """The function of this binary."""
        if name not in self.functions:
            self.functions[name] = self.another(name)
        return self.functions[name]

    def another(self, name):
        """One more process of this binary, beside the others."""
        gate = Gate(self._targets, lambda body: self.queue.send(body))
        function = Function([binary(name)], self._environment(gate.url), name=name)
        function.gate = gate
        self._ends += [gate.close, function.close]
        return function

    def pass_time(self, seconds):
        """Everything grows older, once nothing that was begun is still under way."""
        self.quiet()
        self.clock.advance(seconds)
        self.table.age(seconds)

    def sweep(self, die=None):
        return self.worker.invoke({"sweep": True}, die)

    def come_to_rest(self, most=50):
        """Time passes, messages come again, the sweep runs, until there is no job but those for later."""
        for _ in range(most):
            self.source.drain(self.pass_time)
            if not self.open_jobs():
                return
            self.pass_time(120)
            self.sweep()
        raise AssertionError(f"jobs that do not end: {self.open_jobs()}; the worker wrote\n{self.worker.logged()[-4000:]}")

    def open_jobs(self):
        """Job rows, but for those that wait for a payment."""
        keys = [(key["pk"]["S"], key["sk"]["S"]) for key in self.table.jobs()]
        rows = [self.table.partition(pk).get(sk) for pk, sk in keys]
        return [row for row in rows if row and row.get("step") != "expire"]

    def settle(self):
        """Comes to rest, and the provider has told all it has to tell of it."""
        self.quiet()
        self.come_to_rest()
        self.quiet()

    def quiet(self):
        """Waits until no call is under way, not even one of a process that was killed, and every event was taken."""
        for _ in range(4000):
            for function in self.functions.values():
                function.gate.rest()
            if not ask("GET", f"{self.stripe}/_test/delivery").json()["undelivered"]:
                return
            time.sleep(0.005)
        raise AssertionError("the provider's events are not taken")

    def mails(self, to, subject=""):
        """Letters to this address, oldest first."""
        found = ask("GET", f"{self.post_office}/mails.json?to={urllib.parse.quote(to)}").json()
        return [mail for mail in reversed(found) if subject in mail["subject"]]

    def provider(self):
        """All that the payment provider knows."""
        return ask("GET", f"{self.stripe}/_test/dump").json()

    def close(self):
        for end in reversed(self._ends):
            end()

    def _environment(self, gate):
        return {
            "AWS_ENDPOINT_URL": gate,
            "TABLE": self.table.name,
            "QUEUE_URL": f"{gate}/000000000000/larder-jobs",
            "BUCKET": "larder",
            "MAIL_FROM": "Larder <hello@larder.example>",
            "OWNER_MAIL": OWNER,
            "ORIGIN": ORIGIN,
            "LINK_SECRET": "0123456789abcdef0123456789abcdef",
            "STRIPE_API": gate,
            "STRIPE_KEY": KEY,
            "STRIPE_WEBHOOK_SECRETS": SECRET,
        }

    def _shop(self):
        environment = {"PATH": os.environ["PATH"], "PORT": "0", "DATA": self._folder.name, "FRESH": "1"}
        return dict(self._started([TARGET / "debug/larder"], environment))

    def _stand_in(self, webhook_url):
        command = [TARGET / "debug/stripe-stand-in", "0", webhook_url]
        return dict(self._started(command, {}))["ready"]

    def _started(self, command, environment):
        """Starts a program and reads what it says until it is ready: names and values."""
        said = subprocess.PIPE
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.DEVNULL, text=True)
        self._ends.append(lambda: (process.kill(), process.wait(), process.stdout.close()))
        late = threading.Timer(120, process.kill)
        late.start()
        try:
            for line in process.stdout:
                name, _, value = line.strip().rpartition(" ")
                yield name, value
                if name == "ready":
                    return
        finally:
            late.cancel()
        raise RuntimeError(f"{command[0]} did not get ready")

    def _signed_in(self):
        """The owner, by the link in their mail."""
        owner = Browser(self.gateway)
        assert owner.post("/back-office/sign-in", {"email": OWNER}).status == 200
        link = next(word for word in self.mails(OWNER)[-1]["text"].split() if word.startswith(ORIGIN))
        owner.token = owner.post(link.removeprefix(ORIGIN)).json()["session"]
        return owner

    def _fill_shelves(self):
        """Enough for all tests of one world, before any shopper's function has read the catalog."""
        good(self.staff.patch("/back-office/settings", {"capacity_pickup": 500}))
        good(self.staff.patch("/back-office/products/milk-whole-1l", {"stock": 5000}))
        self.come_to_rest()


class Webhooks:
    """The payment webhook, and a list of what it was told and answered. On hold, it is told later, by `deliver`."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.told = []
        self.on_hold = False
        self._more = threading.Condition()

    def invoke(self, event, die=None):
        end = ACCEPTED if self.on_hold else self.deliver(event, die)
        with self._more:
            self.told.append(event)
            self._more.notify_all()
        return end

    def deliver(self, event, die=None):
        function = next(function for start, function in self.gateway.functions if start == "/webhooks")
        return function.invoke(event, die)

    def wait_for(self, kind, order):
        """The provider's request about this order, once it was answered."""

        def heard():
            told = ((event, json.loads(event["body"])) for event in self.told)
            of_kind = ((event, body["data"]["object"]) for event, body in told if body["type"] == kind)
            return next((event for event, about in of_kind if (about.get("metadata") or {}).get("order") == order), None)

        with self._more:
            assert self._more.wait_for(heard, timeout=20), f"no {kind} about {order}"
            return heard()


def binary(name):
    """The binary of a function: a `bootstrap` where they are built for AWS, else the one cargo left."""
    folder = os.environ.get("BOOTSTRAPS")
    path = Path(folder) / name / "bootstrap" if folder else TARGET / "debug" / name
    if not path.exists():
        raise FileNotFoundError(f"{path}: build it first")
    return path

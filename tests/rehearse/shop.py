"""The deployed shop as shoppers, staff and the payment provider meet it, and what the walk looks at behind it."""

import datetime
import itertools
import subprocess
import threading
import time
import urllib.parse

from harness.gateway import Browser, good
from harness.table import earlier, plain
from harness.wire import ask
from rehearse.asked import Asked
from rehearse.clock import Clock
from rehearse.queue import Mapping
from rehearse.stack import ROOT, STRIPE_KEY

STAND_IN = ROOT / "target" / "debug" / "stripe-stand-in"
PATIENCE = 20
"""What happens by itself happens within this."""
AFTER_A_DENIAL = 1.5
"""Somebody was refused something: what is waited for comes soon, or not at all."""


class Shop:
    """Everything that the walk touches. `at` says where it is; a failure is a failure there."""

    def __init__(self, stack):
        self.stack, self.emulator = stack, stack.emulator
        self.where = None
        self.numbers = itertools.count(1)
        self._s3, self._dynamodb = stack.emulator.client("s3"), stack.emulator.client("dynamodb")
        self.table, self.bucket = stack.outputs["TableName"], stack.outputs["FilesName"]
        self._stand_in = self._start_stand_in()
        stack.connect(self.stripe)
        self.queue, self.clock, self.asked = Mapping(stack), Clock(stack), Asked(stack)
        self.owner = None

    def begin(self, scene):
        """Denials count from here on."""
        self.stack.uses.where, self.where = scene, "it begins"
        self._denied_before = self._denials()
        assert self.queue.is_alive(), "the queue is not polled any more"

    def at(self, where):
        """The step that comes now."""
        self.where = where

    def browser(self):
        return Browser(self)

    def ask(self, method, path, body=b"", headers=None):
        """Over HTTP, as API Gateway's own address takes it."""
        return ask(method, f"{self.stack.api}{path}", body, headers or {}, seconds=40)

    def through_cloudfront(self, path):
        """The same through the distribution."""
        host = self.stack.origin.removeprefix("https://")
        return ask("GET", f"{self.emulator.url}{path}", headers={"Host": host, "X-Forwarded-Proto": "https"})

    def signed_in(self, email):
        """A browser of that member of staff, by the link in their mail."""
        browser = self.browser()
        before = len(self.letters(email))
        good(browser.post("/back-office/sign-in", {"email": email}))
        letter = self.until(lambda: self.letters(email)[before:], f"a sign-in link for {email}")[0]
        link = next(word for word in letter["BodyText"].split() if word.startswith(self.stack.origin))
        path = link.removeprefix(self.stack.origin)
        assert browser.get(path).status == 200, "the link opens a page with a button"
        browser.token = good(browser.post(path))["session"]
        return browser

    def letters(self, to, subject=""):
        return [mail for mail in self.emulator.letters() if to in mail["To"] and subject in mail["Subject"]]

    def letter(self, to, subject):
        return self.until(lambda: self.letters(to, subject), f"a letter {subject!r} to {to}")[0]

    def press(self, pay_url, action):
        """A button on the provider's page."""
        pressed = ask("POST", pay_url, f"action={action}".encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        assert pressed.status == 303, pressed

    def published(self):
        """Waits until every change that asked for a new catalog is in it."""
        self.until(lambda: not self.rows("X#catalog"), "the catalog is published")

    def provider(self, path, form):
        """The provider's own API."""
        headers = {"Authorization": f"Bearer {STRIPE_KEY}", "Content-Type": "application/x-www-form-urlencoded"}
        return good(ask("POST", f"{self.stripe}/v1/{path}", urllib.parse.urlencode(form).encode(), headers))

    def intents(self, order):
        everything = ask("GET", f"{self.stripe}/_test/dump").json()["payment_intents"]
        return [one for one in everything if (one.get("metadata") or {}).get("order") == order]

    def until(self, look, what):
        """Looks until there is something to see. When a function was denied something in this scene, it does not look for long."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            if seen := look():
                return seen
            if self._denials() > self._denied_before and time.monotonic() - began > AFTER_A_DENIAL:
                break
            time.sleep(0.03)
        raise AssertionError(f"not within {time.monotonic() - began:.1f} s: {what}")

    def rows(self, pk):
        """A partition of the table, plain, by sort key."""
        values = {":pk": {"S": pk}}
        page = self._dynamodb.query(TableName=self.table, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=values)
        return {row["sk"]["S"]: plain({"M": row}) for row in page["Items"]}

    def put_row(self, pk, sk, row):
        self._dynamodb.put_item(TableName=self.table, Item={"pk": {"S": pk}, "sk": {"S": sk}, **typed(row)["M"]})

    def set(self, pk, sk, path, text):
        """Sets one attribute of a row that is there, for what no page can do: letting time pass."""
        names = {f"#{word}": word for word in path}
        try:
            self._dynamodb.update_item(
                TableName=self.table,
                Key={"pk": {"S": pk}, "sk": {"S": sk}},
                UpdateExpression="SET " + ".".join(names) + " = :value",
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeNames=names,
                ExpressionAttributeValues={":value": {"S": text}},
            )
        except self._dynamodb.exceptions.ConditionalCheckFailedException:
            pass  # done meanwhile

    def forget_jobs(self):
        """What a scene that failed left undone is of no use to the next."""
        self.queue.purge()
        due = {"KeyConditionExpression": "jq = :jq", "ExpressionAttributeValues": {":jq": {"S": "job"}}}
        for row in self._dynamodb.query(TableName=self.table, IndexName="due", **due)["Items"]:
            self._dynamodb.delete_item(TableName=self.table, Key={"pk": row["pk"], "sk": row["sk"]})

    def age_job(self, pk, sk, seconds):
        if row := self.rows(pk).get(sk):
            self.set(pk, sk, ["due"], earlier(row["due"], seconds))

    def file(self, key):
        """A file of the bucket, `None` when there is none."""
        try:
            return self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except self._s3.exceptions.NoSuchKey:
            return None

    def put_file(self, key, content, kind):
        self._s3.put_object(Bucket=self.bucket, Key=key, Body=content, ContentType=kind)

    def denials(self):
        """What functions were refused so far, by function."""
        return {function: list(guard.denied) for function, guard in self.stack.guards.items()}

    def close(self):
        self.queue.close()
        self._stand_in.kill()
        self._stand_in.wait()
        self._stand_in.stdout.close()

    def _denials(self):
        return sum(len(guard.denied) for guard in self.stack.guards.values())

    def _start_stand_in(self):
        command = [STAND_IN, "0", f"{self.stack.api}/webhooks/stripe"]
        process = subprocess.Popen(command, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        late = threading.Timer(30, process.kill)
        late.start()
        for line in process.stdout:
            if line.startswith("ready "):
                late.cancel()
                self.stripe = line.split()[1]
                return process
        raise RuntimeError(f"{STAND_IN} did not get ready")


def typed(value):
    """A plain value as DynamoDB wants it."""
    match value:
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case list():
            return {"L": [typed(one) for one in value]}
        case dict():
            return {"M": {name: typed(one) for name, one in value.items()}}
    raise TypeError(f"{value!r} is nothing that the shop stores")


def in_seconds(seconds):
    """A time, as the shop writes it."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

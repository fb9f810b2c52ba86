"""A dump: all that is audited, raw, in memory or in a folder.

| file | content |
| --- | --- |
| `table.json` | every item, as AttributeValues |
| `index_day.json`, `index_due.json` | what the two indexes answer |
| `stripe.json` | sessions, intents, refunds, events; what PayPal knows as intents and refunds of the same shape |
| `queues.json`, `mails.json`, `client.jsonl`, `watched.json` | where they were given |
| `meta.json` | when it was taken |
"""

import json
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import dynamodb
import paypal_dump
import queues
import stripe_dump

PARTS = ("table", "index_day", "index_due", "stripe", "queues", "mails", "watched", "meta")


@dataclass
class Dump:
    """Raw data. `None`: that source was not given, so what needs it is not checked."""

    table: list = field(default_factory=list)
    index_day: list | None = None
    index_due: list | None = None
    stripe: dict | None = None
    queues: list | None = None
    mails: list | None = None
    watched: list | None = None
    log: list | None = None
    meta: dict = field(default_factory=dict)


def take(options):
    """Reads every source that was given."""
    table = dynamodb.Table(options.dynamodb, options.table)
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    items = list(table.scan())
    dump = Dump(table=items, meta={"at": at, "table": options.table})
    dump.index_due = list(table.query("due", "jq", "job"))
    dump.index_day = [found for day in sorted(days(items)) for found in table.query("day", "day", day)]
    if options.stripe:
        dump.stripe = stripe_dump.read(options.stripe, options.stripe_key)
        if options.paypal:
            paypal_dump.add(dump.stripe, options.paypal)
    if options.sqs:
        dump.queues = queues.read(options.sqs)
    if options.mails:
        dump.mails = mails(options.mails)
    beside(dump, options)
    return dump


def beside(dump, options):
    """Files that stand beside the table: the client's log and the watcher's record."""
    if options.log:
        dump.log = json_lines(Path(options.log).read_text())
    if options.watched:
        dump.watched = json_lines(Path(options.watched).read_text())


def days(items):
    """Every day an entry of the index could stand under, stale entries included."""
    found = set()
    for raw in items:
        if "day" in raw and "S" in raw["day"]:
            found.add(raw["day"]["S"])
        kind, _, rest = raw["pk"]["S"].partition("#")
        if kind in ("T", "D"):
            found.add(rest)
        slot = raw.get("fulfillment", {}).get("M", {}).get("slot", {}).get("S")
        if slot:
            found.add(slot.split("_")[0])
    return found


def mails(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        found = json.load(answer)
    return found.get("mails", []) if isinstance(found, dict) else found


def json_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def save(dump, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        content = getattr(dump, part)
        if content is not None:
            (folder / f"{part}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False))
    if dump.log is not None:
        lines = (json.dumps(line, ensure_ascii=False) for line in dump.log)
        (folder / "client.jsonl").write_text("".join(line + "\n" for line in lines))


def load(folder):
    folder = Path(folder)
    parts = {part: folder / f"{part}.json" for part in PARTS}
    dump = Dump(**{part: json.loads(file.read_text()) for part, file in parts.items() if file.exists()})
    if (folder / "client.jsonl").exists():
        dump.log = json_lines((folder / "client.jsonl").read_text())
    return dump

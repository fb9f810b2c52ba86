"""The dump as things: products, orders, slots, payments. Nothing is judged here."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dynamodb
from provider import Provider

HOLDING = ("awaiting_payment", "placed", "picking")
ENDED = ("canceled", "expired")


def moment(text):
    """A point in time from RFC 3339 text or seconds since 1970; None from nothing."""
    if text is None or text == "":
        return None
    if isinstance(text, (int, float)):
        return datetime.fromtimestamp(text if text < 1e11 else text / 1000, timezone.utc)
    return datetime.fromisoformat(text).astimezone(timezone.utc)


@dataclass
class Result:
    """What a picker reported of a line: found, weighed (grams), short (units found), substituted or proposed (item, units, priced)."""

    kind: str
    value: object

    @staticmethod
    def of(stored):
        if isinstance(stored, str):
            return Result(stored, None)
        ((kind, value),) = stored.items()
        if kind == "found":
            return Result(kind, None)
        if isinstance(value, dict) and len(value) == 1:
            (value,) = value.values()
        return Result(kind, value)


@dataclass
class Order:
    """All rows of one order."""

    id: str
    head: dict | None = None
    lines: list | None = None
    reports: list = field(default_factory=list)
    ledger: list = field(default_factory=list)
    other: list = field(default_factory=list)

    @property
    def asking(self):
        """The further payment page that is waited for."""
        asking = self.head.get("asking") or {}
        return None if asking.get("over") else asking or None

    @property
    def unasked(self):
        """Its card is saved, and was not asked or said no: nothing is set aside."""
        later = self.head.get("later") or {}
        return bool(later.get("card")) and self.payment["rank"] == "none"

    @cached_property
    def amended(self):
        """The change that waits for its payment: it holds what is more than before. Its row stays when it waits no longer."""
        return next((row for row in self.other if row["sk"] == "A"), None) if self.asking else None

    @property
    def extra(self):
        """Stock units the waiting change holds beyond the order's own: (sku, units)."""
        own = defaultdict(int)
        for line in self.lines:
            own[line["sku"]] += line["reserved"]
        for line in (self.amended or {}).get("lines", []):
            yield line["sku"], max(0, line["reserved"] - own[line["sku"]])

    @property
    def points(self):
        """What it takes of slots, a waiting change included: (slot, points)."""
        slot, own = self.head["fulfillment"]["slot"], (self.head.get("way") or {}).get("points", 1)
        yield slot, own
        if self.amended:
            other, more = self.amended["fulfillment"]["slot"], self.amended["way"]["points"]
            yield other, max(0, more - own) if other == slot else more

    @cached_property
    def state(self):
        return next(iter(self.head["state"]))

    @cached_property
    def detail(self):
        return self.head["state"][self.state] or {}

    @property
    def ended(self):
        return self.state in ENDED

    @property
    def payment(self):
        return self.head["payment"]

    @property
    def intent(self):
        return self.payment.get("intent")

    @cached_property
    def times(self):
        """When each state was entered."""
        return {name: moment(at) for name, at in self.head["history"]}

    @property
    def reserved(self):
        """Taken off credit accounts when it was placed."""
        return sum(one["reserved"] for one in self.head.get("credit", []))

    @property
    def credit_kept(self):
        """Of that, what was not put back since."""
        return self.reserved - sum(one.get("returned", 0) for one in self.head.get("credit", []))

    @property
    def by_card(self):
        """The most that a card or a till is asked for."""
        return max(self.head["upper"] - self.reserved, 0)

    def rest_of(self, due):
        """What of that a card or a till pays: credit is used first."""
        return due - min(due, self.reserved)

    @property
    def refunds(self):
        return self.head.get("refunds") or []

    @property
    def early(self):
        """What was given back before it was handed over: it is on no invoice."""
        return [refund for refund in self.refunds if refund.get("early")]

    @property
    def credited_anew(self):
        """Given back as credit on accounts of its own."""
        return sum(refund.get("credit", 0) for refund in self.refunds if refund.get("account"))

    def was(self, state):
        return state in self.times

    @cached_property
    def started(self):
        return moment(self.head["history"][0][1])

    @cached_property
    def results(self):
        """By line: the latest result."""
        merged = {}
        for report in self.reports:
            merged.update({int(line): Result.of(stored) for line, stored in report["results"].items()})
        return merged

    def facts(self, kind):
        """Ledger rows of a kind: provider's name -> amount."""
        rows = (row for row in self.ledger if row["fact"].startswith(f"{kind}#"))
        return {row["fact"].partition("#")[2]: amount(row) for row in rows}

    def balance(self, account):
        return sum(cents for row in self.ledger for name, cents in row["postings"] if name == account)


def amount(row):
    """How much a fact is about: its first posting, which is the positive one."""
    return row["postings"][0][1]


@dataclass
class World:
    """Everything in the dump, decoded once."""

    dump: object
    items: list = field(default_factory=list)
    products: dict = field(default_factory=dict)
    directory: set = field(default_factory=set)
    movements: list = field(default_factory=list)
    orders: dict = field(default_factory=dict)
    broken: dict = field(default_factory=dict)
    carts: dict = field(default_factory=dict)
    slots: dict = field(default_factory=dict)
    jobs: list = field(default_factory=list)
    takings: list = field(default_factory=list)
    gifts: list = field(default_factory=list)
    coupons: list = field(default_factory=list)
    credits: dict = field(default_factory=dict)
    credit_moves: list = field(default_factory=list)
    register: list = field(default_factory=list)
    counters: dict = field(default_factory=dict)
    shelf: dict | None = None
    settings: dict | None = None

    @property
    def at(self):
        return moment(self.dump.meta.get("at")) or datetime.now(timezone.utc)

    @cached_property
    def log(self):
        return self.dump.log or []

    @cached_property
    def stripe(self):
        return Provider(self.dump.stripe) if self.dump.stripe is not None else None

    def day_of(self, at):
        """The day of a moment where the shop is; by its own word where nobody knows where that is."""
        zone = (self.settings or {}).get("time_zone", "UTC")
        try:
            return moment(at).astimezone(ZoneInfo(zone)).date().isoformat()
        except ZoneInfoNotFoundError:
            return at[:10]

    @cached_property
    def captured_by(self):
        """Payment -> the orders whose ledger says they captured it."""
        owners = defaultdict(list)
        for order in self.orders.values():
            for intent in order.facts("captured"):
                owners[intent].append(order.id)
        return owners


def build(dump):
    """Sorts the rows of a dump by what they are."""
    world = World(dump)
    orders = {}
    for raw in dump.table:
        item = dynamodb.item(raw)
        world.items.append(item)
        sort(world, orders, item)
    for order in orders.values():
        order.reports.sort(key=lambda report: report["sk"])
        missing = [name for name, part in (("head", order.head), ("lines", order.lines)) if part is None]
        if missing:
            world.broken[order.id] = missing
        else:
            world.orders[order.id] = order
    return world


def sort(world, orders, item):
    kind, _, name = item["pk"].partition("#")
    sk = item["sk"]
    match kind:
        case "P" if sk == "S":
            world.products[name] = item
        case "P" if sk.startswith("V#"):
            world.movements.append({**item, "sku": name})
        case "C" if name == "catalog":
            world.directory.add(sk)
        case "O":
            row_of_order(orders.setdefault(name, Order(name)), item)
        case "K":
            world.carts[name] = item
        case "T":
            world.slots[(name, sk)] = item
        case "X":
            world.jobs.append(item)
        case "D" if name.endswith("#gifts"):
            world.gifts.append(item)
        case "D":
            world.takings.append(item)
        case "F" if sk == "F":
            world.counters[tuple(name.split("#"))] = item["last"]
        case "F":
            world.register.append(item)
        case "B" if sk == "B":
            world.credits[name] = item
        case "B":
            world.credit_moves.append({**item, "account": name})
        case "Q":
            world.coupons.append(item)
        case "A" if name == "shelf":
            world.shelf = item
        case "A" if name == "settings":
            nested = [part for part in item.values() if isinstance(part, dict) and "zones" in part]
            world.settings = nested[0] if nested else item


def row_of_order(order, item):
    sk = item["sk"]
    if sk == "H":
        order.head = item
    elif sk == "L":
        order.lines = item["lines"]
    elif sk.startswith("K#"):
        order.reports.append(item)
    elif sk.startswith("J#"):
        order.ledger.append(item)
    else:
        order.other.append(item)

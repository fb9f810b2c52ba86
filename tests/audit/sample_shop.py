"""The sample as rows of a table, to be spoiled in one place and then dumped."""

import copy

from dump import Dump
from sample import (
    A,
    C,
    CARTS,
    F,
    GIFT,
    GIFT_ISSUED,
    HEADS,
    LEDGER,
    LINES,
    MISSING,
    PICKED_AT,
    PRODUCTS,
    RECEIVED,
    REPORTS,
    SETTINGS,
    STAFF,
    TAKEN_BACK,
    TAKINGS,
    at,
)
from sample_outside import letters, log, provider


class Shop:
    """The afternoon, to be spoiled in one place and then dumped."""

    def __init__(self):
        self.rows = {(row["pk"], row["sk"]): copy.deepcopy(row) for row in items()}
        self.stripe, self.mails, self.log = copy.deepcopy(provider()), letters(), log()
        self.queues = [{"queue": name, "waiting": 0, "running": 0, "delayed": 0} for name in ("jobs", "jobs-dead-letters")]
        self.watched = []
        self.stale = []

    def row(self, pk, sk):
        return self.rows[(pk, sk)]

    def head(self, order):
        return self.row(f"O#{order}", "H")

    def line(self, order, number=1):
        return self.row(f"O#{order}", "L")["lines"][number - 1]

    def product(self, sku):
        return self.row(f"P#{sku}", "S")

    def add(self, row):
        self.rows[(row["pk"], row["sk"])] = row

    def drop(self, pk, sk):
        return self.rows.pop((pk, sk))

    def intent(self, order):
        return next(one for one in self.stripe["intents"] if one["id"] == f"pi_{order[0]}")

    def dump(self):
        raw = [{name: attribute(part) for name, part in row.items()} for row in self.rows.values()]
        day = [copy.deepcopy(one) for one in raw if "day" in one and "slot_order" in one]
        due = [{name: one[name] for name in ("pk", "sk", "jq", "due")} for one in raw if "jq" in one and "due" in one]
        meta = {"at": at("14:00"), "table": "larder"}
        return Dump(raw, day + self.stale, due, self.stripe, self.queues, self.mails, self.watched, self.log, meta)


def attribute(value):
    """An AttributeValue from a plain value."""
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, float)):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, set):
        return {"SS": sorted(value)}
    if isinstance(value, (list, tuple)):
        return {"L": [attribute(one) for one in value]}
    return {"M": {name: attribute(one) for name, one in value.items()}}


def items():
    """Every item of the table, plain."""
    for sku, row in PRODUCTS.items():
        yield {"pk": f"P#{sku}", "sk": "S", **row}
        yield {"pk": f"P#{sku}", "sk": "M", "brand": "Own"}
        yield {"pk": "C#catalog", "sk": sku}
        yield book(sku, "seed", "received", RECEIVED[sku], "06:00")
    for sku, order, report, units in MISSING:
        yield {**book(sku, f"{order}-{report}", "missing", units, PICKED_AT[(order, report)]), "order": order}
    for row in HEADS:
        yield {"pk": f"O#{row['order']}", "sk": "H", **row}
        yield {"pk": f"O#{row['order']}", "sk": "L", "lines": LINES[row["order"]]}
        yield cart(row)
    for (order, number), results in REPORTS.items():
        report = {"report": number, "by": STAFF, "at": at(PICKED_AT[(order, number)]), "results": results}
        yield {"pk": f"O#{order}", "sk": f"K#{number:04}", **report}
    for order, rows in LEDGER.items():
        for row in rows:
            yield {"pk": f"O#{order}", "sk": f"J#{row['fact']}", **row}
    yield {"pk": "T#2026-11-23", "sk": "10:00-12:00#delivery#mitte", "used": 1, "cap": 5}
    yield {"pk": "T#2026-11-23", "sk": "14:00-16:00#pickup#store", "used": 3, "cap": 3}
    yield {"pk": f"X#{F}", "sk": "payment", "jq": "job", "due": at("14:20"), "step": "expire", "attempts": 0}
    yield {"pk": "D#2026-11-22", "sk": A, **TAKINGS}
    yield {"pk": "D#2026-11-22", "sk": f"{A}#broken", **TAKEN_BACK}
    yield {"pk": "D#2026-11-22#gifts", "sk": "birthday", **GIFT}
    yield {"pk": "B#ada", "sk": "B", "credit": "ada", "balance": 2500, "currency": "EUR"}
    yield {"pk": "B#ada", "sk": "V#issued#birthday", **GIFT_ISSUED}
    for kind, taken in (("invoice", TAKINGS), ("credit", TAKEN_BACK)):
        kept = {part: taken[part] for part in ("order", "day", "total", "vat", "refund") if part in taken}
        yield {"pk": f"F#{kind}#2026", "sk": "F", "last": 1}
        yield {"pk": f"F#{kind}#2026", "sk": "2026-11#00000001", "number": 1, **kept}
    yield {"pk": "A#shelf", "sk": "A", "out": {"caviar"}, "low": {"rye"}}
    yield {"pk": "A#settings", "sk": "A", **SETTINGS}


def book(sku, id, reason, units, clock):
    row = {"sku": sku, "id": id, "reason": reason, "units": units, "at": at(clock), "by": STAFF}
    return {"pk": f"P#{sku}", "sk": f"V#{at(clock)}#{id}", **row}


def cart(row):
    """C's basket was opened again when it expired."""
    order = row["order"]
    status = {"status": "open"} if order == C else {"status": "ordered", "order": order}
    return {"pk": f"K#{CARTS[order]}", "sk": "C", "cart": CARTS[order], "version": 5, **status, "lines": {}}

"""Indexes, the directory and the shelf are projections of the table."""

import dynamodb

from . import bad, invariant, odd


@invariant("I16", "indexes are projections of the table", "index entries, products")
def projections(world, seen):
    yield from index(world, seen, "day", ("day", "slot_order"), world.dump.index_day, whole=True)
    yield from index(world, seen, "due", ("jq", "due"), world.dump.index_due, whole=False)
    for order in world.orders.values():
        yield from listed(order)
    for job in world.jobs:
        if job.get("jq") != "job" or not job.get("due"):
            yield bad(f"{job['pk']} {job['sk']}", "is a job the sweep cannot find")
    for sku, product in world.products.items():
        seen()
        if sku != product["sku"]:
            yield bad(sku, f"is stored as {product['sku']}")
        if sku not in world.directory and product["active"]:
            yield bad(sku, "is a product the directory does not list")
    for sku in world.directory - set(world.products):
        yield bad(sku, "is listed in the directory, and is no product")
    yield from shelf(world)


def index(world, seen, name, keys, found, whole):
    if found is None:
        return seen.note("without the indexes")
    expected = {(item["pk"], item["sk"]): item for item in world.items if all(key in item for key in keys)}
    entries = {}
    for raw in found:
        seen()
        entry = dynamodb.item(raw)
        key = (entry["pk"], entry["sk"])
        if key in entries:
            yield bad(" ".join(key), f"is in the index {name} twice")
        entries[key] = entry
    for key in sorted(set(expected) - set(entries)):
        if name != "due" or expected[key]["jq"] == "job":
            yield bad(" ".join(key), f"is not in the index {name}")
    for key in sorted(set(entries) - set(expected)):
        yield bad(" ".join(key), f"is in the index {name}, and should not be")
    for key in sorted(set(entries) & set(expected)):
        compared = expected[key] if whole else {part: expected[key][part] for part in keys}
        if {part: entries[key].get(part) for part in compared} != compared:
            yield bad(" ".join(key), f"differs in the index {name}")


def listed(order):
    """On the pick list from placed to handed over, under its slot; not before, not when ended."""
    there = (order.head.get("day"), order.head.get("slot_order"))
    date, window, method, _ = order.head["fulfillment"]["slot"].split("_")
    right = (date, f"{window}#{method}#{order.id}")
    if order.state in ("placed", "picking") and there != right:
        yield bad(order.id, f"is {order.state}, and listed under {there}")
    elif order.state in ("ready", "out_for_delivery", "handed_over") and there not in (right, (None, None)):
        yield bad(order.id, f"is {order.state}, and listed under {there}")
    elif order.state in ("awaiting_payment", "canceled", "expired") and there != (None, None):
        yield bad(order.id, f"is {order.state}, and listed under {there}")


def shelf(world):
    """The sold-out list may lag, so it is only looked at."""
    out = set((world.shelf or {}).get("out") or [])
    sold = {line["sku"] for order in world.orders.values() for line in order.lines}
    for sku, product in world.products.items():
        least = 100 if product.get("by_weight") else 1
        gone = not product["active"] or product["available"] < least
        if gone and sku in sold and sku not in out:
            yield odd(sku, "is sold out, and the shelf does not say so")
        if not gone and sku in out:
            yield odd(sku, f"has {product['available']}, and the shelf says it is out")

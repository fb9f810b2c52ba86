"""Stock: never negative, nothing lost, every hold taken and ended once."""

from collections import Counter

from money import held_units, units
from world import HOLDING

from . import bad, invariant


def line_units(line):
    return units(line.get("by_weight"), line["quantity"])


def taken(line, result):
    """Stock physically taken for a line: (sku, units)."""
    match result.kind:
        case "found":
            return line["sku"], line_units(line)
        case "weighed" | "short":
            return line["sku"], result.value
        case "substituted" | "proposed":
            return result.value["item"]["sku"], result.value["units"]
    raise ValueError(f"unknown result {result.kind}")


def missing(line, result):
    """Ordered and not there: what a movement must have written off."""
    match result.kind:
        case "short":
            return line["reserved"] - result.value
        case "substituted" | "proposed":
            return line["reserved"]
    return 0


@invariant("I1", "available is never negative", "products")
def never_negative(world, seen):
    for sku, product in world.products.items():
        seen()
        if not isinstance(product["available"], int) or product["available"] < 0:
            yield bad(sku, f"available is {product['available']}")
    for entry in world.dump.watched or []:
        if entry.get("kind") == "stock":
            yield bad(entry["id"], f"was {entry['value']} at {entry['at']}, during the run")
    if world.dump.watched is None:
        seen.note("at the end only: no watcher's record")


@invariant("I2", "available + holds = movements - picked", "products")
def nothing_lost(world, seen):
    holds, picked, moved = Counter(), Counter(), Counter()
    for order in world.orders.values():
        for line in order.lines:
            result = order.results.get(line["line"])
            if result:
                sku, count = taken(line, result)
                picked[sku] += count
            elif order.state in HOLDING:
                holds[line["sku"]] += line["reserved"]
        for sku, units in order.extra:
            holds[sku] += units
    for movement in world.movements:
        moved[movement["sku"]] += movement["units"]
    for sku, product in world.products.items():
        seen()
        left, right = product["available"] + holds[sku], moved[sku] - picked[sku]
        if left != right:
            yield bad(
                sku,
                f"available {product['available']} + holds {holds[sku]} = {left}, "
                f"but movements {moved[sku]} - picked {picked[sku]} = {right}: {left - right:+d}",
            )
    for sku in sorted(set(holds) | set(picked) | set(moved)):
        if sku not in world.products:
            yield bad(sku, "is in an order or a movement, and is no product")


@invariant("I3", "a hold is taken once and ends once", "order lines")
def one_hold_one_end(world, seen):
    written_off, ids = Counter(), Counter()
    for movement in world.movements:
        if movement["reason"] == "missing":
            written_off[(movement.get("order"), movement["sku"])] += movement["units"]
        if movement.get("id"):
            ids[(movement["sku"], movement["id"])] += 1
    for (sku, id), count in ids.items():
        if count > 1:
            yield bad(sku, f"movement {id} is in the book {count} times")
    for order in world.orders.values():
        for line in order.lines:
            seen()
            yield from of_line(order, line, written_off)
    for (order, sku), count in written_off.items():
        if count:
            yield bad(order or sku, f"{sku}: {-count} missing written off that no pick result explains")


def of_line(order, line, written_off):
    name = f"{order.id} line {line['line']}"
    hold = held_units(line.get("by_weight"), line["quantity"])
    if line["reserved"] != hold:
        yield bad(name, f"reserved {line['reserved']}, where {line['quantity']} holds {hold}")
    result = order.results.get(line["line"])
    expected = missing(line, result) if result else 0
    off = -written_off.pop((order.id, line["sku"]), 0)
    if off != expected:
        yield bad(name, f"{line['sku']}: {off} written off as missing, where {expected} were")
    if result and not order.was("picking"):
        yield bad(name, f"was picked ({result.kind}), and its hold ended by {order.state}")
    if result and result.kind == "weighed" and not 0 < result.value <= line["reserved"]:
        yield bad(name, f"weighed {result.value}, where {line['reserved']} were held")
    if result and result.kind == "short" and not 0 <= result.value < line_units(line):
        yield bad(name, f"short with {result.value} of {line_units(line)}")

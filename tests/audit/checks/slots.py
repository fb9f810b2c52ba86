"""Slots and vouchers: counters never above what they count."""

from collections import Counter
from hashlib import sha256

from . import bad, invariant


@invariant("I9", "slots: used = points of orders <= capacity", "slots")
def slots(world, seen):
    holding = Counter()
    for order in world.orders.values():
        if not order.ended:
            for slot, points in order.points:
                holding[slot] += points
    counted = set()
    for (date, sort), row in world.slots.items():
        seen()
        slot = "_".join([date, *sort.split("#")])
        counted.add(slot)
        if row["used"] != holding[slot]:
            yield bad(slot, f"used is {row['used']}, and orders hold {holding[slot]} points of it")
        # The owner may lower a slot below what its orders hold: then the row says what it took before.
        if not 0 <= row["used"] <= max(row["cap"], row.get("was", 0)):
            yield bad(slot, f"used is {row['used']} of {row['cap']}")
    for slot, count in holding.items():
        if slot not in counted:
            yield bad(slot, f"orders hold {count} points of it, and it has no counter")
    for order in world.orders.values():
        if order.head["fulfillment"]["slot"].split("_")[2] != order.head["fulfillment"]["method"]:
            yield bad(
                order.id, f"is for {order.head['fulfillment']['method']} in the slot {order.head['fulfillment']['slot']}"
            )
    for entry in world.dump.watched or []:
        if entry.get("kind") == "slot":
            yield bad(entry["id"], f"was {entry['value']} at {entry['at']}, during the run")


@invariant("I10", "vouchers: used = orders <= limit, for all and for each customer", "vouchers")
def vouchers(world, seen):
    held = [order.head["promised"]["voucher"] for order in world.orders.values() if not order.ended and voucher_of(order)]
    by_code = Counter(one["code"] for one in held)
    by_customer = Counter((one["code"], hashed(one["customer"])) for one in held if one.get("each"))
    known = {row["code"]: row for row in world.coupons if row["sk"] == "Q"}
    for code in known.keys() | by_code.keys():
        seen()
        row = known.get(code, {"used": 0})
        if row["used"] != by_code[code]:
            yield bad(f"voucher {code}", f"used is {row['used']}, and {by_code[code]} orders hold it")
        if row["used"] > row.get("limit", row["used"]):
            yield bad(f"voucher {code}", f"used is {row['used']} of {row['limit']}")
    rows = {(row["pk"][2:], row["sk"][2:]): row["used"] for row in world.coupons if row["sk"].startswith("U#")}
    for code, customer in rows.keys() | by_customer.keys():
        used, orders = rows.get((code, customer), 0), by_customer[code, customer]
        if used != orders or used > known.get(code, {}).get("each", used):
            yield bad(f"voucher {code}", f"a customer used it {used} times, and holds it in {orders} orders")
    if not world.coupons:
        seen.note("not applicable (0 vouchers)")


def voucher_of(order):
    return (order.head.get("promised") or {}).get("voucher")


def hashed(customer):
    """As the table names customers: it lists nobody by what they bought with."""
    return sha256(customer.encode()).hexdigest()[:32]

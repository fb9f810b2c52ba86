"""Slots and coupons: counters never above what they count."""

from collections import Counter

from . import bad, invariant


@invariant("I9", "slots: used = orders <= capacity", "slots")
def slots(world, seen):
    holding = Counter(order.head["fulfillment"]["slot"] for order in world.orders.values() if not order.ended)
    counted = set()
    for (date, sort), row in world.slots.items():
        seen()
        slot = "_".join([date, *sort.split("#")])
        counted.add(slot)
        if row["used"] != holding[slot]:
            yield bad(slot, f"used is {row['used']}, and {holding[slot]} orders hold it")
        if not 0 <= row["used"] <= row["cap"]:
            yield bad(slot, f"used is {row['used']} of {row['cap']}")
    for slot, count in holding.items():
        if slot not in counted:
            yield bad(slot, f"{count} orders hold it, and it has no counter")
    for order in world.orders.values():
        if order.head["fulfillment"]["slot"].split("_")[2] != order.head["fulfillment"]["method"]:
            yield bad(
                order.id, f"is for {order.head['fulfillment']['method']} in the slot {order.head['fulfillment']['slot']}"
            )
    for entry in world.dump.watched or []:
        if entry.get("kind") == "slot":
            yield bad(entry["id"], f"was {entry['value']} at {entry['at']}, during the run")


@invariant("I10", "coupons: used = orders <= limit", "coupons")
def coupons(world, seen):
    seen(len(world.coupons))
    if world.coupons:
        yield bad(world.coupons[0]["pk"], f"{len(world.coupons)} rows of coupons, and this auditor cannot check them yet")
    else:
        seen.note("not applicable (0 coupons)")

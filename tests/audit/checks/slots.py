"""Slots and coupons: counters never above what they count."""

from collections import Counter

from . import bad, invariant


@invariant("I9", "slots: used = points of orders <= capacity", "slots")
def slots(world, seen):
    holding = Counter()
    for order in world.orders.values():
        if not order.ended:
            holding[order.head["fulfillment"]["slot"]] += order.head.get("way", {}).get("points", 1)
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


@invariant("I10", "coupons: used = orders <= limit", "coupons")
def coupons(world, seen):
    seen(len(world.coupons))
    if world.coupons:
        yield bad(world.coupons[0]["pk"], f"{len(world.coupons)} rows of coupons, and this auditor cannot check them yet")
    else:
        seen.note("not applicable (0 coupons)")

"""Baskets: one gives one order."""

from collections import defaultdict
from datetime import timedelta

from world import moment

from . import bad, invariant


def released(order):
    """True when the order ended without ever being paid, so that its basket was opened again."""
    return order.ended and not order.was("placed")


def succeeded(entry):
    """True for an answer that promised something."""
    status = entry.get("status")
    return bool(entry.get("order")) and (status is None or 200 <= status < 400)


@invariant("I4", "one basket gives at most one order", "baskets")
def one_order(world, seen):
    of_cart = defaultdict(list)
    for order in world.orders.values():
        of_cart[order.head["cart"]].append(order)
    for cart, orders in of_cart.items():
        seen()
        live = sorted(order.id for order in orders if not order.ended)
        if len(live) > 1:
            yield bad(cart, f"has {len(live)} orders: {', '.join(live)}")
    for cart, row in world.carts.items():
        yield from of_row(world, cart, row)
    for order in world.orders.values():
        row = world.carts.get(order.head["cart"])
        if order.state == "awaiting_payment" and (not row or row["status"] != "ordered" or row.get("order") != order.id):
            yield bad(order.head["cart"], f"order {order.id} awaits payment, and its basket is not closed by it")
    yield from answers(world)


def of_row(world, cart, row):
    if row["status"] != "ordered":
        return
    order = world.orders.get(row.get("order"))
    if not order or order.head["cart"] != cart:
        yield bad(cart, f"is ordered as {row.get('order')}, which is no order of it")
    elif released(order):
        yield bad(cart, f"is still closed by order {order.id}, which is {order.state}")


def answers(world):
    """Every successful answer for one basket names the same order, until that order ended unpaid."""
    named = defaultdict(dict)
    for entry in world.log:
        if entry.get("op") == "place" and entry.get("cart") and succeeded(entry):
            first = named[entry["cart"]].setdefault(entry["order"], moment(entry.get("at")))
            at = moment(entry.get("at"))
            if first and at and at < first:
                named[entry["cart"]][entry["order"]] = at
    for cart, orders in named.items():
        in_turn = sorted(orders.items(), key=lambda pair: (pair[1] is None, str(pair[1] or "")))
        for (name, _), (next_name, next_at) in zip(in_turn, in_turn[1:]):
            order = world.orders.get(name)
            if not order:
                continue  # I5 says so
            ended = order.times.get(order.state)
            overlap = next_at and ended and ended > next_at + timedelta(seconds=1)
            if not released(order) or overlap:
                yield bad(cart, f"was answered with order {name} ({order.state}) and then with {next_name}")
        for name in orders:
            if name in world.orders and world.orders[name].head["cart"] != cart:
                yield bad(cart, f"was answered with order {name}, which is of another basket")


@invariant("I17", "a basket's version is consumed once", "orders")
def one_version(world, seen):
    consumed = defaultdict(list)
    for order in world.orders.values():
        seen()
        consumed[(order.head["cart"], order.head["cart_version"])].append(order.id)
        row = world.carts.get(order.head["cart"])
        if row and row["version"] < order.head["cart_version"]:
            yield bad(order.id, f"consumed version {order.head['cart_version']}, and the basket is at {row['version']}")
    for (cart, version), orders in consumed.items():
        if len(orders) > 1:
            yield bad(cart, f"version {version} was consumed by {', '.join(sorted(orders))}")

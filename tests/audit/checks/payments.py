"""Payments against the provider: owned, bounded, and what the goods were worth."""

import money
from provider import order_of
from world import ENDED

from . import bad, credit, invariant, refunds as back
from .carts import succeeded
from .whole_numbers import fractions


@invariant("I5", "promised orders exist; captured money has one owner", "promises, payments")
def owned(world, seen):
    for id, missing in world.broken.items():
        yield bad(id, f"has no {' and no '.join(missing)}")
    for entry in world.log:
        if entry.get("op") in ("place", "pay", "view") and succeeded(entry):
            seen()
            if entry["order"] not in world.orders:
                yield bad(entry["order"], f"was answered to {entry['op']} at {entry.get('at')}, and does not exist")
    for intent, owners in world.captured_by.items():
        if len(owners) > 1:
            yield bad(intent, f"was captured for {', '.join(sorted(owners))}")
    if not world.stripe:
        return seen.note("without the provider")
    for intent in world.stripe.intents.values():
        seen()
        yield from of_intent(world, intent)
    yield from refunds(world)
    for order in world.orders.values():
        ledger, provider = order.balance("provider"), world.stripe.net(order.id)
        if ledger != provider:
            yield bad(order.id, f"captured - refunded is {provider} at the provider and {ledger} in the ledger")
        for name, cents in order.facts("captured").items():
            if (world.stripe.intents.get(name) or {}).get("amount_received") != cents:
                yield bad(order.id, f"the ledger captured {cents} of {name}, and the provider did not")


def of_intent(world, intent):
    name, order = intent["id"], world.orders.get(order_of(intent))
    owners = world.captured_by.get(name, [])
    if intent["amount_received"] and not order:
        yield bad(name, f"{intent['amount_received']} captured for no order that exists")
    elif intent["amount_received"] and owners != [order.id]:
        yield bad(name, f"captured for {order.id}, and stands in the ledger of {', '.join(owners) or 'nobody'}")
    elif owners and owners != [order_of(intent)]:
        yield bad(name, f"is of {order_of(intent)}, and stands in the ledger of {', '.join(owners)}")
    if intent["status"] != "requires_capture":
        return
    if not order:
        yield bad(name, f"{intent['amount_capturable']} authorized for no order that exists")
    elif order.intent != name:
        yield bad(name, f"{intent['amount_capturable']} authorized, and order {order.id} ({order.state}) does not count it")
    elif order.state not in ("placed", "picking", "ready", "out_for_delivery", *ENDED):
        yield bad(name, f"authorized, and order {order.id} is {order.state}")


def refunds(world):
    known = {
        name: (order.id, cents)
        for order in world.orders.values()
        for name, cents in order.facts("refunded").items()
        if name not in order.facts("bounced")
    }
    for name, refund in world.stripe.refunds.items():
        owner = order_of(world.stripe.intents.get(refund["payment_intent"], {}))
        if known.get(name) != (owner, refund["amount"]):
            yield bad(name, f"{refund['amount']} refunded for {owner}, and the ledger says {known.get(name)}")
    for name, (order, cents) in known.items():
        if name not in world.stripe.refunds:
            yield bad(name, f"{cents} refunded in the ledger of {order}, and not at the provider")


@invariant("I7", "0 <= refunded <= captured <= authorized; whole cents, one currency", "orders, payments")
def bounded(world, seen):
    for item in world.items:
        for place, number in fractions(item):
            yield bad(f"{item['pk']} {item['sk']}", f"{place} is {number}, not a whole number")
    for order in world.orders.values():
        seen()
        paid = order.payment
        if not 0 <= paid["refunded"] <= paid["captured"] <= paid["authorized"]:
            yield bad(order.id, f"refunded {paid['refunded']}, captured {paid['captured']}, authorized {paid['authorized']}")
        if not 0 <= order.head["total"] <= order.head["upper"]:
            yield bad(order.id, f"promised {order.head['total']}, at most {order.head['upper']}")
        if order.head.get("settled") is not None and not 0 <= order.head["settled"] <= order.head["upper"]:
            yield bad(order.id, f"comes to {order.head['settled']}, where at most {order.head['upper']} was agreed")
        if world.settings and order.head["currency"] != world.settings.get("currency", order.head["currency"]):
            yield bad(order.id, f"is in {order.head['currency']}")
        yield from asked_for(order)
    yield from credit.accounts(world, seen)
    for intent in (world.stripe.intents if world.stripe else {}).values():
        seen()
        back = world.stripe.given_back[intent["id"]]
        if not 0 <= back <= intent["amount_received"] <= intent["amount"]:
            yield bad(intent["id"], f"refunded {back}, captured {intent['amount_received']}, authorized {intent['amount']}")
        yield from one_payment(world, intent)


def asked_for(order):
    """A further page asks for what the waiting change comes to, or for what was lost."""
    asking = order.asking
    if not asking:
        return
    if order.amended:
        if order.state != "placed":
            yield bad(order.id, f"is {order.state}, and a change of it waits for its payment")
        if asking["amount"] != order.amended["upper"] - order.reserved:
            yield bad(order.id, f"asks for {asking['amount']}, and the change comes to {order.amended['upper']} at most")
    elif (order.payment["rank"] != "voided" and not order.unasked) or order.state not in ("placed", "picking", "ready"):
        yield bad(order.id, f"is {order.state} and {order.payment['rank']}, and asks to be paid again")
    elif asking["amount"] not in (order.by_card, order.rest_of(order.head.get("settled") or 0)):
        yield bad(order.id, f"asks for {asking['amount']}, and comes to {order.head['upper']} at most")


def one_payment(world, intent):
    """The payment an order counts is of its amount in its currency."""
    order = world.orders.get(order_of(intent))
    if not order or order.intent != intent["id"]:
        return
    if intent["currency"].upper() != order.head["currency"] and not order.head.get("review"):
        yield bad(order.id, f"is in {order.head['currency']}, and paid in {intent['currency'].upper()}")
    if intent["amount"] != order.payment["authorized"] and not order.head.get("review"):
        yield bad(order.id, f"has {order.payment['authorized']} authorized, and the provider {intent['amount']}")


@invariant("I12", "ended: nothing kept; handed over: what was picked", "ended or packed orders")
def worth(world, seen):
    for order in world.orders.values():
        if order.ended:
            seen()
            yield from nothing_kept(world, order)
            yield from credit.of_order(world, order)
        elif order.state in ("ready", "out_for_delivery", "handed_over"):
            seen()
            yield from what_was_picked(world, order)
            yield from back.right(world, order)
            yield from credit.of_order(world, order)


def nothing_kept(world, order):
    kept = {
        "the order": order.payment["captured"] - order.payment["refunded"],
        "the ledger": order.balance("provider"),
        "its credit": order.credit_kept,
    }
    if world.stripe:
        kept["the provider"] = world.stripe.net(order.id)
        for intent in world.stripe.of_order[order.id]:
            if intent["status"] == "requires_capture":
                yield bad(
                    order.id, f"is {order.state}, and {intent['amount_capturable']} is still set aside by {intent['id']}"
                )
    for where, cents in kept.items():
        if cents:
            yield bad(order.id, f"is {order.state}, and {where} keeps {cents}")


def what_was_picked(world, order):
    due = order.rest_of(money.settlement(order)["total"])
    if due == 0 and order.payment["rank"] in ("none", "voided"):
        return  # credit paid for all of it
    if order.payment["rank"] != "captured":
        if order.state == "handed_over":
            yield bad(order.id, f"is handed over, and its payment is {order.payment['rank']}")
        return  # ready and not charged: pending, I15
    taken = sum(order.facts("taken").values())
    charged = {"the order": order.payment["captured"], "the ledger": sum(order.facts("captured").values()) + taken}
    if world.stripe and not taken:
        charged["the provider"] = sum(one["amount_received"] for one in world.stripe.of_order[order.id])
    for where, cents in charged.items():
        if cents != due and not (order.head.get("review") and where != "the order"):
            yield bad(order.id, f"{due} was picked, and {where} charged {cents}")

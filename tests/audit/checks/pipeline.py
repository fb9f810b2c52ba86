"""The pipeline: each job's effect once, and nothing left when it is quiet."""

from collections import Counter
from datetime import timedelta

import mails
import money
from provider import order_of
from world import moment

from . import bad, gifts, invariant, invoices, odd, refunds

GRACE = timedelta(minutes=2)
KEPT = 5_000  # mails; the local post office forgets the oldest


@invariant("I13", "every job's effect happens once", "takings, sales, mails")
def once(world, seen):
    rows = Counter(row["order"] for row in world.takings if not row.get("refund"))
    for row in world.takings:
        seen()
        yield from refunds.of_takings(world, row) if row.get("refund") else taken(world, row)
    yield from invoices.numbered(world)
    yield from gifts.once(world, seen)
    for order in world.orders.values():
        seen()
        handed = order.state == "handed_over"
        if rows[order.id] != handed:
            yield bad(order.id, f"is {order.state}, and in the takings {rows[order.id]} times")
        sales = sum(row["fact"] == "settled" for row in order.ledger)
        if sales != order.was("ready"):
            yield bad(order.id, f"is {order.state}, and sold {sales} times in the ledger")
    if world.stripe:
        yield from paid_once(world)
    if world.dump.mails is None:
        return seen.note("without mails")
    yield from mailed(world, seen)


def taken(world, row):
    order = world.orders.get(row["order"])
    day = row["pk"].partition("#")[2]
    if not order or row["sk"] != row["order"]:
        yield bad(row["order"], f"the takings row {row['pk']} {row['sk']} is of no order")
        return
    due = money.settlement(order)["total"] - sum(refund["amount"] for refund in order.early)
    if row["total"] != due:
        yield bad(order.id, f"in the takings with {row['total']}, worked out again {due}")
    if row["day"] != day or moment(row["at"]) != order.times.get("handed_over"):
        yield bad(order.id, f"in the takings of {day} as of {row['day']} {row['at']}")
    local = world.day_of(row["at"])
    if local != day:
        yield bad(order.id, f"was handed over on {local}, and stands in the takings of {day}")


def paid_once(world):
    """No order is charged twice, and no second page to pay lives beside the first."""
    charged, pages = Counter(), Counter()
    for intent in world.stripe.intents.values():
        charged[order_of(intent)] += intent["amount_received"] > world.stripe.given_back[intent["id"]]
    for session in world.stripe.sessions:
        over = moment(session.get("expires_at"))
        pages[order_of(session)] += session["status"] == "open" and not (over and over <= world.at)
    for order, count in charged.items():
        if count > 1:
            yield bad(order, f"was charged {count} times")
    for order, count in pages.items():
        if count > 1:
            yield bad(order, f"can be paid on {count} pages")
        if count and order in world.orders and world.orders[order].state != "awaiting_payment" and not world.orders[order].asking:
            yield odd(order, f"is {world.orders[order].state}, and a page to pay it is still open")


def mailed(world, seen):
    sent = Counter((mails.about(mail, world.orders), mails.kind(mail)) for mail in world.dump.mails)
    seen(len(world.dump.mails))
    most = 1 + world.dump.meta.get("crashes", 0)
    all_there = len(world.dump.mails) < KEPT
    if not all_there:
        seen.note("mails sent too often only: the post office forgot the oldest")
    for order in world.orders.values():
        receipts = sent[(order.id, "receipt")]
        least = 1 if all_there and order.was("placed") and order.state != "canceled" else 0
        if not least <= receipts <= (most if order.was("placed") else 0):
            yield bad(order.id, f"is {order.state}, and got {receipts} receipts")
        canceled = sent[(order.id, "canceled")]
        due = 1 if order.state == "canceled" and order.was("placed") else 0
        if not (due if all_there else 0) <= canceled <= due * most:
            yield bad(order.id, f"is {order.state}, and got {canceled} mails that it is canceled")
        if sent[(order.id, "ready")] > most:
            yield bad(order.id, f"got {sent[(order.id, 'ready')]} mails that it is ready")
        for kind, state in (("on-its-way", "out_for_delivery"), ("handed-over", "handed_over")):
            told = sent[(order.id, kind)]
            if told > (most if order.was(state) else 0):
                yield bad(order.id, f"is {order.state}, and got {told} mails that say {state}")


@invariant("I15", "when it is quiet, nothing is pending", "jobs, queues, orders")
def quiet(world, seen):
    clocks = set()
    for job in world.jobs:
        seen()
        name = job["pk"].partition("#")[2]
        order = world.orders.get(name)
        held = order and order.state == "awaiting_payment" and job.get("step") == "expire"
        waits = order and order.asking and job.get("step") == "asking-end"
        asked = order and job.get("step") == "proposal-end" and moment(job.get("due")) > world.at
        if held or waits:
            clocks.add(name)
        elif order and order.unasked and job.get("step") == "authorize" and moment(job["due"]) > world.at:
            clocks.add(name)
        elif asked and order.state == "picking":
            yield odd(f"{job['pk']} {job['sk']}", f"the shopper can answer until {job['due']}")
        elif order or moment(job.get("due")) is None or moment(job["due"]) <= world.at:
            yield bad(f"{job['pk']} {job['sk']}", f"is left, due {job.get('due')}, attempts {job.get('attempts', 0)}")
        else:
            yield odd(f"{job['pk']} {job['sk']}", f"is planned for {job['due']}")
    for order in world.orders.values():
        seen()
        yield from pending(world, order, clocks)
        yield from refunds.pending(order)
    for queue in world.dump.queues or []:
        seen()
        depth = sum(queue[part] for part in ("waiting", "running", "delayed"))
        if depth:
            yield bad(queue["queue"], f"{depth} messages: {queue}")
    if world.dump.queues is None:
        seen.note("without the queues")


def pending(world, order, clocks):
    if order.state == "awaiting_payment":
        if order.id not in clocks:
            yield bad(order.id, "awaits payment, and no job will ever end that")
        if moment(order.detail["until"]) + GRACE < world.at:
            yield bad(order.id, f"awaits payment since its hold ended at {order.detail['until']}")
    if order.unasked and not order.asking and order.state == "placed" and order.id not in clocks:
        yield bad(order.id, "has a saved card, and no job will ever ask it")
    if order.asking:
        if order.id not in clocks:
            yield bad(order.id, "waits for a further payment, and no job will ever end that")
        if moment(order.asking["until"]) + GRACE < world.at:
            yield bad(order.id, f"waits for a further payment since {order.asking['until']}")
    packed = order.state in ("ready", "out_for_delivery") and not order.head.get("at_handover")
    if packed and order.payment["rank"] != "captured" and order.rest_of(order.head["settled"]):
        yield bad(order.id, f"is ready, and its payment is {order.payment['rank']}")
    if order.ended and order.payment["rank"] == "authorized":
        yield bad(order.id, f"is {order.state}, and its payment is still authorized")

"""The money ledger: balanced rows, one per fact, and the payment is what they say."""

from world import amount

from . import bad, gifts, invariant

SIDES = {
    "saved": ("authorized", "promised"),
    "authorized": ("authorized", "promised"),
    "voided": ("promised", "authorized"),
    "captured": ("provider", "shopper"),
    "refunded": ("shopper", "provider"),
    "bounced": ("provider", "shopper"),
    "disputed": ("disputed", "provider"),
    "credit": ("credit", "shopper"),
    "credited": ("shopper", "credit"),
    "uncredited": ("shopper", "credit"),
}
# Won on appeal is won from what was lost; of what was taken back, a part may be lost.
ENDS = {
    "won": (("provider", "disputed"), ("provider", "lost")),
    "lost": (("lost", "disputed"), ("lost", "disputed", "provider", "disputed")),
}
TILLS = ("cash", "terminal")
RANKS = ("none", "authorized", "voided", "captured")


@invariant("I6", "every ledger row balances", "ledger rows")
def balanced(world, seen):
    for order in world.orders.values():
        for row in order.ledger:
            seen()
            total = sum(cents for _, cents in row["postings"])
            if total != 0:
                yield bad(f"{order.id} {row['fact']}", f"postings sum to {total}")
            yield from sides(order, row)
    yield from gifts.balanced(world, seen)


def sides(order, row):
    name = f"{order.id} {row['fact']}"
    kind = row["fact"].partition("#")[0]
    accounts = [account for account, _ in row["postings"]]
    if kind == "settled":
        others = {account.partition("-")[0] for account in accounts[1:]}
        if accounts[:1] != ["shopper"] or not others <= {"net", "vat"}:
            yield bad(name, f"is posted to {', '.join(accounts)}")
    elif kind == "taken":
        till = row["fact"].partition("#")[2]
        if till not in TILLS or accounts != [till, "shopper"] or amount(row) < 0:
            yield bad(name, f"moves {amount(row)} from {accounts[-1]} to {accounts[0]}")
    elif kind == "repaid":
        if accounts[:1] != ["shopper"] or accounts[1:] not in [[till] for till in TILLS] or amount(row) <= 0:
            yield bad(name, f"moves {amount(row)} from {accounts[-1]} to {accounts[0]}")
    elif kind in ("returned", "unsold"):
        others = {account.partition("-")[0] for account in accounts[1:]}
        if accounts[:1] != ["shopper"] or not others <= {"net", "vat"} or amount(row) > 0:
            yield bad(name, f"is posted as {row['postings']}")
    elif kind in ENDS:
        if tuple(accounts) not in ENDS[kind] or amount(row) < 0:
            yield bad(name, f"is posted as {row['postings']}")
    elif kind not in SIDES:
        yield bad(name, "is no kind of fact")
    elif tuple(accounts) != SIDES[kind] or amount(row) < 0:
        yield bad(name, f"moves {amount(row)} from {accounts[-1]} to {accounts[0]}")


@invariant("I8", "one row per fact; the payment is what the facts say", "facts")
def facts(world, seen):
    owners = {}
    events = {event["id"] for event in world.stripe.events} if world.stripe else set()
    for order in world.orders.values():
        for row in order.ledger:
            seen()
            if row["sk"] != f"J#{row['fact']}":
                yield bad(order.id, f"the fact {row['fact']} is stored as {row['sk']}")
            if "#" in row["fact"] and not row["fact"].startswith("taken#"):
                owners.setdefault(row["fact"], []).append(order.id)
            event = str(row.get("event") or "")
            if events and event.startswith("evt_") and event not in events:
                yield bad(f"{order.id} {row['fact']}", f"was told by {event}, which the provider never sent")
        yield from paid_as_told(world, order)
        yield from disputed_as_told(order)
    for fact, orders in owners.items():
        if len(orders) > 1:
            yield bad(fact, f"is in the ledger of {', '.join(sorted(orders))}")
    if world.stripe:
        yield from learned(world)


def paid_as_told(world, order):
    """The head's payment, worked out again from the rows about its intent."""
    if order.head.get("at_handover") and not order.intent:
        yield from paid_at_handover(order)
        return
    payment, intent = order.payment, order.intent
    of = {kind: order.facts(kind) for kind in SIDES}
    told = [kind for kind in RANKS if intent in of.get(kind, {})]
    rank = told[-1] if told else "none"
    if payment["rank"] != rank:
        yield bad(order.id, f"its payment is {payment['rank']}, and its facts say {rank}")
    captured = of["captured"].get(intent, 0)
    authorized = of["authorized"].get(intent, 0)
    if payment["captured"] != captured:
        yield bad(order.id, f"captured {payment['captured']}, and its facts say {captured}")
    # Money that somebody else captured counts as authorized by that, and is under review.
    if payment["authorized"] != authorized and not (order.head.get("review") and payment["authorized"] == captured):
        yield bad(order.id, f"authorized {payment['authorized']}, and its facts say {authorized}")
    kept = {refund: cents for refund, cents in of["refunded"].items() if refund not in of["bounced"]}
    refunded = sum(cents for refund, cents in kept.items() if refund_of(world, refund, intent))
    if payment["refunded"] != refunded:
        yield bad(order.id, f"refunded {payment['refunded']}, and its facts say {refunded}")
    # A change may make it cheaper, and never dearer than what is authorized.
    aside, asked = of["authorized"].get(intent, 0), order.by_card
    if order.was("placed") and not order.unasked and (aside < asked or aside > asked and not order.was("changed")):
        yield bad(order.id, f"is placed with {aside} authorized, where {asked} was asked")
    for name in order.head.get("former", []):
        if name == intent or name not in of["authorized"]:
            yield bad(order.id, f"was paid by {name} before, and its facts do not say so")
    if not intent and not order.head.get("review"):
        for name, cents in of["authorized"].items():
            yield bad(order.id, f"knows of the payment {name} of {cents}, and neither counts nor reviews it")


def disputed_as_told(order):
    """What is with a bank, and what stays there, is what the head says of its disputes."""
    for stand, account in (("open", "disputed"), ("lost", "lost")):
        said = sum(one["amount"] for one in order.head.get("disputes", []) if one["stand"] == stand)
        if order.balance(account) != said:
            yield bad(order.id, f"{said} of its disputes is {stand}, and its facts say {order.balance(account)}")


def paid_at_handover(order):
    """Nothing before it is handed over; then one till took it, and the head says which."""
    taken, said = order.facts("taken"), order.head["at_handover"].get("taken")
    cents = sum(taken.values())
    if list(taken) != ([said] if said else []):
        yield bad(order.id, f"was paid with {said}, and its facts say {', '.join(taken) or 'nothing'}")
    if (order.payment["captured"], order.payment["authorized"]) != (cents, cents):
        yield bad(order.id, f"captured {order.payment['captured']}, and its tills took {cents}")
    repaid = sum(order.facts("repaid").values())
    if order.payment["refunded"] != repaid:
        yield bad(order.id, f"refunded {order.payment['refunded']}, and its tills gave {repaid} back")
    if order.payment["rank"] != ("captured" if taken else "none"):
        yield bad(order.id, f"its payment is {order.payment['rank']}, and its tills took {cents}")
    due = order.state == "handed_over" and order.rest_of(order.head["settled"]) > 0
    if bool(taken) != due:
        yield bad(order.id, f"is {order.state}, and its tills took {cents}")


def refund_of(world, refund, intent):
    """Whether a refund is of this payment; without the provider's word, it is."""
    if not world.stripe or refund not in world.stripe.refunds:
        return intent is not None
    return world.stripe.refunds[refund]["payment_intent"] == intent


def learned(world):
    """What the provider said and somebody acknowledged is in the ledger, and nothing else is."""
    for intent in world.stripe.intents.values():
        order = world.orders.get((intent.get("metadata") or {}).get("order"))
        if not order:
            continue
        of = {kind: order.facts(kind) for kind in SIDES}
        name = intent["id"]
        told = name in world.stripe.authorized or intent["status"] == "requires_capture"
        if told and name not in of["authorized"] and name not in of["captured"]:
            yield bad(order.id, f"the payment {name} was authorized, and no fact says so")
        if of["authorized"].get(name, intent["amount"]) != intent["amount"]:
            yield bad(order.id, f"the payment {name} is of {intent['amount']}, and its fact says {of['authorized'][name]}")
        if intent["status"] == "canceled" and name in of["authorized"] and name not in of["voided"]:
            yield bad(order.id, f"the payment {name} was let go of, and no fact says so")
        if name in of["voided"] and intent["status"] != "canceled":
            yield bad(order.id, f"the payment {name} is said to be voided, and is {intent['status']}")
    for order in world.orders.values():
        for kind in ("authorized", "voided", "captured"):
            for name in order.facts(kind):
                if name not in world.stripe.intents:
                    yield bad(order.id, f"{kind}#{name} is about a payment the provider does not know")

"""Money given back in parts: of what was charged, once, with the tax it was sold with, in the books and at the provider.

The tax of a refund is what the shop owed for what it kept before, less what it owes for what it keeps now.
"""

from collections import defaultdict

import money

from . import bad


def right(world, order):
    """All of an order's refunds (part of I12)."""
    due = money.settlement(order)
    kept = {part["class"]: (part["gross"], part["vat"], part["bp"]) for part in due["vat"]}
    charged, given = charges(order, due), {}
    for refund in order.refunds:
        name = f"{order.id} refund {refund['refund']}"
        gross = defaultdict(int)
        for part in refund["parts"]:
            of = next(iter(part["of"].items()))
            rest, tax = charged[of]
            taken = (part["units"], part["goods"], part["deposit"])
            charged[of] = tuple(have - back for have, back in zip(rest, taken)), tax
            if min(charged[of][0]) < 0 or min(taken) < 0:
                yield bad(name, f"gives back {taken} of {of}, where {rest} was left")
            fee = order.head["fees"][of[1]] if of[0] == "fee" else None
            given[of] = given.get(of, []) + [part["goods"] + part["deposit"]]
            for one, amount in money.fee_back(fee, given[of]) if fee else [(tax, given[of][-1])]:
                gross[one] += amount
        if sum(gross.values()) != refund["amount"]:
            yield bad(name, f"is {refund['amount']}, and its parts sum to {sum(gross.values())}")
        postings, vat = {"shopper": -refund["amount"]}, []
        for tax, (before, owed, rate) in kept.items():
            if gross[tax]:
                left = before - gross[tax]
                again = money.divided(left * rate, 10_000 + rate)
                vat.append({"class": tax, "bp": rate, "gross": gross[tax], "vat": owed - again})
                postings[f"net-{tax}"], postings[f"vat-{tax}"] = gross[tax] - (owed - again), owed - again
                kept[tax] = (left, again, rate)
        if refund["vat"] != vat:
            yield bad(name, f"contains {refund['vat']}, worked out again {vat}")
        yield from booked(world, order, refund, postings)


def charges(order, due):
    """What was charged: a line or fee -> ((units, goods, deposit), class)."""
    lines = {
        ("line", line["line"]): (
            (settled["units"], settled["price"]["goods"] - settled["price"]["discount"], settled["price"]["deposit"]),
            settled["item"]["vat"],
        )
        for line, settled in zip(order.lines, due["lines"])
    }
    fees = {("fee", n): ((0, fee["amount"], 0), fee["vat"]) for n, fee in enumerate(order.head.get("fees", []))}
    return {**lines, **fees}


def booked(world, order, refund, postings):
    """The ledger says it is owed and paid, the day's takings that it was taken off."""
    name = f"{order.id} refund {refund['refund']}"
    row = next((row for row in order.ledger if row["fact"] == f"returned#{refund['refund']}"), None)
    if not row or dict(map(tuple, row["postings"])) != postings:
        yield bad(name, f"is posted as {row and row['postings']}, worked out again {postings}")
    paid = refund["money"].get("paid") if isinstance(refund["money"], dict) else None
    credit = refund.get("credit", 0)
    if credit and order.facts("credited").get(refund["refund"]) != credit:
        yield bad(name, f"gives {credit} back as credit, and the ledger says {order.facts('credited')}")
    if paid and order.facts("refunded").get(paid["name"]) != refund["amount"] - credit:
        yield bad(name, f"is said to be paid as {paid['name']}, and the ledger says {order.facts('refunded')}")
    till = refund["money"].get("till") if isinstance(refund["money"], dict) else None
    if till and order.facts("repaid").get(refund["refund"]) != refund["amount"] - credit:
        yield bad(name, f"came from the till, and the ledger says {order.facts('repaid')}")
    due = [] if refund.get("early") else [(-refund["amount"], -credit)]
    taken = [row for row in world.takings if row["order"] == order.id and row.get("refund") == refund["refund"]]
    if [(row["total"], row.get("credit", 0)) for row in taken] != due:
        yield bad(name, f"of {refund['amount']} is in the takings as {[row['total'] for row in taken]}")


def of_takings(world, row):
    """A row of the takings that takes something off belongs to a refund (part of I13)."""
    order = world.orders.get(row["order"])
    if not order or row["sk"] != f"{row['order']}#{row['refund']}" or row["day"] != row["pk"].partition("#")[2]:
        yield bad(row["order"], f"the takings row {row['pk']} {row['sk']} is of no refund")
        return
    refund = next((one for one in order.refunds if one["refund"] == row["refund"]), None)
    sums = (row["total"], sum(part["gross"] for part in row["vat"]))
    if not refund or sums != (-refund["amount"], -refund["amount"]) or row["at"] != refund["at"]:
        yield bad(order.id, f"takings of {sums} at {row['at']} for the refund {refund}")
    elif [-part["vat"] for part in row["vat"]] != [part["vat"] for part in refund["vat"]]:
        yield bad(order.id, f"takings with the tax {row['vat']} for the refund {refund}")


def pending(order):
    """Granted and not paid, when it is quiet (part of I15)."""
    for refund in order.refunds:
        if refund["money"] == "owed":
            yield bad(order.id, f"owes its shopper the refund {refund['refund']} of {refund['amount']}")

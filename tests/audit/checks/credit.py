"""Store credit: no account below nothing, every cent of it moved under a name, and orders hold exactly what left for them."""

from collections import defaultdict

from . import bad


def accounts(world, seen):
    """Part of I7: a balance is the sum of its movements, and none is less than nothing."""
    sums, names = defaultdict(int), defaultdict(list)
    for row in world.credit_moves:
        sums[row["account"]] += row["amount"]
        names[row["account"]].append(row["sk"])
        account = world.credits.get(row["account"], {})
        if row["credit"] != row["account"] or row["sk"] != f"V#{row['name']}" or row["currency"] != account.get("currency"):
            yield bad(row["account"], f"the movement {row['sk']} says {row}")
    for name, account in world.credits.items():
        seen()
        if account["balance"] < 0 or account["balance"] != sums[name]:
            yield bad(name, f"holds {account['balance']}, and its movements sum to {sums[name]}")
    for name in sums.keys() - world.credits.keys():
        yield bad(name, f"has the movements {names[name]} and no balance")


def of_order(world, order):
    """Part of I12: what left the accounts for an order is in it, and what of it is spent is in the ledger."""
    moved = defaultdict(int)
    for row in world.credit_moves:
        if row.get("order") == order.id and not row["name"].startswith("issued#"):
            moved[row["account"]] += row["amount"]
    said = {one["account"]: one.get("returned", 0) - one["reserved"] for one in order.head.get("credit", [])}
    if {name: cents for name, cents in moved.items() if cents} != {name: cents for name, cents in said.items() if cents}:
        yield bad(order.id, f"holds credit as {said}, and its accounts say {dict(moved)}")
    issued = {row["account"]: row["amount"] for row in world.credit_moves if row.get("order") == order.id and row["name"].startswith("issued#")}
    given = {one["account"]: one["credit"] for one in order.refunds if one.get("account")}
    answers = [(claim.get("answer") or {}).get("credit") for claim in order.head.get("claims", [])]
    given.update({one["account"]: one["amount"] for one in answers if one})
    if issued != given:
        yield bad(order.id, f"gave credit as {given}, and the accounts say {issued}")
    for one in order.head.get("credit", []):
        if not 0 <= one.get("returned", 0) <= one["reserved"]:
            yield bad(order.id, f"gave back more credit than it had: {one}")
    spent = (order.credit_kept if order.was("ready") else 0) - order.credited_anew
    if order.balance("credit") != spent:
        yield bad(order.id, f"{spent} of its credit is spent, and the ledger says {order.balance('credit')}")

"""The register: an invoice for each order handed over, a credit note for each refund, and no number missing or twice."""

from collections import defaultdict

from . import bad


def numbered(world):
    """Part of I13. Orders from before there was a register have no number."""
    numbers, documents = defaultdict(list), defaultdict(list)
    for row in world.register:
        kind, year = row["pk"].split("#")[1:]
        numbers[(kind, year)].append(row["number"])
        documents[(row["order"], row.get("refund"))].append(row)
        if row["sk"] != f"{row['day'][:7]}#{row['number']:08}" or not row["day"].startswith(year):
            yield bad(row["order"], f"the document {row['pk']} {row['sk']} is number {row['number']} of {row['day']}")
    for (kind, year), found in numbers.items():
        last = world.counters.get((kind, year))
        if sorted(found) != list(range(1, len(found) + 1)) or last != len(found):
            yield bad(f"{kind} {year}", f"has the numbers {sorted(found)}, and the last one drawn is {last}")
    taken = {(row["order"], row.get("refund")): row for row in world.takings}
    for key, rows in documents.items():
        if len(rows) != 1:
            yield bad(key[0], f"has {len(rows)} documents for {key[1] or 'what was picked'}")
        elif key not in taken or (taken[key]["total"], taken[key]["vat"]) != (rows[0]["total"], rows[0]["vat"]):
            yield bad(key[0], f"is documented with {rows[0]['total']}, and in the takings with {taken.get(key)}")
    for order in world.orders.values():
        drawn = [(order.head.get("invoice"), None), *((one.get("note"), one["refund"]) for one in order.refunds)]
        for number, refund in drawn:
            rows = documents.get((order.id, refund), [])
            there = [{"day": row["day"], "number": row["number"]} for row in rows]
            if there != ([number] if number else []):
                yield bad(order.id, f"names the document {number} for {refund or 'what was picked'}, and the register {there}")

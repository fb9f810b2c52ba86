"""Gift cards sold over the counter: what the till took is owed until it is spent, and no turnover (2006/112/EC, 30b)."""

from . import bad

TILLS = ("cash", "terminal")


def balanced(world, seen):
    """Part of I6: into the till, and owed."""
    for row in world.gifts:
        seen()
        if row["postings"] != [[row["tender"], row["amount"]], ["credit", -row["amount"]]] or row["tender"] not in TILLS:
            yield bad(row["gift"], f"{row['amount']} in {row['tender']} is posted as {row['postings']}")


def once(world, seen):
    """Part of I13: a sale is of what was issued, on its day; and what was issued as sold is one sale."""
    issued = {(row["account"], row["name"]): row for row in world.credit_moves if row.get("tender")}
    for row in world.gifts:
        seen()
        moved = issued.pop((row["account"], f"issued#{row['gift']}"), {})
        if any(moved.get(part) != row[part] for part in ("tender", "amount", "at")):
            yield bad(row["gift"], f"is sold as {row}, and issued as {moved or 'nothing'}")
        if row["pk"] != f"D#{row['day']}#gifts" or row["sk"] != row["gift"] or row["day"] != world.day_of(row["at"]):
            yield bad(row["gift"], f"of {row['day']} {row['at']} stands in {row['pk']} {row['sk']}")
    for account, name in issued:
        yield bad(account, f"{name} was sold, and no day took it")

"""Prices: every amount worked out again."""

from collections import defaultdict

from datetime import timedelta

import deals
import money
from world import moment

from . import bad, invariant

PRICE = ("goods", "discount", "deposit", "share")
CLOCKS = timedelta(seconds=5)


@invariant("I11", "totals as a second implementation finds them", "orders, lines")
def amounts(world, seen):
    taken = {}
    for row in world.takings:
        if row.get("refund"):
            continue
        taken.setdefault(row["order"], row)
    for order in world.orders.values():
        seen(1 + len(order.lines))
        yield from promised(world, order)
        for line in order.lines:
            yield from fair(world, order, line)
        if order.was("ready"):
            yield from settled(order, taken.get(order.id))
        yield from substitutes(order)
    for entry in world.log:
        order = world.orders.get(entry.get("order"))
        total = entry.get("total")
        if entry.get("op") == "place" and order and isinstance(total, int) and total != order.head["total"]:
            yield bad(order.id, f"the shopper was told {total}, and {order.head['total']} is stored")


def promised(world, order):
    """The quote: each line, its upper bound, fees and sums."""
    numbers = [line["line"] for line in order.lines]
    skus = [line["sku"] for line in order.lines]
    if numbers != list(range(1, len(skus) + 1)) or skus != sorted(set(skus)) or order.head["line_count"] != len(skus):
        yield bad(order.id, f"lines {numbers} of {skus}, line_count {order.head['line_count']}")
    said = order.head.get("promised") or {}
    prices = money.priced(order.lines, order.head.get("promised"))
    most = [money.highest(line, price) for line, price in zip(order.lines, prices)]
    yield from reasons(order)
    for line, price, highest in zip(order.lines, prices, most):
        name = f"{order.id} line {line['line']}"
        for part in PRICE:
            if line.get(part, 0) != price[part]:
                yield bad(name, f"{line['sku']}: {part} is {line.get(part, 0)}, worked out again {price[part]}")
        upper = highest + money.leeway(order, line)
        if line["upper"] != upper:
            yield bad(name, f"{line['sku']}: at most {line['upper']}, worked out again {upper}")
    fees = sum(fee["amount"] for fee in order.head["fees"])
    leeway = sum(money.leeway(order, line) for line in order.lines)
    sums = {"total": sum(map(money.sum_of, prices)) + fees, "upper": sum(most) + leeway + fees}
    for part, cents in sums.items():
        if order.head[part] != cents:
            yield bad(order.id, f"{part} is {order.head[part]}, worked out again {cents}")
    if world.settings and "zones" in world.settings:
        goods = sum(price["goods"] - price["discount"] + price["share"] for price in prices)
        asked = money.delivery_fees(world.settings, order.head["fulfillment"], goods)
        if said.get("delivery"):
            asked = [(kind, amount) for kind, amount in asked if kind not in ("delivery", "shipment")]
        beside = [(line["vat"], money.sum_of(price)) for line, price in zip(order.lines, prices)]
        asked = [(kind, amount, money.as_goods(amount, beside)) for kind, amount in asked]
        # Orders from before delivery was taxed like its goods have it at the standard rate, and Britain's always do.
        plain = [(kind, amount, [("standard", amount)]) for kind, amount, _ in asked]
        fees = [(fee["kind"], fee["amount"], money.taxed(fee)) for fee in order.head["fees"]]
        if fees not in (asked, plain):
            yield bad(order.id, f"fees are {fees}, the settings ask {asked}")


def reasons(order):
    """Every cent off is said why."""
    for line in order.lines:
        told = sum(reason["off"] for reason in line.get("reasons", []))
        if line.get("reasons") and told != line["discount"]:
            yield bad(f"{order.id} line {line['line']}", f"{line['discount']} off, and the reasons sum to {told}")


def members_pay(world, offer, line):
    """True for a price of the shop's members."""
    known = (deal for deal in world.settings.get("deals", []) if deal["id"] == offer["id"]) if world.settings else ()
    return any(deal["kind"].get("member_price", {}).get("cut") == offer["kind"] and deals.covers(deal["goods"], {**line, "offer": None}) for deal in known)


def fair(world, order, line):
    """The price and offer promised are those the product had."""
    product, offer = world.products.get(line["sku"]), line.get("offer")
    name = f"{order.id} line {line['line']}"
    started = order.started
    if offer and not moment(offer["starts"]) - CLOCKS <= started < moment(offer["ends"]) + CLOCKS:
        yield bad(name, f"{line['sku']}: the offer {offer['id']} did not run at {started}")
    if not product or line["pv"] != product["pv"]:
        if product and line["pv"] > product["pv"]:
            yield bad(name, f"{line['sku']}: price version {line['pv']}, and the product is at {product['pv']}")
        return
    if line["price"] != product["price"]:
        yield bad(name, f"{line['sku']}: promised at {line['price']}, and its price is {product['price']}")
    hung = product.get("offer")
    if offer and offer != hung and not members_pay(world, offer, line):
        yield bad(name, f"{line['sku']}: promised with the offer {offer['id']}, and the product has another")
    if hung and not offer and not hung.get("group") and moment(hung["starts"]) + CLOCKS <= started < moment(hung["ends"]) - CLOCKS:
        yield bad(name, f"{line['sku']}: promised without its offer {hung['id']}")


def substitutes(order):
    """A substitute is priced by its own price and never dearer than what was agreed."""
    for line in order.lines:
        result = order.results.get(line["line"])
        if not result or result.kind not in ("substituted", "proposed"):
            continue
        given, stored = result.value["item"], result.value["priced"]
        name = f"{order.id} line {line['line']}"
        price = money.substitute(order, line, given)
        lowered = money.asked(order, line, given) and money.sum_of(stored) < money.sum_of(price)
        if {part: stored.get(part, 0) for part in PRICE} != price and not lowered:
            yield bad(name, f"substitute {given['sku']} is priced {stored}, worked out again {price}")
        if money.sum_of(stored) > money.sum_of(price):
            yield bad(name, f"substitute {given['sku']} costs {money.sum_of(stored)}, agreed {money.sum_of(price)}")
        count = money.units(given.get("by_weight"), given["quantity"])
        if result.value["units"] != count:
            yield bad(name, f"substitute {given['sku']} took {result.value['units']}, where {given['quantity']} is {count}")


def settled(order, takings):
    """What it came to: the head, the ledger's sale and the day's takings."""
    due = money.settlement(order)
    if order.head.get("settled") != due["total"]:
        yield bad(order.id, f"settled {order.head.get('settled')}, worked out again {due['total']}")
    sale = next((row for row in order.ledger if row["fact"] == "settled"), None)
    postings = {"shopper": due["total"]}
    for part in due["vat"]:
        postings[f"net-{part['class']}"] = part["vat"] - part["gross"]
        postings[f"vat-{part['class']}"] = -part["vat"]
    if sale and dict(map(tuple, sale["postings"])) != postings:
        yield bad(order.id, f"the sale is posted as {sale['postings']}, worked out again {postings}")
    if takings:
        yield from of_takings(order, takings, due)


def of_takings(order, takings, due):
    off = defaultdict(lambda: (0, 0))
    for part in (part for refund in order.early for part in refund["parts"]):
        of = next(iter(part["of"].items()))
        off[of] = (off[of][0] + part["units"], off[of][1] + part["goods"])
    fees = sum(fee["amount"] - off[("fee", n)][1] for n, fee in enumerate(order.head["fees"]))
    sold = []
    for asked, line in zip(order.lines, due["lines"]):
        units, goods = off[("line", asked["line"])]
        amount = line["price"]["goods"] - line["price"]["discount"] - goods
        if line["units"] > 0 and (line["units"] > units or amount > 0):
            sold.append((line["item"]["sku"], line["units"] - units, bool(line["item"].get("by_weight")), amount))
    back = [part for refund in order.early for part in refund["vat"]]
    less = lambda part, key: part[key] - sum(one[key] for one in back if one["class"] == part["class"])  # noqa: E731
    vat = [{**part, "gross": less(part, "gross"), "vat": less(part, "vat")} for part in due["vat"]]
    credit = due["total"] - order.rest_of(due["total"]) - sum(refund.get("credit", 0) for refund in order.early)
    stored = [(one["sku"], one["units"], one["by_weight"], one["amount"]) for one in takings["sold"]]
    for part, there, again in (
        ("vat", takings["vat"], vat),
        ("fees", takings["fees"], fees),
        ("credit", takings.get("credit", 0), credit),
        ("sold", sorted(stored), sorted(sold)),
    ):
        if there != again:
            yield bad(order.id, f"takings: {part} is {there}, worked out again {again}")

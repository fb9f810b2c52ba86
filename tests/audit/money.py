"""The second implementation of prices, written from the rules and not from the Rust code.

- Amounts are integers in cents; a division rounds half away from zero, once per line.
- Loose goods cost their price per kilogram, anything else its price per piece.
- An offer is a percentage off, an amount off, a lower price, or "take n, the cheapest of them is free" across all
  products of the same offer; what baskets get beyond that is in deals.py. Deposits are charged per piece and never reduced.
- VAT is contained in the amounts: gross amounts are added per class, then the tax is taken out, rounded once.
"""

from collections import defaultdict

import deals

RATES = {"standard": 1900, "reduced": 700, "basic": 700, "zero": 0}


PRICE = ("goods", "discount", "deposit", "share")


def divided(numerator, denominator):
    """Half away from zero."""
    whole, rest = divmod(abs(numerator), denominator)
    whole += 2 * rest >= denominator
    return whole if numerator >= 0 else -whole


def units(by_weight, quantity):
    """Stock units: grams of loose goods, pieces of all others."""
    ((kind, amount),) = quantity.items()
    if kind == "grams":
        return amount
    return amount * by_weight["nominal"] if by_weight else amount


def held_units(by_weight, quantity):
    """What is reserved: loose goods with their tolerance, rounded up."""
    nominal = units(by_weight, quantity)
    if not by_weight:
        return nominal
    return -(-nominal * (10_000 + by_weight["tolerance_bp"]) // 10_000)


def priced(items, promised=None):
    """Goods, discount, deposit and share of each item, in the same order. Orders from before say nothing of promotions."""
    return deals.reckon(items, promised or {"sets": deals.multi_buys(items)})[0]


def alone(item):
    """At its own offer, whatever else is in the basket: a multi-buy takes nothing off one alone."""
    loose = item.get("by_weight")
    amount = units(loose, item["quantity"])

    def at(price):
        return divided(price * amount, 1000) if loose else price * amount

    goods = at(item["price"])
    kind, terms = offer_of(item)
    discount = 0
    if kind == "percent":
        discount = divided(goods * terms["bp"], 10_000)
    elif kind == "amount":
        discount = goods - at(max(item["price"] - terms["off"], 0))
    elif kind == "price":
        discount = goods - at(min(terms["price"], item["price"]))
    deposit = 0 if loose else item.get("deposit_each", 0) * amount
    return {"goods": goods, "discount": discount, "deposit": deposit, "share": 0}


def offer_of(item):
    offer = item.get("offer")
    if not offer:
        return None, None
    ((kind, terms),) = offer["kind"].items()
    return kind, terms


def sum_of(price):
    return price["goods"] - price["discount"] + price["deposit"]


def vat(parts):
    """Per class present: gross and the tax in it, from (class, gross) pairs."""
    gross = defaultdict(int)
    for name, amount in parts:
        gross[name] += amount
    return [
        {"class": name, "bp": rate, "gross": gross[name], "vat": divided(gross[name] * rate, 10_000 + rate)}
        for name, rate in RATES.items()
        if name in gross
    ]


def heaviest(item):
    """The item as heavy as the shopper agreed to."""
    loose = item.get("by_weight")
    return {**item, "quantity": {"grams": held_units(loose, item["quantity"])}} if loose else item


def highest(line, price):
    """The most a line can cost: loose goods at their heaviest, less its share of what the order gets off."""
    if not line.get("by_weight"):
        return sum_of(price)
    return sum_of(alone(heaviest(line))) - price["share"]


def taxed(fee):
    """What of a fee is taxed how."""
    return [tuple(part) for part in fee.get("parts", [])] or [(fee["vat"], fee["amount"])]


def as_goods(amount, goods):
    """A fee beside goods that come to so much by class: what goes with a supply is taxed like it (UStAE 3.10)."""
    sums = [(tax, sum(worth for its, worth in goods if its == tax)) for tax in RATES]
    sums = [(tax, worth) for tax, worth in sums if worth > 0]
    shares = deals.split(amount, [worth for _, worth in sums])
    return [(tax, share) for (tax, _), share in zip(sums, shares) if share > 0] or [("standard", amount)]


def fee_back(fee, amounts):
    """How the last of these amounts of a fee is taxed, which go back one after the other."""
    rest, last = taxed(fee), []
    for amount in amounts:
        last = [(tax, share) for (tax, _), share in zip(rest, deals.split(amount, [left for _, left in rest]))]
        rest = [(tax, left - share) for (tax, left), (_, share) in zip(rest, last)]
    return last


def delivery_fees(settings, fulfillment, worth):
    """The fees the shop's settings ask for."""
    _, window, method, zone_id = fulfillment["slot"].split("_")
    ways, due = settings.get("ways", {}), {}
    for zone in settings.get("zones", []):
        if method == "delivery" and zone["id"] == zone_id:
            due["delivery"] = zone["fee"] if worth < zone["free_from"] else 0
            small = zone.get("small")
            due["small"] = small["fee"] if small and worth < small["below"] else 0
    parcel = ways.get("shipment")
    if method == "shipment" and parcel:
        due["shipment"] = 0 if 0 < parcel["free_from"] <= worth else parcel["fee"]
    for rule in ways.get("windows", []):
        if rule["method"] == method and "-".join(time[:5] for time in rule["window"]) == window:
            due["express"] = rule.get("express", 0)
    return [(kind, amount) for kind, amount in due.items() if amount > 0]


def substitute(order, line, given):
    """What a substitute costs: its own price without any offer, and never more than was agreed."""
    own = alone({**given, "offer": None})
    most = sum_of(line) + leeway(order, line)
    if asked(order, line, given):
        most = max(most, sum_of(own))
    return {"goods": min(own["goods"], most - own["deposit"]), "discount": 0, "deposit": own["deposit"], "share": 0}


def leeway(order, line):
    """What may be given instead of a line may cost so much more than it."""
    agreed = order.head.get("promise", {}).get("instead", {})
    return agreed.get(str(line["line"]), {}).get("more", 0)


def asked(order, line, given):
    """The shopper is asked about exactly this, or said yes to it."""
    return any(
        one["line"] == line["line"]
        and one["asked"]["item"] == given
        and ("answered" not in one or one["answered"][0] == "yes")
        for one in order.head.get("promise", {}).get("proposals", [])
    )


def settlement(order):
    """What the order comes to after picking: lines, VAT, total. A line without result counts as ordered.

    What was promised stays promised, whatever is missing; the order's cut is taken off what is in the crate. Lines that
    something else was given for count for the cut as they were ordered, and keep their share of it.
    """
    lines = []
    for line in order.lines:
        result = order.results.get(line["line"])
        if result and result.kind in ("substituted", "proposed"):
            item, count = result.value["item"], result.value["units"]
            price = {part: result.value["priced"].get(part, 0) for part in PRICE}
            lines.append({"item": item, "units": count, "price": price, "given": line})
        else:
            item = {**line, "quantity": in_the_crate(line, result)}
            lines.append({"item": item, "units": units(line.get("by_weight"), item["quantity"]), "price": deals.kept(line, item)})
    cut = (order.head.get("promised") or {}).get("cut")
    if cut:
        own = [(line, asked) for line, asked in zip(lines, order.lines) if "given" not in line]
        given = [line["given"] for line in lines if "given" in line]
        deals.take_cut([line["price"] for line, _ in own], [asked for _, asked in own], cut, given)
    fees = order.head.get("fees", [])
    gross = [(line["item"]["vat"], sum_of(line["price"])) for line in lines]
    gross += [part for fee in fees for part in taxed(fee)]
    return {"lines": lines, "vat": vat(gross), "total": sum(amount for _, amount in gross)}


def in_the_crate(line, result):
    if result is None or result.kind == "found":
        return line["quantity"]
    return {"grams" if line.get("by_weight") else "pieces": result.value}

"""The second implementation of prices, written from the rules and not from the Rust code.

- Amounts are integers in cents; a division rounds half away from zero, once per line.
- Loose goods cost their price per kilogram, anything else its price per piece.
- An offer is a percentage off, a lower price, or "take n, the cheapest of them is free" across all products of
  the same offer. Deposits are charged per piece and never reduced.
- VAT is contained in the amounts: gross amounts are added per class, then the tax is taken out, rounded once.
"""

from collections import defaultdict

RATES = {"standard": 1900, "reduced": 700, "zero": 0}


PRICE = ("goods", "discount", "deposit")


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


def priced(items):
    """Goods, discount and deposit of each item, in the same order."""
    free = free_pieces(items)
    return [alone(item, free[n]) for n, item in enumerate(items)]


def alone(item, free):
    loose = item.get("by_weight")
    amount = units(loose, item["quantity"])

    def at(price):
        return divided(price * amount, 1000) if loose else price * amount

    goods = at(item["price"])
    kind, terms = offer_of(item)
    if kind == "percent":
        discount = divided(goods * terms["bp"], 10_000)
    elif kind == "price":
        discount = goods - at(min(terms["price"], item["price"]))
    else:
        discount = free * item["price"]
    deposit = 0 if loose else item.get("deposit_each", 0) * amount
    return {"goods": goods, "discount": discount, "deposit": deposit}


def offer_of(item):
    offer = item.get("offer")
    if not offer:
        return None, None
    ((kind, terms),) = offer["kind"].items()
    return kind, terms


def free_pieces(items):
    """How many pieces of each item are free: every group laid out piece by piece, the cheapest first."""
    groups = defaultdict(list)
    takes = {}
    for n, item in enumerate(items):
        kind, terms = offer_of(item)
        if kind == "multi_buy" and not item.get("by_weight"):
            group = item["offer"]["id"]
            groups[group] += [(item["price"], item["sku"], n)] * units(None, item["quantity"])
            takes[group] = max(2, terms["take"])
    free = defaultdict(int)
    for group, pieces in groups.items():
        for _, _, n in sorted(pieces)[: len(pieces) // takes[group]]:
            free[n] += 1
    return free


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


def delivery_fees(settings, fulfillment, worth):
    """The fees the shop's settings ask for."""
    if fulfillment["method"] != "delivery":
        return []
    zone_id = fulfillment["slot"].split("_")[3]
    for zone in settings.get("zones", []):
        if zone["id"] == zone_id and worth < zone["free_from"] and zone["fee"] > 0:
            return [{"kind": "delivery", "amount": zone["fee"], "vat": "standard"}]
    return []


def substitute(order, line, given):
    """What a substitute costs: its own price without any offer, and never more than was agreed."""
    own = alone({**given, "offer": None}, 0)
    most = sum_of(line) + leeway(order, line)
    if asked(order, line, given):
        most = max(most, sum_of(own))
    return {"goods": min(own["goods"], most - own["deposit"]), "discount": 0, "deposit": own["deposit"]}


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
    """What the order comes to after picking: lines, VAT, total. A line without result counts as ordered."""
    lines, own = [], []
    for line in order.lines:
        result = order.results.get(line["line"])
        if result and result.kind in ("substituted", "proposed"):
            item = result.value["item"]
            own.append(line)  # it still counts for its multi-buy as it was ordered
            lines.append({"item": item, "units": result.value["units"], "price": {part: result.value["priced"][part] for part in PRICE}})
        else:
            item = {**line, "quantity": in_the_crate(line, result)}
            own.append(item)
            lines.append({"item": item, "units": units(line.get("by_weight"), item["quantity"]), "price": None})
    for line, price in zip(lines, priced(own)):
        line["price"] = line["price"] or price
    fees = order.head.get("fees", [])
    gross = [(line["item"]["vat"], sum_of(line["price"])) for line in lines]
    gross += [(fee["vat"], fee["amount"]) for fee in fees]
    return {"lines": lines, "vat": vat(gross), "total": sum(amount for _, amount in gross)}


def in_the_crate(line, result):
    if result is None or result.kind == "found":
        return line["quantity"]
    return {"grams" if line.get("by_weight") else "pieces": result.value}

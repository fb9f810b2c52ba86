"""The second implementation of promotions, written from the rules (shared/domain/src/deal/mod.rs, first comment).

Prices first, then sets of pieces, then the order's cut:

- a line has the lowest of its own offer and the member prices;
- every piece has the price its line came to, to the cent (three for 2.38 are 0.80, 0.79, 0.79); a piece is in one set;
  a set is only made where it saves something; the dearest pieces make set prices and bundles, of multi-buys the
  cheapest pieces are free; what a set saves is split over its lines by largest remainder;
- of thresholds and the voucher the one that takes off most counts, split by largest remainder over the lines it is for;
- of an exclusion group one promotion counts, offers on labels too; which sets are made, in which order, and whether a member's
  price counts, is what is best for the shopper.

Loose goods have no pieces. Deposits are never reduced.
"""

from itertools import product

import money

EVER = 2**32 - 1


def split(amount, weights):
    """By largest remainder; of equal ones the first."""
    total = sum(weights)
    if total <= 0 or amount <= 0:
        return [0] * len(weights)
    shares = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-(amount * weights[n] % total), n))
    for n in order[: amount - sum(shares)]:
        shares[n] += 1
    return shares


def covers(goods, item):
    skus, aisles = goods.get("skus", []), goods.get("aisles", [])
    named = not skus and not aisles or item["sku"] in skus or item.get("aisle") in aisles
    return named and item.get("aisle") not in goods.get("but_aisles", []) and not (goods.get("full_price") and item.get("offer"))


def cut_of(cut, worth):
    if cut == "delivery":
        return 0
    ((kind, terms),) = cut.items()
    return min(terms["off"], worth) if kind == "amount" else money.divided(worth * terms["bp"], 10_000)


def worth(price):
    return price["goods"] - price["discount"] + price["share"]


def multi_buys(items):
    """What hangs on the shelf, as deals."""
    groups = {}
    for item in items:
        kind, terms = money.offer_of(item)
        if kind == "multi_buy" and not item.get("by_weight"):
            deal = groups.setdefault(item["offer"]["id"], {"id": item["offer"]["id"], "take": 2, "skus": []})
            deal["take"] = max(deal["take"], terms["take"])
            deal["skus"].append(item["sku"])
    return [
        {"id": d["id"], "kind": {"cheapest_free": {"take": d["take"], "free": 1}}, "goods": {"skus": d["skus"]}, "times": EVER}
        for _, d in sorted(groups.items())
    ]


def pieces_of(items, prices):
    laid = []
    for n, (item, price) in enumerate(zip(items, prices)):
        if not item.get("by_weight"):
            count = item["quantity"]["pieces"]
            left = price["goods"] - price["discount"]
            for rest in range(count, 0, -1):
                each = -(-left // rest)
                laid.append((each, item["sku"], n))
                left -= each
    return laid


def made(deal, laid, items):
    """The sets of a deal among these pieces: how many, what each line gets off, and the pieces in them."""
    ((kind, terms),) = deal["kind"].items()
    most = deal.get("times", EVER)
    dearest = lambda piece: (-piece[0], piece[1])
    if kind == "bundle":
        free, taken, times = sorted(laid, key=dearest), [], 0
        while times < most:
            one = []
            for part in terms["parts"]:
                found = next((p for p in free if p[1] in part and free.count(p) > one.count(p)), None)
                one.append(found)
            if None in one or sum(p[0] for p in one) <= terms["price"]:
                break
            for piece in one:
                free.remove(piece)
            taken, times = taken + one, times + 1
        return times, shared(taken, times * terms["price"], items), taken
    fit = sorted((p for p in laid if covers(deal["goods"], items[p[2]])), key=dearest)
    if kind == "set_price":
        times = 0
        while times < most and (times + 1) * terms["take"] <= len(fit):
            if sum(p[0] for p in fit[times * terms["take"] : (times + 1) * terms["take"]]) <= terms["price"]:
                break
            times += 1
        taken = fit[: times * terms["take"]]
        return times, shared(taken, times * terms["price"], items), taken
    times = min(len(fit) // terms["take"], most)
    given = sorted(fit)[: times * terms["free"]]
    off = [sum(p[0] for p in given if p[2] == n) for n in range(len(items))]
    paid = sorted(fit)[len(fit) - times * (terms["take"] - terms["free"]) :]
    return (times, off, given + paid) if sum(off) else (0, off, [])


def shared(taken, price, items):
    weights = [sum(p[0] for p in taken if p[2] == n) for n in range(len(items))]
    return split(sum(weights) - price, weights)


def reckon(items, promised):
    """Goods, discount, deposit and share of each item under promotions that are decided."""
    prices = [money.alone(item) for item in items]
    laid = pieces_of(items, prices)
    counted = []
    for deal in promised.get("sets", []):
        times, off, taken = made(deal, laid, items)
        for piece in taken:
            laid.remove(piece)
        for price, amount in zip(prices, off):
            price["discount"] += amount
        if times:
            counted.append((deal["id"], times))
    if promised.get("cut"):
        take_cut(prices, items, promised["cut"])
    return prices, counted


def take_cut(prices, items, cut, given=()):
    """Off these, where lines something else was given for count as ordered and keep their share."""
    worths = [worth(price) if covers(cut["goods"], item) else 0 for price, item in zip(prices, items)]
    ordered = [line for line in given if covers(cut["goods"], line)]
    there = sum(line["goods"] - line["discount"] + line.get("share", 0) for line in ordered)
    off = cut_of(cut["cut"], sum(worths) + there) - sum(line.get("share", 0) for line in ordered)
    for price, share in zip(prices, split(min(max(off, 0), sum(worths)), worths)):
        price["discount"] += share
        price["share"] += share


def kept(line, item):
    """A promised line in the quantity that was found, before the order's cut: what sets took off it stays, piece by piece."""
    price, ordered = money.alone(item), money.alone(line)
    sets = line["discount"] - line.get("share", 0) - ordered["discount"]
    asked, found = (money.units(line.get("by_weight"), one["quantity"]) for one in (line, item))
    if sets > 0 and asked > 0:
        part = -(-sets * min(found, asked) // asked)
        price["discount"] += min(part, price["goods"] - price["discount"])
    return price


def best(items, deals, member=False, voucher=None, delivery=0):
    """The cheapest way, tried one after the other: prices, what is left of the delivery fee, and what counted."""
    promotions = [d for d in deals if member or "member_price" not in d["kind"]]
    labels = {item["offer"]["id"]: item["offer"]["group"] for item in items if (item.get("offer") or {}).get("group")}
    promotions = [{"id": id, "kind": {"label": {}}, "group": group} for id, group in labels.items()] + promotions
    if voucher:
        promotions = promotions + [voucher]
    groups = {}
    for one in promotions:
        groups.setdefault(one.get("group") or ("alone", one["id"]), []).append(one)
    found = None
    for chosen in product(*([*group, None] if any("member_price" in one["kind"] for one in group) else group for group in groups.values())):
        way = [one for one in promotions if one in chosen]
        up = [one["id"] for one in way if "label" in one["kind"]]
        hung = [{**item, "offer": None} if (item.get("offer") or {}).get("group") and item["offer"]["id"] not in up else item for item in items]
        sets = multi_buys(hung) + [d for d in way if not {"member_price", "threshold", "label"} & set(d["kind"])]
        priced = [at_best(item, way) for item in hung]
        for order in sequences(priced, sets, []):
            result = taken(priced, way, order, delivery)
            total = sum(map(money.sum_of, result[0])) + result[1]
            if found is None or total < found[0]:
                found = (total, *result)
    return found[1:]


def sequences(items, sets, before):
    """Every way to make sets: none more, or so many of another deal and then on from there."""
    yield before
    for deal in sets:
        for times in range(1, EVER):
            longer = before + [{**deal, "times": times}]
            if before and before[-1]["id"] == deal["id"] or reckon(items, {"sets": longer})[1][len(before) :] != [(deal["id"], times)]:
                break
            yield from sequences(items, sets, longer)


def taken(items, way, sets, delivery):
    prices, counted = reckon(items, {"sets": sets})
    cut, most = None, 0
    for one in (d for d in way if "threshold" in d["kind"]):
        terms, fee = one["kind"]["threshold"], delivery
        goods = sum(worth(p) for p, item in zip(prices, items) if covers(one["goods"], item))
        if goods <= 0 or goods < terms["from"]:
            continue
        if terms["cut"] == "delivery":
            delivery = 0
            counted += [(one["id"], 1)] if fee else []
        elif cut_of(terms["cut"], goods) > most:
            cut, most = {"id": one["id"], "cut": terms["cut"], "goods": one["goods"]}, cut_of(terms["cut"], goods)
    if cut:
        take_cut(prices, items, cut)
    return prices, delivery, {"items": items, "sets": counted, "cut": cut}


def at_best(item, way):
    offers = [item.get("offer")]
    offers += [{"id": d["id"], "kind": d["kind"]["member_price"]["cut"]} for d in way if "member_price" in d["kind"] and covers(d["goods"], item)]
    return min(({**item, "offer": offer} for offer in offers), key=lambda one: money.sum_of(money.alone(one)))

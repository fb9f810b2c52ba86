"""The worked baskets of the rules (shared/domain/tests/rules/worked_baskets.md), worked out by the auditor's prices."""

import re
import unittest
from pathlib import Path

import deals
import money

TABLE = Path(__file__).parents[2] / "shared/domain/tests/rules/worked_baskets.md"


def cents(text):
    return round(float(text) * 100)


def written(amount):
    return f"{amount // 100}.{amount % 100:02}"


def parts(cell):
    return [part.strip() for part in cell.split(";") if part.strip()]


def cut(text):
    if text == "delivery":
        return "delivery"
    return {"percent": {"bp": cents(text[:-1])}} if text.endswith("%") else {"amount": {"off": cents(text)}}


def offer(text):
    if text.startswith("="):
        return {"price": {"price": cents(text[1:])}}
    if match := re.fullmatch(r"(\d)for(\d)", text):
        return {"multi_buy": {"take": int(match[1]), "pay": int(match[2])}}
    return cut(text[1:])


def item(text):
    """`3 milk 1.29 @dairy +0.25 -20%`, `500g apples 2.99 ~180`"""
    amount, sku, price, *more = text.split()
    quantity = {"grams": int(amount[:-1])} if amount.endswith("g") else {"pieces": int(amount)}
    made = {"sku": sku, "aisle": "shelf", "quantity": quantity, "price": cents(price)}
    for word in more:
        if word[0] == "@":
            made["aisle"] = word[1:]
        elif word[0] == "+":
            made["deposit_each"] = cents(word[1:])
        elif word[0] == "~":
            made["by_weight"] = {"nominal": int(word[1:]), "tolerance_bp": 1000}
        else:
            by, _, group = word.rstrip(")").partition("(")
            made["offer"] = {"id": word, "kind": offer(by)} | ({"group": group} if group else {})
    return made


def goods(words):
    found = {"skus": [], "aisles": [], "but_aisles": [], "full_price": False}
    for word in (word for text in words for word in text.split(",")):
        if word == "full":
            found["full_price"] = True
        elif word.startswith("not@"):
            found["but_aisles"].append(word[4:])
        elif word.startswith("@"):
            found["aisles"].append(word[1:])
        elif word != "*":
            found["skus"].append(word)
    return found


def promotion(text, n):
    """`any 3 for 5.00 tea,mate (summer)`: what it is, its terms, its goods, its exclusion group."""
    group = re.search(r"\((\w+)\)$", text)
    first, *words = re.sub(r"\s*\(\w+\)$", "", text).split()
    if first == "members":
        kind, rest = {"member_price": {"cut": offer(words[0])}}, words[1:]
    elif first == "any":
        kind, rest = {"set_price": {"take": int(words[0]), "price": cents(words[2])}}, words[3:]
    elif first == "free":
        kind, rest = {"cheapest_free": {"take": int(words[2]), "free": int(words[0])}}, words[3:]
    elif first == "bundle":
        kind, rest = {"bundle": {"price": cents(words[0]), "parts": [w.split(",") for w in words[1:] if w != "+"]}}, []
    elif first == "from":
        kind, rest = {"threshold": {"from": cents(words[0]), "cut": cut(words[2])}}, words[3:]
    else:
        least = "from" in words
        kind, rest = {"threshold": {"from": cents(words[3]) if least else 0, "cut": cut(words[1])}}, words[4 if least else 2 :]
    return {"id": f"{first}-{n}", "kind": kind, "goods": goods(rest), "group": group and group[1]}


def worked(basket, promotions, delivery):
    """What a basket comes to, and what it was promised with."""
    items = sorted(map(item, parts(basket)), key=lambda one: one["sku"])
    told = [promotion(text, n) for n, text in enumerate(parts(promotions)) if text != "member"]
    code = next((one for one in told if one["id"].startswith("voucher")), None)
    offered = [one for one in told if one is not code]
    return deals.best(items, offered, "member" in parts(promotions), code, cents(delivery or "0"))


def results(basket, promotions, delivery, found):
    prices, fee, promised = worked(basket, promotions, delivery)
    lines = [{**one, **price} for one, price in zip(promised["items"], prices)]
    sums = [sum(price[part] for price in prices) for part in ("goods", "discount", "deposit")]
    total = sum(map(money.sum_of, prices)) + fee
    most = sum(money.highest(line, price) for line, price in zip(lines, prices)) + fee
    return [*map(written, (*sums, fee, total, most)), written(settled(lines, promised, found) + fee) if found else ""]


def settled(lines, promised, found):
    there = {sku: amount for amount, sku in (reversed(part.split()) for part in parts(found))}
    items = []
    for line in lines:
        amount = there.get(line["sku"])
        grams = amount and amount.endswith("g")
        quantity = {"grams": int(amount[:-1])} if grams else {"pieces": int(amount)} if amount else line["quantity"]
        items.append({**line, "quantity": quantity})
    prices = [deals.kept(line, one) for line, one in zip(lines, items)]
    if promised["cut"]:
        deals.take_cut(prices, lines, promised["cut"])
    return sum(map(money.sum_of, prices))


def rows():
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0].isdigit():
            yield cells


class TheWorkedBaskets(unittest.TestCase):
    def test_come_to_the_same_here(self):
        count = 0
        for number, shows, basket, promotions, delivery, *middle, found, after in rows():
            count += 1
            with self.subTest(f"{number}: {shows}"):
                self.assertEqual([*middle, after], results(basket, promotions, delivery, found))
        self.assertGreaterEqual(count, 40)


if __name__ == "__main__":
    unittest.main()

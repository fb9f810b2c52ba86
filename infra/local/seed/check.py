#!/usr/bin/env python3
"""Checks the demonstration shop's seed: exits 1 and lists every problem if something does not hold."""
import json
import re
import sys
from pathlib import Path

SEED = Path(__file__).parent
ALLERGENS = set("gluten crustaceans eggs fish peanuts soybeans milk nuts celery mustard sesame sulphites lupin molluscs".split())
DIETS = {"vegan", "vegetarian", "gluten-free", "lactose-free", "organic", "halal", "kosher", "no-added-sugar"}
NUTRIENTS = ["energy_kj", "fat_mg", "saturates_mg", "carbohydrate_mg", "sugars_mg", "protein_mg", "salt_mg"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
NOT_VEGAN = {"milk", "eggs", "fish", "crustaceans", "molluscs"}
FIELDS = set("""sku name said brand aisle section family pack drained price vat deposit age by_weight storage keeping keeps_days
origin producer diet allergens ingredients nutrition description picture plu barcode stock substitutes""".split())
MAYBE = set("brand family pack drained deposit age by_weight keeping keeps_days origin producer ingredients nutrition plu barcode".split())
# Origin, keeping and variant have a glossary: many products share them.
TOLD = {"name", "description", "ingredients"}
FOLDER_LIMIT = 2_650_000

problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


def load(name):
    return json.loads((SEED / name).read_text(encoding="utf-8"))


def has_picture(slug):
    return all((SEED / "pictures" / f"{slug}-{width}.webp").is_file() for width in (160, 480))


def is_gtin13(code):
    digits = [int(c) for c in code if c.isdigit()]
    return len(code) == len(digits) == 13 and sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0


def is_natural(value, least=0):
    return type(value) is int and value >= least


def check_price(p, say):
    loose = "by_weight" in p
    say(is_natural(p["price"], 19) and p["price"] <= (5000 if loose else 4500), f"price {p['price']}")
    say(p["vat"] in ("reduced", "standard"), "vat")
    say(loose != ("pack" in p), "needs either pack or by_weight")
    if loose:
        say(is_natural(p["by_weight"]["nominal"], 20) and 0 < p["by_weight"]["tolerance_bp"] <= 2500, "by_weight")
        say(p["stock"] == 0 or p["stock"] >= p["by_weight"]["nominal"], "stock is in grams")
    else:
        say(is_natural(p["pack"]["amount"], 1) and p["pack"]["unit"] in ("g", "ml", "piece"), "pack")
    if "deposit" in p:
        say(any(p["deposit"] % one == 0 and p["deposit"] <= 6 * one for one in (8, 15, 25)), f"deposit {p['deposit']}")
        say(p["pack"]["unit"] in ("ml", "g"), "a deposit needs a bottle, can or jar")
    say(p.get("age", 18) in (16, 18), "age")
    say("age" not in p or p["vat"] == "standard", "alcohol carries standard VAT")


def check_food(p, say):
    say(set(p["allergens"]) <= ALLERGENS, f"allergens {p['allergens']}")
    for list_of in (p, p["said"].get("de", {})):
        say(not re.search(r"\b(?!(?:LED|PET)\b)[A-Z]{3,}\b", list_of.get("ingredients", "")), "the shop emphasizes allergens, the seed does not")
    say(set(p["diet"]) <= DIETS, f"diet {p['diet']}")
    say("vegan" not in p["diet"] or "vegetarian" in p["diet"], "vegan is vegetarian")
    say("vegan" not in p["diet"] or not NOT_VEGAN & set(p["allergens"]), "vegan, with an animal's allergen")
    say("gluten-free" not in p["diet"] or "gluten" not in p["allergens"], "gluten-free, with gluten")
    say(p["storage"] in ("chilled", "frozen", "ambient"), "storage")
    facts = p.get("nutrition")
    if facts:
        say(list(facts) == NUTRIENTS and all(is_natural(n) for n in facts.values()), "nutrition")
        say(facts["saturates_mg"] <= facts["fat_mg"] and facts["sugars_mg"] <= facts["carbohydrate_mg"], "part above whole")
        say(sum(facts[n] for n in ("fat_mg", "carbohydrate_mg", "protein_mg", "salt_mg")) <= 101_000, "more than 100 g in 100 g")


def check_translation(p, said, say):
    """Figures and marks of a list of ingredients are the same in German. Its allergens are looked for by the rules' own tests."""
    own, german = p.get("ingredients", ""), said.get("ingredients", "")
    figures = lambda text: [n.replace(",", ".") for n in re.findall(r"\d+(?:[.,]\d+)?", text)]
    say(figures(own) == figures(german) and own.count("*") == german.count("*"), f"{german!r} is not {own!r}")
    say(not re.search(r"\d\.\d", german), f"a decimal point in {german!r}")
    say(not re.search(r"\b(and|with|from|flour|milk|water|sugar|salt|oil|organic|recycled)\b", german), f"English in {german!r}")


def check_product(p, by_sku, aisles):
    say = lambda holds, what: expect(holds, f"{p['sku']}: {what}")
    say(set(p) <= FIELDS and FIELDS - MAYBE <= set(p), "fields")
    say(re.fullmatch(r"[a-z0-9-]{1,32}", p["sku"]), "sku")
    say(p["name"].strip() and len(p["name"]) <= 60 and len(p["description"]) >= 15, "name or description")
    said = p["said"].get("de", {})
    say(set(p["said"]) == {"de"}, "texts in other languages")
    say(set(said) == TOLD & set(p) and all(words.strip() for words in said.values()), "German texts are not those there are")
    say(len(said.get("name", "")) <= 60, "German name")
    check_translation(p, said, say)
    say(p["section"] in aisles.get(p["aisle"], ()), f"no section {p['aisle']}/{p['section']}")
    say(1 <= p.get("keeps_days", 1) <= 365, "keeps_days")
    say(p["storage"] != "chilled" or "keeps_days" in p, "what is chilled needs a promise how long it keeps")
    if "drained" in p:
        say(p["pack"]["unit"] == "g" and 0 < p["drained"] < p["pack"]["amount"], "drained weight")
    if "family" in p:
        say(set(p["family"]) == {"id", "label"} and re.fullmatch(r"[a-z0-9-]{1,48}", p["family"]["id"]), "family")
        say(p["family"]["label"].strip() and len(p["family"]["label"]) <= 40, "variant")
    say(is_natural(p["stock"]), "stock")
    say(has_picture(p["picture"]), f"no picture {p['picture']}")
    say(("plu" in p) != ("barcode" in p), "needs either plu or barcode")
    say(re.fullmatch(r"\d{4}", p.get("plu", "0000")), "plu")
    say("barcode" not in p or is_gtin13(p["barcode"]) and p["barcode"].startswith("2"), "barcode")
    check_price(p, say)
    check_food(p, say)
    say(len(p["substitutes"]) <= 3 and p["sku"] not in p["substitutes"], "substitutes")
    for other in p["substitutes"]:
        say(other in by_sku, f"no substitute {other}")
        if other in by_sku:
            say(set(by_sku[other]["allergens"]) <= set(p["allergens"]), f"{other} brings a new allergen")
            say(by_sku[other].get("age", 0) <= p.get("age", 0), f"{other} has a higher age limit")


def check_families(products):
    families = {}
    for p in products:
        if "family" in p:
            families.setdefault(p["family"]["id"], []).append(p)
    expect(len(families) >= 10, "too few families")
    for name, members in families.items():
        labels = {p["family"]["label"] for p in members}
        expect(len(members) >= 2, f"family {name}: one alone is no family")
        expect(len(labels) == len(members), f"family {name}: two have the same label")
        expect(len({p["aisle"] for p in members}) == 1, f"family {name}: in two aisles")
    return len(families)


def check_sections(products, shop):
    stocked = {(p["aisle"], p["section"]) for p in products}
    for aisle in shop["aisles"]:
        slugs = [s["slug"] for s in aisle["sections"]]
        expect(len(slugs) >= 2 and len(set(slugs)) == len(slugs), f"aisle {aisle['slug']}: sections")
        for slug in slugs:
            expect((aisle["slug"], slug) in stocked, f"section {aisle['slug']}/{slug} is empty")
    return sum(len(aisle["sections"]) for aisle in shop["aisles"])


def check_products(products, shop):
    sections = {a["slug"]: [s["slug"] for s in a["sections"]] for a in shop["aisles"]}
    aisles = [a["slug"] for a in shop["aisles"]]
    by_sku = {p["sku"]: p for p in products}
    expect(len(products) >= 280, f"only {len(products)} products")
    expect(len(aisles) >= 12 and len(set(aisles)) == len(aisles), "aisles")
    expect(sum("by_weight" in p for p in products) >= 25, "too few loose goods")
    expect({p["aisle"] for p in products} == set(aisles), "an aisle is empty")
    german = [{"German name": p["said"]["de"]["name"]} for p in products]
    for key in ("sku", "name", "plu", "barcode", "German name"):
        values = [p[key] for p in products + german if key in p]
        twice = sorted({v for v in values if values.count(v) > 1})
        expect(not twice, f"{key} more than once: {twice}")
    order = [aisles.index(p["aisle"]) for p in products if p["aisle"] in aisles]
    expect(order == sorted(order), "products are not in walking order")
    for p in products:
        check_product(p, by_sku, sections)
    return by_sku


def check_glossary(products, shop, titled):
    """Every short text a shopper reads has a German one."""
    said = shop["glossary"]["de"]
    texts = {part["name"] for aisle in shop["aisles"] for part in [aisle] + aisle["sections"]}
    texts |= {zone["name"] for zone in shop["zones"]} | {day["why"] for day in shop["ways"]["exceptions"]} | {one["title"] for one in titled}
    texts |= {p[key] for p in products for key in ("origin", "keeping") if key in p} | {p["family"]["label"] for p in products if "family" in p}
    expect(texts == set(said), f"the glossary lacks {sorted(texts - set(said))} and has {sorted(set(said) - texts)} for nothing")
    expect(all(words.strip() for words in said.values()), "an empty German text")


def check_shop(shop):
    clock = lambda text: re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text)
    windows = shop["slots"]["delivery_windows"] + shop["slots"]["pickup_windows"]
    windows += [w for w in shop["opening_hours"].values() if w]
    expect(set(shop["opening_hours"]) <= set(DAYS), "opening hours name other days")
    expect(all(clock(a) and clock(b) and a < b for a, b in windows), "a window is not from-to")
    postcodes = [code for zone in shop["zones"] for code in zone["postcodes"]]
    expect(len(set(postcodes)) == len(postcodes) and all(re.fullmatch(r"\d{5}", c) for c in postcodes), "postcodes")
    expect(shop["country"] in ("DE", "AT", "FR", "GB", "CH"), "country")
    expect(shop["postcode"] in postcodes, "the shop does not deliver next door")
    for aisle in shop["aisles"]:
        expect(has_picture(aisle["picture"]), f"aisle {aisle['slug']}: no picture {aisle['picture']}")


def check_promotions(promotions, by_sku):
    expect(sum(p["starts_day"] <= 0 < p["ends_day"] for p in promotions) >= 2, "fewer than two promotions run")
    expect(any(p["starts_day"] > 0 for p in promotions), "no promotion starts later")
    for p in promotions:
        expect(p["skus"] and set(p["skus"]) <= set(by_sku), f"{p['id']}: skus")
        expect(len(p["kind"]) == 1 and set(p["kind"]) <= {"percent", "multi_buy", "price"}, f"{p['id']}: kind")
        if "price" in p["kind"]:
            expect(all(p["kind"]["price"]["price"] < by_sku[s]["price"] for s in p["skus"]), f"{p['id']}: no bargain")


def check_deals(told, by_sku, shop):
    aisles = {aisle["slug"] for aisle in shop["aisles"]}
    for one in told["deals"] + told["vouchers"]:
        name, goods = one.get("id") or one.get("code"), one["goods"]
        expect(set(goods.get("skus", [])) <= set(by_sku), f"{name}: skus")
        expect(set(goods.get("aisles", []) + goods.get("but_aisles", [])) <= aisles, f"{name}: aisles")
        expect(one["starts_day"] < one["ends_day"], f"{name}: days")


def check_baskets(baskets, by_sku):
    for basket in baskets:
        expect(set(basket) == {"times", "skus"} and basket["times"] >= 4, "a basket that says nothing")
        expect(set(basket["skus"]) <= set(by_sku), f"baskets: no {sorted(set(basket['skus']) - set(by_sku))}")
        expect(len(set(basket["skus"])) == len(basket["skus"]) >= 2, f"basket {basket['skus']}: twice the same")


def check_pictures(products, shop):
    used = {p["picture"] for p in products} | {a["picture"] for a in shop["aisles"]}
    drawn = {f.name.rsplit("-", 1)[0] for f in (SEED / "pictures").glob("*.webp")}
    listed = {line.split()[0] for line in (SEED / "pictures.txt").read_text().splitlines() if line and line[0] != "#"}
    expect(drawn == used, f"drawn but unused: {sorted(drawn - used)}")
    expect(drawn == listed, f"pictures.txt and pictures/ differ: {sorted(drawn ^ listed)}")
    expect("MIT License" in (SEED / "pictures" / "LICENSE").read_text(), "the art's license is missing")
    size = sum(f.stat().st_size for f in SEED.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    expect(size < FOLDER_LIMIT, f"the seed folder has {size} bytes")
    return len(drawn), size


def main():
    products, shop, promotions = load("products.json"), load("shop.json"), load("promotions.json")
    by_sku = check_products(products, shop)
    families, sections = check_families(products), check_sections(products, shop)
    check_shop(shop)
    check_promotions(promotions, by_sku)
    deals = load("deals.json")
    check_deals(deals, by_sku, shop)
    check_glossary(products, shop, promotions + deals["deals"] + deals["vouchers"])
    check_baskets(load("baskets.json"), by_sku)
    pictures, size = check_pictures(products, shop)
    for problem in problems:
        print(f"seed: {problem}", file=sys.stderr)
    print(f"seed: {len(products)} products, {len(shop['aisles'])} aisles, {sections} sections, {families} families, {pictures} pictures, "
          f"{size // 1024} KiB, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

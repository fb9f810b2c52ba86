"""A small shop on a quiet afternoon, written by hand: every amount below was worked out on paper, none by the auditor.

Seven orders: A handed over (weighed, substituted, short, found after a slip; a bottle given back), B placed, C expired, D canceled,
E canceled because nothing was found, F waiting for its payment, G ready.
"""

A, B, C, D, E, F, G = (letter * 12 for letter in "ABCDEFG")
CARTS = {order: f"{n:032x}" for n, order in enumerate((A, B, C, D, E, F, G), 1)}
DELIVERY, PICKUP = "2026-11-23_10:00-12:00_delivery_mitte", "2026-11-23_14:00-16:00_pickup_store"
STAFF = "sam@example.org"
LOOSE = {"nominal": 180, "tolerance_bp": 1000}
RUNS = {"starts": "2026-11-16T00:00:00Z", "ends": "2026-11-30T00:00:00Z"}
THREE_FOR_TWO = {"id": "dairy", "title": "3 for 2", "kind": {"multi_buy": {"take": 3, "pay": 2}}, **RUNS}
PERCENT = {"id": "bread", "title": "15 % off", "kind": {"percent": {"bp": 1500}}, **RUNS}
PRICE = {"id": "rice", "title": "1.99", "kind": {"price": {"price": 199}}, **RUNS}


def at(clock):
    return f"2026-11-22T{clock}:00Z"


def product(sku, price, available, vat="reduced", **more):
    return {
        "sku": sku,
        "name": sku.title(),
        "aisle": "aisle",
        "price": price,
        "pv": 1,
        "available": available,
        "vat": vat,
        "active": True,
        **more,
    }


PRODUCTS = {
    one["sku"]: one
    for one in (
        product("apple", 299, 8886, by_weight=LOOSE),
        product("bread", 350, 17, offer=PERCENT),
        product("cola", 149, 42, vat="standard", deposit=25),
        product("milk", 129, 28, offer=THREE_FOR_TWO),
        product("rice", 219, 38, offer=PRICE),
        product("rye", 650, 7),
        product("yoghurt", 89, 26, offer=THREE_FOR_TWO),
    )
}
RECEIVED = {"apple": 10_000, "bread": 20, "cola": 48, "milk": 30, "rice": 40, "rye": 10, "yoghurt": 30}


def item_of(sku, quantity):
    """What a line or a substitute keeps of its product."""
    kept = {
        part: PRODUCTS[sku][part] for part in ("sku", "name", "aisle", "price", "vat", "by_weight") if part in PRODUCTS[sku]
    }
    deposit = {"deposit_each": PRODUCTS[sku]["deposit"]} if "deposit" in PRODUCTS[sku] else {}
    return {**kept, "quantity": quantity, **deposit}


def line(number, sku, quantity, reserved, goods, discount, deposit, upper):
    offer = {"offer": PRODUCTS[sku]["offer"]} if "offer" in PRODUCTS[sku] else {}
    price = {"goods": goods, "discount": discount, "deposit": deposit, "upper": upper}
    return {"line": number, **item_of(sku, quantity), **offer, "pv": 1, "reserved": reserved, **price}


def pieces(count):
    return {"pieces": count}


def grams(count):
    return {"grams": count}


LINES = {
    A: [
        line(1, "apple", grams(500), 550, 150, 0, 0, 164),
        line(2, "bread", pieces(2), 2, 700, 105, 0, 595),
        line(3, "cola", pieces(6), 6, 894, 0, 150, 1044),
        line(4, "milk", pieces(2), 2, 258, 0, 0, 258),
        line(5, "yoghurt", pieces(1), 1, 89, 89, 0, 0),
    ],
    B: [line(1, "apple", pieces(3), 594, 161, 0, 0, 178), line(2, "rice", pieces(2), 2, 438, 40, 0, 398)],
    C: [line(1, "cola", pieces(1), 1, 149, 0, 25, 174)],
    D: [line(1, "milk", pieces(3), 3, 387, 129, 0, 258)],
    E: [line(1, "rye", pieces(2), 2, 1300, 0, 0, 1300)],
    F: [line(1, "yoghurt", pieces(3), 3, 267, 89, 0, 178)],
    G: [line(1, "bread", pieces(1), 1, 350, 53, 0, 297)],
}
NOT_PAID = {"rank": "none", "authorized": 0, "captured": 0, "refunded": 0}


def paid(rank, order, authorized, captured=0, refunded=0):
    sums = {"authorized": authorized, "captured": captured, "refunded": refunded}
    return {"rank": rank, "intent": f"pi_{order[0]}", **sums}


def head(order, history, state, total, upper, payment, slot=PICKUP, fees=(), listed=True, **more):
    date, window, method, _ = slot.split("_")
    keys = {"day": date, "slot_order": f"{window}#{method}#{order}"} if listed else {}
    return {
        **{"order": order, "cart": CARTS[order], "cart_version": 4, "version": 9, "currency": "EUR", "reports": 0},
        **{"history": [[name, at(clock)] for name, clock in history], "state": state},
        **{"total": total, "upper": upper, "payment": payment, "fees": list(fees), "line_count": len(LINES[order])},
        **{"contact": {"name": "Kim", "email": "kim@example.org"}, "fulfillment": {"method": method, "slot": slot}},
        **{"wish": "similar", **keys, **more},
    }


# 1086 at 19 % were sold; of the 912 that are kept, 146 are tax where 173 were.
BROKEN = {
    **{"refund": "broken", "at": at("13:40"), "by": STAFF, "reason": "a bottle was broken", "amount": 174},
    "parts": [{"of": {"line": 3}, "units": 1, "goods": 149, "deposit": 25}],
    "vat": [{"class": "standard", "bp": 1900, "gross": 174, "vat": 27}],
    "money": {"paid": {"at": at("13:41"), "name": "re_A"}},
    "note": {"day": "2026-11-22", "number": 1},
}

HEADS = [
    head(
        A,
        [
            ("awaiting_payment", "09:00"),
            ("placed", "09:02"),
            ("picking", "11:00"),
            ("ready", "11:20"),
            ("handed_over", "13:30"),
        ],
        {"handed_over": {"by": STAFF, "at": at("13:30")}},
        2437,
        2451,
        paid("captured", A, 2451, 2094, 174),
        slot=DELIVERY,
        refunds=[BROKEN],
        invoice={"day": "2026-11-22", "number": 1},
        fees=[{"kind": "delivery", "amount": 390, "vat": "standard"}],
        settled=2094,
        reports=2,
    ),
    head(
        B,
        [("awaiting_payment", "12:00"), ("placed", "12:05")],
        {"placed": {"at": at("12:05")}},
        559,
        576,
        paid("authorized", B, 576),
    ),
    head(
        C,
        [("awaiting_payment", "10:00"), ("expired", "10:31")],
        {"expired": {"at": at("10:31")}},
        174,
        174,
        NOT_PAID,
        listed=False,
    ),
    head(
        D,
        [("awaiting_payment", "10:00"), ("placed", "10:03"), ("canceled", "10:20")],
        {"canceled": {"at": at("10:20"), "reason": "changed my mind"}},
        258,
        258,
        paid("voided", D, 258),
        listed=False,
    ),
    head(
        E,
        [("awaiting_payment", "10:00"), ("placed", "10:04"), ("picking", "11:30"), ("canceled", "11:40")],
        {"canceled": {"at": at("11:40"), "reason": "nothing of it was on the shelf"}},
        1300,
        1300,
        paid("voided", E, 1300),
        listed=False,
        reports=1,
    ),
    head(F, [("awaiting_payment", "13:50")], {"awaiting_payment": {"until": at("14:20")}}, 178, 178, NOT_PAID, listed=False),
    head(
        G,
        [("awaiting_payment", "12:30"), ("placed", "12:31"), ("picking", "13:00"), ("ready", "13:10")],
        {"ready": {"at": at("13:10")}},
        297,
        297,
        paid("captured", G, 297, 297),
        settled=297,
        reports=1,
    ),
]

RYE_INSTEAD = {"item": item_of("rye", pieces(1)), "units": 1, "priced": {"goods": 595, "discount": 0, "deposit": 0}}
REPORTS = {
    (A, 1): {"1": {"weighed": 520}, "2": {"substituted": RYE_INSTEAD}, "3": {"short": 4}, "4": "found", "5": {"short": 0}},
    (A, 2): {"5": "found"},
    (E, 1): {"1": {"short": 0}},
    (G, 1): {"1": "found"},
}
PICKED_AT = {(A, 1): "11:05", (A, 2): "11:06", (E, 1): "11:35", (G, 1): "13:05"}
MISSING = [("bread", A, 1, -2), ("cola", A, 1, -2), ("yoghurt", A, 1, -1), ("yoghurt", A, 2, 1), ("rye", E, 1, -2)]


def moved(fact, clock, to, source, cents):
    return {"fact": fact, "at": at(clock), "postings": [[to, cents], [source, -cents]]}


def authorized(order, clock, cents):
    return moved(f"authorized#pi_{order[0]}", clock, "authorized", "promised", cents)


def voided(order, clock, cents):
    return moved(f"voided#pi_{order[0]}", clock, "promised", "authorized", cents)


def captured(order, clock, cents):
    return moved(f"captured#pi_{order[0]}", clock, "provider", "shopper", cents)


def sold(clock, *postings):
    return {"fact": "settled", "at": at(clock), "postings": [list(posting) for posting in postings]}


LEDGER = {
    A: [
        authorized(A, "09:02", 2451),
        sold(
            "11:20",
            ("shopper", 2094),
            ("net-standard", -913),
            ("vat-standard", -173),
            ("net-reduced", -942),
            ("vat-reduced", -66),
        ),
        captured(A, "11:21", 2094),
        {
            "fact": "returned#broken",
            "at": at("13:40"),
            "postings": [["shopper", -174], ["net-standard", 147], ["vat-standard", 27]],
        },
        moved("refunded#re_A", "13:41", "shopper", "provider", 174),
    ],
    B: [authorized(B, "12:05", 576)],
    D: [authorized(D, "10:03", 258), voided(D, "10:21", 258)],
    E: [authorized(E, "10:04", 1300), voided(E, "11:41", 1300)],
    G: [
        authorized(G, "12:31", 297),
        sold("13:10", ("shopper", 297), ("net-reduced", -278), ("vat-reduced", -19)),
        captured(G, "13:11", 297),
    ],
}
TAKINGS = {
    **{"order": A, "day": "2026-11-22", "at": at("13:30"), "total": 2094, "fees": 390},
    "vat": [
        {"class": "standard", "bp": 1900, "gross": 1086, "vat": 173},
        {"class": "reduced", "bp": 700, "gross": 1008, "vat": 66},
    ],
    "sold": [
        {"sku": "apple", "name": "Apple", "units": 520, "by_weight": True, "amount": 155},
        {"sku": "rye", "name": "Rye", "units": 1, "by_weight": False, "amount": 595},
        {"sku": "cola", "name": "Cola", "units": 4, "by_weight": False, "amount": 596},
        {"sku": "milk", "name": "Milk", "units": 2, "by_weight": False, "amount": 258},
        {"sku": "yoghurt", "name": "Yoghurt", "units": 1, "by_weight": False, "amount": 0},
    ],
}
TAKEN_BACK = {
    **{"order": A, "refund": "broken", "day": "2026-11-22", "at": at("13:40"), "total": -174, "fees": 0},
    "vat": [{"class": "standard", "bp": 1900, "gross": -174, "vat": -27}],
    "sold": [{"sku": "cola", "name": "Cola", "units": -1, "by_weight": False, "amount": -149}],
}
GIFT = {
    **{"gift": "birthday", "account": "ada", "day": "2026-11-22", "at": at("11:00"), "by": "kim", "tender": "cash"},
    **{"amount": 2500, "postings": [["cash", 2500], ["credit", -2500]]},
}
GIFT_ISSUED = {
    **{"credit": "ada", "name": "issued#birthday", "amount": 2500, "currency": "EUR", "by": "kim", "at": at("11:00")},
    "tender": "cash",
}
SETTINGS = {
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "zones": [{"id": "mitte", "name": "Mitte", "postcodes": ["10115"], "fee": 390, "free_from": 4000, "minimum": 1000}],
}

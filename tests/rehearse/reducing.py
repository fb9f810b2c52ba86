"""Scenes of the walk: vouchers and deals, from the owner's form to the order that ends."""

from harness.gateway import good
from rehearse.shopping import BASKET, Ordered

ALWAYS = {"starts": "2026-01-01T00:00", "ends": "2099-01-01T00:00"}


class Reduced(Ordered):
    """A shopper with an order that holds the use of a voucher."""

    def __init__(self, shop, code):
        self.code = code
        super().__init__(shop, BASKET)

    def filled(self):
        self.shop.at("types in a voucher's code")
        assert good(self.browser.post("/cart/voucher", {"voucher": self.code.lower()}))["voucher"]["code"] == self.code
        assert good(self.browser.get("/cart"))["discount"] == 100


def reducing(shop):
    for function in ("BackOffice", "Cart", "Checkout"):
        shop.stack.start_cold(function)
    code = f"HELLO{next(shop.numbers)}"
    shop.at("the owner makes a voucher, a member price and an offer")
    promotions = "/back-office/promotions"
    good(shop.owner.post(promotions, {"kind": "voucher", "title": "Hello", "code": code, "off": "1.00", "each": "1", **ALWAYS}))
    good(shop.owner.post(promotions, {"kind": "member_price", "title": "Members", "percent": "5", "products": "wine", **ALWAYS}))
    later = {"starts": "2098-01-01T00:00", "ends": "2099-01-01T00:00"}
    good(shop.owner.post(promotions, {"kind": "offer", "title": "One day", "percent": "5", "products": "wine", **later}))
    shop.published()
    shop.at("an order takes its use")
    ordered = Reduced(shop, code)
    assert shop.rows(f"Q#{code}")["Q"]["used"] == 1
    shop.at("the shopper goes back, and the use is free again")
    good(ordered.cancel())
    assert shop.rows(f"Q#{code}")["Q"]["used"] == 0
    shop.at("an order that nobody pays gives it back")
    walked = Reduced(shop, code)
    past = "2020-01-01T00:00:00Z"
    shop.set(f"O#{walked.id}", "H", ["state", "awaiting_payment", "until"], past)
    shop.set(f"X#{walked.id}", "payment", ["due"], past)
    shop.clock.fire("Sweep")
    walked.becomes("expired")
    assert shop.rows(f"Q#{code}")["Q"]["used"] == 0
    shop.at("the owner ends it")
    all_of_them = good(shop.owner.post(f"{promotions}/end", {"of": "voucher", "id": code}))
    assert any(one["code"] == code for one in all_of_them["vouchers"]), all_of_them

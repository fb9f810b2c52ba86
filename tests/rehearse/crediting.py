"""A scene of the walk: a gift card is sold, spent, given back and spent in vain."""

from harness.gateway import good
from rehearse.shopping import Ordered


class WithCode(Ordered):
    """A shopper who pays with a code as far as it goes."""

    def __init__(self, shop, code):
        self.code = code
        super().__init__(shop)

    def told(self):
        self.shop.at("uses a code")
        self.fingerprint = good(self.browser.post("/checkout/credit", {"code": self.code}))["fingerprint"]


def crediting(shop):
    shop.stack.start_cold("Checkout")
    number = next(shop.numbers)
    email = f"gift-{number}@example.org"
    shop.at("the owner sells a gift card")
    told = {"amount": 200, "paid": "cash", "reason": "a birthday", "email": email, "language": "en"}
    code = good(shop.owner.post("/back-office/credit", {"issue": f"gift{number}", **told}))["code"]

    def left():
        return good(shop.owner.post("/back-office/credit/look", {"code": code}))["accounts"][0]["balance"]

    shop.at("the queue mails its code")
    shop.letter(email, "")
    ordered = WithCode(shop, code).paid()
    shop.at("the owner sees what it paid for")
    assert left() == 0
    assert good(shop.owner.get(f"/back-office/credit?order={ordered.id}"))["accounts"], "the order's credit"
    shop.at("the shopper cancels, and it is there again")
    assert good(ordered.cancel())["status"] == "canceled"
    shop.until(lambda: left() == 200, "the credit is back")
    unpaid = WithCode(shop, code)
    shop.at("nobody pays the rest for half an hour")
    unpaid.runs_out()
    shop.at("the queue puts it back")
    unpaid.becomes("expired")
    assert left() == 200

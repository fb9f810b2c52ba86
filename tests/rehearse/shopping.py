"""Scenes of the walk: what shoppers do."""

from harness.gateway import good
from rehearse.stack import OWNER


BASKET = {"milk": {"pieces": 2}, "apples": {"pieces": 3}}


class Ordered:
    """A shopper with a placed order."""

    def __init__(self, shop, basket=BASKET, offers=False):
        self.shop, self.browser = shop, shop.browser()
        self.email = f"shopper-{next(shop.numbers)}@example.org"
        shop.at("a shopper fills a basket")
        for sku, quantity in basket.items():
            good(self.browser.post("/cart/lines", {"sku": sku, "quantity": quantity}))
        self.filled()
        shop.at("chooses a time")
        form = good(self.browser.get("/checkout?method=pickup"))
        slot = next(slot["id"] for slot in form["slots"]["slots"] if slot["room"])
        shop.at("tells name and address, and reviews the order")
        contact = {"name": "Ada Marsh", "email": self.email, "offers": offers}
        details = {"contact": contact, "fulfillment": {"method": "pickup", "slot": slot}, "wish": "leave_out"}
        self.fingerprint = good(self.browser.post("/checkout", details))["fingerprint"]
        self.told()
        shop.at("places the order")
        placed = good(self.browser.post("/checkout", {"quote": self.fingerprint}), 201)
        self.id, self.key, self.day, self.upper = placed["order"], placed["key"], slot[:10], placed["upper"]
        shop.at("gets the payment page")
        assert placed["pay_url"], f"no payment page: {placed}"
        self.pay_url = placed["pay_url"]

    def filled(self):
        """What happens between basket and checkout."""

    def told(self):
        """What happens between the review and the order."""

    def view(self):
        return good(self.browser.get(f"/orders/{self.id}?key={self.key}"))

    def becomes(self, status):
        return self.shop.until(lambda: self.view()["status"] == status, f"order {self.id} is {status}")

    def paid(self):
        self.shop.at("pays at the provider")
        self.shop.press(self.pay_url, "pay")
        self.shop.at("the webhook places the paid order")
        self.becomes("placed")
        self.shop.at("the queue sends the receipt")
        self.shop.letter(self.email, f"Your order {self.id}")
        self.shop.at("the queue ends the job")
        self.shop.until(lambda: not self.shop.rows(f"X#{self.id}"), "the job is done")
        return self

    def runs_out(self):
        """Half an hour passes: the order's time is set back, for no function's clock can be moved."""
        past = "2020-01-01T00:00:00Z"
        self.shop.set(f"O#{self.id}", "H", ["state", "awaiting_payment", "until"], past)
        self.shop.set(f"X#{self.id}", "payment", ["due"], past)
        self.shop.clock.fire("Sweep")

    def cancel(self):
        return self.browser.post(f"/orders/{self.id}/cancel", {"key": self.key})

    def intent(self, status):
        """The provider's payment, once it stands like this."""

        def look():
            return [one for one in self.shop.intents(self.id) if one["status"] == status]

        return self.shop.until(look, f"the payment of {self.id} is {status}")[0]


def browsing(shop):
    shop.stack.start_cold("Browse")
    browser = shop.browser()
    shop.at("a browser opens the home page")
    home = browser.ask("GET", "/", headers={"accept": "text/html"})
    assert home.status == 200 and b"<html" in home.body, home
    for path in ("/aisles/dairy", "/products/milk", "/search?q=milk", "/offers", "/help", "/delivery", "/sitemap.xml", "/robots.txt"):
        shop.at(f"and {path}")
        assert browser.get(path).status == 200, browser.get(path)
    shop.at("the stylesheet is part of the program")
    style = next(word for word in home.body.decode().split('"') if word.startswith("/assets/") and word.endswith(".css"))
    assert browser.get(style).status == 200
    shop.at("a product that is sold out says so")
    assert good(browser.get("/products/wine"))["stock"] == "sold_out"
    shop.at("an address that leads nowhere has a page")
    assert browser.get("/nowhere").status == 404


def basket(shop):
    shop.stack.start_cold("Cart")
    browser = shop.browser()
    for quantity, items in (({"pieces": 2}, 1), ({"pieces": 5}, 1), ({"pieces": 0}, 0)):
        shop.at(f"a basket is set to {quantity['pieces']} milk")
        assert good(browser.post("/cart/lines", {"sku": "milk", "quantity": quantity}))["items"] == items
    shop.at("what was taken out is put back")
    assert good(browser.post("/cart/undo"))["items"] == 1
    shop.at("the basket is looked at")
    assert good(browser.get("/cart"))["items"] == 1
    shop.at("a list is put into it")
    found = good(browser.post("/list", {"text": "3 breads, 500 g apples"}))
    assert good(browser.post("/list/basket", found))["items"] == 3


def ordering(shop):
    shop.stack.start_cold("Checkout")
    ordered = Ordered(shop)
    shop.at("a second submit finds the same order")
    assert good(ordered.browser.post("/checkout", {"quote": ordered.fingerprint}), 201)["order"] == ordered.id
    shop.at("the ordered basket waits for its payment")
    full = ordered.browser.post("/cart/lines", {"sku": "bread", "quantity": {"pieces": 1}})
    assert full.status == 409 and full.json()["type"].endswith("basket-ordered"), full
    shop.at("the basket leads to its order")
    assert ordered.browser.get("/checkout/order").status == 303
    shop.at("the order page opens with its key")
    assert ordered.view()["status"] == "awaiting_payment"
    shop.at("the payment page is the same when asked for again")
    again = good(ordered.browser.post(f"/orders/{ordered.id}/pay", {"key": ordered.key}))
    assert again["pay_url"] == ordered.pay_url
    shop.at("the shopper goes back to the basket")
    assert good(ordered.cancel())["status"] == "canceled"
    assert good(ordered.browser.get("/cart"))["items"] == 2


def paying(shop):
    ordered = Ordered(shop).paid()
    shop.at("the paid order is on the list to pick")
    listed = good(shop.owner.get(f"/back-office/orders?day={ordered.day}"))
    assert any(row["order"] == ordered.id for row in listed["orders"]), listed


def changing_their_mind(shop):
    """The last three of something are bought, and come back."""
    good(shop.owner.patch("/back-office/products/cider", {"stock": 3}))
    ordered = Ordered(shop, {"cider": {"pieces": 3}}).paid()
    assert "cider" in shop.rows("A#shelf")["A"]["out"]
    shop.at("the shopper cancels the paid order")
    assert good(ordered.cancel())["status"] == "canceled"
    shop.at("what was sold out is there again")
    assert "cider" not in shop.rows("A#shelf")["A"]["out"]
    shop.at("the queue lets go of the money")
    ordered.intent("canceled")
    shop.at("the queue tells the shopper")
    shop.letter(ordered.email, "was canceled")


def changing_the_order(shop):
    """Less milk, but much bread: what is more is paid first, and what is less is there again."""
    ordered = Ordered(shop).paid()
    available = good(shop.owner.get("/back-office/products/milk"))["available"]
    path = f"/orders/{ordered.id}/change"
    wish = {"key": ordered.key, "lines": {"milk": {"pieces": 1}, "bread": {"pieces": 9}}}
    shop.at("the shopper looks at what may be changed")
    assert len(good(ordered.browser.get(f"{path}?key={ordered.key}"))["rows"]) == 2
    shop.at("and at what a change comes to")
    review = good(ordered.browser.post(path, wish))
    assert review["pays"] > ordered.upper, review
    shop.at("changes the order, and keeps it as it was after all")
    confirm = {**wish, "quote": review["fingerprint"], "of_age": True}
    assert good(ordered.browser.post(path, confirm))["pay_url"]
    assert "asking" not in good(ordered.browser.post(f"/orders/{ordered.id}/keep", {"key": ordered.key}))
    shop.at("changes it again, and pays")
    shop.press(good(ordered.browser.post(path, confirm))["pay_url"], "pay")
    shop.at("the webhook makes the change, and gives back what is less")
    shop.until(lambda: ordered.view()["upper"] == review["pays"], "the change counts")
    assert good(shop.owner.get("/back-office/products/milk"))["available"] == available + 1
    shop.at("the queue lets go of the former payment")
    assert ordered.intent("canceled")["amount"] == ordered.upper
    shop.at("the queue tells the shopper what it is now")
    shop.letter(ordered.email, f"Your order {ordered.id}, changed")


def paying_twice(shop):
    """A second payment, of another amount, names the same order: it is not counted, let go of, and shown to the owner."""
    ordered = Ordered(shop).paid()
    shop.at("a second payment names the order")
    again = shop.provider("checkout/sessions", {
        "mode": "payment",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "99",
        "line_items[0][price_data][product_data][name]": "Odd",
        "success_url": f"{shop.stack.origin}/",
        "payment_intent_data[capture_method]": "manual",
        "payment_intent_data[metadata][order]": ordered.id,
    })
    shop.press(again["url"], "pay")
    shop.at("the owner is told")
    shop.letter(OWNER, f"Payment review: order {ordered.id}")
    shop.at("the queue lets go of it")
    assert ordered.intent("canceled")["amount"] == 99
    assert ordered.intent("requires_capture")["amount"] == ordered.upper


def let_go_by_the_provider(shop):
    """The bank lets go before the queue's turn comes: what it was to do is done."""
    ordered = Ordered(shop).paid()
    shop.at("the message that would let go gets lost")
    with shop.queue.lost():
        assert good(ordered.cancel())["status"] == "canceled"
    void = next(job for job in shop.rows(f"X#{ordered.id}") if job.startswith("void"))
    shop.at("the provider lets go by itself")
    intent = ordered.intent("requires_capture")["id"]
    shop.provider(f"payment_intents/{intent}/cancel", {})
    shop.at("the webhook ends the job")
    shop.until(lambda: void not in shop.rows(f"X#{ordered.id}"), "the job is done")


def walking_away(shop):
    """Who does not pay within half an hour gets the basket back."""
    available = good(shop.owner.get("/back-office/products/milk"))["available"]
    ordered = Ordered(shop)
    shop.at("nobody pays for half an hour, and the sweep finds it")
    ordered.runs_out()
    shop.at("the queue gives everything back")
    ordered.becomes("expired")
    assert good(shop.owner.get("/back-office/products/milk"))["available"] == available
    assert good(ordered.browser.get("/cart"))["items"] == 2


def asking_for_offers(shop):
    """From the tick at checkout to the link in the letter."""
    for function in ("Promotions", "FulfillmentWorker"):
        shop.stack.start_cold(function)
    ordered = Ordered(shop, offers=True).paid()
    shop.at("there is an offer")
    shop.until(lambda: good(shop.browser().get("/products/bread")).get("offer"), "bread is on offer")
    shop.at("the clock asks for the weekly letters")
    shop.clock.fire("WeeklyOffers")
    shop.at("the queue sends the weekly letter")
    letter = shop.letter(ordered.email, "This week's offers")
    shop.at("the link in it ends the letters")
    link = letter["BodyText"].split()[-1].removeprefix(shop.stack.origin)
    path, _, query = link.partition("?")
    assert ordered.browser.get(link).status == 200
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert ordered.browser.ask("POST", path, query.encode(), form).status == 200
    assert ordered.email not in shop.rows("N#subscribers")


def waiting(shop):
    """For what is sold out, until it is back; and then for nothing any more."""
    for function in ("Checkout", "FulfillmentWorker"):
        shop.stack.start_cold(function)
    browser, email = shop.browser(), f"waiting-{next(shop.numbers)}@example.org"
    wish = {"sku": "wine", "email": email}
    shop.at("a shopper waits for what is sold out")
    assert good(browser.post("/waiting", wish))["state"] == "noted"
    shop.at("it is back, and the sweep finds who waits")
    good(shop.owner.patch("/back-office/products/wine", {"stock": 5}))
    shop.clock.fire("Sweep")
    shop.at("the queue sends the letter")
    link = shop.letter(email, "Back on the shelf")["BodyText"].split()[-1].removeprefix(shop.stack.origin)
    shop.at("sold out again, the shopper waits again, and thinks better of it")
    good(shop.owner.patch("/back-office/products/wine", {"stock": 0}))
    assert good(browser.post("/waiting", wish))["state"] == "noted"
    path, _, query = link.partition("?")
    assert browser.get(link).status == 200
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.ask("POST", path, query.encode(), form).status == 200
    assert email not in str(shop.rows("W#wine"))

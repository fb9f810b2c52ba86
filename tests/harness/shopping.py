"""What shoppers and staff do, over HTTP: an order from the basket to the counter."""

import itertools

from harness.gateway import Browser, good
from harness.wire import ask

numbers = itertools.count(1)


class Order:
    """An order that was placed, and who placed it."""

    def __init__(self, world, lines=None, offers=False):
        self.world, self.browser = world, Browser(world.gateway)
        self.email = f"shopper-{next(numbers)}@example.org"
        for sku, quantity in (lines or {"milk-whole-1l": {"pieces": 2}}).items():
            good(self.browser.post("/cart/lines", {"sku": sku, "quantity": quantity}))
        self.placed = self._place(offers)
        self.id = self.placed["order"]

    def _place(self, offers):
        form = good(self.browser.get("/checkout?method=pickup"))
        slot = next(slot["id"] for slot in form["slots"]["slots"] if slot["room"])
        details = {
            "contact": {"name": "Ada Marsh", "email": self.email, "offers": offers},
            "fulfillment": {"method": "pickup", "slot": slot},
            "wish": "leave_out",
        }
        review = good(self.browser.post("/checkout", details))
        return good(self.browser.post("/checkout", {"quote": review["fingerprint"]}), 201)

    def press_pay(self):
        """Pays on the provider's page, and waits until the shop was told."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        pressed = ask("POST", self.placed["pay_url"], b"action=pay", form)
        assert pressed.status == 303, pressed
        return self.world.webhooks.wait_for("payment_intent.amount_capturable_updated", self.id)

    def paid(self):
        self.press_pay()
        return self

    def listed(self):
        """Paid, and on the pick list."""
        self.paid().world.come_to_rest()
        return self

    def ready(self):
        """Picked as ordered, and to be charged."""
        self.listed()
        whole = good(self.world.staff.get(f"/back-office/orders/{self.id}"))
        results = [{"line": line["line"], "pick": "found"} for line in whole["lines"]]
        good(self.world.staff.post(f"/back-office/orders/{self.id}/picks", {"results": results}))
        good(self.world.staff.post(f"/back-office/orders/{self.id}/ready"))
        return self

    def cancel(self):
        good(self.browser.post(f"/orders/{self.id}/cancel", {"key": self.placed["key"]}))
        return self

    def rows(self):
        return self.world.table.partition(f"O#{self.id}")

    def head(self):
        return self.rows()["H"]

    def state(self):
        (state,) = self.head()["state"]
        return state

    def facts(self, kind):
        """The ledger's rows of a kind: `authorized`, `captured`, `voided`."""
        return [row for name, row in self.rows().items() if name.startswith(f"J#{kind}#")]

    def jobs(self):
        return self.world.table.partition(f"X#{self.id}")

    def letters(self, subject=""):
        return self.world.mails(self.email, subject)

    def intents(self):
        """The provider's payments for it."""
        return [one for one in self.world.provider()["payment_intents"] if (one.get("metadata") or {}).get("order") == self.id]

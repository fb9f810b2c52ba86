"""The payment provider, as it sees what it was asked for."""

from collections import defaultdict
from functools import cached_property


class Provider:
    """What the payment provider says."""

    def __init__(self, raw):
        self.intents = {one["id"]: one for one in raw.get("intents", [])}
        self.sessions = raw.get("sessions", [])
        self.events = raw.get("events", [])
        self.refunds = {one["id"]: one for one in raw.get("refunds", []) if one.get("status") not in ("failed", "canceled")}
        self.withheld = defaultdict(int)
        for dispute in raw.get("disputes", []):
            if dispute["status"] in ("needs_response", "under_review", "lost"):
                self.withheld[dispute["payment_intent"]] += dispute["amount"]
        self.of_order = defaultdict(list)
        for intent in self.intents.values():
            self.of_order[order_of(intent)].append(intent)
        self.given_back = defaultdict(int)
        for refund in self.refunds.values():
            self.given_back[refund["payment_intent"]] += refund["amount"]

    def net(self, order):
        """What the provider has of this order's money, over all its payments."""
        return sum(one["amount_received"] - self.given_back[one["id"]] - self.withheld[one["id"]] for one in self.of_order[order])

    @cached_property
    def authorized(self):
        """Payments that were authorized at some time and whose owner was told."""
        told = (event for event in self.events if event["type"] == "payment_intent.amount_capturable_updated")
        return {event["data"]["object"]["id"]: event for event in told if not event.get("pending_webhooks")}


def order_of(thing):
    """The order that an object at the provider names."""
    return (thing.get("metadata") or {}).get("order") or thing.get("client_reference_id")

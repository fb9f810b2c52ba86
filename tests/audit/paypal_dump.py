"""What PayPal's stand-in knows, in the shape the audit compares: a payment with what was set aside, taken and given back."""

import json
import urllib.request
from decimal import Decimal

STATUS = {"CREATED": "requires_capture", "CAPTURED": "succeeded", "PARTIALLY_CAPTURED": "succeeded", "VOIDED": "canceled"}


def add(provider, url):
    """Puts PayPal's payments beside the others. An order nobody approved of is no payment."""
    with urllib.request.urlopen(f"{url.rstrip('/')}/_test/dump", timeout=60) as answer:
        orders = json.load(answer)["orders"]
    for order in orders:
        unit = order["purchase_units"][0]
        moves = unit.get("payments") or {}
        for held in moves.get("authorizations", []):
            provider["intents"].append(payment(order, unit, held, moves))
        for back in moves.get("refunds", []):
            provider["refunds"].append(
                {"id": back["id"], "amount": cents(back), "payment_intent": f"paypal_{order['id']}", "status": "succeeded"}
            )


def payment(order, unit, held, moves):
    status = STATUS[held["status"]]
    return {
        "id": f"paypal_{order['id']}",
        "metadata": {"order": unit["custom_id"]},
        "status": status,
        "amount": cents(held),
        "amount_capturable": cents(held) if status == "requires_capture" else 0,
        "amount_received": sum(cents(taken) for taken in moves.get("captures", [])),
        "currency": held["amount"]["currency_code"].lower(),
    }


def cents(thing):
    """`10.99` are 1099, and never a float in between."""
    return int(Decimal(thing["amount"]["value"]) * 100)

"""What PayPal's stand-in knows, in the shape the audit compares: a payment with what was set aside, taken and given back."""

import json
import urllib.request
from decimal import Decimal

STATUS = {"CREATED": "requires_capture", "CAPTURED": "succeeded", "PARTIALLY_CAPTURED": "succeeded", "VOIDED": "canceled"}


def add(provider, url):
    """Puts PayPal's payments beside the others. An order nobody approved of is no payment."""
    with urllib.request.urlopen(f"{url.rstrip('/')}/_test/dump", timeout=60) as answer:
        dump = json.load(answer)
    paid_by = {}
    for order in dump["orders"]:
        unit = order["purchase_units"][0]
        moves = unit.get("payments") or {}
        for held in moves.get("authorizations", []):
            provider["intents"].append(payment(order, unit, held, moves))
        paid_by |= {taken["id"]: f"paypal_{order['id']}" for taken in moves.get("captures", [])}
        # What a dispute gave back stands in the dispute.
        for back in (back for back in moves.get("refunds", []) if back["id"] not in dump["reversals"]):
            provider["refunds"].append(
                {"id": back["id"], "amount": cents(back), "payment_intent": f"paypal_{order['id']}", "status": "succeeded"}
            )
    for one in dump["disputes"]:
        payment_intent = paid_by[one["disputed_transactions"][0]["seller_transaction_id"]]
        provider["disputes"].append({"id": one["dispute_id"], "payment_intent": payment_intent, **withheld(one, dump["reversals"])})


def withheld(dispute, reversals):
    """All of it as long as it is open, then what it took back. What we gave back ourselves meanwhile is a refund."""
    outcome = dispute.get("dispute_outcome")
    if not outcome:
        return {"amount": cents({"amount": dispute["dispute_amount"]}), "status": "needs_response"}
    if dispute["dispute_id"] in reversals.values():
        return {"amount": cents({"amount": outcome["amount_refunded"]}), "status": "lost"}
    return {"amount": 0, "status": "won"}


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

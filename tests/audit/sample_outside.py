"""What stands outside the table on that afternoon: the provider, the mail, the client's log."""

from sample import A, B, C, D, E, F, G, HEADS, at


def intent(order, status, amount, received=0):
    waiting = amount if status == "requires_capture" else 0
    owner = {"metadata": {"order": order}, "currency": "eur"}
    return {
        "id": f"pi_{order[0]}",
        "status": status,
        "amount": amount,
        "amount_received": received,
        "amount_capturable": waiting,
        **owner,
    }


def session(order, status, amount):
    return {
        "id": f"cs_{order[0]}",
        "status": status,
        "amount_total": amount,
        "currency": "eur",
        "metadata": {"order": order},
    }


def told(one):
    data = {"object": {"id": one["id"], "metadata": one["metadata"]}}
    return {
        "id": f"evt_{one['id']}",
        "type": "payment_intent.amount_capturable_updated",
        "pending_webhooks": 0,
        "data": data,
    }


def provider():
    intents = [
        intent(A, "succeeded", 2451, 2094),
        intent(B, "requires_capture", 576),
        intent(D, "canceled", 258),
        intent(E, "canceled", 1300),
        intent(G, "succeeded", 297, 297),
    ]
    sessions = [session(row["order"], "complete", row["upper"]) for row in HEADS if row["order"] not in (C, F)]
    sessions += [session(C, "expired", 174), session(F, "open", 178)]
    refund = {"id": "re_A", "payment_intent": "pi_A", "amount": 174, "currency": "eur", "status": "succeeded"}
    return {"sessions": sessions, "intents": intents, "refunds": [refund], "disputes": [], "events": [told(one) for one in intents]}


def letters():
    receipts = [
        {"to": "kim@example.org", "subject": f"Your order {order}", "text": "Thank you."} for order in (A, B, D, E, G)
    ]
    return receipts + [{"to": "kim@example.org", "subject": f"Order {order} was canceled", "text": ""} for order in (D, E)]


def log():
    placed = [
        {
            "at": row["history"][0][1],
            "op": "place",
            "cart": row["cart"],
            "order": row["order"],
            "status": 201,
            "total": row["total"],
        }
        for row in HEADS
    ]
    again = [{**placed[0], "at": at("09:01"), "status": 200}]
    refused = [{"at": at("09:30"), "op": "place", "cart": "f" * 32, "status": 409, "type": "sold-out"}]
    return placed + again + refused + [{"op": "pay", "order": A, "status": 303}, {"op": "view", "order": B}]

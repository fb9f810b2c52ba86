"""Everything the payment provider knows, read page by page from its own API."""

import json
import urllib.parse
import urllib.request

KINDS = {"sessions": "checkout/sessions", "intents": "payment_intents", "refunds": "refunds", "disputes": "disputes", "events": "events"}


def read(url, key):
    """All objects of the kinds the audit looks at, oldest first."""
    return {kind: listed(f"{url.rstrip('/')}/v1/{path}", key) for kind, path in KINDS.items()}


def listed(url, key):
    found, cursor = [], {}
    while True:
        query = urllib.parse.urlencode({"limit": 100, **cursor})
        request = urllib.request.Request(f"{url}?{query}", headers={"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            page = json.load(answer)
        found += page["data"]
        if not page.get("has_more") or not page["data"]:
            return found[::-1]
        cursor = {"starting_after": page["data"][-1]["id"]}

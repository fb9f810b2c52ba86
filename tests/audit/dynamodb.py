"""DynamoDB over plain HTTP, without an SDK: one signed-looking POST per call.

The local table does not verify signatures, so the header only has to look like one.
"""

import json
import time
import urllib.error
import urllib.request
from decimal import Decimal

ATTEMPTS = 5


class Refused(Exception):
    """The service answered with an error."""


def headers(service, target, version, region="eu-central-1"):
    """What an AWS client would send, with a signature of zeros."""
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    scope = f"audit/{now[:8]}/{region}/{service}/aws4_request"
    return {
        "Content-Type": f"application/x-amz-json-{version}",
        "X-Amz-Target": target,
        "X-Amz-Date": now,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host;x-amz-date;x-amz-target, "
        f"Signature={'0' * 64}",
    }


def post(url, body, head):
    """Sends JSON and reads JSON. A connection that breaks is tried again: every call of the auditor only reads."""
    for attempt in range(1, ATTEMPTS + 1):
        request = urllib.request.Request(url, json.dumps(body).encode(), head)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as fault:
            text = fault.read().decode(errors="replace")
            if fault.code < 500 or attempt == ATTEMPTS:
                raise Refused(f"{head.get('X-Amz-Target')}: {fault.code} {text}") from fault
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if attempt == ATTEMPTS:
                raise
        time.sleep(0.2 * attempt)


class Table:
    """A table, read only."""

    def __init__(self, url, name):
        self.url, self.name = url, name

    def call(self, operation, **fields):
        body = {"TableName": self.name, **fields}
        return post(self.url, body, headers("dynamodb", f"DynamoDB_20120810.{operation}", "1.0"))

    def pages(self, operation, **fields):
        """All raw items of a Scan or Query, page by page."""
        start = {}
        while True:
            answer = self.call(operation, **fields, **start)
            yield from answer.get("Items", [])
            if not answer.get("LastEvaluatedKey"):
                return
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def scan(self, **fields):
        return self.pages("Scan", ConsistentRead=True, **fields)

    def query(self, index, key, value):
        """All raw items of one partition of an index."""
        return self.pages(
            "Query",
            IndexName=index,
            KeyConditionExpression="#k = :v",
            ExpressionAttributeNames={"#k": key},
            ExpressionAttributeValues={":v": {"S": value}},
        )


def number(text):
    """An int where it is one; anything else stays visible as a Decimal."""
    try:
        return int(text)
    except ValueError:
        return Decimal(text)


def value(raw):
    """A plain value from an AttributeValue."""
    ((kind, content),) = raw.items()
    match kind:
        case "S" | "B" | "BOOL":
            return content
        case "N":
            return number(content)
        case "NULL":
            return None
        case "L":
            return [value(one) for one in content]
        case "M":
            return {name: value(one) for name, one in content.items()}
        case "SS" | "BS":
            return set(content)
        case "NS":
            return {number(one) for one in content}
    raise ValueError(f"unknown attribute type {kind}")


def item(raw):
    """A plain item from a raw one."""
    return {name: value(one) for name, one in raw.items()}

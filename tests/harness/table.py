"""The shop's table, by the calls a test needs: no SDK, and a signature that the emulator does not look at."""

import datetime
import json
import time

from harness.wire import ask

TIMES = ("due", "held")
"""What a job row knows of time."""


class Refused(Exception):
    """The table said no."""


class Table:
    """A table of the emulator at `url`."""

    def __init__(self, url, name):
        self.url, self.name = url, name

    def call(self, operation, **fields):
        now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        scope = f"harness/{now[:8]}/eu-central-1/dynamodb/aws4_request"
        signed = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature={'0' * 64}"
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"DynamoDB_20120810.{operation}",
            "X-Amz-Date": now,
            "Authorization": signed,
        }
        answer = ask("POST", self.url, json.dumps(fields).encode(), headers)
        if answer.status != 200:
            raise Refused(f"{operation}: {answer}")
        return answer.json()

    def copy(self, name):
        """Another table with the same keys, indexes and rows."""
        made = self.call("DescribeTable", TableName=self.name)["Table"]
        indexes = [{part: index[part] for part in ("IndexName", "KeySchema", "Projection")} for index in made["GlobalSecondaryIndexes"]]
        self.call(
            "CreateTable",
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=made["KeySchema"],
            AttributeDefinitions=made["AttributeDefinitions"],
            GlobalSecondaryIndexes=indexes,
        )
        copied = Table(self.url, name)
        rows = list(self.rows())
        for start in range(0, len(rows), 25):
            puts = [{"PutRequest": {"Item": row}} for row in rows[start : start + 25]]
            copied.call("BatchWriteItem", RequestItems={name: puts})
        return copied

    def rows(self):
        """All of them, raw."""
        start = {}
        while True:
            page = self.call("Scan", TableName=self.name, ConsistentRead=True, **start)
            yield from page["Items"]
            if not page.get("LastEvaluatedKey"):
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def partition(self, pk):
        """The rows of a partition, plain, by their sort key."""
        page = self.call(
            "Query",
            TableName=self.name,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
        )
        return {row["sk"]["S"]: plain({"M": row}) for row in page["Items"]}

    def jobs(self):
        """The keys of all job rows."""
        page = self.call(
            "Query",
            TableName=self.name,
            IndexName="due",
            KeyConditionExpression="jq = :jq",
            ExpressionAttributeValues={":jq": {"S": "job"}},
        )
        return [{"pk": row["pk"], "sk": row["sk"]} for row in page["Items"]]

    def age(self, seconds):
        """Makes every job older: for a function, whose clock cannot be moved, so much time has passed."""
        for key in self.jobs():
            row = self.call("GetItem", TableName=self.name, Key=key).get("Item", {})
            if times := {(name,): earlier(row[name]["S"], seconds) for name in TIMES if name in row}:
                self.set(key, times)

    def age_order(self, order, seconds):
        """Makes an unpaid order's time to pay run out sooner."""
        until = self.partition(f"O#{order}")["H"]["state"]["awaiting_payment"]["until"]
        key = {"pk": {"S": f"O#{order}"}, "sk": {"S": "H"}}
        self.set(key, {("state", "awaiting_payment", "until"): earlier(until, seconds)})

    def set(self, key, changes):
        """Sets attributes by their path, of a row that is there."""
        names = {f"#{word}": word for path in changes for word in path}
        values = {f":v{n}": {"S": value} for n, value in enumerate(changes.values())}
        sets = [".".join(f"#{word}" for word in path) + f" = :v{n}" for n, path in enumerate(changes)]
        try:
            self.call(
                "UpdateItem",
                TableName=self.name,
                Key=key,
                UpdateExpression="SET " + ", ".join(sets),
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=values,
            )
        except Refused as refused:
            if "ConditionalCheckFailed" not in str(refused):
                raise


def earlier(text, seconds):
    """A timestamp that lies so much further back."""
    moment = datetime.datetime.fromisoformat(text[:19]) - datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(raw):
    """A plain value from an AttributeValue."""
    ((kind, content),) = raw.items()
    match kind:
        case "N":
            return int(content)
        case "L":
            return [plain(one) for one in content]
        case "M":
            return {name: plain(one) for name, one in content.items()}
        case "SS":
            return set(content)
    return content

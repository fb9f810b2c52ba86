"""How many messages wait, run or died, for every queue there is."""

import urllib.parse

from dynamodb import headers, post

DEPTHS = {
    "ApproximateNumberOfMessages": "waiting",
    "ApproximateNumberOfMessagesNotVisible": "running",
    "ApproximateNumberOfMessagesDelayed": "delayed",
}


def read(url):
    """Depths by queue. `url` is the endpoint (all queues) or the address of one queue (that one)."""
    parts = urllib.parse.urlsplit(url)
    endpoint = f"{parts.scheme}://{parts.netloc}/"
    named = parts.path.strip("/")
    found = [url] if named else call(endpoint, "ListQueues").get("QueueUrls", [])
    return [depth(endpoint, queue) for queue in found]


def depth(endpoint, queue):
    answer = call(endpoint, "GetQueueAttributes", QueueUrl=queue, AttributeNames=["All"])
    attributes = answer.get("Attributes", {})
    return {"queue": queue.rsplit("/", 1)[-1], **{short: int(attributes.get(name, 0)) for name, short in DEPTHS.items()}}


def call(endpoint, operation, **body):
    return post(endpoint, body, headers("sqs", f"AmazonSQS.{operation}", "1.0"))

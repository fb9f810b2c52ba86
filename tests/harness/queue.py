"""A standard SQS queue by AWS's rules, on a clock that is moved by hand.

A message that was received stays away until its visibility runs out, then comes again. One that was received as often
as the queue allows goes to the dead letters instead. At least once means: sometimes twice, here on request.
"""

import hashlib
import itertools
import uuid
from dataclasses import dataclass, field


class Clock:
    """Seconds since the beginning."""

    def __init__(self):
        self.now = 0.0

    def advance(self, seconds):
        self.now += seconds


@dataclass(eq=False)
class Message:
    """A message, or one of two copies of it."""

    body: str
    sent: float
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    receives: int = 0
    visible_at: float = 0.0
    receipt: str = ""


class Queue:
    """Messages in no promised order."""

    def __init__(self, clock, visibility=180, most_receives=5, dead_letters=None):
        self.clock, self.visibility, self.most_receives, self.dead_letters = clock, visibility, most_receives, dead_letters
        self._messages = []
        self._receipts = itertools.count(1)

    def send(self, body):
        message = Message(body, self.clock.now)
        self._messages.append(message)
        return message

    def repeat(self, message):
        """The same message once more, handled already or not: a standard queue may do that."""
        self._messages.append(Message(message.body, message.sent, message.id, message.receives))

    def receive(self, most=10):
        """Up to so many visible messages, which then stay away. Those that came too often die instead."""
        received = []
        for message in [m for m in self._messages if m.visible_at <= self.clock.now]:
            if len(received) == most:
                break
            if self.dead_letters is not None and message.receives >= self.most_receives:
                self._messages.remove(message)
                self.dead_letters._messages.append(message)
                continue
            message.receives += 1
            message.receipt = f"receipt-{next(self._receipts)}"
            message.visible_at = self.clock.now + self.visibility
            received.append(message)
        return received

    def delete(self, receipt):
        """Only the latest receipt counts, as on AWS when a message came again meanwhile."""
        self._messages = [m for m in self._messages if m.receipt != receipt]

    def next_visible(self):
        """Seconds until a message can be received; `None` when there is none."""
        times = [m.visible_at for m in self._messages]
        return max(0.0, min(times) - self.clock.now) if times else None

    def bodies(self):
        """What lies in it, visible or not."""
        return [m.body for m in self._messages]

    def __len__(self):
        return len(self._messages)


def record(message, arn):
    """A message as Lambda gets it."""
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": {
            "ApproximateReceiveCount": str(message.receives),
            "SentTimestamp": str(int(message.sent * 1000)),
            "SenderId": "000000000000",
            "ApproximateFirstReceiveTimestamp": str(int(message.sent * 1000)),
        },
        "messageAttributes": {},
        "md5OfBody": md5(message.body),
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": arn.split(":")[3],
    }


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()

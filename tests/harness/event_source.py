"""What AWS does between a queue and a function: fetches batches, invokes, and deletes what was handled.

Which messages of a batch come again is AWS's rule for `ReportBatchItemFailures`, word for word:
a complete success is an empty or null list, an empty or null answer; a complete failure is an error of the function,
an answer that is no valid JSON, an `itemIdentifier` that is empty, null, under another name, or of no message of the batch.
"""

import json
from dataclasses import dataclass

from harness.queue import record
from harness.sandbox import REGION, Answered

ARN = f"arn:aws:sqs:{REGION}:000000000000:larder-jobs"


@dataclass(frozen=True)
class Batch:
    """A batch, how its invocation ended, and which of its messages come again."""

    messages: list
    end: object
    again: frozenset


class EventSource:
    """An event source mapping."""

    def __init__(self, queue, function, batch_size=10, reports_failures=True):
        self.queue, self.function, self.batch_size, self.reports_failures = queue, function, batch_size, reports_failures

    def poll(self, die=None):
        """One batch of what is visible; `None` when nothing is."""
        messages = self.queue.receive(self.batch_size)
        return self.deliver(messages, die) if messages else None

    def deliver(self, messages, die=None):
        """Hands these messages over as one batch."""
        end = self.function.invoke({"Records": [record(message, ARN) for message in messages]}, die)
        again = come_again([message.id for message in messages], end, self.reports_failures)
        for message in messages:
            if message.id not in again:
                self.queue.delete(message.receipt)
        return Batch(messages, end, again)

    def drain(self, pass_time, most=100):
        """Batch after batch until the queue is empty, waiting where a message stays away. Answers the batches."""
        batches = []
        while (wait := self.queue.next_visible()) is not None:
            if wait:
                pass_time(wait)
            if batch := self.poll():
                batches.append(batch)
            assert len(batches) < most, f"the queue is not empty after {most} batches: {self.queue.bodies()}"
        return batches


def come_again(ids, end, reports_failures=True):
    """The ids of a batch's messages that are not deleted."""
    everything = frozenset(ids)
    if not isinstance(end, Answered):
        return everything
    if not reports_failures or not end.body.strip():
        return frozenset()
    try:
        answer = json.loads(end.body)
    except ValueError:
        return everything
    if answer is None:
        return frozenset()
    if not isinstance(answer, dict):
        return everything
    failures = answer.get("batchItemFailures")
    if failures is None:
        return frozenset()
    if not isinstance(failures, list):
        return everything
    named = [failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures]
    return frozenset(named) if all(isinstance(id, str) and id in everything for id in named) else everything

"""The event source mapping between the queue and the worker, by AWS's rules; the emulator's own is switched off.

AWS polls with the function's role, and fails the whole batch for an answer that names no message of it. The emulator polls as
the account, and takes such an answer for a success.
"""

import json
import threading
from contextlib import contextmanager

from harness.event_source import come_again
from harness.sandbox import Answered, Failed

POLLING = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")


class Mapping:
    """Fetches, invokes, deletes, until it is closed."""

    def __init__(self, stack):
        self._stack = stack
        self._sqs, self._lambda = stack.emulator.client("sqs"), stack.emulator.client("lambda")
        (mapping,) = self._lambda.list_event_source_mappings()["EventSourceMappings"]
        assert mapping["EventSourceArn"] == stack.arn("Jobs") and mapping["FunctionArn"] == stack.arn("FulfillmentWorker")
        self._lambda.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        self._reports = "ReportBatchItemFailures" in mapping.get("FunctionResponseTypes", [])
        self._batch_size = mapping["BatchSize"]
        self._queue, self._arn = stack.physical["Jobs"], stack.arn("Jobs")
        self._role = stack.role_of("FulfillmentWorker")
        self._ended, self._paused = threading.Event(), threading.Event()
        self._idle = threading.Condition()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def may_poll(self):
        """Whether the worker's role may take messages."""
        for action in POLLING:
            self._stack.uses.asked(self._role, action, self._arn)
        return all(self._role.may(action, self._arn) for action in POLLING)

    def purge(self):
        """Messages of a run that failed are of no use to the next."""
        self._sqs.purge_queue(QueueUrl=self._queue)

    @contextmanager
    def lost(self):
        """What is sent meanwhile gets lost."""
        self._paused.set()
        with self._idle:
            self._idle.wait(timeout=5)
        yield
        self.purge()
        self._paused.clear()

    def is_alive(self):
        return self._thread.is_alive()

    def close(self):
        self._ended.set()
        self._thread.join(timeout=10)

    def _run(self):
        while not self._ended.is_set():
            if self._paused.is_set() or not self.may_poll():
                with self._idle:
                    self._idle.notify_all()
                self._ended.wait(0.05)
                continue
            asked = {"MaxNumberOfMessages": self._batch_size, "WaitTimeSeconds": 1, "MessageSystemAttributeNames": ["All"]}
            messages = self._sqs.receive_message(QueueUrl=self._queue, **asked).get("Messages", [])
            if messages:
                self._deliver(messages)

    def _deliver(self, messages):
        event = json.dumps({"Records": [self._record(message) for message in messages]})
        answer = self._lambda.invoke(FunctionName=self._stack.physical["FulfillmentWorker"], Payload=event)
        body = answer["Payload"].read()
        end = Failed("Unhandled", body.decode(errors="replace")) if answer.get("FunctionError") else Answered(body)
        again = come_again([message["MessageId"] for message in messages], end, self._reports)
        for message in messages:
            if message["MessageId"] not in again:
                self._delete(message)

    def _delete(self, message):
        try:
            self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        except self._sqs.exceptions.ReceiptHandleIsInvalid:
            pass  # purged meanwhile

    def _record(self, message):
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {},
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._arn,
            "awsRegion": self._arn.split(":")[3],
        }

"""The harness keeps to AWS's rules: each is broken by a change of one line in it, and then one of these fails."""

import json
import sys
import threading
import unittest
from pathlib import Path

from harness.event_source import EventSource, come_again
from harness.gate import Gate
from harness.gateway import Browser, Gateway, event, reply
from harness.queue import Clock, Queue
from harness.sandbox import Answered, Die, Died, Failed, Function, TimedOut
from harness.wire import Handler, Reply, ask, serve, stop

FAKE = [sys.executable, "-S", "-E", str(Path(__file__).with_name("fake_function.py"))]


class Functions(unittest.TestCase):
    def function(self, timeout=30, **environment):
        function = Function(FAKE, environment, timeout)
        self.addCleanup(function.close)
        return function


class Sandboxes(Functions):
    def test_one_process_answers_one_invocation_after_another(self):
        function = self.function()
        pids = {json.loads(function.invoke({"do": ""}).body)["pid"] for _ in range(3)}
        self.assertEqual((len(pids), function.starts), (1, 1))

    def test_a_function_is_told_what_lambda_tells(self):
        told = json.loads(self.function(TABLE="larder").invoke({"do": "environment"}).body)
        for name in ("AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_ACCESS_KEY_ID"):
            self.assertTrue(told[name], name)
        self.assertEqual(told["TABLE"], "larder")
        self.assertNotIn("HOME", told)

    def test_what_it_says_of_its_failure_is_the_failure(self):
        function = self.function()
        self.assertEqual(function.invoke({"do": "raise"}), Failed("Unhandled:Oops", "it broke"))
        self.assertIsInstance(function.invoke({"do": ""}), Answered)
        self.assertEqual(function.starts, 1, "an error does not end the process")

    def test_a_process_that_ends_is_a_failure_and_the_next_invocation_starts_another(self):
        function = self.function()
        self.assertEqual(function.invoke({"do": "exit"}), Died(7))
        self.assertIsInstance(function.invoke({"do": ""}), Answered)
        self.assertEqual(function.starts, 2)

    def test_one_that_cannot_start_says_why(self):
        self.assertEqual(self.function(FAIL="init").invoke({}), Failed("Runtime.InitError:Setup", "no settings"))
        self.assertEqual(self.function(FAIL="start").invoke({}), Died(3))

    def test_after_the_timeout_the_process_is_gone(self):
        met = Meeting(self)
        function = self.function(timeout=0.3, POKE=met.address)
        self.assertIsInstance(function.invoke({"do": "hang"}), TimedOut)
        self.assertTrue(met.reached.is_set())
        self.assertIsInstance(function.invoke({"do": ""}), Answered)
        self.assertEqual(function.starts, 2)

    def test_it_can_be_killed_at_work(self):
        met = Meeting(self)
        function = self.function(POKE=met.address)
        met.deed = function.kill
        self.assertEqual(function.invoke({"do": "hang"}), Died(-9))

    def test_killed_before_its_response_it_never_answered(self):
        self.assertEqual(self.function().invoke({"do": ""}, Die.BEFORE_RESPONSE), Died(-9))

    def test_killed_after_its_response_it_did_answer(self):
        function = self.function()
        self.assertIsInstance(function.invoke({"do": ""}, Die.AFTER_RESPONSE), Answered)
        self.assertIsInstance(function.invoke({"do": ""}), Answered)
        self.assertEqual(function.starts, 2)

    def test_an_answer_for_another_invocation_is_refused(self):
        self.assertEqual(json.loads(self.function().invoke({"do": "wrong-id"}).body), {"status": 400})

    def test_the_first_answer_counts(self):
        function = self.function()
        self.assertEqual(function.invoke({"do": "twice"}).body, b'"first"')
        self.assertIsInstance(function.invoke({"do": ""}), Answered)

    def test_an_answer_over_six_megabytes_is_a_failure(self):
        self.assertEqual(self.function().invoke({"do": "large"}).kind, "Function.ResponseSizeTooLarge")


class Queues(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.dead = Queue(self.clock)
        self.queue = Queue(self.clock, visibility=180, most_receives=5, dead_letters=self.dead)

    def test_a_received_message_stays_away_until_its_visibility_runs_out(self):
        self.queue.send("a")
        self.assertEqual([m.body for m in self.queue.receive()], ["a"])
        self.clock.advance(179)
        self.assertEqual(self.queue.receive(), [])
        self.assertEqual(self.queue.next_visible(), 1)
        self.clock.advance(1)
        self.assertEqual([m.receives for m in self.queue.receive()], [2])

    def test_a_deleted_message_does_not_come_again(self):
        self.queue.send("a")
        self.queue.delete(self.queue.receive()[0].receipt)
        self.clock.advance(1000)
        self.assertEqual((self.queue.receive(), self.queue.next_visible()), ([], None))

    def test_the_fifth_receive_is_the_last(self):
        self.queue.send("a")
        received = 0
        for _ in range(9):
            received += len(self.queue.receive())
            self.clock.advance(180)
        self.assertEqual((received, self.dead.bodies(), len(self.queue)), (5, ["a"], 0))

    def test_a_repeated_message_comes_though_it_was_deleted(self):
        first = self.queue.send("a")
        self.queue.delete(self.queue.receive()[0].receipt)
        self.queue.repeat(first)
        self.assertEqual([m.id for m in self.queue.receive()], [first.id])

    def test_a_batch_holds_no_more_than_asked_for(self):
        for n in range(12):
            self.queue.send(str(n))
        self.assertEqual((len(self.queue.receive(10)), len(self.queue.receive(10))), (10, 2))


class Batches(Functions):
    def source(self, *bodies, **options):
        self.clock = Clock()
        self.dead = Queue(self.clock)
        self.queue = Queue(self.clock, dead_letters=self.dead)
        for body in bodies:
            self.queue.send(body)
        return EventSource(self.queue, self.function(**options))

    def left(self, *bodies, **options):
        """What is left of a batch in the queue."""
        self.source(*bodies, **options).poll()
        return self.queue.bodies()

    def test_an_empty_list_and_null_are_successes(self):
        for answer in ('{"batchItemFailures":[]}', '{"batchItemFailures":null}', "{}", "null", ""):
            self.assertEqual(self.left("a", f"say:{answer}"), [], answer)

    def test_only_the_named_messages_come_again(self):
        self.assertEqual(self.left("a", "b", "c", "fail:0,2"), ["a", "c"])

    def test_an_error_brings_the_whole_batch_again(self):
        for word in ("raise", "exit", "large"):
            self.assertEqual(self.left("a", word), ["a", word])

    def test_a_timeout_brings_the_whole_batch_again(self):
        self.assertEqual(self.left("a", "hang", timeout=0.3, POKE=Meeting(self).address), ["a", "hang"])

    def test_an_answer_that_names_no_message_brings_the_whole_batch_again(self):
        for failure in ('{"itemIdentifier":""}', '{"itemIdentifier":null}', '{"itemIdentifier":"other"}', '{"id":"x"}', "{}", "null", "7"):
            said = f'say:{{"batchItemFailures":[{failure}]}}'
            self.assertEqual(self.left("a", said), ["a", said], failure)

    def test_one_wrong_name_spoils_the_right_ones(self):
        ids = ["one", "two"]
        body = b'{"batchItemFailures":[{"itemIdentifier":"one"},{"itemIdentifier":"three"}]}'
        self.assertEqual(come_again(ids, Answered(body)), {"one", "two"})

    def test_an_answer_that_is_no_json_or_no_object_brings_the_whole_batch_again(self):
        for answer in ("{", "ok", '"ok"', "[]", '{"batchItemFailures":"none"}'):
            self.assertEqual(self.left("a", f"say:{answer}"), ["a", f"say:{answer}"], answer)

    def test_without_reporting_every_answer_is_a_success(self):
        body = b'{"batchItemFailures":[{"itemIdentifier":"one"}]}'
        self.assertEqual(come_again(["one"], Answered(body), reports_failures=False), frozenset())

    def test_what_always_fails_dies_after_five_and_its_neighbors_live(self):
        source = self.source("a", "fail:1")
        batches = source.drain(self.clock.advance)
        self.assertEqual((self.dead.bodies(), len(self.queue)), (["fail:1"], 0))
        self.assertEqual([len(batch.messages) for batch in batches], [2, 1, 1, 1, 1])

    def test_killed_before_the_response_the_batch_comes_again_and_after_it_does_not(self):
        source = self.source("a")
        source.poll(Die.BEFORE_RESPONSE)
        self.assertEqual(self.queue.bodies(), ["a"])
        self.clock.advance(180)
        source.poll(Die.AFTER_RESPONSE)
        self.assertEqual(self.queue.bodies(), [])


class Ways(Functions):
    def test_the_gate_counts_and_stops_at_the_call_it_is_told(self):
        heard = []

        class Service(Handler):
            def do_POST(self):
                heard.append(self.body())
                self.answer(200, b"{}")

        service = serve(Service)
        queue = Queue(Clock())
        gate = Gate({"dynamodb": f"http://127.0.0.1:{service.server_port}"}, queue.send)
        self.addCleanup(stop, service)
        self.addCleanup(gate.close)
        put = {"X-Amz-Target": "DynamoDB_20120810.PutItem"}
        gate.at_call(2, lambda: False)
        self.assertEqual(ask("POST", gate.url, b"1", put).status, 200)
        with self.assertRaises(OSError):
            ask("POST", gate.url, b"2", put)
        self.assertEqual(ask("POST", gate.url, b"3", put).status, 200)
        gate.always("dynamodb", Reply(503, [], b"busy"))
        self.assertEqual(ask("POST", gate.url, b"4", put).body, b"busy")
        gate.disarm()
        sent = ask("POST", gate.url, b'{"MessageBody":"x"}', {"X-Amz-Target": "AmazonSQS.SendMessage"})
        self.assertEqual((sent.status, queue.bodies(), heard), (200, ["x"], [b"1", b"3"]))
        self.assertEqual(gate.calls, ["dynamodb PutItem"] * 4 + ["sqs SendMessage"])

    def test_cookies_come_in_a_list_and_only_there(self):
        made = event("POST", "/cart/lines?x=1", b"a=b", {"Cookie": "a=1; b=2", "Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual((made["cookies"], "cookie" in made["headers"]), (["a=1", "b=2"], False))
        self.assertEqual((made["body"], made["isBase64Encoded"], made["rawQueryString"]), ("YT1i", True, "x=1"))

    def test_an_answer_becomes_http_and_a_failure_a_500(self):
        told = {"statusCode": 201, "headers": {"a": "b"}, "cookies": ["c=1; Path=/"], "body": "aGk=", "isBase64Encoded": True}
        answer = reply(Answered(json.dumps(told).encode()))
        self.assertEqual((answer.status, answer.headers, answer.body), (201, [("a", "b"), ("set-cookie", "c=1; Path=/")], b"hi"))
        self.assertEqual(reply(Died(-9)).status, 500)

    def test_a_browser_keeps_cookies_and_its_gateway_takes_the_longest_way(self):
        said = '{"statusCode":200,"cookies":["c=1; Path=/"],"body":"{}"}'
        shop, other = (Told(Answered(json.dumps(answer).encode())) for answer in (json.loads(said), {"statusCode": 404}))
        browser = Browser(Gateway({"/": other, "/cart": shop}))
        browser.get("/cart/lines")
        self.assertEqual((browser.get("/cart").status, browser.get("/elsewhere").status), (200, 404))
        self.assertEqual(shop.events[1]["cookies"], ["c=1"])


class Told:
    """Answers as it was told, and keeps what it was asked."""

    def __init__(self, end):
        self.end, self.events = end, []

    def invoke(self, event, die):
        self.events.append(event)
        return self.end


class Meeting:
    """Where a fake function says that it is at work."""

    def __init__(self, test):
        self.reached, self.deed = threading.Event(), None
        meeting = self

        class Here(Handler):
            def do_GET(self):
                meeting.reached.set()
                if meeting.deed:
                    meeting.deed()
                self.answer(200)

        server = serve(Here)
        test.addCleanup(stop, server)
        self.address = f"127.0.0.1:{server.server_port}"


if __name__ == "__main__":
    unittest.main()

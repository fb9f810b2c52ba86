"""The worker's own binary behind a queue by AWS's rules: what comes twice, what cannot be done, and who stands beside it."""

import unittest

from harness.shopping import Order
from harness.wire import Reply
from harness.world import WORKER, World


def setUpModule():
    global WORLD
    WORLD = World()
    unittest.addModuleCleanup(WORLD.close)


class Queued(unittest.TestCase):
    def setUp(self):
        self.world = WORLD
        WORLD.empty_queue()

    def messages(self):
        return self.world.queue.receive()

    def assert_placed_once(self, order, letters=1):
        self.assertEqual((order.state(), order.jobs()), ("placed", {}))
        self.assertEqual(order.head()["day"], order.head()["fulfillment"]["slot"][:10], "it is on the pick list")
        self.assertEqual((len(order.facts("authorized")), len(order.letters("Your order"))), (1, letters))


class ComesTwice(Queued):
    """A standard queue delivers at least once."""

    def test_a_message_that_comes_again_later_makes_no_second_letter(self):
        order = Order(self.world).paid()
        (message,) = self.messages()
        for _ in range(3):
            self.assertEqual(self.world.source.deliver([message]).again, frozenset())
        self.assert_placed_once(order)

    def test_twice_in_one_batch_it_makes_no_second_letter(self):
        order = Order(self.world).paid()
        (message,) = self.messages()
        self.assertEqual(self.world.source.deliver([message, message]).again, frozenset())
        self.assert_placed_once(order)

    def test_at_two_workers_at_once_it_makes_no_second_letter(self):
        """The second gets it while the first is at each of its calls."""
        number = 1
        while True:
            order = Order(self.world).paid()
            (message,) = self.messages()
            reached = self.beside(number, message)
            self.assertEqual(self.world.source.deliver([message]).again, frozenset())
            self.assert_placed_once(order)
            if not reached:
                break
            number += 1
        self.assertGreater(number, 5)

    def test_an_order_is_charged_once_however_often_that_is_asked(self):
        number = 1
        while True:
            order = Order(self.world).ready()
            (message,) = self.messages()
            reached = self.beside(number, message)
            for _ in range(2):
                self.world.source.deliver([message])
            self.world.settle()
            self.assert_charged_once(order)
            if not reached:
                break
            number += 1
        self.assertGreater(number, 5)

    def test_a_worker_that_lost_its_claim_charges_no_second_time(self):
        """It stands still until another may do the work, and then goes on."""
        order = Order(self.world).ready()
        (message,) = self.messages()
        other = self.other_worker()

        def overtaken():
            self.world.table.age(61)
            other.deliver([message])

        calls = len(self.world.worker.gate.calls)
        self.world.worker.gate.at_call(3, overtaken)
        self.world.source.deliver([message])
        self.assertIn("capture", self.world.worker.gate.calls[calls + 2])
        self.world.settle()
        self.assert_charged_once(order, letters=2)

    def beside(self, number, message):
        """When the worker is at its n-th call, another one gets the message too. Answers what happens then, as it happens."""
        other, reached = self.other_worker(), []
        self.world.worker.gate.at_call(number, lambda: reached.append(other.deliver([message])))
        return reached

    def other_worker(self):
        if not hasattr(WORLD, "other"):
            WORLD.other = WORLD.another(WORKER)
        return type(self.world.source)(self.world.queue, WORLD.other)

    def assert_charged_once(self, order, letters=1):
        (intent,) = order.intents()
        self.assertEqual((intent["status"], intent["amount_received"]), ("succeeded", order.placed["total"]))
        self.assertEqual((len(order.facts("captured")), order.jobs()), (1, {}))
        self.assertEqual(len(order.letters("is ready")), letters)


class CannotBeDone(Queued):
    def test_a_poison_message_dies_after_five_and_harms_no_neighbor(self):
        for poison in ("not a message", '{"pk":"X#nothing"}', "", "[]", '{"sweep":true}'):
            self.world.empty_queue()
            orders = [Order(self.world).paid()]
            self.world.queue.send(poison)
            orders.append(Order(self.world).paid())
            batches = self.world.source.drain(self.world.pass_time)
            self.assertEqual([len(batch.messages) for batch in batches], [3, 1, 1, 1, 1], poison)
            self.assertEqual((self.world.dead.bodies(), len(self.world.queue)), ([poison], 0))
            for order in orders:
                self.assert_placed_once(order)

    def test_a_message_about_nothing_is_done(self):
        self.world.queue.send('{"pk":"X#NOSUCHORDER1","sk":"payment"}')
        self.assertEqual(self.world.source.poll().again, frozenset())
        self.assertEqual((len(self.world.queue), len(self.world.dead)), (0, 0))

    def test_an_event_that_is_none_fails_as_a_whole(self):
        self.assertNotIn("Answered", repr(self.world.worker.invoke({"nobody": "knows"})))

    def test_without_a_letter_the_order_is_on_the_pick_list_all_the_same(self):
        order, neighbor = Order(self.world).paid(), Order(self.world).ready()
        refused = Reply(400, [("x-amzn-errortype", "MessageRejected")], b'{"message":"Address is on the suppression list"}')
        self.world.empty_queue()
        for job in self.world.open_jobs():
            self.world.queue.send('{"pk":"%s","sk":"%s"}' % (job["pk"], job["sk"]))
        self.world.worker.gate.always("ses", refused)
        self.world.source.drain(self.world.pass_time)
        self.assertEqual(len(self.world.dead), len(self.world.open_jobs()))
        self.assertTrue(order.head()["day"])
        self.assertEqual([intent["status"] for intent in neighbor.intents()], ["succeeded"])
        self.world.worker.gate.disarm()
        self.world.pass_time(120)
        self.world.sweep()
        self.world.settle()
        self.assert_placed_once(order)
        self.assertEqual(len(neighbor.letters("is ready")), 1)

    def test_what_fails_for_a_moment_is_done_the_next_time(self):
        order = Order(self.world).paid()
        absent = Reply(400, [], b'{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}')
        self.world.worker.gate.at_call(2, lambda: absent)
        first, second = self.world.source.drain(self.world.pass_time)
        self.assertEqual((len(first.again), len(second.again)), (1, 0))
        self.assert_placed_once(order)


if __name__ == "__main__":
    unittest.main()

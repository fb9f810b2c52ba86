"""`kill -9` between any two calls, and around the response: the work ends as if nothing had happened.

Each kind of work is begun anew for every call it makes; the process dies before that call. Then time passes, the message
comes again, the sweep runs. Letters may repeat, one for each kill; nothing else may.
"""

import itertools
import json
import os
import random
import subprocess
import sys
import unittest
from pathlib import Path

from harness.gateway import Browser, good
from harness.sandbox import Answered, Die
from harness.shopping import Order
from harness.world import KEY, World

AUDIT = Path(__file__).resolve().parents[1] / "audit" / "audit.py"
KILLS = {}
"""What was killed how often: printed at the end."""


def setUpModule():
    global WORLD
    WORLD = World()
    unittest.addModuleCleanup(WORLD.close)
    unittest.addModuleCleanup(tell)


def tell():
    print(*(f"\n{kills:4} kills  {work}" for work, kills in sorted(KILLS.items())), file=sys.stderr, flush=True)


class Killed(unittest.TestCase):
    """A way of doing something that is killed at every point of it."""

    def setUp(self):
        self.world = WORLD
        WORLD.empty_queue()

    def everywhere(self, work, function, begin, go, check):
        """`begin` makes the work, `go(about, die)` does it, `check(about, kills)` says what must have become of it."""
        number = 0
        for number in itertools.count(1):
            about, killed = begin(), []
            function.gate.at_call(number, lambda: killed.append(True) or function.kill() or False)
            go(about, None)
            function.gate.disarm()
            self.rest_and_check(about, check, len(killed), f"{work}, killed at call {number}")
            if not killed:
                break
        self.assertGreater(number, 2, "there is nothing to kill")
        for die in Die:
            about = begin()
            go(about, die)
            self.rest_and_check(about, check, 1, f"{work}, killed {die.name}")
        KILLS[work] = number - 1 + len(Die)

    def rest_and_check(self, about, check, kills, where):
        with self.subTest(where):
            self.world.settle()
            self.assertEqual(self.world.dead.bodies(), [])
            check(about, kills)

    def assert_letters(self, order, subject, kills):
        count = len(order.letters(subject))
        self.assertTrue(1 <= count <= 1 + kills, f"{count} letters after {kills} kills")

    def assert_placed(self, order, kills):
        self.assertEqual((order.state(), order.jobs(), bool(order.head()["day"])), ("placed", {}, True))
        self.assertEqual(len(order.facts("authorized")), 1)
        self.assert_letters(order, "Your order", kills)

    def poll(self, _, die):
        self.world.source.poll(die)


class Workers(Killed):
    def test_a_paid_order_is_placed(self):
        def begin():
            return Order(self.world, offers=True).paid()

        self.everywhere("placing a paid order", self.world.worker, begin, self.poll, self.assert_placed)

    def test_an_order_is_charged_once(self):
        def check(order, kills):
            (intent,) = order.intents()
            self.assertEqual((intent["status"], intent["amount_received"]), ("succeeded", order.placed["total"]))
            self.assertEqual((len(order.facts("captured")), order.jobs(), order.head()["payment"]["rank"]), (1, {}, "captured"))
            self.assert_letters(order, "is ready", kills)

        self.everywhere("charging what was picked", self.world.worker, lambda: Order(self.world).ready(), self.poll, check)

    def test_a_canceled_order_lets_go_of_the_money_once(self):
        def check(order, kills):
            self.assertEqual([intent["status"] for intent in order.intents()], ["canceled"])
            self.assertEqual((len(order.facts("voided")), order.jobs(), order.state()), (1, {}, "canceled"))
            self.assert_letters(order, "was canceled", kills)

        def begin():
            return Order(self.world).listed().cancel()

        self.everywhere("letting go of a canceled order's money", self.world.worker, begin, self.poll, check)

    def test_an_unpaid_order_gives_back_what_it_held_once(self):
        def begin():
            before = self.available()
            order = Order(self.world)
            order.before = before
            self.assertEqual(self.available(), before - 2)
            self.world.table.age_order(order.id, 31 * 60)
            self.world.pass_time(31 * 60)
            self.world.sweep()
            return order

        def check(order, _):
            self.assertEqual((order.state(), order.jobs(), order.intents()), ("expired", {}, []))
            self.assertEqual(self.available(), order.before)
            self.assertEqual(order.letters(), [])
            (session,) = [s for s in self.world.provider()["sessions"] if s["client_reference_id"] == order.id]
            self.assertEqual(session["status"], "expired")

        self.everywhere("giving up an unpaid order", self.world.worker, begin, self.poll, check)

    def test_what_the_sweep_finds_is_sent(self):
        """Killed between taking a job and sending it, the job is found again two minutes later."""

        def begin():
            orders = [Order(self.world).paid() for _ in range(2)]
            self.world.empty_queue()
            self.world.pass_time(61)
            return orders

        def check(orders, _):
            for order in orders:
                self.assert_placed(order, 0)

        self.everywhere("the sweep", self.world.worker, begin, lambda _, die: self.world.sweep(die), check)

    def test_a_new_price_is_published(self):
        prices = itertools.count(131)

        def begin():
            price = next(prices)
            good(self.world.staff.patch("/back-office/products/milk-whole-1l", {"price": price}))
            return price

        def check(price, _):
            self.assertEqual(self.world.open_jobs(), [])
            self.world.function("larder-browse").kill()
            self.assertEqual(good(Browser(self.world.gateway).get("/products/milk-whole-1l"))["price"], price)

        self.everywhere("publishing the catalog", self.world.worker, begin, self.poll, check)

    def test_an_import_books_each_row_once(self):
        numbers = itertools.count(1)

        def begin():
            number = next(numbers)
            rows = f"new-{number},New,Dairy,piece,1,1.00,7\nbuttermilk,Buttermilk,Dairy,piece,1,{number}.50,{100 + number}\n"
            sheet = f"sku,name,aisle,unit,quantity,price,stock\n{rows}".encode()
            plan = good(self.world.staff.post("/back-office/imports", sheet, "text/csv"), 201)
            path = f"/back-office/imports/{plan['import']}"
            good(self.world.staff.post(f"{path}/apply"))
            return number, path

        def check(about, _):
            number, path = about
            done = good(self.world.staff.get(path))
            self.assertEqual((done["state"], done["added"], done["changed"]), ("done", 1, 1))
            self.assertEqual((self.available(f"new-{number}"), self.available("buttermilk")), (7, 100 + number))
            booked = [row["units"] for sk, row in self.world.table.partition(f"P#new-{number}").items() if sk.startswith("V#")]
            self.assertEqual(booked, [7])

        self.everywhere("an import", self.world.worker, begin, self.poll, check)

    def available(self, sku="milk-whole-1l"):
        return self.world.table.partition(f"P#{sku}")["S"]["available"]


class Webhooks(Killed):
    def setUp(self):
        super().setUp()
        self.world.webhooks.on_hold = True
        self.addCleanup(setattr, self.world.webhooks, "on_hold", False)

    def test_a_payment_is_noted_once(self):
        """Told, killed, told again by the provider: at the latest then there is one fact, one job, and one message of it."""
        webhook = self.world.function("larder-payment-webhook")

        def begin():
            order = Order(self.world)
            order.event = order.press_pay()
            return order

        def go(order, die):
            for retry in range(3):
                end = self.world.webhooks.deliver(order.event, die if retry == 0 else None)
                if isinstance(end, Answered) and json.loads(end.body)["statusCode"] == 200:
                    return

        self.everywhere("the provider's webhook", webhook, begin, go, lambda order, _: self.assert_placed(order, 0))


class Unlucky(Killed):
    def test_killed_again_and_again_an_order_is_charged_once(self):
        """Up to four times, at whatever calls the seed says, from the payment to the charge."""
        total = 0
        for seed in range(12):
            chance = random.Random(seed)
            order = Order(self.world).paid()
            kills = self.killing(chance)
            self.assert_placed(order, kills)
            whole = good(self.world.staff.get(f"/back-office/orders/{order.id}"))
            results = [{"line": line["line"], "pick": "found"} for line in whole["lines"]]
            good(self.world.staff.post(f"/back-office/orders/{order.id}/picks", {"results": results}))
            good(self.world.staff.post(f"/back-office/orders/{order.id}/ready"))
            more = self.killing(chance)
            (intent,) = order.intents()
            self.assertEqual((intent["status"], len(order.facts("captured")), order.jobs()), ("succeeded", 1, {}), f"seed {seed}")
            self.assert_letters(order, "is ready", more)
            total += kills + more
        KILLS["an order's whole way, by chance"] = total

    def killing(self, chance):
        kills, worker = 0, self.world.worker
        for _ in range(4):
            worker.gate.at_call(chance.randint(1, 9), lambda: worker.kill() or False)
            self.world.source.poll(chance.choice([None, None, *Die]))
            worker.gate.disarm()
            kills += 1
            if (wait := self.world.queue.next_visible()) is None:
                break
            self.world.pass_time(wait)
        self.world.settle()
        return kills


class ZLast(unittest.TestCase):
    """Named so that it runs last."""

    def test_the_books_are_true_after_all_of_it(self):
        """The auditor shares no code with the shop or with this harness."""
        options = ["--dynamodb", WORLD.table.url, "--table", WORLD.table.name, "--stripe", WORLD.stripe, "--stripe-key", KEY]
        audit = [sys.executable, "-B", str(AUDIT), *options]
        done = subprocess.run(audit, capture_output=True, text=True, timeout=60, env={"PATH": os.environ["PATH"]})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()

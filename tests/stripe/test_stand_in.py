"""Drives a running stand-in with Stripe's own client, so that it cannot be wrong in the same way we are.

    python tests/stripe/test_stand_in.py [http://127.0.0.1:PORT]

Without an address (or STRIPE_STAND_IN) it starts `target/debug/stripe-stand-in` itself.
The stand-in must send its webhooks to http://127.0.0.1:WEBHOOK_PORT/ (default 12112).
"""

import http.client
import http.server
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import stripe

WEBHOOK_PORT = int(os.environ.get("WEBHOOK_PORT", "12112"))
KEY, SECRET = "sk_test_larder", "whsec_test"
BINARY = pathlib.Path(__file__).resolve().parents[2] / "target/debug/stripe-stand-in"
BASE = os.environ.get("STRIPE_STAND_IN", "")
RECEIVED, ANSWERS = [], []


class Webhook(http.server.BaseHTTPRequestHandler):
    """Keeps every webhook; answers with the next of ANSWERS, or 200."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = ANSWERS.pop(0) if ANSWERS else 200
        RECEIVED.append((status, self.headers["Stripe-Signature"], body))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(port, journal):
    webhook = f"http://127.0.0.1:{WEBHOOK_PORT}/"
    process = subprocess.Popen([BINARY, str(port), webhook, journal], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("ready"):
            return process
    raise RuntimeError("the stand-in did not start")


def setUpModule():
    global BASE, PROCESS, SERVER, FOLDER
    SERVER = http.server.ThreadingHTTPServer(("127.0.0.1", WEBHOOK_PORT), Webhook)
    threading.Thread(target=SERVER.serve_forever, daemon=True).start()
    PROCESS = None
    if not BASE:
        FOLDER = tempfile.TemporaryDirectory()
        port = free_port()
        PROCESS = started(port, os.path.join(FOLDER.name, "journal"))
        BASE = f"http://127.0.0.1:{port}"


def tearDownModule():
    SERVER.shutdown()
    SERVER.server_close()
    if PROCESS:
        PROCESS.kill()
        PROCESS.wait()
        PROCESS.stdout.close()
        FOLDER.cleanup()


def client(key=KEY, retries=0):
    return stripe.StripeClient(key, base_addresses={"api": BASE}, max_network_retries=retries)


def wanted(amount=5000, **more):
    return {
        "mode": "payment",
        "success_url": "http://shop.test/orders/1?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.test/cart",
        "client_reference_id": "ORDER0000001",
        "customer_email": "ada@example.com",
        "line_items": [{"quantity": 1, "price_data": {
            "currency": "eur", "unit_amount": amount, "product_data": {"name": "Order ORDER0000001 <b>&"}}}],
        "metadata": {"order": "ORDER0000001"},
        "payment_intent_data": {"capture_method": "manual", "metadata": {"order": "ORDER0000001"}},
        "expires_at": int(time.time()) + 1800,
    } | more


def raw(method, path, body=None, headers=None):
    """One request without following redirects: status, headers, body."""
    address = urllib.parse.urlsplit(BASE)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    result = answer.status, answer.headers, answer.read().decode()
    connection.close()
    return result


def control(path, body):
    status, _, text = raw("POST", f"/_test/{path}", body if isinstance(body, str) else json.dumps(body))
    assert status == 200, text
    return json.loads(text)


def press(session, action):
    status, headers, _ = raw("POST", f"/pay/{session.id}", f"action={action}",
                             {"Content-Type": "application/x-www-form-urlencoded"})
    return status, headers["Location"]


def eventually(condition, seconds=10):
    until = time.time() + seconds
    while time.time() < until:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def webhooks(object_id, kind=None):
    """Successful webhooks about an object, as Stripe's own verifier reads them."""
    events = [stripe.Webhook.construct_event(body, signature, SECRET)
              for status, signature, body in list(RECEIVED) if status == 200 and object_id.encode() in body]
    return [event for event in events if kind in (None, event.type)]


class StandIn(unittest.TestCase):
    def setUp(self):
        self.stripe = client().v1

    def refused(self, kind, call, *arguments, code=None, param=None, status=None):
        with self.assertRaises(kind) as caught:
            call(*arguments)
        error = caught.exception
        if code:
            self.assertEqual(error.code, code)
        if param:
            self.assertEqual(error.param, param)
        if status:
            self.assertEqual(error.http_status, status)
        return error

    def paid(self, amount=5000, **more):
        """A session paid through the page, and its intent."""
        session = self.stripe.checkout.sessions.create(wanted(amount, **more))
        status, location = press(session, "pay")
        self.assertEqual((status, location), (303, f"http://shop.test/orders/1?session={session.id}"))
        session = self.stripe.checkout.sessions.retrieve(session.id)
        return session, self.stripe.payment_intents.retrieve(session.payment_intent)


class Sessions(StandIn):
    def test_a_session_is_created_as_asked(self):
        session = self.stripe.checkout.sessions.create(wanted() | {"expand": ["line_items"]})
        self.assertEqual(session.status, "open")
        self.assertEqual(session.payment_status, "unpaid")
        self.assertEqual(session.amount_total, 5000)
        self.assertEqual(session.currency, "eur")
        self.assertEqual(session.client_reference_id, "ORDER0000001")
        self.assertEqual(session.metadata["order"], "ORDER0000001")
        self.assertIsNone(session.payment_intent)
        self.assertTrue(session.url.endswith(f"/pay/{session.id}"))
        self.assertTrue(session.id.startswith("cs_test_"))
        self.assertEqual(session.line_items.data[0].amount_total, 5000)
        again = self.stripe.checkout.sessions.retrieve(session.id)
        self.assertEqual((again.id, again.url), (session.id, session.url))
        lines = self.stripe.checkout.sessions.line_items.list(session.id)
        self.assertEqual(lines.data[0].quantity, 1)

    def test_the_same_key_gives_the_same_answer(self):
        key = f"ORDER-{time.time_ns()}"
        first = self.stripe.checkout.sessions.create(wanted(), {"idempotency_key": key})
        second = self.stripe.checkout.sessions.create(wanted(expires_at=first.expires_at), {"idempotency_key": key})
        self.assertEqual(first.id, second.id)
        self.assertEqual(first.last_response.body, second.last_response.body)
        self.assertEqual(second.last_response.headers["Idempotent-Replayed"], "true")
        self.assertEqual(second.last_response.headers["Original-Request"], first.last_response.headers["Request-Id"])
        self.assertNotIn("Idempotent-Replayed", first.last_response.headers)
        self.refused(stripe.IdempotencyError, self.stripe.checkout.sessions.create, wanted(5001),
                     {"idempotency_key": key}, status=400)
        self.refused(stripe.IdempotencyError, self.stripe.refunds.create, {"charge": "ch_1"}, {"idempotency_key": key})

    def test_fifty_at_once_with_one_key_make_one_session(self):
        key, params, found = f"RACE-{time.time_ns()}", wanted(), []
        create = lambda: found.append(client().v1.checkout.sessions.create(params, {"idempotency_key": key}).id)
        threads = [threading.Thread(target=create) for _ in range(50)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        self.assertEqual((len(found), len(set(found))), (50, 1))

    def test_wrong_parameters_are_named(self):
        create, invalid = self.stripe.checkout.sessions.create, stripe.InvalidRequestError
        without = lambda name: {key: value for key, value in wanted().items() if key != name}
        line = wanted()["line_items"][0]
        self.refused(invalid, create, without("success_url"), code="parameter_missing", param="success_url", status=400)
        self.refused(invalid, create, without("mode"), code="parameter_missing", param="mode")
        self.refused(invalid, create, without("line_items"), code="parameter_missing", param="line_items")
        self.refused(invalid, create, wanted(colour="red"), code="parameter_unknown", param="colour")
        self.refused(invalid, create, wanted(line_items=[line | {"weight": 1}]), code="parameter_unknown",
                     param="line_items[0][weight]")
        self.refused(invalid, create, wanted(-5), code="parameter_invalid_integer",
                     param="line_items[0][price_data][unit_amount]")
        self.refused(invalid, create, wanted("12.5"), code="parameter_invalid_integer")
        self.refused(invalid, create, wanted(10), code="amount_too_small")
        self.refused(invalid, create, wanted(100_000_000), code="amount_too_large")
        self.refused(invalid, create, wanted(9_000_000_000_000_000_000), code="amount_too_large")
        self.refused(invalid, create, wanted(line_items=[line | {"quantity": 0}]), code="parameter_invalid_integer")
        self.refused(invalid, create, wanted(success_url="/orders"), code="url_invalid", param="success_url")
        self.refused(invalid, create, wanted(success_url=""), code="parameter_invalid_empty")
        self.refused(invalid, create, wanted(customer_email="ada"), code="email_invalid")
        self.refused(invalid, create, wanted(locale="xx"), param="locale")
        self.refused(invalid, create, wanted(mode="subscription"), param="mode")
        self.refused(invalid, create, wanted(expires_at=int(time.time()) + 1700), param="expires_at")
        self.refused(invalid, create, wanted(expires_at=int(time.time()) + 86500), param="expires_at")
        self.refused(invalid, create, wanted(metadata={"k" * 41: "v"}), param="metadata")
        euro = wanted()
        euro["line_items"][0]["price_data"]["currency"] = "euro"
        self.refused(invalid, create, euro, param="line_items[0][price_data][currency]")

    def test_what_is_not_there_is_missing(self):
        invalid = stripe.InvalidRequestError
        self.refused(invalid, self.stripe.checkout.sessions.retrieve, "cs_none", code="resource_missing", status=404)
        self.refused(invalid, self.stripe.payment_intents.retrieve, "pi_none", code="resource_missing", status=404)
        self.refused(invalid, self.stripe.refunds.create, {"payment_intent": "pi_none"}, code="resource_missing")
        self.refused(invalid, self.stripe.customers.list, status=404)

    def test_only_the_key_opens(self):
        self.refused(stripe.AuthenticationError, client("sk_test_wrong").v1.checkout.sessions.list, status=401)
        self.assertEqual(raw("GET", "/v1/events")[0], 401)
        self.assertEqual(raw("GET", "/v1/events", headers={"Authorization": "Basic c2tfdGVzdF9sYXJkZXI6"})[0], 200)

    def test_an_open_session_expires_once(self):
        session = self.stripe.checkout.sessions.create(wanted())
        expired = self.stripe.checkout.sessions.expire(session.id)
        self.assertEqual((expired.status, expired.url), ("expired", None))
        error = self.refused(stripe.InvalidRequestError, self.stripe.checkout.sessions.expire, session.id, status=400)
        self.assertIn('Only Checkout Sessions with a status in ["open"] can be expired.', str(error))
        self.assertEqual(press(session, "pay"), (410, None))
        event, = eventually(lambda: webhooks(session.id, "checkout.session.expired"))
        self.assertEqual(event.data.object.status, "expired")
        paid, _ = self.paid()
        self.refused(stripe.InvalidRequestError, self.stripe.checkout.sessions.expire, paid.id, status=400)


class Payments(StandIn):
    def test_a_payment_is_authorized_then_captured_once_and_for_less(self):
        session, intent = self.paid()
        self.assertEqual((session.status, session.payment_status, session.url), ("complete", "unpaid", None))
        self.assertEqual((intent.status, intent.amount_capturable, intent.amount_received), ("requires_capture", 5000, 0))
        self.assertEqual(intent.metadata["order"], "ORDER0000001")
        capture, invalid = self.stripe.payment_intents.capture, stripe.InvalidRequestError
        self.refused(invalid, capture, intent.id, {"amount_to_capture": 5001}, code="amount_too_large")
        self.refused(invalid, capture, intent.id, {"amount_to_capture": 0}, code="parameter_invalid_integer")
        captured = capture(intent.id, {"amount_to_capture": 4321, "expand": ["latest_charge"]})
        self.assertEqual((captured.status, captured.amount_received, captured.amount_capturable), ("succeeded", 4321, 0))
        charge = captured.latest_charge
        self.assertEqual((charge.captured, charge.amount_captured, charge.amount_refunded), (True, 4321, 679))
        error = self.refused(invalid, capture, intent.id, code="payment_intent_unexpected_state")
        self.assertEqual(error.error.payment_intent.id, intent.id)
        self.refused(invalid, self.stripe.payment_intents.cancel, intent.id, code="payment_intent_unexpected_state")
        self.assertEqual(self.stripe.checkout.sessions.retrieve(session.id).payment_status, "paid")
        kinds = ["payment_intent.created", "charge.succeeded", "payment_intent.amount_capturable_updated",
                 "checkout.session.completed", "charge.captured", "payment_intent.succeeded"]
        events = eventually(lambda: len(found := webhooks(intent.id)) == len(kinds) and found)
        self.assertEqual(sorted(event.type for event in events), sorted(kinds))
        completed, = webhooks(intent.id, "checkout.session.completed")
        self.assertEqual(completed.data.object.payment_status, "unpaid")
        self.assertEqual(completed.data.object.payment_intent, intent.id)
        self.assertEqual(webhooks(intent.id, "payment_intent.succeeded")[0].data.object.amount_received, 4321)

    def test_refunds_never_exceed_what_was_captured(self):
        _, intent = self.paid()
        refund, invalid = self.stripe.refunds.create, stripe.InvalidRequestError
        self.refused(invalid, refund, {"payment_intent": intent.id}, status=400)
        self.stripe.payment_intents.capture(intent.id, {"amount_to_capture": 4000})
        first = refund({"payment_intent": intent.id, "amount": 1500, "metadata": {"refund": "1"}})
        self.assertEqual((first.status, first.amount, first.payment_intent), ("succeeded", 1500, intent.id))
        self.assertEqual(first.metadata["refund"], "1")
        self.refused(invalid, refund, {"payment_intent": intent.id, "amount": 2501}, param="amount", status=400)
        self.refused(invalid, refund, {"payment_intent": intent.id, "amount": 0}, param="amount")
        self.refused(invalid, refund, {"payment_intent": intent.id, "reason": "mood"}, param="reason")
        parts = [refund({"payment_intent": intent.id, "amount": 100}, {"idempotency_key": f"part-{intent.id}-{n}"}) for n in (1, 2, 1)]
        self.assertEqual([one.id == parts[0].id for one in parts], [True, False, True], "a part is given back once per key")
        rest = refund({"charge": first.charge, "reason": "requested_by_customer"})
        self.assertEqual(rest.amount, 2300)
        self.refused(invalid, refund, {"payment_intent": intent.id}, code="charge_already_refunded")
        charge = self.stripe.charges.retrieve(first.charge)
        self.assertEqual((charge.amount_captured, charge.amount_refunded, charge.refunded), (4000, 5000, True))
        listed = self.stripe.refunds.list({"payment_intent": intent.id})
        self.assertEqual([one.id for one in listed.data], [rest.id, parts[1].id, parts[0].id, first.id])
        self.assertEqual(self.stripe.refunds.retrieve(first.id, {"expand": ["charge"]}).charge.id, charge.id)
        eventually(lambda: len(webhooks(intent.id, "refund.created")) == 4 and len(webhooks(intent.id, "charge.refunded")) == 4)

    def test_refunds_at_once_share_what_there_is(self):
        _, intent = self.paid()
        self.stripe.payment_intents.capture(intent.id)
        outcomes = []

        def refund():
            try:
                outcomes.append(client().v1.refunds.create({"payment_intent": intent.id, "amount": 700}).amount)
            except stripe.InvalidRequestError:
                outcomes.append(0)
        threads = [threading.Thread(target=refund) for _ in range(20)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        self.assertEqual(sum(outcomes), 4900)

    def test_a_canceled_authorization_is_given_back(self):
        _, intent = self.paid()
        canceled = self.stripe.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
        self.assertEqual((canceled.status, canceled.amount_capturable, canceled.cancellation_reason),
                         ("canceled", 0, "abandoned"))
        for call in (self.stripe.payment_intents.cancel, self.stripe.payment_intents.capture):
            self.refused(stripe.InvalidRequestError, call, intent.id, code="payment_intent_unexpected_state")
        eventually(lambda: webhooks(intent.id, "payment_intent.canceled"))
        released, = webhooks(intent.id, "charge.refunded")
        self.assertEqual((released.data.object.captured, released.data.object.amount_refunded), (False, 5000))

    def test_an_automatic_payment_is_money_at_once(self):
        session, intent = self.paid(payment_intent_data={"capture_method": "automatic"})
        self.assertEqual((session.payment_status, intent.status, intent.amount_received), ("paid", "succeeded", 5000))
        self.refused(stripe.InvalidRequestError, self.stripe.payment_intents.capture, intent.id)

    def test_an_error_of_execution_is_replayed(self):
        _, intent = self.paid()
        self.stripe.payment_intents.capture(intent.id)
        options = {"idempotency_key": f"again-{intent.id}"}
        for replayed in (None, "true"):
            error = self.refused(stripe.InvalidRequestError, self.stripe.payment_intents.capture, intent.id, {}, options)
            self.assertEqual(error.headers.get("Idempotent-Replayed"), replayed)

    def test_metadata_can_be_changed(self):
        _, intent = self.paid()
        changed = self.stripe.payment_intents.update(intent.id, {"metadata": {"order": "", "note": "x"}})
        self.assertEqual(changed.metadata.to_dict(), {"note": "x"})


def to_save(**more):
    return {
        "mode": "setup",
        "currency": "eur",
        "success_url": "http://shop.test/orders/1?session={CHECKOUT_SESSION_ID}",
        "client_reference_id": "ORDER0000001",
        "customer_creation": "always",
        "customer_email": "ada@example.com",
        "setup_intent_data": {"metadata": {"order": "ORDER0000001"}},
    } | more


class SavedCards(StandIn):
    """A card is saved on a page, and charged when nobody is there."""

    def saved(self, button="pay"):
        session = self.stripe.checkout.sessions.create(to_save())
        self.assertEqual(press(session, button)[0], 303)
        setup = self.stripe.setup_intents.retrieve(session.setup_intent)
        return setup.customer, setup.payment_method

    def charge(self, saved, amount=5000, **more):
        customer, method = saved
        return self.stripe.payment_intents.create({
            "amount": amount, "currency": "eur", "customer": customer, "payment_method": method, "confirm": True, "off_session": True,
            "capture_method": "manual", "metadata": {"order": "ORDER0000001"},
        } | more)

    def test_a_page_saves_a_card_and_takes_nothing(self):
        session = self.stripe.checkout.sessions.create(to_save())
        self.assertEqual((session.mode, session.status, session.payment_status), ("setup", "open", "no_payment_required"))
        self.assertIsNone(session.amount_total)
        self.assertIsNone(session.payment_intent)
        waiting = self.stripe.setup_intents.retrieve(session.setup_intent)
        self.assertEqual((waiting.status, waiting.payment_method, waiting.metadata["order"]), ("requires_payment_method", None, "ORDER0000001"))
        self.assertEqual(press(session, "pay")[0], 303)
        done = self.stripe.checkout.sessions.retrieve(session.id, {"expand": ["setup_intent", "customer"]})
        self.assertEqual((done.status, done.customer.email, done.setup_intent.status), ("complete", "ada@example.com", "succeeded"))
        self.assertEqual(done.setup_intent.usage, "off_session")
        method = self.stripe.payment_methods.retrieve(done.setup_intent.payment_method)
        self.assertEqual((method.customer, method.card.last4), (done.customer.id, "4242"))
        self.assertTrue(eventually(lambda: webhooks(done.setup_intent.id, "setup_intent.succeeded")))

    def test_a_saved_card_is_authorized_captured_and_refunded(self):
        intent = self.charge(self.saved())
        self.assertEqual((intent.status, intent.amount_capturable), ("requires_capture", 5000))
        self.assertTrue(eventually(lambda: webhooks(intent.id, "payment_intent.amount_capturable_updated")))
        taken = self.stripe.payment_intents.capture(intent.id, {"amount_to_capture": 4200})
        self.assertEqual((taken.status, taken.amount_received), ("succeeded", 4200))
        self.assertEqual(self.stripe.refunds.create({"payment_intent": intent.id}).amount, 4200)
        let_go = self.charge(self.saved())
        self.assertEqual(self.stripe.payment_intents.cancel(let_go.id).status, "canceled")

    def test_a_card_may_say_no_when_nobody_is_there(self):
        for button, code in (("decline_later", "card_declined"), ("ask_later", "authentication_required")):
            saved = self.saved(button)
            with self.assertRaises(stripe.CardError) as caught:
                self.charge(saved)
            error = caught.exception
            self.assertEqual((error.http_status, error.code), (402, code))
            told = error.error.payment_intent
            self.assertEqual((told["status"], told["last_payment_error"]["code"]), ("requires_payment_method", code))
            kept = self.stripe.payment_intents.retrieve(told["id"])
            self.assertEqual((kept.status, kept.amount_capturable), ("requires_payment_method", 0))
            self.assertTrue(eventually(lambda: webhooks(told["id"], "payment_intent.payment_failed")))
            self.assertEqual(self.stripe.payment_intents.cancel(told["id"]).status, "canceled")

    def test_a_refusal_by_the_card_is_the_answer_of_its_key(self):
        saved, options = self.saved("decline_later"), {"idempotency_key": f"later-{time.time()}"}
        customer, method = saved
        asked = {"amount": 5000, "currency": "eur", "customer": customer, "payment_method": method, "confirm": True, "off_session": True}
        told = set()
        for _ in range(2):
            with self.assertRaises(stripe.CardError) as caught:
                self.stripe.payment_intents.create(asked, options)
            told.add(caught.exception.error.payment_intent["id"])
        self.assertEqual(len(told), 1)

    def test_what_does_not_go_together_is_refused(self):
        make = self.stripe.checkout.sessions.create
        self.refused(stripe.InvalidRequestError, make, to_save(line_items=wanted()["line_items"]), param="line_items")
        self.refused(stripe.InvalidRequestError, make, to_save(payment_intent_data={"capture_method": "manual"}), param="payment_intent_data")
        self.refused(stripe.InvalidRequestError, make, {k: v for k, v in to_save().items() if k != "currency"}, param="currency")
        self.refused(stripe.InvalidRequestError, make, wanted(setup_intent_data={"metadata": {"a": "b"}}), param="setup_intent_data")
        customer, method = self.saved()
        other, _ = self.saved()
        for wrong, param in (((other, method), "payment_method"), (("cus_none", method), "customer"), ((customer, "pm_none"), "payment_method")):
            self.refused(stripe.InvalidRequestError, self.charge, wrong, param=param)
        self.refused(stripe.InvalidRequestError, self.charge, (customer, method), 49, code="amount_too_small", param="amount")

    def test_an_expired_page_saves_nothing(self):
        session = self.stripe.checkout.sessions.create(to_save())
        self.stripe.checkout.sessions.expire(session.id)
        self.assertEqual(self.stripe.setup_intents.retrieve(session.setup_intent).status, "canceled")
        self.assertEqual(press(session, "pay")[0], 410)


class Disputes(StandIn):
    def charged(self, amount=5000):
        _, intent = self.paid(amount)
        return self.stripe.payment_intents.capture(intent.id)

    def test_a_bank_takes_money_back_and_decides(self):
        for won, status, kinds in ((True, "won", 4), (False, "lost", 3)):
            intent = self.charged()
            before = self.stripe.balance.retrieve().available[0].amount
            made = control("disputes", {"payment_intent": intent.id, "amount": 1200})
            dispute = self.stripe.disputes.retrieve(made["id"])
            self.assertEqual((dispute.amount, dispute.status, dispute.payment_intent), (1200, "needs_response", intent.id))
            self.assertEqual(dispute.metadata.to_dict(), {}, "the shop's own words are not on it")
            self.assertEqual([one.id for one in self.stripe.disputes.list({"payment_intent": intent.id}).data], [dispute.id])
            self.assertTrue(self.stripe.charges.retrieve(dispute.charge).disputed)
            self.assertEqual(self.stripe.balance.retrieve().available[0].amount, before - 1200)
            control("disputes", {"dispute": dispute.id, "won": won})
            self.assertEqual(self.stripe.disputes.retrieve(dispute.id).status, status)
            self.assertEqual(self.stripe.balance.retrieve().available[0].amount, before if won else before - 1200)
            events = eventually(lambda: len(found := webhooks(dispute.id)) == kinds and found)
            self.assertIn("charge.dispute.closed", [event.type for event in events])

    def test_a_disputed_charge_is_not_refunded_and_not_disputed_twice(self):
        intent = self.charged()
        control("disputes", {"payment_intent": intent.id})
        self.refused(stripe.InvalidRequestError, self.stripe.refunds.create, {"payment_intent": intent.id},
                     code="charge_disputed")
        for body in ({"payment_intent": intent.id}, {"payment_intent": "pi_none"}, {"dispute": "du_none", "won": True}):
            self.assertEqual(raw("POST", "/_test/disputes", json.dumps(body))[0], 400)
        self.refused(stripe.InvalidRequestError, self.stripe.disputes.retrieve, "du_none", code="resource_missing", status=404)

    def test_never_more_than_is_left_is_disputed(self):
        intent = self.charged()
        self.stripe.refunds.create({"payment_intent": intent.id, "amount": 4000})
        self.assertEqual(raw("POST", "/_test/disputes", json.dumps({"payment_intent": intent.id, "amount": 1001}))[0], 400)
        self.assertEqual(control("disputes", {"payment_intent": intent.id})["amount"], 1000)

    def test_a_refund_by_hand_names_no_order(self):
        intent = self.charged()
        made = control("refunds", {"payment_intent": intent.id, "amount": 700})
        refund = self.stripe.refunds.retrieve(made["id"])
        self.assertEqual((refund.amount, refund.metadata.to_dict(), refund.payment_intent), (700, {}, intent.id))
        eventually(lambda: webhooks(refund.id, "refund.created"))


class PayPage(StandIn):
    def test_the_page_says_what_it_is(self):
        session = self.stripe.checkout.sessions.create(wanted(1234))
        status, headers, page = raw("GET", f"/pay/{session.id}")
        self.assertEqual(status, 200)
        for words in ("Test payment", "No real card", "€12.34", "ORDER0000001", "&lt;b&gt;&amp;"):
            self.assertIn(words, page)
        self.assertEqual(re.findall('name="action" value="(.*?)"', page), ["pay", "authenticate", "decline", "leave"])
        self.assertNotIn("<script", page)
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertEqual(raw("GET", "/pay.css")[0], 200)
        self.assertEqual(raw("GET", "/pay/cs_none")[0], 404)

    def test_a_declined_card_can_be_followed_by_a_good_one(self):
        session = self.stripe.checkout.sessions.create(wanted())
        status, location = press(session, "decline")
        self.assertEqual((status, location), (303, session.url))
        self.assertIn("Your card was declined.", raw("GET", f"/pay/{session.id}")[2])
        session = self.stripe.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
        intent = session.payment_intent
        self.assertEqual((session.status, intent.status), ("open", "requires_payment_method"))
        self.assertEqual(intent.last_payment_error.code, "card_declined")
        self.refused(stripe.InvalidRequestError, self.stripe.payment_intents.cancel, intent.id)
        self.assertEqual(press(session, "pay")[0], 303)
        again = self.stripe.payment_intents.retrieve(intent.id)
        self.assertEqual((again.status, again.last_payment_error), ("requires_capture", None))
        self.assertEqual(len(self.stripe.charges.list({"payment_intent": intent.id}).data), 2)
        eventually(lambda: webhooks(intent.id, "payment_intent.payment_failed"))

    def test_3d_secure_asks_on_a_second_page(self):
        session = self.stripe.checkout.sessions.create(wanted())
        bank = f"/pay/{session.id}/verify"
        self.assertEqual(raw("GET", bank)[0], 303)
        status, location = press(session, "authenticate")
        self.assertEqual((status, urllib.parse.urlsplit(location).path), (303, bank))
        self.assertIn("Approve the payment", raw("GET", bank)[2])
        self.assertEqual(press(session, "fail"), (303, session.url))
        self.assertIn("failed authentication", raw("GET", f"/pay/{session.id}")[2])
        self.assertEqual(press(session, "approve"), (303, session.url))
        press(session, "authenticate")
        self.assertEqual(press(session, "approve")[1], f"http://shop.test/orders/1?session={session.id}")
        self.assertEqual(self.stripe.checkout.sessions.retrieve(session.id).status, "complete")

    def test_walking_away_changes_nothing(self):
        session = self.stripe.checkout.sessions.create(wanted())
        self.assertEqual(press(session, "leave"), (303, "http://shop.test/cart"))
        self.assertEqual(self.stripe.checkout.sessions.retrieve(session.id).status, "open")

    def test_paying_twice_at_once_is_paying_once(self):
        session = self.stripe.checkout.sessions.create(wanted())
        threads = [threading.Thread(target=press, args=(session, "pay")) for _ in range(20)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        intent = self.stripe.checkout.sessions.retrieve(session.id).payment_intent
        self.assertEqual(len(self.stripe.charges.list({"payment_intent": intent}).data), 1)
        self.assertIn("Already paid", raw("GET", f"/pay/{session.id}")[2])


class Events(StandIn):
    def test_the_log_is_listed_page_by_page(self):
        for _ in range(3):
            self.paid()
        pages = [event.id for event in self.stripe.events.list({"limit": 5}).auto_paging_iter()]
        whole = self.stripe.events.list({"limit": 100})
        self.assertEqual(pages[:100], [event.id for event in whole.data])
        self.assertEqual(len(pages), len(set(pages)))
        completed = self.stripe.events.list({"type": "checkout.session.completed", "created": {"gte": int(time.time()) - 60}})
        self.assertTrue(all(event.type == "checkout.session.completed" for event in completed.data))
        self.assertGreaterEqual(len(completed.data), 3)
        self.assertEqual(self.stripe.events.list({"created": {"lt": 1000}}).data, [])
        self.assertEqual(self.stripe.events.retrieve(pages[0]).id, pages[0])
        self.assertEqual(whole.data[0].api_version, stripe.api_version)
        self.refused(stripe.InvalidRequestError, self.stripe.events.list, {"limit": 0})
        self.assertIsInstance(self.stripe.balance.retrieve().available[0].amount, int)

    def test_sessions_are_found_by_their_intent(self):
        session, intent = self.paid()
        found = self.stripe.checkout.sessions.list({"payment_intent": intent.id})
        self.assertEqual([one.id for one in found.data], [session.id])

    def test_a_failed_delivery_is_tried_again(self):
        eventually(lambda: json.loads(raw("GET", "/_test/delivery")[2])["undelivered"] == 0)
        session = self.stripe.checkout.sessions.create(wanted())
        ANSWERS.extend([500, 404])
        self.stripe.checkout.sessions.expire(session.id)
        eventually(lambda: webhooks(session.id))
        statuses = [status for status, _, body in RECEIVED if session.id.encode() in body]
        self.assertEqual(statuses, [500, 404, 200])
        bodies = {body for _, _, body in RECEIVED if session.id.encode() in body}
        self.assertEqual(len(bodies), 1)

    def test_deliveries_can_be_paused_doubled_and_repeated(self):
        control("delivery", {"paused": True, "duplicates": 3, "reorder": True, "seed": 5})
        session, _ = self.paid()
        time.sleep(0.3)
        self.assertEqual(webhooks(session.id), [])
        settings = control("delivery", {"paused": False, "duplicates": 0, "reorder": False})
        self.assertEqual((settings["settings"]["seed"], settings["undelivered"] >= 1), (5, True))
        event = eventually(lambda: webhooks(session.id))[0]
        time.sleep(1.2)
        count = len(webhooks(session.id))
        self.assertEqual(control(f"redeliver/{event.id}?times=50", "")["statuses"], [200] * 50)
        self.assertEqual(len(webhooks(session.id)), count + 50)

    def test_given_events_are_signed_and_sent_as_they_are(self):
        forged = '{"id": "evt_forged", "object": "event",  "type": "x"}'
        self.assertEqual(control("events", forged), {"statuses": [200]})
        control("events?secret=whsec_other", forged)
        control("events?at=1000", forged)
        found = [(signature, body) for _, signature, body in RECEIVED if b"evt_forged" in body]
        self.assertTrue(all(body == forged.encode() for _, body in found))
        self.assertEqual(stripe.Webhook.construct_event(found[0][1], found[0][0], SECRET).id, "evt_forged")
        for signature, body in (found[1][::1], found[2][::1]):
            with self.assertRaises(stripe.SignatureVerificationError):
                stripe.Webhook.construct_event(body, signature, SECRET)

    def test_the_dump_holds_everything(self):
        session, intent = self.paid()
        eventually(lambda: webhooks(session.id))
        dump = json.loads(raw("GET", "/_test/dump")[2])
        self.assertIn(session.id, [one["id"] for one in dump["sessions"]])
        self.assertIn(intent.id, [one["payment_intent"] for one in dump["charges"]])
        self.assertTrue(any(one["delivery"]["delivered"] for one in dump["events"]))
        self.assertGreaterEqual({"refunds", "payment_intents", "balance"} & dump.keys(), {"refunds"})


class Crash(StandIn):
    def test_nothing_is_forgotten_by_a_killed_process(self):
        global PROCESS
        if not PROCESS:
            self.skipTest("the stand-in was started elsewhere")
        control("delivery", {"paused": True})
        session, intent = self.paid()
        before = json.loads(raw("GET", "/_test/dump")[2])
        PROCESS.kill()
        PROCESS.wait()
        PROCESS.stdout.close()
        PROCESS = started(urllib.parse.urlsplit(BASE).port, os.path.join(FOLDER.name, "journal"))
        after = json.loads(raw("GET", "/_test/dump")[2])
        for kind in ("sessions", "payment_intents", "charges", "refunds", "balance"):
            self.assertEqual(before[kind], after[kind])
        self.assertEqual(self.stripe.payment_intents.capture(intent.id).status, "succeeded")
        eventually(lambda: len(webhooks(intent.id)) == 6)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].startswith("http"):
        BASE = sys.argv.pop(1)
    unittest.main()

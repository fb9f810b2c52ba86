"""Scenes of the walk: what nobody does, and has to happen."""

import json
import time

from harness.gateway import good
from rehearse.asked import SERVICES
from rehearse.emulator import ACCOUNT, REGION
from rehearse.shop import in_seconds

CALLED = ("Browse", "Cart", "Checkout", "PaymentWebhook", "BackOffice")
"""What the HTTP API calls."""


def promoting(shop):
    """An offer is planned, hung up by the clock, and published."""
    shop.stack.start_cold("Promotions")
    number = next(shop.numbers)
    shop.at("the clock takes the offers down that are over")
    for name, row in shop.rows("R#promotions").items():
        if row["stage"] != "over":
            shop.set("R#promotions", name, ["ends"], in_seconds(-1))
    shop.clock.fire("Offers")
    shop.published()
    assert "offer" not in shop.rows("P#bread")["S"]
    row = {"id": f"offer-{number}", "title": f"Half price {number}", "kind": {"percent": {"bp": 5000}}, "skus": ["bread"]}
    times = {"starts": in_seconds(-60), "ends": in_seconds(24 * 3600)}
    shop.put_row("R#promotions", row["id"], {**row, **times, "stage": "planned"})
    shop.at("the clock hangs an offer up")
    shop.clock.fire("Offers")
    assert shop.rows("P#bread")["S"]["offer"]["id"] == row["id"]
    assert shop.rows("R#promotions")[row["id"]]["stage"] == "hung"
    shop.at("the queue publishes the offer")
    shop.published()
    shop.stack.start_cold("Browse")
    assert good(shop.browser().get("/products/bread"))["offer"]["title"] == row["title"]


def sweeping(shop):
    """A message gets lost on its way; its job is found by its row."""
    shop.at("a message gets lost")
    with shop.queue.lost():
        good(shop.owner.patch("/back-office/products/wine", {"price": 900 + next(shop.numbers)}))
    assert "publish" in shop.rows("X#catalog"), "the job has a row"
    shop.age_job("X#catalog", "publish", 120)
    shop.at("the sweep sends it again")
    shop.clock.fire("Sweep")
    shop.published()


def the_clock_by_itself(shop):
    """The template says every minute: the worker has swept more often than it was told to by this test."""
    shop.at("a schedule fires by itself")
    sweep = ("dynamodb:Query", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{shop.table}/index/due")
    began = time.monotonic()
    while shop.stack.guards["FulfillmentWorker"].asked.count(sweep) <= shop.clock.fired:
        assert time.monotonic() - began < 100, "the sweep did not come"
        time.sleep(0.2)


def missing_a_run(shop):
    for name in shop.clock.schedules:
        shop.at(f"a missed run of {name} is noted")
        shop.clock.may_note_missed(name)
    sqs, queue = shop.emulator.client("sqs"), shop.stack.physical["MissedRuns"]
    for function in ("Reports", "Promotions"):
        shop.at(f"a failed run of {function} is noted")
        shop.asked.failed_runs_of(function)
        lost = json.dumps({"day": f"nonsense-{next(shop.numbers)}", "weekly": "nonsense"})
        shop.emulator.client("lambda").invoke(FunctionName=shop.stack.physical[function], InvocationType="Event", Payload=lost)
        shop.until(lambda: noted(sqs, queue, lost), f"the failed run of {function} is in the queue")


def noted(sqs, queue, event):
    """Takes messages until one tells of this event."""
    for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        if json.loads(message["Body"]).get("requestPayload") == json.loads(event):
            return True
    return False


def logging(shop):
    for function in shop.stack.functions:
        shop.at(f"{function} writes its log")
        shop.asked.logs_of(function)


def polling(shop):
    shop.at("the queue is polled with the worker's role")
    assert shop.queue.may_poll()


def calling(shop):
    for function in CALLED:
        shop.at(f"the HTTP API may call {function}")
        shop.asked.called_by_api(function)


def trusting(shop):
    for name, role in shop.stack.roles.items():
        shop.at(f"{name} is taken by its service")
        service = SERVICES["AWS::Lambda::Function" if shop.stack.function_of(role) else "AWS::Scheduler::Schedule"]
        shop.asked.trust_of(role, service)


def pictures(shop):
    """Only pictures, and only through the distribution."""
    shop.put_file("pictures/milk-160.webp", b"RIFF", "image/webp")
    shop.at("a picture comes through CloudFront")
    picture = shop.through_cloudfront("/pictures/milk-160.webp")
    assert (picture.status, picture.body) == (200, b"RIFF"), picture
    shop.at("nothing else of the bucket does")
    assert shop.through_cloudfront("/catalog/current.json.zst").status in (403, 404, 502)


def unencrypted(shop):
    """What comes without TLS is refused by bucket and queue."""
    guard = shop.stack.guards["BackOffice"]
    shop.stack.start_cold("BackOffice")
    before = len(guard.denied)
    guard.encrypted = False
    try:
        shop.at("without TLS the bucket answers nobody")
        shop.owner.get("/back-office/takings")
        assert any("s3:GetObject" in one for one in guard.denied[before:]), guard.denied[before:]
        shop.at("without TLS the queue takes nothing")
        good(shop.owner.patch("/back-office/settings", {"lead_minutes": 60 + next(shop.numbers)}))
        assert any("sqs:SendMessage" in one for one in guard.denied[before:]), guard.denied[before:]
    finally:
        guard.encrypted = True
        del guard.denied[before:]
        shop.age_job("X#catalog", "publish", 120)
        shop.clock.fire("Sweep")

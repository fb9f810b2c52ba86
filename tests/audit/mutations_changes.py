"""What can go wrong with orders their shoppers change. B waits for the payment of a change: one more rice, another slot."""

import copy

import sample
from mutations import breaks
from sample import B, DELIVERY


def waits(shop):
    """One rice and one place more are held, and a page is asked for."""
    row, head = shop.row(f"O#{B}", "L"), shop.head(B)
    lines = copy.deepcopy(row["lines"])
    lines[1].update(quantity={"pieces": 3}, reserved=3, goods=657, discount=60, upper=597)
    amended = {"total": 758, "upper": 775, "fulfillment": {"method": "delivery", "slot": DELIVERY}, "way": {"points": 1}}
    shop.add({"pk": f"O#{B}", "sk": "A", "lines": lines, **amended})
    head["asking"], head["attempts"] = {"attempt": 1, "amount": 775, "until": sample.at("14:20")}, 1
    shop.product("rice")["available"] -= 1
    shop.row("T#2026-11-23", "10:00-12:00#delivery#mitte")["used"] += 1
    due = {"jq": "job", "due": sample.at("14:20"), "step": "asking-end", "attempts": 0}
    shop.add({"pk": f"X#{B}", "sk": "asking-end", **due})


@breaks("I2")
def what_a_change_holds_was_not_taken(shop):
    waits(shop)
    shop.product("rice")["available"] += 1


@breaks("I9")
def the_other_slot_was_not_taken(shop):
    waits(shop)
    shop.row("T#2026-11-23", "10:00-12:00#delivery#mitte")["used"] -= 1


@breaks("I7")
def another_amount_is_asked_for_than_the_change_comes_to(shop):
    waits(shop)
    shop.head(B)["asking"]["amount"] = 800


@breaks("I15")
def no_job_will_end_the_waiting(shop):
    waits(shop)
    shop.drop(f"X#{B}", "asking-end")


@breaks("I2", "I9", "I15")
def a_change_was_not_paid_and_kept_what_it_held(shop):
    waits(shop)
    shop.head(B)["asking"]["over"] = True


@breaks("I8")
def a_change_made_it_dearer_than_what_is_set_aside(shop):
    shop.head(B)["history"].append(["changed", sample.at("12:10")])
    shop.head(B)["upper"] += 1


@breaks("I14")
def it_was_changed_before_it_was_placed(shop):
    shop.head(B)["history"].insert(1, ["changed", sample.at("12:02")])


def saved(shop):
    """B's slot is far away: its card is saved, and nothing is set aside."""
    head = shop.head(B)
    head["payment"] = dict(sample.NOT_PAID)
    head["later"] = {"due": sample.at("18:00"), "card": {"customer": "cus_B", "method": "pm_B"}}
    shop.drop(f"O#{B}", "J#authorized#pi_B")
    row = {"fact": "saved#seti_B", "at": sample.at("12:05"), "postings": [["authorized", 0], ["promised", 0]]}
    shop.add({"pk": f"O#{B}", "sk": "J#saved#seti_B", **row})
    shop.stripe["intents"] = [one for one in shop.stripe["intents"] if one["id"] != "pi_B"]
    shop.stripe["events"] = [one for one in shop.stripe["events"] if one["data"]["object"]["id"] != "pi_B"]
    due = {"jq": "job", "due": sample.at("18:00"), "step": "authorize", "attempts": 0}
    shop.add({"pk": f"X#{B}", "sk": "authorize", **due})


@breaks("I15")
def nobody_will_ask_the_saved_card(shop):
    saved(shop)
    shop.drop(f"X#{B}", "authorize")


@breaks("I8")
def nothing_is_set_aside_and_no_card_is_saved(shop):
    saved(shop)
    del shop.head(B)["later"]["card"]

"""What can go wrong with stock, baskets, slots, orders, jobs and indexes."""

import sample
from mutations import breaks
from sample import A, B, C, CARTS, D, E, F, G
from sample_shop import attribute, book


@breaks("I1", "I2")
def stock_is_negative(shop):
    shop.product("rice")["available"] = -1


@breaks("I1")
def stock_was_negative_during_the_run(shop):
    shop.watched.append({"at": sample.at("12:00"), "kind": "stock", "id": "rice", "value": "available -2"})


@breaks("I2")
def a_hold_was_released_twice(shop):
    shop.product("cola")["available"] += 1


@breaks("I2")
def a_substitute_was_not_taken_from_the_shelf(shop):
    shop.product("rye")["available"] += 1


@breaks("I2")
def the_weight_difference_did_not_come_back(shop):
    shop.product("apple")["available"] -= 30


@breaks("I2")
def an_adjustment_changed_the_book_only(shop):
    shop.add(book("milk", "adjust-1", "adjusted", -2, "12:10"))


@breaks("I2", "I16")
def a_product_that_was_sold_is_gone(shop):
    shop.drop("P#bread", "S")


@breaks("I3")
def a_missing_piece_was_never_written_off(shop):
    row = shop.drop("P#cola", f"V#{sample.at('11:05')}#{A}-1")
    shop.product("cola")["available"] -= row["units"]


@breaks("I3")
def a_movement_is_in_the_book_twice(shop):
    row = shop.row("P#rye", f"V#{sample.at('11:35')}#{E}-1")
    shop.add({**row, "sk": f"V#{sample.at('11:36')}#{E}-1"})


@breaks("I3")
def loose_goods_hold_no_tolerance(shop):
    shop.line(B)["reserved"] = 540


@breaks("I3", "I14")
def a_canceled_order_was_picked_too(shop):
    report = {"report": 1, "by": sample.STAFF, "at": sample.at("10:10"), "results": {"1": "found"}}
    shop.add({"pk": f"O#{D}", "sk": "K#0001", **report})


@breaks("I4", "I17")
def one_basket_gave_two_orders(shop):
    shop.head(G)["cart"] = CARTS[B]


@breaks("I4")
def two_answers_for_one_basket_name_two_orders(shop):
    shop.log.append({"at": sample.at("09:01"), "op": "place", "cart": CARTS[A], "order": B, "status": 201})


@breaks("I4")
def the_basket_of_an_expired_order_stays_closed(shop):
    shop.row(f"K#{CARTS[C]}", "C").update(status="ordered", order=C)


@breaks("I4")
def the_basket_stays_open_beside_its_order(shop):
    shop.row(f"K#{CARTS[F]}", "C").update(status="open")


@breaks("I9")
def a_slot_counts_one_too_few(shop):
    shop.row("T#2026-11-23", "14:00-16:00#pickup#store")["used"] = 2


@breaks("I9")
def a_slot_is_overbooked(shop):
    shop.row("T#2026-11-23", "14:00-16:00#pickup#store")["cap"] = 2


@breaks("I9")
def a_slot_was_overbooked_before_the_owner_lowered_it(shop):
    shop.row("T#2026-11-23", "14:00-16:00#pickup#store").update(cap=0, was=2)


@breaks("I9")
def an_order_takes_more_points_than_its_slot_counts(shop):
    shop.head(B)["way"] = {"points": 2}


@breaks("I9")
def a_slot_that_is_held_has_no_counter(shop):
    shop.drop("T#2026-11-23", "10:00-12:00#delivery#mitte")


@breaks("I10")
def a_voucher_counts_a_use_that_no_order_holds(shop):
    shop.add({"pk": "Q#WELCOME", "sk": "Q", "code": "WELCOME", "used": 1, "limit": 1})


@breaks("I10")
def a_voucher_is_used_more_often_than_it_may_be(shop):
    shop.add({"pk": "Q#WELCOME", "sk": "Q", "code": "WELCOME", "used": 1, "limit": 1, "each": 1})
    for order in (A, G):
        shop.head(order)["promised"] = {"voucher": {"code": "WELCOME", "each": 1, "customer": "ada@example.org"}}


@breaks("I13")
def a_hand_over_is_missing_from_the_takings(shop):
    shop.drop("D#2026-11-22", A)


@breaks("I13")
def a_hand_over_counts_on_two_days(shop):
    row = shop.row("D#2026-11-22", A)
    shop.add({**row, "pk": "D#2026-11-23", "day": "2026-11-23"})


@breaks("I13")
def a_receipt_was_sent_twice(shop):
    shop.mails.append(shop.mails[0])


@breaks("I13")
def a_receipt_was_never_sent(shop):
    del shop.mails[1]


@breaks("I14")
def an_order_skipped_picking(shop):
    del shop.head(G)["history"][2]


@breaks("I14")
def a_history_goes_back_in_time(shop):
    shop.head(B)["history"][0][1] = sample.at("12:06")


@breaks("I14")
def a_state_is_not_in_the_history(shop):
    shop.head(B)["state"] = {"picking": {"by": sample.STAFF, "at": sample.at("13:00")}}


@breaks("I14")
def an_order_left_with_a_line_nobody_picked(shop):
    del shop.row(f"O#{A}", "K#0001")["results"]["4"]


@breaks("I15")
def a_job_is_left(shop):
    shop.add({"pk": f"X#{G}", "sk": "capture", "jq": "job", "due": sample.at("13:11"), "step": "capture", "attempts": 3})


@breaks("I15")
def a_message_is_dead(shop):
    shop.queues[1]["waiting"] = 1


@breaks("I15")
def a_hold_ended_and_nobody_noticed(shop):
    shop.head(F)["state"]["awaiting_payment"]["until"] = sample.at("13:55")


@breaks("I15")
def nothing_will_ever_end_a_hold(shop):
    shop.drop(f"X#{F}", "payment")


@breaks("I16")
def a_canceled_order_is_still_on_the_pick_list(shop):
    shop.head(D).update(day="2026-11-23", slot_order=f"14:00-16:00#pickup#{D}")


@breaks("I16")
def the_index_shows_an_older_order(shop):
    raw = {name: attribute(part) for name, part in {**shop.head(D), "day": "2026-11-23", "slot_order": "x"}.items()}
    shop.stale.append(raw)


@breaks("I16")
def a_job_is_not_in_the_index(shop):
    del shop.row(f"X#{F}", "payment")["due"]


@breaks("I16")
def the_directory_lost_a_product(shop):
    shop.drop("C#catalog", "rye")


@breaks("I17")
def a_basket_version_was_consumed_twice(shop):
    shop.head(C)["cart"] = CARTS[B]


@breaks("I2")
def a_row_cannot_be_read(shop):
    del shop.product("milk")["available"]

"""What can go wrong with prices, payments and the ledger."""

import sample
from mutations import breaks
from sample import A, B, D, E, F, G
from sample_outside import intent

ZERO = "0" * 12


@breaks("I5")
def a_promised_order_does_not_exist(shop):
    shop.log.append({"at": sample.at("12:00"), "op": "place", "cart": "e" * 32, "order": ZERO, "status": 201})


@breaks("I5")
def an_order_lost_its_lines(shop):
    shop.drop(f"O#{B}", "L")


@breaks("I5", "I8")
def money_was_captured_for_nobody(shop):
    shop.stripe["intents"].append({**intent(A, "succeeded", 500, 500), "id": "pi_X", "metadata": {"order": ZERO}})
    shop.row(f"O#{B}", "J#authorized#pi_B")["fact"] = "authorized#pi_Z"


@breaks("I5", "I13")
def an_order_was_charged_twice(shop):
    shop.stripe["intents"].append({**intent(A, "succeeded", 2451, 2094), "id": "pi_A2"})


@breaks("I5", "I12")
def a_refund_is_not_in_the_ledger(shop):
    refund = {"id": "re_1", "payment_intent": "pi_G", "amount": 100, "currency": "eur", "status": "succeeded"}
    shop.stripe["refunds"].append(refund)
    shop.head(G)["payment"]["captured"] = 197


@breaks("I5")
def a_payment_is_authorized_that_no_order_counts(shop):
    shop.stripe["intents"].append(intent(F, "requires_capture", 178))


@breaks("I6")
def a_ledger_row_does_not_balance(shop):
    shop.row(f"O#{A}", "J#settled")["postings"][1][1] += 1


@breaks("I6")
def a_capture_is_posted_the_wrong_way(shop):
    shop.row(f"O#{G}", "J#captured#pi_G")["postings"] = [["shopper", 297], ["provider", -297]]


@breaks("I7")
def more_was_captured_than_authorized(shop):
    shop.head(A)["payment"]["authorized"] = 2000


@breaks("I7")
def half_a_cent_is_stored(shop):
    shop.line(A, 3)["goods"] = 894.5


@breaks("I7")
def it_was_paid_in_another_currency(shop):
    shop.intent(G)["currency"] = "usd"


@breaks("I7")
def more_was_refunded_than_captured(shop):
    refund = {"id": "re_1", "payment_intent": "pi_G", "amount": 300, "currency": "eur", "status": "succeeded"}
    shop.stripe["refunds"].append(refund)


@breaks("I8")
def the_rank_fell_back(shop):
    shop.head(A)["payment"]["rank"] = "authorized"


@breaks("I8")
def a_fact_is_in_two_ledgers(shop):
    shop.add({**shop.row(f"O#{G}", "J#captured#pi_G"), "pk": f"O#{A}"})


@breaks("I8")
def an_authorization_was_never_learned(shop):
    shop.drop(f"O#{D}", "J#authorized#pi_D")


@breaks("I8")
def a_fact_was_told_by_a_forged_event(shop):
    shop.row(f"O#{B}", "J#authorized#pi_B")["event"] = "evt_forged"


@breaks("I11")
def a_total_is_one_cent_off(shop):
    shop.head(B)["total"] += 1


@breaks("I11")
def a_rounded_line_is_one_cent_off(shop):
    shop.line(A, 1)["goods"] = 149


@breaks("I11")
def the_dearest_piece_was_free(shop):
    shop.line(A, 4)["discount"], shop.line(A, 5)["discount"] = 129, 0


@breaks("I11")
def the_upper_bound_forgets_the_tolerance(shop):
    shop.line(B, 1)["upper"] = 161


@breaks("I11")
def a_price_was_tampered_with(shop):
    shop.line(E)["price"] = 1


@breaks("I11")
def an_offer_had_ended(shop):
    shop.line(G)["offer"]["ends"] = sample.at("12:00")


@breaks("I11")
def a_running_offer_was_forgotten(shop):
    del shop.line(B, 2)["offer"]


@breaks("I11")
def delivery_was_free_though_it_is_not(shop):
    shop.head(A)["fees"] = []


@breaks("I11")
def a_substitute_is_dearer_than_the_promise(shop):
    shop.row(f"O#{A}", "K#0001")["results"]["2"]["substituted"]["priced"]["goods"] = 650


@breaks("I11")
def vat_in_the_takings_is_rounded_per_line(shop):
    shop.row("D#2026-11-22", A)["vat"][1]["vat"] = 67


@breaks("I11")
def the_shopper_was_told_another_total(shop):
    shop.log[1]["total"] -= 10


@breaks("I11", "I12")
def a_short_line_was_charged_in_full(shop):
    shop.head(A)["settled"] += 348
    shop.head(A)["payment"]["captured"] += 348
    shop.intent(A)["amount_received"] += 348


@breaks("I12", "I15")
def a_canceled_order_keeps_its_authorization(shop):
    shop.intent(D).update(status="requires_capture", amount_capturable=258)
    shop.head(D)["payment"]["rank"] = "authorized"
    shop.drop(f"O#{D}", "J#voided#pi_D")


@breaks("I12")
def a_canceled_order_was_charged(shop):
    shop.intent(D).update(status="succeeded", amount_received=258)
    shop.head(D)["payment"].update(rank="captured", captured=258)
    shop.drop(f"O#{D}", "J#voided#pi_D")
    shop.add({"pk": f"O#{D}", "sk": "J#captured#pi_D", **sample.captured(D, "10:25", 258)})


@breaks("I8")
def a_till_says_otherwise_than_the_order(shop):
    shop.head(G)["at_handover"] = {"taken": "cash"}
    del shop.head(G)["payment"]["intent"]


@breaks("I6")
def cash_is_posted_to_no_till(shop):
    shop.row(f"O#{G}", "J#captured#pi_G")["fact"] = "taken#pocket"


@breaks("I5")
def a_bank_took_money_back_and_no_row_says_so(shop):
    shop.stripe["disputes"].append({"id": "du_1", "payment_intent": "pi_G", "amount": 100, "status": "needs_response"})


@breaks("I8")
def a_dispute_is_in_no_row(shop):
    shop.head(G)["disputes"] = [{"dispute": "PP-R-1", "amount": 100, "stand": "open"}]


@breaks("I12")
def a_refund_is_not_posted(shop):
    shop.drop(f"O#{A}", "J#returned#broken")


@breaks("I12")
def a_refund_has_the_wrong_tax(shop):
    shop.head(A)["refunds"][0]["vat"][0]["vat"] = 28


@breaks("I12")
def a_line_was_given_back_twice(shop):
    refund = shop.head(A)["refunds"][0]
    shop.head(A)["refunds"].append({**refund, "refund": "again", "parts": [{**refund["parts"][0], "units": 4}]})


@breaks("I12", "I13")
def a_refund_was_not_taken_off_the_day(shop):
    shop.row("D#2026-11-22", f"{A}#broken")["total"] = -100


@breaks("I12")
def a_refund_is_said_to_be_paid_and_is_not(shop):
    shop.head(A)["refunds"][0]["money"]["paid"]["name"] = "re_B"


@breaks("I15")
def a_refund_is_still_owed(shop):
    shop.head(A)["refunds"][0]["money"] = "owed"


@breaks("I13")
def an_invoice_number_is_missing(shop):
    shop.row("F#invoice#2026", "F")["last"] = 2


@breaks("I13")
def an_order_has_two_invoices(shop):
    row = shop.row("F#invoice#2026", "2026-11#00000001")
    shop.add({**row, "number": 2, "sk": "2026-11#00000002"})
    shop.row("F#invoice#2026", "F")["last"] = 2


@breaks("I13")
def a_refund_has_no_credit_note(shop):
    shop.drop("F#credit#2026", "2026-11#00000001")


@breaks("I7")
def more_credit_was_spent_than_there_was(shop):
    shop.add({"pk": "B#c0de", "sk": "B", "credit": "c0de", "balance": -5, "currency": "EUR"})


@breaks("I12")
def an_order_is_paid_with_credit_that_left_no_account(shop):
    shop.head(G)["credit"] = [{"account": "c0de", "reserved": 100}]


@breaks("I6")
def a_gift_card_is_no_liability(shop):
    shop.row("D#2026-11-22#gifts", "birthday")["postings"] = [["cash", 2500], ["net-standard", -2101], ["vat-standard", -399]]


@breaks("I13")
def a_gift_card_was_sold_and_the_till_knows_nothing(shop):
    shop.drop("D#2026-11-22#gifts", "birthday")


@breaks("I13")
def the_till_took_money_for_a_gift_card_that_nobody_has(shop):
    shop.add({**shop.row("D#2026-11-22#gifts", "birthday"), "sk": "other", "gift": "other"})


@breaks("I13")
def a_gift_card_stands_in_another_day(shop):
    row = shop.row("D#2026-11-22#gifts", "birthday")
    shop.drop("D#2026-11-22#gifts", "birthday")
    shop.add({**row, "pk": "D#2026-11-23#gifts", "day": "2026-11-23"})

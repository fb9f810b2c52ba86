//! What the payment provider may tell about an order, case by case.

use crate::day::{Day, Event, PAYMENT};
use crate::shop::{noon, packed, staff};
use crate::store::Stored;
use domain::order::{Fact, FactKind, Rank, Refusal, State, Step};
use domain::{Money, Quantity};
use jiff::SignedDuration;

/// Bread and milk, 5.00 in all.
fn waiting() -> Day {
    Day::new(&vec![(packed("bread", 300), Quantity::Pieces(1)), (packed("milk", 100), Quantity::Pieces(2))], vec![], 5)
}

fn fact(day: &Day, intent: &str, kind: FactKind, cents: i64) -> Fact {
    Fact { order: day.store.whole.order.order.clone(), intent: intent.into(), kind, amount: Money(cents), currency: "EUR".into() }
}

/// Tells so; says what became of it.
fn tell(day: &mut Day, intent: &str, kind: FactKind, cents: i64) -> Option<Stored> {
    let fact = fact(day, intent, kind, cents);
    day.store.decide(0, |whole| Ok(whole.learn(&fact, noon()))).unwrap()
}

fn refunded(name: &str) -> FactKind {
    FactKind::Refunded(name.into())
}

fn state(day: &Day) -> &'static str {
    day.store.whole.order.state.name()
}

fn has(day: &Day, step: Step, intent: &str) -> bool {
    day.store.jobs.contains(&(step, Some(intent.to_owned())))
}

fn placed() -> Day {
    let mut day = waiting();
    tell(&mut day, PAYMENT, FactKind::Authorized, 500);
    assert_eq!(state(&day), "placed");
    day
}

fn ready() -> Day {
    let mut day = placed();
    day.happen(&Event::PickRest, 0);
    day.happen(&Event::Ready, 0);
    assert_eq!(state(&day), "ready");
    day
}

#[test]
fn an_authorization_of_exactly_the_amount_places_the_order() {
    let day = placed();
    assert_eq!(day.store.jobs, [(Step::Placed, None)].into());
    assert_eq!(day.store.whole.order.payment.authorized, Money(500));
}

#[test]
fn another_amount_or_currency_never_pays_and_is_let_go_of() {
    for (cents, currency) in [(499, "EUR"), (501, "EUR"), (500, "USD"), (0, "EUR")] {
        let mut day = waiting();
        let strange = Fact { currency: currency.into(), ..fact(&day, "pi_9", FactKind::Authorized, cents) };
        day.learn(&strange, 0);
        day.learn(&strange, 0);
        assert_eq!((state(&day), day.store.whole.order.payment.authorized), ("awaiting_payment", Money::ZERO));
        assert!(has(&day, Step::Void, "pi_9") && has(&day, Step::ReviewMail, "pi_9") && day.store.whole.order.review.is_some());
    }
}

#[test]
fn a_strange_payment_does_not_shut_out_the_right_one() {
    let mut day = waiting();
    tell(&mut day, "pi_9", FactKind::Authorized, 1);
    tell(&mut day, PAYMENT, FactKind::Authorized, 500);
    assert_eq!((state(&day), day.store.whole.order.payment.intent.as_deref()), ("placed", Some(PAYMENT)));
}

#[test]
fn of_two_right_payments_one_pays_and_the_other_is_let_go_of() {
    let mut day = placed();
    tell(&mut day, "pi_2", FactKind::Authorized, 500);
    assert!(has(&day, Step::Void, "pi_2") && !has(&day, Step::Void, PAYMENT));
    assert_eq!(tell(&mut day, "pi_2", FactKind::Voided, 500), Some(Stored::Yes));
    assert!(!has(&day, Step::Void, "pi_2"));
    assert_eq!(day.store.whole.order.payment.rank, Rank::Authorized);
}

#[test]
fn a_payment_after_the_end_is_let_go_of_by_itself() {
    let mut day = waiting();
    day.now += SignedDuration::from_mins(31);
    day.happen(&Event::Job(0), 0);
    assert_eq!((state(&day), day.store.cart_open, day.store.slot_held), ("expired", true, false));
    tell(&mut day, PAYMENT, FactKind::Authorized, 500);
    assert!(state(&day) == "expired" && has(&day, Step::Void, PAYMENT));
    tell(&mut day, PAYMENT, FactKind::Voided, 500);
    assert_eq!(day.store.jobs, [(Step::TooLateMail, None)].into(), "the shopper is told, and nothing else is left to do");
    assert_eq!(day.store.balance("authorized"), Money::ZERO);
}

#[test]
fn an_order_is_not_given_up_before_its_time() {
    let mut day = waiting();
    day.now = noon() + SignedDuration::from_secs(30 * 60 - 1);
    assert!(matches!(day.store.whole.expire(day.now), Err(Refusal::NotNow(..))));
    assert!(day.store.whole.expire(day.now + SignedDuration::from_secs(1)).is_ok());
    assert!(placed().store.whole.expire(day.now + SignedDuration::from_hours(1)).is_err());
}

#[test]
fn a_void_told_before_its_authorization_still_counts() {
    let mut day = waiting();
    tell(&mut day, PAYMENT, FactKind::Voided, 500);
    tell(&mut day, PAYMENT, FactKind::Authorized, 500);
    assert_eq!(state(&day), "awaiting_payment", "a dead authorization pays nothing");
    assert_eq!((day.store.whole.order.payment.rank, day.store.balance("authorized")), (Rank::Voided, Money::ZERO));
}

#[test]
fn a_capture_told_before_its_authorization_pays_nothing_and_is_given_back() {
    let mut day = waiting();
    tell(&mut day, PAYMENT, FactKind::Captured, 400);
    tell(&mut day, PAYMENT, FactKind::Authorized, 500);
    let payment = &day.store.whole.order.payment;
    assert_eq!(
        (state(&day), payment.rank, payment.authorized, payment.captured),
        ("awaiting_payment", Rank::Captured, Money(500), Money(400))
    );
    assert!(has(&day, Step::Refund, PAYMENT));
}

#[test]
fn an_authorization_lost_before_the_card_is_charged_is_shown_to_a_person() {
    for mut day in [placed(), ready()] {
        tell(&mut day, PAYMENT, FactKind::Voided, 500);
        assert!(has(&day, Step::ReviewMail, PAYMENT) && day.store.whole.order.review.is_some());
        assert!(day.store.whole.hand_over(&staff(), "2026-11-24", noon()).is_err());
    }
}

#[test]
fn money_taken_by_hand_is_given_back_when_the_order_is_canceled() {
    let mut day = placed();
    tell(&mut day, PAYMENT, FactKind::Captured, 500);
    day.happen(&Event::Cancel, 0);
    assert!(state(&day) == "canceled" && has(&day, Step::Refund, PAYMENT) && !has(&day, Step::Void, PAYMENT));
}

#[test]
fn money_taken_by_hand_is_given_back_when_nothing_was_found() {
    let mut day = placed();
    tell(&mut day, PAYMENT, FactKind::Captured, 500);
    let nothing = |line| domain::order::Picked { line, pick: domain::order::Pick::Short { found: 0 } };
    day.pick(&[nothing(1), nothing(2)], 0).unwrap();
    day.happen(&Event::Ready, 0);
    assert!(state(&day) == "canceled" && has(&day, Step::Refund, PAYMENT));
}

#[test]
fn money_taken_after_the_end_is_given_back_and_no_longer_let_go_of() {
    let mut day = placed();
    day.happen(&Event::Cancel, 0);
    assert!(has(&day, Step::Void, PAYMENT));
    tell(&mut day, PAYMENT, FactKind::Captured, 500);
    assert!(has(&day, Step::Refund, PAYMENT) && !has(&day, Step::Void, PAYMENT), "taken money cannot be let go of");
}

#[test]
fn a_partial_refund_does_not_end_the_refund_that_is_owed() {
    let mut day = placed();
    tell(&mut day, PAYMENT, FactKind::Captured, 500);
    day.happen(&Event::Cancel, 0);
    tell(&mut day, PAYMENT, refunded("re_1"), 200);
    assert!(has(&day, Step::Refund, PAYMENT), "3.00 are still owed");
    tell(&mut day, PAYMENT, refunded("re_2"), 300);
    assert!(!has(&day, Step::Refund, PAYMENT));
    assert_eq!((day.store.whole.order.payment.refunded, day.store.balance("provider")), (Money(500), Money::ZERO));
}

#[test]
fn a_refund_told_before_its_capture_counts_once() {
    for first in [waiting(), placed()] {
        let mut day = first;
        tell(&mut day, PAYMENT, refunded("re_1"), 200);
        tell(&mut day, PAYMENT, refunded("re_1"), 200);
        tell(&mut day, PAYMENT, FactKind::Captured, 450);
        tell(&mut day, PAYMENT, FactKind::Captured, 450);
        let payment = &day.store.whole.order.payment;
        assert_eq!((payment.rank, payment.captured, payment.refunded), (Rank::Captured, Money(450), Money(200)));
        assert_eq!(day.store.balance("provider"), Money(250));
    }
}

#[test]
fn more_than_was_authorized_is_believed_and_shown_to_a_person() {
    let mut day = ready();
    tell(&mut day, PAYMENT, FactKind::Captured, 600);
    let order = &day.store.whole.order;
    assert_eq!((order.payment.captured, order.payment.authorized), (Money(600), Money(600)));
    assert!(order.review.is_some() && has(&day, Step::ReviewMail, PAYMENT));
}

#[test]
fn an_order_is_handed_over_once_what_was_picked_is_charged() {
    let mut day = ready();
    assert_eq!(day.store.whole.hand_over(&staff(), "2026-11-24", noon()), Err(Refusal::NotCharged));
    tell(&mut day, PAYMENT, FactKind::Captured, 500);
    day.happen(&Event::HandOver, 0);
    assert_eq!((state(&day), day.store.whole.order.review.clone()), ("handed_over", None));
}

#[test]
fn an_order_is_not_handed_over_when_another_amount_was_charged() {
    for cents in [499, 501] {
        let mut day = ready();
        tell(&mut day, PAYMENT, FactKind::Captured, cents);
        assert_eq!(day.store.whole.hand_over(&staff(), "2026-11-24", noon()), Err(Refusal::NotCharged));
    }
}

#[test]
fn what_is_to_be_reviewed_is_added_to_and_never_forgotten() {
    let mut day = placed();
    tell(&mut day, "pi_9", FactKind::Authorized, 1);
    tell(&mut day, PAYMENT, FactKind::Captured, 300);
    let review = day.store.whole.order.review.clone().unwrap();
    assert!(review.contains("pi_9") && review.contains("3.00"), "{review}");
    assert_eq!(tell(&mut day, "pi_9", FactKind::Voided, 1), Some(Stored::Yes), "the strange payment is closed in the books");
    assert!(!has(&day, Step::Void, "pi_9"));
}

#[test]
fn a_strange_payment_told_backwards_is_given_back_and_not_let_go_of_too() {
    let mut day = placed();
    tell(&mut day, "pi_9", FactKind::Captured, 700);
    tell(&mut day, "pi_9", FactKind::Authorized, 700);
    assert!(has(&day, Step::Refund, "pi_9") && !has(&day, Step::Void, "pi_9"), "taken money cannot be let go of");
    assert_eq!(day.store.fact("authorized#pi_9"), Some(Money(700)));
}

#[test]
fn payments_whose_names_begin_alike_are_not_mixed_up() {
    let mut day = placed();
    tell(&mut day, "pi_99", FactKind::Authorized, 1);
    assert_eq!(tell(&mut day, "pi_9", FactKind::Voided, 1), None, "we never heard of pi_9");
    assert!(has(&day, Step::Void, "pi_99"));
}

#[test]
fn nothing_is_owed_for_nothing() {
    let gift = crate::shop::on_offer(domain::OfferKind::Percent { bp: 10_000 }, packed("gift", 300));
    let mut day = Day::new(&vec![(packed("bread", 500), Quantity::Pieces(1)), (gift, Quantity::Pieces(1))], vec![], 5);
    tell(&mut day, PAYMENT, FactKind::Authorized, 500);
    let (bread, gift) = (day.store.whole.lines[0].line, day.store.whole.lines[1].line);
    day.pick(
        &[
            domain::order::Picked { line: bread, pick: domain::order::Pick::Short { found: 0 } },
            domain::order::Picked { line: gift, pick: domain::order::Pick::Found },
        ],
        0,
    )
    .unwrap();
    day.happen(&Event::Ready, 0);
    assert_eq!((state(&day), day.store.whole.order.settled), ("ready", Some(Money::ZERO)));
    tell(&mut day, PAYMENT, FactKind::Voided, 500);
    assert_eq!(day.store.whole.order.review, None);
    day.happen(&Event::HandOver, 0);
    assert!(matches!(day.store.whole.order.state, State::HandedOver { .. }), "the gift is given, and nothing is charged");
}

fn du(kind: fn(String) -> FactKind) -> FactKind {
    kind("du_1".into())
}

fn handed_over() -> Day {
    let mut day = ready();
    tell(&mut day, PAYMENT, FactKind::Captured, 500);
    day.happen(&Event::HandOver, 0);
    day
}

#[test]
fn what_a_bank_takes_back_is_gone_until_the_shop_wins_it() {
    for (end, provider, lost) in
        [(FactKind::DisputeWon as fn(String) -> FactKind, 500, 0), (FactKind::DisputeLost as fn(String) -> FactKind, 0, 500)]
    {
        let mut day = handed_over();
        tell(&mut day, PAYMENT, du(FactKind::Disputed), 500);
        assert_eq!((day.store.balance("provider"), day.store.balance("disputed")), (Money::ZERO, Money(500)));
        assert!(has(&day, Step::ReviewMail, PAYMENT) && day.store.whole.order.disputed() == Money(500));
        tell(&mut day, PAYMENT, du(end), 500);
        assert_eq!(
            (day.store.balance("provider"), day.store.balance("lost"), day.store.balance("disputed")),
            (Money(provider), Money(lost), Money::ZERO)
        );
        assert_eq!(state(&day), "handed_over");
    }
}

#[test]
fn a_dispute_told_backwards_and_twice_counts_once() {
    let mut day = handed_over();
    tell(&mut day, PAYMENT, du(FactKind::DisputeLost), 500);
    for again in [du(FactKind::Disputed), du(FactKind::DisputeLost)] {
        assert_eq!(tell(&mut day, PAYMENT, again, 500), None, "it is decided");
    }
    assert_eq!((day.store.balance("lost"), day.store.balance("disputed")), (Money(500), Money::ZERO));
    assert_eq!(day.store.whole.order.disputes.len(), 1);
}

#[test]
fn what_was_lost_may_be_won_on_appeal_and_never_the_other_way() {
    let mut day = handed_over();
    for (told, balances) in [
        (FactKind::Disputed as fn(String) -> FactKind, [0, 500, 0]),
        (FactKind::DisputeLost, [0, 0, 500]),
        (FactKind::DisputeWon, [500, 0, 0]),
        (FactKind::DisputeLost, [500, 0, 0]),
    ] {
        tell(&mut day, PAYMENT, du(told), 500);
        assert_eq!(["provider", "disputed", "lost"].map(|account| day.store.balance(account)), balances.map(Money));
    }
    assert_eq!(day.store.whole.order.disputed(), Money::ZERO);
}

#[test]
fn of_what_was_taken_back_a_part_may_be_lost() {
    let mut day = handed_over();
    tell(&mut day, PAYMENT, du(FactKind::Disputed), 500);
    tell(&mut day, PAYMENT, du(FactKind::DisputeLost), 120);
    assert_eq!(["provider", "disputed", "lost"].map(|account| day.store.balance(account)), [380, 0, 120].map(Money));
    assert_eq!(day.store.whole.order.disputed(), Money(120));
}

#[test]
fn a_dispute_of_more_than_was_charged_is_looked_at_and_never_booked() {
    let mut day = handed_over();
    let other = Fact { currency: "USD".into(), ..fact(&day, PAYMENT, du(FactKind::Disputed), 500) };
    for wrong in [fact(&day, PAYMENT, du(FactKind::Disputed), 501), other] {
        for (times, stored) in [Some(Stored::Yes), None].into_iter().enumerate() {
            let told = day.store.decide(0, |whole| Ok(whole.learn(&wrong, noon()))).unwrap();
            assert_eq!(told, stored, "{times}");
        }
    }
    let order = &day.store.whole.order;
    assert_eq!((day.store.balance("disputed"), order.disputes.len()), (Money::ZERO, 0));
    assert!(has(&day, Step::ReviewMail, PAYMENT));
    assert_eq!(
        order.review.as_deref(),
        Some("disputed#du_1 is of 5.01 EUR, where 5.00 EUR was charged; disputed#du_1 is of 5.00 USD, where 5.00 EUR was charged")
    );
}

#[test]
fn a_fact_that_nobody_told_is_learned_and_shown_to_a_person() {
    let mut day = waiting();
    let fact = fact(&day, PAYMENT, FactKind::Authorized, 500);
    let late = |whole: &domain::order::WholeOrder| Ok(whole.learn_late(&fact, noon()));
    assert_eq!(day.store.decide(0, late).unwrap(), Some(Stored::Yes));
    assert_eq!(state(&day), "placed");
    assert!(has(&day, Step::ReviewMail, PAYMENT) && day.store.whole.order.review.as_deref().unwrap().contains("not told"));
    assert_eq!(day.store.decide(0, late).unwrap(), None);
}

#[test]
fn a_lost_authorization_is_made_up_for_on_another_page() {
    for (mut day, packed) in [(placed(), false), (ready(), true)] {
        tell(&mut day, PAYMENT, FactKind::Voided, 500);
        let asking = day.store.whole.order.awaited().cloned().unwrap();
        assert_eq!((asking.attempt, asking.amount), (1, Money(500)));
        assert!(day.store.jobs.contains(&(Step::AskMail, None)) && day.store.jobs.contains(&(Step::AskingEnd, None)));
        tell(&mut day, "pi_2", FactKind::Authorized, 499);
        assert!(day.store.whole.order.awaited().is_some() && has(&day, Step::Void, "pi_2"), "another amount pays nothing");
        for _ in 0..2 {
            tell(&mut day, "pi_3", FactKind::Authorized, 500);
        }
        let order = &day.store.whole.order;
        assert_eq!((order.payment.rank, order.payment.intent.as_deref(), order.awaited()), (Rank::Authorized, Some("pi_3"), None));
        assert_eq!((order.former.as_slice(), day.store.jobs.contains(&(Step::AskingEnd, None))), ([PAYMENT.to_owned()].as_slice(), false));
        assert_eq!(day.store.jobs.contains(&(Step::Capture, None)), packed, "what is packed is charged");
    }
}

#[test]
fn what_is_not_paid_again_is_canceled_unless_somebody_packs_it() {
    for (mut day, ends) in [(placed(), "canceled"), (ready(), "ready")] {
        tell(&mut day, PAYMENT, FactKind::Voided, 500);
        let until = day.store.whole.order.awaited().unwrap().until;
        let end = |whole: &domain::order::WholeOrder| Ok(whole.end_asking(until));
        assert_eq!(day.store.decide(0, end).unwrap(), Some(Stored::Yes));
        assert_eq!((state(&day), day.store.jobs.contains(&(Step::AskingEnd, None))), (ends, false));
        assert!(day.store.whole.order.review.as_deref().unwrap().contains("was not paid again"));
        tell(&mut day, "pi_3", FactKind::Authorized, 500);
        assert!(has(&day, Step::Void, "pi_3"), "too late: let go of by itself");
    }
}

//! Offers go up and come down with the clock, whatever the clock misses or repeats.

use crate::shop::{cases, loose, multi_buy, noon, offer, offer_kind, packed, product, sku};
use domain::promotion::{Due, Promotion, Stage};
use domain::{Offer, OfferKind, ProductHead};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

/// Runs from noon for an hour.
fn promotion(kind: OfferKind) -> Promotion {
    let offer = Offer { id: "week-48".into(), starts: noon(), ends: noon() + minutes(60), ..offer(kind) };
    Promotion { offer, skus: vec![sku("tea")], stage: Stage::Planned }
}

fn percent() -> OfferKind {
    OfferKind::Percent { bp: 2_000 }
}

#[test]
fn it_is_hung_up_ten_minutes_ahead_and_taken_down_at_its_end() {
    let planned = promotion(percent());
    let due = |stage, at: i64| Promotion { stage, ..planned.clone() }.due(noon() + minutes(at));
    assert_eq!(due(Stage::Planned, -11), None);
    assert_eq!(due(Stage::Planned, -10), Some(Due::HangUp));
    assert_eq!(due(Stage::Planned, 59), Some(Due::HangUp));
    assert_eq!(due(Stage::Hung, 59), None);
    assert_eq!(due(Stage::Hung, 60), Some(Due::TakeDown));
    assert_eq!(due(Stage::Planned, 60), Some(Due::TakeDown), "missed altogether: never hung up late");
    assert_eq!(due(Stage::Over, 9_999), None);
}

#[test]
fn an_offer_that_still_runs_is_not_pushed_aside_and_not_taken_down() {
    let other = Offer { id: "other".into(), ..offer(percent()) };
    let head = ProductHead { offer: Some(other.clone()), ..packed("tea", 299) };
    assert_eq!(promotion(percent()).applied(Due::HangUp, &head, noon()), None);
    assert_eq!(promotion(percent()).applied(Due::TakeDown, &head, noon()), None);
    let over = ProductHead { offer: Some(Offer { ends: noon(), ..other }), ..head };
    assert_eq!(promotion(percent()).applied(Due::HangUp, &over, noon()).unwrap().offer, Some(promotion(percent()).offer));
}

#[test]
fn a_multi_buy_is_not_hung_on_loose_goods() {
    assert_eq!(promotion(multi_buy(3)).applied(Due::HangUp, &loose("tea", 299, 100), noon()), None);
    assert!(promotion(percent()).applied(Due::HangUp, &loose("tea", 299, 100), noon()).is_some());
}

/// The schedule runs, for all products of a promotion; now and then it dies before it notes how far it got.
fn run(promotion: &mut Promotion, heads: &mut [ProductHead], now: Timestamp, dies: bool) {
    let Some(due) = promotion.due(now) else { return };
    for head in heads.iter_mut() {
        if let Some(changed) = promotion.applied(due, head, now) {
            assert_eq!(changed, ProductHead { offer: changed.offer.clone(), pv: head.pv + 1, ..head.clone() });
            assert_ne!(changed.offer, head.offer, "a new price version for nothing");
            assert_eq!(promotion.applied(due, &changed, now), None, "twice is once");
            *head = changed;
        }
    }
    if !dies {
        *promotion = promotion.after(due);
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn doing_what_is_due_twice_is_doing_it_once(kind in offer_kind(), head in product(), at in -120_i64..=240) {
        let (promotion, now) = (promotion(kind), noon() + minutes(at));
        for due in [Due::HangUp, Due::TakeDown] {
            if let Some(once) = promotion.applied(due, &head, now) {
                prop_assert_eq!(promotion.applied(due, &once, now), None);
                prop_assert_eq!(once.pv, head.pv + 1);
            }
        }
        // What is done is no longer due; at most the other thing is.
        if let Some(due) = promotion.due(now) {
            prop_assert_ne!(promotion.after(due).due(now), Some(due));
        }
    }

    #[test]
    fn whatever_the_schedule_misses_prices_are_right_in_the_end(
        kind in offer_kind(),
        heads in prop::collection::vec(product(), 1..5),
        mut runs in prop::collection::vec((-60_i64..=200, any::<bool>()), 0..12),
    ) {
        runs.sort_unstable();
        let (mut promotion, mut now_on) = (promotion(kind), heads.clone());
        let mine = promotion.offer.clone();
        for (at, dies) in runs {
            let now = noon() + minutes(at);
            run(&mut promotion, &mut now_on, now, dies);
            let hung = now_on.iter().filter(|h| h.offer.as_ref() == Some(&mine)).count();
            prop_assert!(hung == 0 || promotion.stage != Stage::Over || dies);
            prop_assert!(now_on.iter().all(|h| h.offer_at(now).is_none_or(|o| o.id != mine.id || (mine.starts <= now && now < mine.ends))));
        }
        run(&mut promotion, &mut now_on, noon() + minutes(300), false);
        prop_assert_eq!(promotion.stage, Stage::Over);
        for (before, after) in heads.iter().zip(&now_on) {
            prop_assert!(after.offer.as_ref().is_none_or(|o| o.id != mine.id), "still hung");
            prop_assert_eq!((&before.price, before.available), (&after.price, after.available));
            prop_assert!(after.pv >= before.pv && after.pv <= before.pv + 2);
        }
    }
}

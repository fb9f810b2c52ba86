//! The lowest price of the last 30 days, against a shopper who comes every hour and writes down what one costs.

use crate::shop::{cases, loose, noon, packed};
use domain::lowest::{Label, lowest_before, needed_since};
use domain::price::{self, Item};
use domain::{Money, Offer, OfferKind, ProductHead, Quantity};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

fn days(n: i64) -> SignedDuration {
    hours(24 * n)
}

fn off(id: &str, bp: u16, starts: Timestamp, ends: Timestamp) -> Offer {
    Offer { id: id.into(), title: id.into(), kind: OfferKind::Percent { bp }, starts, ends, group: None }
}

/// A shop of one product: what hangs there, and what came down.
struct Shelf {
    head: ProductHead,
    labels: Vec<Label>,
}

impl Shelf {
    fn new(head: ProductHead) -> Shelf {
        Shelf { head, labels: Vec::new() }
    }

    fn change(&mut self, at: Timestamp, change: impl FnOnce(&mut ProductHead)) {
        let mut after = ProductHead { pv: self.head.pv + 1, ..self.head.clone() };
        change(&mut after);
        self.labels.extend(Label::taken_down(&self.head, &after, at));
        self.head = after;
    }

    fn price(&mut self, at: Timestamp, cents: i64) {
        self.change(at, |head| head.price = Money(cents));
    }

    fn lowest(&self) -> Option<Money> {
        lowest_before(&self.labels, &self.head)
    }
}

#[test]
fn a_price_raised_just_before_its_reduction_is_seen_through() {
    let mut shelf = Shelf::new(packed("tea", 199));
    shelf.price(noon() - days(3), 299);
    shelf.change(noon(), |head| head.offer = Some(off("week", 2_000, noon(), noon() + days(7))));
    assert_eq!(shelf.lowest(), Some(Money(199)));
}

#[test]
fn what_was_cheaper_more_than_thirty_days_ago_does_not_count() {
    let mut shelf = Shelf::new(packed("tea", 199));
    shelf.price(noon() - days(30), 299);
    shelf.change(noon() - hours(1), |head| head.offer = Some(off("week", 2_000, noon(), noon() + days(7))));
    assert_eq!(shelf.lowest(), Some(Money(299)));
}

#[test]
fn an_earlier_offer_counts_at_what_it_cost_and_only_while_it_ran() {
    let mut shelf = Shelf::new(packed("tea", 200));
    let (starts, ends) = (noon() - days(33), noon() - days(31));
    shelf.change(starts, |head| head.offer = Some(off("before", 5_000, starts, ends)));
    // Taken down late: by the clock it ended outside the window.
    shelf.change(noon() - days(10), |head| head.offer = None);
    shelf.change(noon(), |head| head.offer = Some(off("week", 1_000, noon(), noon() + days(7))));
    assert_eq!(shelf.lowest(), Some(Money(200)));
    let longer = off("before", 5_000, starts, noon() - days(29));
    shelf.labels.iter_mut().filter(|l| l.offer.is_some()).for_each(|l| l.offer = Some(longer.clone()));
    assert_eq!(shelf.lowest(), Some(Money(100)));
}

#[test]
fn a_reduction_does_not_count_against_itself() {
    let mut shelf = Shelf::new(packed("tea", 200));
    let offer = off("week", 2_000, noon(), noon() + days(7));
    shelf.change(noon() - hours(1), |head| head.offer = Some(offer.clone()));
    shelf.price(noon() + days(2), 220);
    shelf.change(noon() + days(3), |head| head.offer = Some(Offer { kind: OfferKind::Percent { bp: 3_000 }, ..offer }));
    assert_eq!(shelf.lowest(), Some(Money(200)));
}

#[test]
fn an_offer_hung_up_late_began_when_it_was_hung_up() {
    let mut shelf = Shelf::new(packed("tea", 200));
    shelf.price(noon() - days(2), 150);
    shelf.change(noon(), |head| head.offer = Some(off("week", 2_000, noon() - days(4), noon() + days(3))));
    assert_eq!(shelf.lowest(), Some(Money(150)));
}

#[test]
fn a_multi_buy_and_an_offer_that_is_no_better_name_no_lowest_price() {
    let offer = |kind| Offer { kind, ..off("week", 1, noon(), noon() + days(1)) };
    for kind in [OfferKind::MultiBuy { take: 3, pay: 2 }, OfferKind::Price { price: Money(120) }] {
        let shelf = Shelf::new(ProductHead { offer: Some(offer(kind)), ..packed("tea", 100) });
        assert_eq!((shelf.lowest(), needed_since(&shelf.head)), (None, None));
    }
    assert_eq!(OfferKind::Percent { bp: 2_000 }.lower(Money(100)), Some(Money(80)));
}

#[test]
fn a_change_that_costs_nobody_anything_leaves_no_label() {
    let mut shelf = Shelf::new(packed("tea", 100));
    shelf.change(noon(), |head| head.name = "Tea".into());
    assert!(shelf.labels.is_empty());
}

/// Something that happens to a product at an hour.
#[derive(Clone, Debug)]
enum Happens {
    Price(i64),
    HangUp { id: u8, kind: OfferKind, starts: i64, lasts: i64 },
    TakeDown,
}

fn happens() -> impl Strategy<Value = (i64, Happens)> {
    let kind = prop_oneof![
        3 => (1_u16..=9_000).prop_map(|bp| OfferKind::Percent { bp }),
        2 => (50_i64..400).prop_map(|cents| OfferKind::Price { price: Money(cents) }),
        1 => Just(OfferKind::MultiBuy { take: 3, pay: 2 }),
    ];
    let hang = (0_u8..3, kind, -60_i64..200, 1_i64..400);
    let what = prop_oneof![
        3 => (100_i64..400).prop_map(Happens::Price),
        3 => hang.prop_map(|(id, kind, starts, lasts)| Happens::HangUp { id, kind, starts, lasts }),
        1 => Just(Happens::TakeDown),
    ];
    (0_i64..24 * 75, what)
}

/// What one costs at a moment: by the rule of the quote, not by the rule under test.
fn costs(head: &ProductHead, now: Timestamp) -> Money {
    let one = if head.by_weight.is_some() { Quantity::Grams(1_000) } else { Quantity::Pieces(1) };
    price::items(&[Item::of(head, one, head.offer_at(now).cloned())])[0].total()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_lowest_price_is_what_an_hourly_shopper_wrote_down(mut story in prop::collection::vec(happens(), 1..12), by_weight in any::<bool>()) {
        story.sort_by_key(|(hour, _)| *hour);
        let start = noon() - days(75);
        let mut shelf = Shelf::new(if by_weight { loose("tea", 200, 100) } else { packed("tea", 200) });
        // Before the story it always cost the same.
        let mut diary: Vec<(i64, Money, Option<String>)> = (-24 * 31..0).map(|hour| (hour, Money(200), None)).collect();
        let mut next = story.into_iter().peekable();
        for hour in 0..24 * 75 {
            let now = start + hours(hour);
            while let Some((_, happens)) = next.next_if(|(at, _)| *at == hour) {
                shelf.change(now, |head| match happens {
                    Happens::Price(cents) => head.price = Money(cents),
                    Happens::TakeDown => head.offer = None,
                    Happens::HangUp { id, kind, starts, lasts } => {
                        let starts = now + hours(starts);
                        head.offer = Some(Offer { kind, ..off(&id.to_string(), 1, starts, starts + hours(lasts)) });
                    }
                });
            }
            diary.push((hour, costs(&shelf.head, now), shelf.head.offer.as_ref().map(|o| o.id.clone())));
        }
        let Some(offer) = shelf.head.offer.clone() else { return Ok(()) };
        prop_assume!(offer.kind.lower(shelf.head.price).is_some());
        // The reduction began with the first of the last entries that carry its name, and not before it counts.
        let hung = diary.iter().rev().take_while(|(_, _, id)| id.as_deref() == Some(&offer.id)).last().map_or(24 * 75, |(hour, _, _)| *hour);
        let counts = offer.starts.duration_since(start).as_hours();
        let began = hung.max(counts);
        // What hangs now hangs on until a later beginning, and costs the same by the hour.
        for hour in 24 * 75..began {
            diary.push((hour, costs(&shelf.head, start + hours(hour)), None));
        }
        let seen = diary.iter().filter(|(hour, _, _)| (began - 24 * 30..began).contains(hour)).map(|(_, price, _)| *price).min();
        prop_assert_eq!(shelf.lowest(), seen);
        // Labels that came down earlier than asked for change nothing.
        let since = needed_since(&shelf.head).unwrap();
        let later: Vec<Label> = shelf.labels.iter().filter(|l| l.until >= since).cloned().collect();
        prop_assert_eq!(lowest_before(&later, &shelf.head), seen);
    }
}

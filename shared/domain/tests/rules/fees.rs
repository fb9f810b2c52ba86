//! What is charged beside the goods, and that it stays what was promised.

use crate::shop::{cases, delivery, noon, packed, placed, staff, whole};
use domain::fees::{Ancillary, fees};
use domain::order::{PickReport, PickResult};
use domain::quote::{Terms, quote};
use domain::settings::Hours;
use domain::slot::Method;
use domain::ways::{Shipment, Ways, WindowRule};
use domain::zone::SmallBasket;
use domain::{Money, ProductHead, Quantity, Settings, SlotId, VatClass, Zone};
use jiff::civil::time;
use proptest::prelude::*;

const WINDOW: Hours = (time(10, 0, 0, 0), time(12, 0, 0, 0));

fn settings(small: Option<SmallBasket>, express: Option<Money>) -> Settings {
    let zone = Zone { id: "mitte".into(), name: "Mitte".into(), fee: Money(390), free_from: Money(5_000), small, ..Zone::default() };
    let windows = vec![WindowRule { method: Method::Delivery, window: WINDOW, closes: None, express, capacity: None }];
    let shipment = Some(Shipment { fee: Money(590), free_from: Money(7_000), cut_off: time(14, 0, 0, 0) });
    Settings { ways: Ways { windows, shipment, ..Ways::default() }, ..crate::slots::settings("Europe/Berlin", vec![zone]) }
}

fn small() -> SmallBasket {
    SmallBasket { below: Money(2_000), fee: Money(150) }
}

fn slot(way: &str) -> SlotId {
    SlotId::parse(&format!("2026-11-24_{way}")).unwrap()
}

fn due(settings: &Settings, way: &str, worth: i64) -> Vec<(String, i64)> {
    fees(settings, &slot(way), Money(worth)).into_iter().map(|fee| (fee.kind, fee.amount.0)).collect()
}

fn named(all: &[(&str, i64)]) -> Vec<(String, i64)> {
    all.iter().map(|(kind, cents)| ((*kind).to_owned(), *cents)).collect()
}

#[test]
fn delivery_is_free_from_a_worth_on_and_pickup_always_is() {
    let settings = settings(None, None);
    assert_eq!(due(&settings, "10:00-12:00_delivery_mitte", 4_999), named(&[("delivery", 390)]));
    assert_eq!(due(&settings, "10:00-12:00_delivery_mitte", 5_000), named(&[]));
    assert_eq!(due(&settings, "10:00-12:00_pickup_store", 1), named(&[]));
}

#[test]
fn a_small_basket_pays_for_its_way_and_an_express_window_for_its_speed() {
    let settings = settings(Some(small()), Some(Money(290)));
    assert_eq!(due(&settings, "10:00-12:00_delivery_mitte", 1_999), named(&[("delivery", 390), ("small", 150), ("express", 290)]));
    assert_eq!(due(&settings, "10:00-12:00_delivery_mitte", 2_000), named(&[("delivery", 390), ("express", 290)]));
    assert_eq!(due(&settings, "18:00-20:00_delivery_mitte", 9_000), named(&[]));
    // The rule is the delivery's: who fetches it in the same window pays nothing.
    assert_eq!(due(&settings, "10:00-12:00_pickup_store", 500), named(&[]));
}

#[test]
fn a_parcel_has_a_price_of_its_own() {
    let settings = settings(Some(small()), None);
    assert_eq!(due(&settings, "14:00-20:00_shipment_parcel", 6_999), named(&[("shipment", 590)]));
    assert_eq!(due(&settings, "14:00-20:00_shipment_parcel", 7_000), named(&[]));
}

#[test]
fn delivery_is_taxed_like_the_goods_it_comes_with() {
    let basket =
        [(packed("milk", 300), Quantity::Pieces(1)), (ProductHead { vat: VatClass::Standard, ..packed("wine", 700) }, Quantity::Pieces(1))];
    let of = |ancillary, basket: &[(ProductHead, Quantity)]| {
        let asked: Vec<(&ProductHead, Quantity)> = basket.iter().map(|(head, n)| (head, *n)).collect();
        quote(&asked, Terms { now: noon(), fees: delivery(391), ancillary, ..Terms::default() })
    };
    let mixed = of(Ancillary::AsGoods, &basket);
    assert_eq!(mixed.fees[0].parts, [(VatClass::Standard, Money(274)), (VatClass::Reduced, Money(117))]);
    assert_eq!(mixed.vat.iter().map(|part| (part.bp, part.gross.0)).collect::<Vec<_>>(), [(1900, 974), (700, 417)]);
    let food = of(Ancillary::AsGoods, &basket[..1]);
    assert_eq!((food.fees[0].vat, food.fees[0].parts.len()), (VatClass::Reduced, 0));
    assert_eq!(of(Ancillary::Standard, &basket[..1]).fees, delivery(391));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_fee_that_goes_back_in_parts_goes_back_as_it_was_taxed(worths in prop::collection::vec(1_i64..9_999, 4), cents in 1_i64..900, cuts in prop::collection::vec(1_i64..300, 1..6)) {
        let goods: Vec<_> = VatClass::ALL.into_iter().zip(worths.into_iter().map(Money)).collect();
        let fee = Ancillary::AsGoods.taxed(delivery(cents), &goods).remove(0);
        prop_assert_eq!(fee.taxed().iter().map(|part| part.1).sum::<Money>(), fee.amount);
        let (mut amounts, mut left) = (Vec::new(), fee.amount);
        for cut in cuts {
            amounts.push(Money(cut).min(left));
            left = left - Money(cut).min(left);
        }
        amounts.push(left);
        let mut back: Vec<(VatClass, Money)> = fee.taxed().iter().map(|part| (part.0, Money::ZERO)).collect();
        for n in 1..=amounts.len() {
            let one = fee.taxed_back(amounts[..n].iter().copied());
            prop_assert_eq!(one.iter().map(|part| part.1).sum::<Money>(), amounts[n - 1]);
            prop_assert!(one.iter().all(|part| part.1 >= Money::ZERO));
            back.iter_mut().zip(one).for_each(|(sum, part)| sum.1 += part.1);
        }
        prop_assert_eq!(back, fee.taxed());
    }

    #[test]
    fn what_is_short_moves_no_fee(pieces in 1_u32..30, found in 0_u32..30, below in 0_i64..4_000) {
        let settings = settings(Some(SmallBasket { below: Money(below), fee: Money(150) }), None);
        let basket = [(packed("milk", 120), Quantity::Pieces(pieces)), (packed("bread", 250), Quantity::Pieces(1))];
        let worth = Money(i64::from(pieces) * 120 + 250);
        let promised = fees(&settings, &slot("10:00-12:00_delivery_mitte"), worth);
        let mut whole = whole(placed(&basket, promised.clone()));
        let milk = whole.lines.iter().find(|l| l.item.sku.as_str() == "milk").unwrap().line;
        let found = found.min(pieces);
        whole.reports.push(PickReport { report: 1, results: [(milk, PickResult::Short(found))].into(), by: staff(), at: noon() });
        prop_assert_eq!(&whole.order.fees, &promised);
        let fee: Money = promised.iter().map(|fee| fee.amount).sum();
        prop_assert_eq!(whole.settlement().total, Money(i64::from(found) * 120 + 250) + fee);
    }
}

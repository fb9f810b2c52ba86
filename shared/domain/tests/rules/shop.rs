use domain::credit::{CreditCode, CreditId, shares};
use domain::deal::Promotions;
use domain::fees::Fee;
use domain::order::{Contact, Fulfillment, OrderCredit, Placement, Promise, Trust, Via, Wanted, Way, WholeOrder, Wish, place};
use domain::quote::{Terms, quote};
use domain::slot::Method;
use domain::{
    AisleId, ByWeight, CartId, Money, Offer, OfferKind, OrderId, ProductHead, Quantity, Quote, Sku, Slot, SlotId, StaffId, VatClass,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// So many cases, the same everywhere, unless the environment asks for more or others.
pub fn cases(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(20_261_123) } else { asked.rng_seed };
    let cases = if asked.cases == 256 { cases } else { asked.cases };
    ProptestConfig { cases, rng_seed: seed, failure_persistence: None, ..asked }
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When everything here happens.
pub fn noon() -> Timestamp {
    at("2026-11-23T12:00:00Z")
}

pub fn sku(text: &str) -> Sku {
    Sku::parse(text).unwrap()
}

pub fn staff() -> StaffId {
    StaffId::parse("kim@larder.example").unwrap()
}

/// A packed product at a price per piece.
pub fn packed(code: &str, cents: i64) -> ProductHead {
    ProductHead {
        sku: sku(code),
        name: format!("Product {code}"),
        aisle: AisleId::parse("shelf").unwrap(),
        price: Money(cents),
        pv: 1,
        available: 1_000_000_000,
        vat: VatClass::Reduced,
        deposit: Money::ZERO,
        age: None,
        by_weight: None,
        offer: None,
        active: true,
    }
}

/// Loose goods at a price per kilogram; a piece weighs about so many grams, and 10 % more may be weighed in.
pub fn loose(code: &str, cents: i64, nominal: u32) -> ProductHead {
    ProductHead { by_weight: Some(ByWeight { nominal, tolerance_bp: 1_000 }), ..packed(code, cents) }
}

/// An offer that runs from a day before noon to a day after.
pub fn offer(kind: OfferKind) -> Offer {
    let id = match kind {
        OfferKind::Percent { .. } => "percent".to_owned(),
        OfferKind::Amount { .. } => "amount".to_owned(),
        OfferKind::Price { .. } => "price".to_owned(),
        OfferKind::MultiBuy { take, .. } => format!("multi-{take}"),
    };
    let day = SignedDuration::from_hours(24);
    Offer { title: id.clone(), id, kind, starts: noon() - day, ends: noon() + day, group: None }
}

/// "Take so many, the cheapest is free."
pub fn multi_buy(take: u8) -> OfferKind {
    OfferKind::MultiBuy { take, pay: take - 1 }
}

pub fn on_offer(kind: OfferKind, head: ProductHead) -> ProductHead {
    ProductHead { offer: Some(offer(kind)), ..head }
}

pub type Basket = Vec<(ProductHead, Quantity)>;

pub fn quoted(basket: &[(ProductHead, Quantity)], fees: Vec<Fee>) -> Quote {
    quoted_at(basket, fees, noon())
}

pub fn quoted_at(basket: &[(ProductHead, Quantity)], fees: Vec<Fee>, now: Timestamp) -> Quote {
    let asked: Vec<(&ProductHead, Quantity)> = basket.iter().map(|(head, quantity)| (head, *quantity)).collect();
    quote(&asked, Terms { now, fees, ..Terms::default() })
}

/// With what makes baskets cheaper, at noon.
pub fn quoted_with(basket: &[(ProductHead, Quantity)], fees: Vec<Fee>, promotions: Promotions) -> Quote {
    let asked: Vec<(&ProductHead, Quantity)> = basket.iter().map(|(head, quantity)| (head, *quantity)).collect();
    quote(&asked, Terms { now: noon(), fees, promotions, ..Terms::default() })
}

pub fn delivery(cents: i64) -> Vec<Fee> {
    vec![Fee { kind: "delivery".into(), amount: Money(cents), vat: VatClass::Standard, parts: Vec::new() }]
}

/// The order these goods make at noon, waiting for its payment.
pub fn placed(basket: &[(ProductHead, Quantity)], fees: Vec<Fee>) -> Placement {
    placed_as(quoted(basket, fees))
}

/// The same, paid at handover where the shop trusts with that.
pub fn placed_with(basket: &[(ProductHead, Quantity)], fees: Vec<Fee>, trust: Option<Trust>) -> Placement {
    placed_on(quoted(basket, fees), trust, Vec::new())
}

/// The same, paid with what is on these credit accounts, as far as that goes.
pub fn placed_with_credit(basket: &[(ProductHead, Quantity)], fees: Vec<Fee>, trust: Option<Trust>, balances: &[Money]) -> Placement {
    let quote = quoted(basket, fees);
    let shares = shares(balances.iter().copied(), quote.upper, Money(50));
    let shares = shares.into_iter().zip(0..).filter(|(share, _)| *share > Money::ZERO);
    let credit = shares.map(|(share, n)| OrderCredit::of(account(n), share)).collect();
    placed_on(quote, trust, credit)
}

/// A credit account.
pub fn account(n: u8) -> CreditId {
    CreditCode::from_random([n; 16]).account()
}

/// The order of a quote.
pub fn placed_as(quote: Quote) -> Placement {
    placed_on(quote, None, Vec::new())
}

fn placed_on(quote: Quote, trust: Option<Trust>, credit: Vec<OrderCredit>) -> Placement {
    let slot = SlotId::parse("2026-11-24_10:00-12:00_pickup_store").unwrap();
    let wanted = Wanted {
        order: OrderId::from_random([7; 12]),
        cart: (CartId::from_random([7; 16]), 3),
        quote,
        currency: "EUR".into(),
        contact: Contact { name: "Ada".into(), email: "ada@example.org".into(), phone: String::new(), offers: false },
        fulfillment: Fulfillment { method: Method::Pickup, slot: slot.clone(), address: None },
        wish: Wish::Similar,
        promise: Promise::default(),
        language: "en".into(),
        slot: Slot {
            id: slot,
            starts: at("2026-11-24T09:00:00Z"),
            ends: at("2026-11-24T11:00:00Z"),
            closes: at("2026-11-24T07:00:00Z"),
            capacity: 5,
            express: Money::ZERO,
        },
        trust,
        credit,
        via: Via::Card,
        way: Way::default(),
    };
    place(wanted, noon())
}

pub fn whole(placement: Placement) -> WholeOrder {
    WholeOrder { order: placement.order, lines: placement.lines, reports: Vec::new(), amended: None }
}

fn price() -> impl Strategy<Value = i64> {
    prop_oneof![2 => Just(100), 2 => Just(199), 1 => Just(1), 5 => 1_i64..=2_500]
}

pub fn vat() -> impl Strategy<Value = VatClass> {
    prop_oneof![Just(VatClass::Standard), Just(VatClass::Reduced), Just(VatClass::Zero)]
}

/// All kinds; of multi-buys, those with the same `take` are one group.
pub fn offer_kind() -> impl Strategy<Value = OfferKind> {
    prop_oneof![
        (1_u16..=10_000).prop_map(|bp| OfferKind::Percent { bp }),
        (1_i64..=2_500).prop_map(|cents| OfferKind::Price { price: Money(cents) }),
        (1_i64..=2_500).prop_map(|cents| OfferKind::Amount { off: Money(cents) }),
        (2_u8..=4).prop_map(multi_buy),
    ]
}

fn by_weight() -> impl Strategy<Value = Option<ByWeight>> {
    let loose = (1_u32..=2_000, 0_u32..=3_000).prop_map(|(nominal, tolerance_bp)| Some(ByWeight { nominal, tolerance_bp }));
    prop_oneof![3 => Just(None), 2 => loose]
}

fn deposit() -> impl Strategy<Value = Money> {
    prop_oneof![3 => Just(Money(0)), 1 => Just(Money(25)), 1 => (0_i64..=400).prop_map(Money)]
}

/// Any product the shop may sell, under any code. Half have an offer; some offers do not run at noon.
pub fn product() -> impl Strategy<Value = ProductHead> {
    let offered = prop::option::of((offer_kind(), prop_oneof![4 => Just(0_i64), 1 => Just(-30), 1 => Just(30)]));
    (price(), by_weight(), vat(), deposit(), offered, 1_u32..=9).prop_map(|(cents, by_weight, vat, deposit, offered, pv)| {
        let offer = offered.map(|(kind, hours)| {
            let (offer, later) = (offer(kind), SignedDuration::from_hours(hours));
            Offer { starts: offer.starts + later, ends: offer.ends + later, ..offer }
        });
        ProductHead { by_weight, vat, deposit, offer, pv, ..packed("any", cents) }
    })
}

fn quantity(head: &ProductHead) -> BoxedStrategy<Quantity> {
    let pieces = (1_u32..=7).prop_map(Quantity::Pieces);
    match head.by_weight {
        None => pieces.boxed(),
        Some(_) => prop_oneof![pieces, (1_u32..=3_000).prop_map(Quantity::Grams)].boxed(),
    }
}

/// One to `most` different products, in quantities they are sold in.
pub fn basket(most: usize) -> impl Strategy<Value = Basket> {
    let line = product().prop_flat_map(|head| (quantity(&head), Just(head)));
    prop::collection::vec(line, 1..=most).prop_map(|lines| {
        let coded =
            lines.into_iter().enumerate().map(|(n, (quantity, head))| (ProductHead { sku: sku(&format!("p-{n:02}")), ..head }, quantity));
        coded.collect()
    })
}

/// A delivery fee, or none.
pub fn fees() -> impl Strategy<Value = Vec<Fee>> {
    prop_oneof![Just(Vec::new()), (1_i64..=690).prop_map(delivery)]
}

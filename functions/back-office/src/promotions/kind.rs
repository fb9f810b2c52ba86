//! The kinds of promotions an owner makes, and what each asks for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A kind of promotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A percentage, an amount or a lower price on products.
    Offer,
    /// Three for two on products.
    MultiBuy,
    /// Less for members.
    MemberPrice,
    /// Any so many for a price.
    SetPrice,
    /// The cheapest of so many are free.
    CheapestFree,
    /// Several products together for a price.
    Bundle,
    /// Off the order, from a worth on.
    Threshold,
    /// No delivery fee, from a worth on.
    FreeDelivery,
    /// A code.
    Voucher,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A percentage, an amount off or a price: one of them.
    Cut,
    /// A percentage or an amount off.
    OrderCut,
    Take,
    Free,
    Price,
    From,
    Parts,
    Goods,
    Exclusions,
    Code,
    Group,
}

impl Kind {
    /// On products.
    pub(super) const ON_PRODUCTS: [Kind; 2] = [Kind::Offer, Kind::MultiBuy];
    /// On baskets.
    pub(super) const ON_BASKETS: [Kind; 6] =
        [Kind::SetPrice, Kind::CheapestFree, Kind::Bundle, Kind::Threshold, Kind::FreeDelivery, Kind::MemberPrice];

    /// As forms and programs write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Offer => "offer",
            Kind::MultiBuy => "multi_buy",
            Kind::MemberPrice => "member_price",
            Kind::SetPrice => "set_price",
            Kind::CheapestFree => "cheapest_free",
            Kind::Bundle => "bundle",
            Kind::Threshold => "threshold",
            Kind::FreeDelivery => "free_delivery",
            Kind::Voucher => "voucher",
        }
    }

    /// As the owner reads it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Kind::Offer => "A percentage or an amount off, or a lower price",
            Kind::MultiBuy => "3 for 2",
            Kind::MemberPrice => "Members pay less",
            Kind::SetPrice => "Any 3 for a price",
            Kind::CheapestFree => "The cheapest are free",
            Kind::Bundle => "A bundle: this and that for a price",
            Kind::Threshold => "Off the order, from a worth on",
            Kind::FreeDelivery => "Free delivery, from a worth on",
            Kind::Voucher => "A voucher",
        }
    }

    /// What it asks for, beside a title and its time.
    pub(super) fn parts(self) -> &'static [Part] {
        match self {
            Kind::Offer => &[Part::Cut, Part::Goods, Part::Group],
            Kind::MultiBuy => &[Part::Take, Part::Goods, Part::Group],
            Kind::MemberPrice => &[Part::Cut, Part::Goods, Part::Exclusions, Part::Group],
            Kind::SetPrice => &[Part::Take, Part::Price, Part::Goods, Part::Exclusions, Part::Group],
            Kind::CheapestFree => &[Part::Take, Part::Free, Part::Goods, Part::Exclusions, Part::Group],
            Kind::Bundle => &[Part::Parts, Part::Price, Part::Group],
            Kind::Threshold => &[Part::OrderCut, Part::From, Part::Goods, Part::Exclusions, Part::Group],
            Kind::FreeDelivery => &[Part::From, Part::Goods, Part::Exclusions, Part::Group],
            Kind::Voucher => &[Part::Code, Part::OrderCut, Part::From, Part::Goods, Part::Exclusions, Part::Group],
        }
    }

    pub(super) fn asks(self, part: Part) -> bool {
        self.parts().contains(&part)
    }
}

//! What may be given when something is missing: the shopper's word for each line, and what a substitute never breaks.

use super::{Substitute, WholeOrder, Wish};
use crate::price::{Item, Priced, alone};
use crate::quote::{Line, Quote};
use crate::{Money, Product, Quantity, Sku};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What the shopper said about one product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Choice {
    /// As for the order as a whole: `as_wished`.
    #[default]
    AsWished,
    /// `leave_out`
    LeaveOut,
    /// `similar`
    Similar,
    /// Nothing but this product: `this:oat-milk`.
    This(Sku),
}

/// The shopper's word for one product of the basket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IfMissing {
    /// `as_wished`, `leave_out`, `similar`, or `this:` and a product code.
    #[serde(default)]
    #[schema(value_type = String)]
    pub choice: Choice,
    /// What is given may cost up to a fifth more.
    #[serde(default)]
    pub dearer: bool,
}

/// The same for a line of an order, in money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Agreed {
    /// What may be given.
    #[serde(default, skip_serializing_if = "Choice::is_as_wished")]
    #[schema(value_type = String)]
    pub choice: Choice,
    /// What it may cost beyond the promise.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: Money,
}

/// What an order says to giving a product for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Agreed: at this price, which is the shelf's or what was agreed, whichever is less.
    Give(Box<Given>),
    /// Not agreed. The shopper may be asked, at the price on the shelf.
    Ask(Box<Substitute>),
    /// It would break what the product was chosen for.
    Never(String),
}

/// A substitute that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// As it is charged.
    pub agreed: Substitute,
    /// As it stands on the shelf.
    pub shelf: Substitute,
}

/// How much more "may cost more" means.
const LEEWAY_BP: i64 = 2_000;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(money: &Money) -> bool {
    *money == Money::ZERO
}

impl Choice {
    fn is_as_wished(&self) -> bool {
        *self == Choice::AsWished
    }

    /// In the light of what was wished for the order as a whole: never [`Choice::AsWished`].
    fn resolved(&self, wish: Wish) -> Choice {
        match (self, wish) {
            (Choice::AsWished, Wish::LeaveOut) => Choice::LeaveOut,
            (Choice::AsWished, Wish::Similar) => Choice::Similar,
            (said, _) => said.clone(),
        }
    }
}

impl TryFrom<String> for Choice {
    type Error = String;
    fn try_from(text: String) -> Result<Choice, String> {
        match (text.as_str(), text.strip_prefix("this:").map(Sku::parse)) {
            ("as_wished" | "", _) => Ok(Choice::AsWished),
            ("leave_out", _) => Ok(Choice::LeaveOut),
            ("similar", _) => Ok(Choice::Similar),
            (_, Some(Ok(sku))) => Ok(Choice::This(sku)),
            _ => Err("a choice is as_wished, leave_out, similar, or this: and a product code".to_owned()),
        }
    }
}

impl From<Choice> for String {
    fn from(choice: Choice) -> String {
        match choice {
            Choice::AsWished => "as_wished".to_owned(),
            Choice::LeaveOut => "leave_out".to_owned(),
            Choice::Similar => "similar".to_owned(),
            Choice::This(sku) => format!("this:{sku}"),
        }
    }
}

/// What "may cost more" would mean for a promised line.
pub fn leeway(promised: Money) -> Money {
    promised.share(LEEWAY_BP)
}

/// The shopper's words, line by line and in money. Lines nobody said anything about follow the order's wish.
pub fn agreed(lines: &[Line], told: &BTreeMap<Sku, IfMissing>, wish: Wish) -> BTreeMap<u16, Agreed> {
    let line = |line: &Line| {
        let said = told.get(&line.item.sku)?;
        let gives = said.choice.resolved(wish) != Choice::LeaveOut;
        let more = if said.dearer && gives { leeway(line.priced.total()) } else { Money::ZERO };
        let agreed = Agreed { choice: said.choice.clone(), more };
        (agreed != Agreed::default()).then_some((line.line, agreed))
    };
    lines.iter().filter_map(line).collect()
}

impl Quote {
    /// Authorizes what substitutes may cost beyond the promise.
    pub fn with_leeway(mut self, told: &BTreeMap<Sku, IfMissing>, wish: Wish) -> Quote {
        let agreed = agreed(&self.lines, told, wish);
        for line in &mut self.lines {
            let more = agreed.get(&line.line).map_or(Money::ZERO, |a| a.more);
            line.upper += more;
            self.upper += more;
        }
        self
    }
}

/// Why a product may never stand in for another: an allergen it brings or may bring, a diet it does not keep, an age limit.
/// What nobody declared may contain anything, so it stands in only for what is not declared either, like soap for soap.
pub fn breaks(original: &Product, candidate: &Product) -> Option<String> {
    let (own, other) = (&original.text, &candidate.text);
    if own.is_declared() && !other.is_declared() {
        return Some(format!("nobody has said what {} contains: fill in its ingredients first", candidate.head.name));
    }
    if let Some(brought) = other.allergens.iter().find(|a| !own.allergens.contains(a)) {
        return Some(format!("{} contains {}, which {} does not", candidate.head.name, brought.name(), original.head.name));
    }
    if let Some(may) = other.traces.iter().find(|a| !own.allergens.contains(a) && !own.traces.contains(a)) {
        return Some(format!("{} may contain {}, which {} does not", candidate.head.name, may.name(), original.head.name));
    }
    if let Some(lost) = own.diet.iter().find(|d| !other.diet.contains(d)) {
        return Some(format!("{} is not {}, and {} is", candidate.head.name, lost.name(), original.head.name));
    }
    (candidate.head.age > original.head.age)
        .then(|| format!("{} has an age limit that {} does not have", candidate.head.name, original.head.name))
}

impl WholeOrder {
    /// What the shopper agreed to for a line: never [`Choice::AsWished`].
    pub fn agreed(&self, line: u16) -> Agreed {
        let said = self.order.promise.instead.get(&line).cloned().unwrap_or_default();
        Agreed { choice: said.choice.resolved(self.order.wish), more: said.more }
    }

    /// What the order says to giving so much of a product for a line. `products` holds both.
    pub fn judge(&self, line: &Line, sku: &Sku, quantity: Quantity, products: &[Product]) -> Verdict {
        let known = |sku: &Sku| products.iter().find(|p| p.head.sku == *sku);
        let Some(candidate) = known(sku).filter(|p| p.head.active) else { return Verdict::Never(format!("there is no product {sku}")) };
        let Some(original) = known(&line.item.sku) else {
            return Verdict::Never(format!("nobody knows any more what {} was made of", line.item.name));
        };
        if let Some(why) = impossible(line, candidate, quantity).or_else(|| breaks(original, candidate)) {
            return Verdict::Never(why);
        }
        let shelf = on_the_shelf(candidate, quantity);
        let Agreed { choice, more } = self.agreed(line.line);
        let wanted = match &choice {
            Choice::Similar | Choice::AsWished => true,
            Choice::This(this) => this == sku,
            Choice::LeaveOut => false,
        };
        let most = line.priced.total() + more;
        if !wanted || shelf.priced.deposit > most {
            return Verdict::Ask(Box::new(shelf));
        }
        let goods = shelf.priced.goods.min(most - shelf.priced.deposit);
        let agreed = Substitute { priced: Priced { goods, ..shelf.priced }, ..shelf.clone() };
        Verdict::Give(Box::new(Given { agreed, shelf }))
    }

    /// What is given for a line, as agreed.
    pub(super) fn give(&self, line: &Line, sku: &Sku, quantity: Quantity, products: &[Product]) -> Result<Substitute, String> {
        match self.judge(line, sku, quantity, products) {
            Verdict::Give(given) => Ok(given.agreed),
            Verdict::Never(why) => Err(why),
            Verdict::Ask(_) => Err(match self.agreed(line.line).choice {
                Choice::LeaveOut => "the shopper asked to leave it out: ask before anything is given instead".to_owned(),
                Choice::This(this) => format!("the shopper agreed to {this} and nothing else: ask first"),
                Choice::Similar | Choice::AsWished => "its deposit alone is more than what was agreed: ask first".to_owned(),
            }),
        }
    }
}

/// What can be given for nothing at all.
fn impossible(line: &Line, candidate: &Product, quantity: Quantity) -> Option<String> {
    let head = &candidate.head;
    if head.sku == line.item.sku {
        return Some("that is the product itself".into());
    }
    if !head.accepts(quantity) || quantity.is_zero() || quantity.is_too_much() {
        return Some(format!("{quantity} is not how {} is sold", head.name));
    }
    (head.age > line.age).then(|| format!("{} has an age limit that the ordered product does not have", head.name))
}

/// So much of a product, at its own price.
fn on_the_shelf(product: &Product, quantity: Quantity) -> Substitute {
    let item = Item::of(&product.head, quantity, None);
    Substitute { units: product.head.units(quantity), priced: alone(&item), item }
}

//! What each line comes to after picking, by the same pricing rule as the quote.

use super::{PickResult, WholeOrder};
use crate::price::{self, Item, Priced};
use crate::product::units;
use crate::quote::Line;
use crate::{Money, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One line after picking: what is charged for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettledLine {
    /// Which line.
    pub line: u16,
    /// What is in the crate (the substitute, if there is one), in the quantity picked. Zero: nothing.
    pub item: Item,
    /// Stock units picked.
    pub units: i64,
    /// What is charged.
    pub priced: Priced,
    /// True when it is not what was ordered.
    pub substitute: bool,
}

/// What each line comes to after picking. Lines without a result count as ordered.
///
/// A line given instead still counts for its multi-buy as it was ordered: otherwise the rest of the group would lose
/// its free piece, and the order could come to more than was authorized.
pub fn settle(whole: &WholeOrder) -> Vec<SettledLine> {
    settled_as(&whole.lines, |line| whole.result(line))
}

fn settled_as<'a>(promised: &[Line], result: impl Fn(u16) -> Option<&'a PickResult>) -> Vec<SettledLine> {
    let mut lines: Vec<SettledLine> = promised.iter().map(|line| settled(line, result(line.line))).collect();
    let counts = promised.iter().zip(&lines).map(|(line, settled)| if settled.substitute { &line.item } else { &settled.item });
    let items: Vec<Item> = counts.cloned().collect();
    for (settled, priced) in lines.iter_mut().zip(price::items(&items)).filter(|(settled, _)| !settled.substitute) {
        settled.priced = priced;
    }
    lines
}

fn settled(line: &Line, result: Option<&PickResult>) -> SettledLine {
    let own = |quantity: Quantity| {
        let item = Item { quantity, ..line.item.clone() };
        SettledLine { line: line.line, units: units(item.by_weight, quantity), item, priced: Priced::default(), substitute: false }
    };
    match result {
        None | Some(PickResult::Found) => own(line.item.quantity),
        Some(PickResult::Weighed(grams)) => own(Quantity::Grams(*grams)),
        Some(PickResult::Short(found)) if line.item.by_weight.is_some() => own(Quantity::Grams(*found)),
        Some(PickResult::Short(found)) => own(Quantity::Pieces(*found)),
        Some(PickResult::Substituted(s) | PickResult::Proposed(s)) => {
            SettledLine { line: line.line, item: s.item.clone(), units: s.units, priced: s.priced, substitute: true }
        }
    }
}

impl WholeOrder {
    /// Never more than was authorized. What the shopper said yes to beyond the contract took what was left of that; when
    /// another line then comes to more than it seemed, the shop bears the difference.
    pub(super) fn within(&self, mut results: BTreeMap<u16, PickResult>) -> BTreeMap<u16, PickResult> {
        if self.order.promise.proposals.is_empty() {
            return results;
        }
        let mut over = self.total_with(&results) - self.order.upper;
        for line in &self.lines {
            let Some(mut result) = results.get(&line.line).or_else(|| self.result(line.line)).cloned() else { continue };
            let (PickResult::Substituted(given) | PickResult::Proposed(given)) = &mut result else { continue };
            let agreed = line.priced.total() + self.agreed(line.line).more;
            let less = over.min(given.priced.goods).min(given.priced.total() - agreed);
            if less > Money::ZERO {
                given.priced.goods = given.priced.goods - less;
                over = over - less;
                results.insert(line.line, result);
            }
        }
        results
    }

    /// What the order comes to with these results over those so far.
    pub(super) fn total_with(&self, results: &BTreeMap<u16, PickResult>) -> Money {
        let lines = settled_as(&self.lines, |line| results.get(&line).or_else(|| self.result(line)));
        lines.iter().map(|l| l.priced.total()).chain(self.order.fees.iter().map(|f| f.amount)).sum()
    }
}

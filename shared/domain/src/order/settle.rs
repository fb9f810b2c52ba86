//! What each line comes to after picking, by the same pricing rule as the quote.

use super::{PickResult, WholeOrder};
use crate::deal::{Given, OrderCut, Reason, Reckoned, cut_rest, kept};
use crate::price::{Item, Priced};
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
    /// Why it costs less than its label says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// What each line comes to after picking. Lines without a result count as ordered.
///
/// What was promised stays promised ([`kept`]), and the order's cut is taken off what is in the crate: a threshold that
/// was reached stays reached, and nothing that is missing makes the rest dearer. A line given instead counts for the cut as
/// it was ordered, and its promise is what is left after its share.
pub fn settle(whole: &WholeOrder) -> Vec<SettledLine> {
    settled_as(whole, |line| whole.result(line))
}

fn settled_as<'a>(whole: &WholeOrder, result: impl Fn(u16) -> Option<&'a PickResult>) -> Vec<SettledLine> {
    let mut lines: Vec<SettledLine> = whole.lines.iter().map(|line| settled(line, result(line.line))).collect();
    if let Some(cut) = whole.order.promised.as_ref().and_then(|promised| promised.cut.as_ref()) {
        take_cut(&whole.lines, &mut lines, cut);
    }
    lines
}

fn take_cut(promised: &[Line], lines: &mut [SettledLine], cut: &OrderCut) {
    let (mut own, mut given) = (Vec::new(), Given::default());
    for (promised, line) in promised.iter().zip(lines) {
        if line.substitute { given.add(promised, cut) } else { own.push((promised.item.clone(), line)) }
    }
    let (items, mut own): (Vec<Item>, Vec<&mut SettledLine>) = own.into_iter().unzip();
    let mut all: Vec<Reckoned> = own.iter().map(|line| Reckoned { priced: line.priced, reasons: line.reasons.clone() }).collect();
    cut_rest(&items, &mut all, cut, given);
    for (line, Reckoned { priced, reasons }) in own.iter_mut().zip(all) {
        (line.priced, line.reasons) = (priced, reasons);
    }
}

fn settled(line: &Line, result: Option<&PickResult>) -> SettledLine {
    let own = |quantity: Quantity| {
        let item = Item { quantity, ..line.item.clone() };
        let Reckoned { priced, reasons } = kept(line, &item);
        SettledLine { line: line.line, units: units(item.by_weight, quantity), item, priced, substitute: false, reasons }
    };
    match result {
        None | Some(PickResult::Found) => own(line.item.quantity),
        Some(PickResult::Weighed(grams)) => own(Quantity::Grams(*grams)),
        Some(PickResult::Short(found)) if line.item.by_weight.is_some() => own(Quantity::Grams(*found)),
        Some(PickResult::Short(found)) => own(Quantity::Pieces(*found)),
        Some(PickResult::Substituted(s) | PickResult::Proposed(s)) => {
            let (item, units, priced) = (s.item.clone(), s.units, s.priced);
            SettledLine { line: line.line, item, units, priced, substitute: true, reasons: Vec::new() }
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
        let lines = settled_as(self, |line| results.get(&line).or_else(|| self.result(line)));
        lines.iter().map(|l| l.priced.total()).chain(self.order.fees.iter().map(|f| f.amount)).sum()
    }
}

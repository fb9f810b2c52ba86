//! A line of the receipt in words: ordered, picked, and why it costs what it costs.

use domain::deal::Reason;
use domain::figures::Figures;
use domain::order::SettledLine;
use domain::quote::Line;
use domain::{Money, Order, VatPart};
use texts::Language;

/// Why a line costs less: `– 3 for 2`, and what that takes off it.
pub(crate) fn cheaper(reasons: Vec<Reason>) -> impl Iterator<Item = (String, Money)> {
    reasons.into_iter().map(|reason| (format!("– {}", reason.title), -reason.off))
}

/// The fees; then, where the rows so far are without VAT, what they add up to and what comes on top of that.
pub(crate) fn sums(order: &Order, figures: &Figures, language: Language) -> Vec<(String, Money)> {
    let fees = order.fees.iter().zip(&figures.fees).map(|(fee, amount)| (language.fee(&fee.kind).into_owned(), *amount));
    let sum = (!figures.on_top.is_empty()).then(|| (language.text("tax-net").into_owned(), figures.sum));
    let rate = |part: &VatPart| language.say("tax-rate", [("rate", language.percent(part.bp).into())]).into_owned();
    fees.chain(sum).chain(figures.on_top.iter().map(|part| (rate(part), part.vat))).collect()
}

/// `480 g Gala Apples (ordered: 500 g; €2.79 per kg)`.
pub(crate) fn row(language: Language, order: &Order, ordered: &Line, picked: &SettledLine) -> String {
    let was = language.quantity(ordered.item.quantity);
    let line = format!("{} {}", language.times(picked.item.quantity), picked.item.name);
    if picked.units == 0 {
        let line = format!("{} {}", language.times(ordered.item.quantity), ordered.item.name);
        return language.say("mail-not-there", [("line", line.into())]).into_owned();
    }
    if picked.substitute {
        let values = [("line", line.into()), ("ordered", was.into()), ("product", ordered.item.name.as_str().into())];
        return language.say("promise-row-instead", values).into_owned();
    }
    if picked.item.by_weight.is_some() {
        let price = language.money(order.shown(picked.item.price, picked.item.vat), &order.currency);
        return language.say("promise-row-weighed", [("line", line.into()), ("ordered", was.into()), ("price", price.into())]).into_owned();
    }
    if picked.item.quantity != ordered.item.quantity {
        return language.say("promise-row-short", [("line", line.into()), ("ordered", was.into())]).into_owned();
    }
    line
}

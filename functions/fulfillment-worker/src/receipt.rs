//! A line of the receipt in words: ordered, picked, and why it costs what it costs.

use domain::Money;
use domain::deal::Reason;
use domain::order::SettledLine;
use domain::quote::Line;
use texts::Language;

/// Why a line costs less: `– 3 for 2`, and what that takes off it.
pub(crate) fn cheaper(reasons: Vec<Reason>) -> impl Iterator<Item = (String, Money)> {
    reasons.into_iter().map(|reason| (format!("– {}", reason.title), -reason.off))
}

/// `480 g Gala Apples (ordered: 500 g; €2.79 per kg)`.
pub(crate) fn row(language: Language, currency: &str, ordered: &Line, picked: &SettledLine) -> String {
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
        let price = language.money(picked.item.price, currency);
        return language.say("promise-row-weighed", [("line", line.into()), ("ordered", was.into()), ("price", price.into())]).into_owned();
    }
    if picked.item.quantity != ordered.item.quantity {
        return language.say("promise-row-short", [("line", line.into()), ("ordered", was.into())]).into_owned();
    }
    line
}

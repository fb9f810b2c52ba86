//! What a change of an order comes to, line by line, to be confirmed.

use crate::changing::at;
use crate::review::{how_much, sums};
use crate::thumbnail::thumbnail;
use domain::quote::{Line, Quote};
use domain::tax::Prices;
use domain::{ByWeight, Money, OrderId, Quantity, Sku};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::components::{Tone, hidden, notice, plus_vat};
use web::{Kind, Shell, View};

/// What a change comes to.
#[derive(Serialize, ToSchema)]
#[schema(as = ProposedChange)]
pub(crate) struct Proposed {
    /// Which order.
    pub order: OrderId,
    /// What it would cost, all of it.
    pub quote: Quote,
    /// What it comes to now.
    pub before: Money,
    /// What becomes another.
    pub differences: Vec<Difference>,
    /// To be set aside on the card first, instead of what is now; absent where that is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pays: Option<Money>,
    /// The age to be confirmed with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_age: Option<u8>,
    /// Confirms exactly this change: send it as `quote`.
    pub fingerprint: String,
    #[serde(skip)]
    pub lines: BTreeMap<Sku, Quantity>,
    #[serde(skip)]
    pub key: String,
    /// It is not what was confirmed.
    #[serde(skip)]
    pub again: bool,
}

/// A line before and after.
#[derive(Serialize, ToSchema)]
pub(crate) struct Difference {
    /// Of which product.
    pub sku: Sku,
    /// As it is called.
    pub name: String,
    /// How much of it there was, and what it came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub before: Option<(Quantity, Money)>,
    /// How much of it there is to be, and what it comes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub after: Option<(Quantity, Money)>,
    #[serde(skip)]
    by_weight: Option<ByWeight>,
    /// Its VAT rate in basis points.
    #[serde(skip)]
    bp: i64,
}

impl Difference {
    /// All lines that are not the same.
    pub fn all(before: &[Line], quote: &Quote) -> Vec<Difference> {
        let mut lines: BTreeMap<&Sku, (Option<&Line>, Option<&Line>)> = BTreeMap::new();
        before.iter().for_each(|line| lines.entry(&line.item.sku).or_default().0 = Some(line));
        quote.lines.iter().for_each(|line| lines.entry(&line.item.sku).or_default().1 = Some(line));
        let said = |line: &Line| (line.item.quantity, line.priced.total());
        let difference = |(sku, (was, is)): (&Sku, (Option<&Line>, Option<&Line>))| {
            let line = is.or(was)?;
            let (before, after) = (was.map(said), is.map(said));
            let (name, by_weight, bp) = (line.item.name.clone(), line.item.by_weight, quote.rates.of(line.item.vat));
            (before != after).then(|| Difference { sku: sku.clone(), name, before, after, by_weight, bp })
        };
        lines.into_iter().filter_map(difference).collect()
    }
}

impl View for Proposed {
    fn title(&self, shell: &Shell) -> String {
        shell.text("change-check").into_owned()
    }

    fn kind(&self) -> Kind {
        Kind::Shop
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            h1 { (shell.text("change-check")) }
            @if self.again {
                (notice(Tone::Warn, html! { p { strong { (shell.text("checkout-price-changed")) } } p { (shell.text("checkout-price-changed-why")) } }))
            }
            div.split {
                ul.lines { @for difference in &self.differences { (difference.html(self.quote.prices, shell)) } }
                section.card {
                    (sums(&self.quote, shell))
                    p.hint { (shell.say("change-before", [("before", shell.money(self.before).to_string().into())])) }
                    form method="post" action={ "/orders/" (self.order.as_str()) "/change" } {
                        (self.told())
                        (hidden("quote", &self.fingerprint))
                        @if let Some(age) = self.confirm_age {
                            label.check { input type="checkbox" name="of_age" value="true" required; " " (shell.say("promise-of-age", [("age", age.into())])) }
                        }
                        @if let Some(amount) = self.pays {
                            p { (shell.say("change-pays", [("amount", shell.money(amount).to_string().into())])) }
                            button.main type="submit" { (shell.text("change-and-pay")) }
                        } @else {
                            button.main type="submit" { (shell.text("change-confirm")) }
                        }
                    }
                    form method="post" action={ "/orders/" (self.order.as_str()) "/change" } {
                        (self.told())
                        button.quiet type="submit" name="step" value="edit" { (shell.text("change-back")) }
                    }
                }
            }
            p { a href=(at(&self.order, &self.key)) { (shell.text("change-keep")) } }
        }
    }
}

impl Proposed {
    fn told(&self) -> Markup {
        html! {
            (hidden("key", &self.key))
            @for (sku, quantity) in &self.lines {
                @let unit = match quantity { Quantity::Pieces(_) => "pieces", Quantity::Grams(_) => "grams" };
                (hidden(&format!("lines[{sku}][{unit}]"), &quantity.amount().to_string()))
            }
        }
    }
}

impl Difference {
    fn html(&self, prices: Prices, shell: &Shell) -> Markup {
        let shown = |amount: &Money| shell.money(prices.shown(*amount, self.bp));
        let was = |(quantity, amount): &(Quantity, Money)| {
            let (count, amount) = (shell.language.quantity(*quantity), shown(amount).to_string());
            shell.say("change-was", [("count", count.into()), ("amount", amount.into())])
        };
        html! {
            li.line {
                (thumbnail(shell, &self.sku, &self.name))
                div.what { (self.name) @if let Some(before) = &self.before { p.hint { (was(before)) } } }
                @if let Some((quantity, amount)) = &self.after {
                    div.how-much { (how_much(shell, *quantity, self.by_weight)) }
                    div.amount { (shown(amount)) (plus_vat(prices, shell)) }
                } @else {
                    div.how-much {}
                    div.amount { (shell.text("change-out")) }
                }
            }
        }
    }
}

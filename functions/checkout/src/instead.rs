//! What may be given when something is missing, product by product: asked at checkout, shown in the review.

use domain::cart::{Cart, Details};
use domain::catalog::Catalog;
use domain::order::{Choice, IfMissing, breaks, leeway};
use domain::quote::{Line, Terms, quote};
use domain::{Money, Product, Quantity, Sku};
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeMap;
use texts::say;
use web::problem::Failure;
use web::{Problem, Shell};

/// One product of the basket, and what may stand in for it.
pub(crate) struct Row {
    sku: Sku,
    name: String,
    /// What "may cost more" would mean.
    more: Money,
    /// Products that keep its allergens, diet and age limit, with their prices as they are shown.
    others: Vec<(Sku, String, Money)>,
    said: IfMissing,
}

/// More to choose from nobody reads.
const MOST: usize = 5;

/// The products of a basket, with what was said about them before.
pub(crate) fn rows(catalog: &Catalog, cart: &Cart, now: Timestamp) -> Vec<Row> {
    let held: Vec<(&Product, Quantity)> =
        cart.lines.iter().filter_map(|(sku, quantity)| Some((catalog.product(sku)?, *quantity))).collect();
    let asked: Vec<_> = held.iter().map(|(product, quantity)| (&product.head, *quantity)).collect();
    let quote = quote(&asked, Terms { now, ..Terms::default() });
    let said = cart.details.as_ref().map(|d| &d.instead);
    let row = |(product, _): &(&Product, Quantity)| Row {
        sku: product.head.sku.clone(),
        name: product.head.name.clone(),
        more: quote.line(&product.head.sku).map_or(Money::ZERO, |l| leeway(l.priced.total())),
        others: others(catalog, product, now),
        said: said.and_then(|said| said.get(&product.head.sku)).cloned().unwrap_or_default(),
    };
    held.iter().map(row).collect()
}

/// What the shop names as substitutes, then what stands beside it at about the same price.
fn others(catalog: &Catalog, product: &Product, now: Timestamp) -> Vec<(Sku, String, Money)> {
    let (head, text) = (&product.head, &product.text);
    let named = text.substitutes.iter().filter_map(|sku| catalog.product(sku));
    let alike = |p: &&Product| p.text.section == text.section && p.head.by_weight.is_some() == head.by_weight.is_some();
    let mut beside: Vec<&Product> = catalog.aisle(&head.aisle).filter(|_| text.section.is_some()).filter(alike).collect();
    beside.sort_by_key(|p| (p.head.price - head.price).0.abs());
    let mut all: Vec<&Product> = Vec::new();
    for other in named.chain(beside) {
        if other.head.sku != head.sku && other.head.active && breaks(product, other).is_none() && !all.contains(&other) {
            all.push(other);
        }
    }
    let (shop, rates) = (catalog.settings(), catalog.settings().rates_at(now));
    let price = |p: &Product| shop.prices.shown(p.head.price, rates.of(p.head.vat));
    all.into_iter().take(MOST).map(|p| (p.head.sku.clone(), p.head.name.clone(), price(p))).collect()
}

/// What was said about products in the basket. What may never stand in for another is refused.
pub(crate) fn checked(catalog: &Catalog, cart: &Cart, told: &BTreeMap<Sku, IfMissing>) -> Result<BTreeMap<Sku, IfMissing>, Problem> {
    let told = told.iter().filter(|(sku, said)| cart.lines.contains_key(*sku) && **said != IfMissing::default());
    let wrong: Vec<Failure> = told.clone().filter_map(|(sku, said)| unfit(catalog, sku, said)).collect();
    if wrong.is_empty() { Ok(told.map(|(sku, said)| (sku.clone(), said.clone())).collect()) } else { Err(Problem::invalid(wrong)) }
}

fn unfit(catalog: &Catalog, sku: &Sku, said: &IfMissing) -> Option<Failure> {
    let Choice::This(other) = &said.choice else { return None };
    let original = catalog.product(sku)?;
    let fits = catalog.product(other).is_some_and(|other| other.head.active && breaks(original, other).is_none());
    let words = || say("promise-unfit", [("product", original.head.name.as_str().into())]);
    (!fits || other == sku).then(|| Failure::sku(sku, "unfit", words()))
}

/// The controls, behind one line to open: most people are fine with one wish for all.
pub(crate) fn controls(shell: &Shell, rows: &[Row]) -> Markup {
    html! {
        @if !rows.is_empty() {
            details open[rows.iter().any(|r| r.said != IfMissing::default())] {
                summary { (shell.text("promise-by-product")) }
                p.hint { (shell.text("promise-safe")) }
                @for row in rows { (control(shell, row)) }
            }
        }
    }
}

fn control(shell: &Shell, row: &Row) -> Markup {
    let name = |field: &str| format!("instead[{}][{field}]", row.sku);
    let option = |choice: &Choice, words: &str| html! { option value=(String::from(choice.clone())) selected[row.said.choice == *choice] { (words) } };
    html! {
        fieldset.field {
            legend { (row.name) }
            label.sr-only for=(name("choice")) { (shell.say("promise-if-missing", [("product", row.name.as_str().into())])) }
            select id=(name("choice")) name=(name("choice")) {
                (option(&Choice::AsWished, &shell.text("promise-as-wished")))
                (option(&Choice::Similar, &shell.text("promise-similar")))
                (option(&Choice::LeaveOut, &shell.text("promise-leave-out")))
                @for (sku, other, price) in &row.others {
                    (option(&Choice::This(sku.clone()), &shell.say("promise-this", [("product", other.as_str().into()), ("price", shell.money(*price).to_string().into())])))
                }
            }
            @if row.more > Money::ZERO {
                label.check {
                    input type="checkbox" name=(name("dearer")) value="true" checked[row.said.dearer];
                    " " (shell.say("promise-dearer", [("more", shell.money(row.more).to_string().into())]))
                }
            }
        }
    }
}

/// Why more is authorized than promised: loose goods may be heavier, or what is given instead dearer.
pub(crate) fn why_more(lines: &[Line], weighed: &'static str) -> &'static str {
    if lines.iter().any(|l| l.item.by_weight.is_some()) { weighed } else { "promise-upper" }
}

/// What was said about a line, for the review.
pub(crate) fn said(shell: &Shell, details: &Details, line: &Line) -> Markup {
    let Some(said) = details.instead.get(&line.item.sku) else { return html! {} };
    let words = match &said.choice {
        Choice::AsWished => shell.text("promise-said-as-wished"),
        Choice::LeaveOut => shell.text("promise-said-leave-out"),
        Choice::Similar => shell.text("promise-said-similar"),
        Choice::This(sku) => {
            let name = shell.catalog.as_deref().and_then(|c| c.product(sku)).map_or_else(|| sku.to_string(), |p| p.head.name.clone());
            shell.say("promise-said-this", [("product", name.into())])
        }
    };
    let most = line.priced.total() + leeway(line.priced.total());
    html! {
        p.hint {
            (words)
            @if said.dearer { " " (shell.say("promise-said-dearer", [("most", shell.money(most).to_string().into())])) }
        }
    }
}

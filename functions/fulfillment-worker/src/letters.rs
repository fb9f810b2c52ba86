//! What shoppers and the owner get by mail: the same words as text and as HTML.

use crate::App;
use cloud::Letter;
use domain::order::{BY_SHOPPER, SettledLine, State, WholeOrder};
use domain::{Money, Order, Quantity};
use maud::{DOCTYPE, html};

/// The parts every letter has.
struct Draft<'a> {
    to: &'a str,
    subject: String,
    greeting: String,
    paragraphs: Vec<String>,
    rows: Vec<(String, Money)>,
    link: (String, &'static str),
}

/// Paid: what was promised, and when it comes.
pub(crate) fn receipt(app: &App, whole: &WholeOrder) -> Letter {
    let order = &whole.order;
    let mut rows: Vec<(String, Money)> = whole
        .lines
        .iter()
        .map(|l| (format!("{} {}", amount(l.item.quantity, l.item.by_weight.is_some()), l.item.name), l.priced.goods + l.priced.deposit))
        .collect();
    let saved: Money = whole.lines.iter().map(|l| l.priced.discount).sum();
    if saved > Money::ZERO {
        rows.push(("Offers".into(), -saved));
    }
    rows.extend(order.fees.iter().map(|f| (f.kind.clone(), f.amount)));
    rows.push(("Total".into(), order.total));
    let mut paragraphs = vec![format!("Thank you! We have your order {} and will pick it for {}.", order.order, when(order))];
    if order.upper > order.total {
        paragraphs.push(format!(
            "Some of it is sold by weight. We have set aside up to {} {} on your card and charge exactly what the scale says.",
            order.upper, order.currency
        ));
    }
    let link = (app.order_link(&order.order), "See your order");
    let (greeting, subject) = (hello(order), format!("Your order {}", order.order));
    letter(Draft { to: &order.contact.email, subject, greeting, paragraphs, rows, link }, &order.currency)
}

/// Packed and charged: what was picked.
pub(crate) fn ready(app: &App, whole: &WholeOrder) -> Letter {
    let order = &whole.order;
    let settlement = whole.settlement();
    let row = |l: &SettledLine| {
        let note = match (l.substitute, l.units) {
            (_, 0) => " (not available, not charged)",
            (true, _) => " (instead)",
            (false, _) => "",
        };
        (format!("{} {}{note}", amount(l.item.quantity, l.item.by_weight.is_some()), l.item.name), l.priced.total())
    };
    let mut rows: Vec<(String, Money)> = settlement.lines.iter().map(row).collect();
    rows.extend(order.fees.iter().map(|f| (f.kind.clone(), f.amount)));
    rows.push(("Charged".into(), order.payment.captured));
    let paragraphs = vec![format!("Your order {} is packed for {}. This is exactly what we picked and charged.", order.order, when(order))];
    let link = (app.order_link(&order.order), "See your order");
    let (greeting, subject) = (hello(order), format!("Your order {} is ready", order.order));
    letter(Draft { to: &order.contact.email, subject, greeting, paragraphs, rows, link }, &order.currency)
}

/// Canceled: nothing is charged.
pub(crate) fn canceled(app: &App, whole: &WholeOrder) -> Letter {
    let order = &whole.order;
    let reason = match &order.state {
        State::Canceled { reason, .. } if reason == BY_SHOPPER => format!("You canceled your order {}.", order.order),
        State::Canceled { reason, .. } => format!("We had to cancel your order {}: {reason}.", order.order),
        _ => format!("Your order {} was canceled.", order.order),
    };
    let paragraphs =
        vec![reason, "Nothing was charged. What was set aside on your card is released; banks take a few days to show it.".into()];
    let link = (app.order_link(&order.order), "See the order");
    let (greeting, subject) = (hello(order), format!("Your order {} was canceled", order.order));
    letter(Draft { to: &order.contact.email, subject, greeting, paragraphs, rows: Vec::new(), link }, &order.currency)
}

/// For the owner: a payment that does not fit its order.
pub(crate) fn review(app: &App, order: &Order) -> Letter {
    let what = order.review.clone().unwrap_or_else(|| "no reason is noted".into());
    let paragraphs = vec![
        format!("A payment for order {} does not fit: {what}.", order.order),
        "It was not counted and is given back by itself. Please look at the order and at the payment provider.".into(),
    ];
    let link = (format!("{}/back-office/orders/{}", app.origin, order.order), "Open the order");
    let (greeting, subject) = ("Payment review".to_owned(), format!("Payment review: order {}", order.order));
    letter(Draft { to: &app.owner_mail, subject, greeting, paragraphs, rows: Vec::new(), link }, &order.currency)
}

fn hello(order: &Order) -> String {
    format!("Hello {},", order.contact.name)
}

fn when(order: &Order) -> String {
    let slot = &order.fulfillment.slot;
    format!("{} on {}, {}", slot.method(), slot.day_words(), slot.window_words())
}

fn amount(quantity: Quantity, loose: bool) -> String {
    match quantity {
        Quantity::Grams(_) if loose => quantity.to_string(),
        Quantity::Grams(_) | Quantity::Pieces(_) => format!("{quantity} x"),
    }
}

fn letter(draft: Draft<'_>, currency: &str) -> Letter {
    let mut text = format!("{}\n\n", draft.greeting);
    for paragraph in &draft.paragraphs {
        text.push_str(&format!("{paragraph}\n\n"));
    }
    for (name, money) in &draft.rows {
        text.push_str(&format!("{:>10} {currency}  {name}\n", money.to_string()));
    }
    text.push_str(&format!("\n{}: {}\n", draft.link.1, draft.link.0));
    let html = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { (draft.subject) } }
            body style="margin:0;padding:24px;background:#faf5ea;color:#1d2b22;font:16px/1.5 system-ui,sans-serif" {
                div style="max-width:36rem;margin:0 auto" {
                    p { (draft.greeting) }
                    @for paragraph in &draft.paragraphs { p { (paragraph) } }
                    @if !draft.rows.is_empty() {
                        table style="width:100%;border-collapse:collapse" {
                            @for (name, money) in &draft.rows {
                                tr {
                                    td style="padding:4px 0;border-top:1px solid #ded5c0" { (name) }
                                    td style="padding:4px 0;border-top:1px solid #ded5c0;text-align:right;white-space:nowrap" { (money.to_string()) " " (currency) }
                                }
                            }
                        }
                    }
                    p { a href=(draft.link.0) style="color:#1f5c3a;font-weight:600" { (draft.link.1) } }
                }
            }
        }
    };
    Letter { to: draft.to.to_owned(), subject: draft.subject, text, html: html.into_string(), headers: Vec::new() }
}

//! The pages' words and markup.

use jiff::Timestamp;
use maud::{Markup, html};
use test_page::Frame;

use crate::objects::{Intent, Mode, Session};

const WITHOUT_CENTS: [&str; 2] = ["jpy", "isk"];

/// What is paid, and how the test card shall behave.
pub fn pay(session: &Session, intent: Option<&Intent>) -> Markup {
    let problem = intent.and_then(|intent| intent.last_error.as_ref());
    let title = format!("Pay {}", money(session.amount, &session.currency));
    frame(
        &title,
        1,
        html! {
            @if let Some(problem) = problem {
                div.notice.bad role="alert" {
                    strong { (problem.message) }
                    " Nothing was charged. You can try again."
                }
            }
            (summary(session))
            form method="post" {
                h2 { "How shall the test card behave?" }
                button.main name="action" value="pay" { "Pay " (money(session.amount, &session.currency)) }
                button name="action" value="authenticate" { "Pay with 3-D Secure" small { "The bank asks first" } }
                button name="action" value="decline" { "Decline the card" small { "The bank says no" } }
                button.quiet name="action" value="leave" { "Walk away without paying" }
            }
            @if let Some(until) = time(session.expires_at) {
                p.fine { "This page can be paid until " time datetime=(until) { (until.strftime("%H:%M")) " UTC" } "." }
            }
        },
    )
}

/// A card is saved for later, and how it shall behave then.
pub fn save(session: &Session) -> Markup {
    frame(
        "Save a card",
        1,
        html! {
            p { "Nothing is charged or set aside now. The card is used later." }
            @if let Some(order) = &session.client_reference_id { dl { div { dt { "Order" } dd { (order) } } } }
            form method="post" {
                h2 { "How shall the test card behave?" }
                button.main name="action" value="pay" { "Save the card" }
                button name="action" value="decline_later" { "Save one that is declined later" small { "The bank says no, when it is used" } }
                button name="action" value="ask_later" { "Save one that asks later" small { "The bank wants to see its owner" } }
                button.quiet name="action" value="leave" { "Walk away without saving" }
            }
        },
    )
}

/// The bank's question.
pub fn bank(session: &Session) -> Markup {
    frame(
        "Your bank asks",
        2,
        html! {
            p { "3-D Secure: a real bank would now ask you to confirm this payment in its app." }
            (summary(session))
            form method="post" action={ "../" (session.id) } {
                button.main name="action" value="approve" { "Approve the payment" }
                button name="action" value="fail" { "Fail the check" }
            }
        },
    )
}

/// There is nothing left to pay.
pub fn paid(session: &Session) -> Markup {
    frame(
        "Already paid",
        1,
        html! {
            div.notice.good role="status" { "This payment went through. It was made once; opening this page again changes nothing." }
            (summary(session))
            a.main.button href=(session.success_url.replace("{CHECKOUT_SESSION_ID}", &session.id)) { "Back to your order" }
        },
    )
}

/// The session is over.
pub fn expired(session: &Session) -> Markup {
    frame(
        "This page has expired",
        1,
        html! {
            div.notice.bad role="status" { "The time for this payment is over, or the shop ended it. Nothing was charged." }
            (summary(session))
            @if let Some(url) = &session.cancel_url {
                a.main.button href=(url) { "Back to the shop" }
            }
        },
    )
}

/// There is no such session.
pub fn nothing() -> Markup {
    frame(
        "No such payment",
        1,
        html! {
            p { "This address names no payment. Go back to the shop and start from your order." }
        },
    )
}

/// Something else is wrong.
pub fn trouble() -> Markup {
    frame(
        "That did not work",
        1,
        html! {
            p { "Nothing was charged. Go back and try again." }
        },
    )
}

fn summary(session: &Session) -> Markup {
    html! {
        dl {
            @if let Some(order) = &session.client_reference_id {
                div { dt { "Order" } dd { (order) } }
            }
            @for item in &session.items {
                div {
                    dt { (item.name) @if item.quantity > 1 { " × " (item.quantity) } }
                    dd { (money(item.unit_amount * item.quantity, &session.currency)) }
                }
            }
            @if session.mode == Mode::Payment { div.total { dt { "Total" } dd { (money(session.amount, &session.currency)) } } }
        }
    }
}

/// `depth`: how many folders below the style sheet this page lies, so that it works under any prefix.
fn frame(title: &str, depth: usize, content: Markup) -> Markup {
    let style = format!("{}pay.css", "../".repeat(depth));
    Frame { title, unreal: "No real card, no real money.", style: &style }.around(&content)
}

fn money(amount: i64, currency: &str) -> String {
    let symbol = match currency {
        "eur" => "€".to_owned(),
        "usd" => "$".to_owned(),
        "gbp" => "£".to_owned(),
        other => format!("{} ", other.to_uppercase()),
    };
    match WITHOUT_CENTS.contains(&currency) {
        true => format!("{symbol}{amount}"),
        false => format!("{symbol}{}.{:02}", amount / 100, amount % 100),
    }
}

fn time(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}

//! Handing over, where somebody must look at a card first.

use crate::order::OrderView;
use domain::order::AgeSeen;
use maud::{Markup, html};
use web::components::{Choice, button, choices};

/// What is to be looked at, or what was seen.
pub fn asked(order: &OrderView) -> Markup {
    html! {
        @if let Some(check) = &order.promise.age_check { p { (words(check.outcome)) } }
        @else if let Some(age) = order.age.filter(|_| order.needs_age_check) {
            p { "Look at a card: whoever receives it must be " strong { (age) " or older" } ". Nothing on the card is written down." }
        }
    }
}

/// The button that hands over, or one for each thing a card may say: one press notes it and hands over the rest.
pub fn buttons(order: &OrderView, hand_over: &str) -> Markup {
    if !order.needs_age_check {
        return button(hand_over);
    }
    let limited: Vec<&str> = order.lines.iter().filter(|l| l.age.is_some()).map(|l| l.name).collect();
    html! {
        button.main type="submit" name="age" value="old_enough" { "Old enough: hand over" }
        details {
            summary { "It cannot be handed over" }
            p { (limited.join(", ")) ": comes back to the shelf, and the money goes back by itself. The rest is handed over." }
            div.row {
                button type="submit" name="age" value="no_card" { "No card" }
                button type="submit" name="age" value="too_young" { "Too young" }
                button type="submit" name="age" value="drunk" { "Drunk" }
            }
        }
    }
}

/// What a card says, where the goods are paid as they change hands: the money ends it, whatever the answer.
pub fn question(order: &OrderView) -> Markup {
    let seen = [
        ("old_enough", "Old enough"),
        ("no_card", "No card: it stays here"),
        ("too_young", "Too young: it stays here"),
        ("drunk", "Drunk: it stays here"),
    ];
    let seen = seen.map(|(value, words)| Choice { value, label: html! { (words) }, closed: None });
    html! { @if order.needs_age_check { (choices("age", "What does a card say?", None, &seen)) } }
}

/// What was seen, in words.
pub fn words(seen: AgeSeen) -> &'static str {
    match seen {
        AgeSeen::OldEnough => "Age checked: old enough.",
        AgeSeen::NoCard => "Age checked: no card. What has an age limit came back.",
        AgeSeen::TooYoung => "Age checked: too young. What has an age limit came back.",
        AgeSeen::Drunk => "Age checked: drunk. What has an age limit came back.",
    }
}

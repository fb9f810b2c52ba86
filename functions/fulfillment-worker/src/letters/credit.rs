//! What letters say of credit: a code that was issued, and what credit pays of an order.

use super::{Draft, language, letter};
use crate::App;
use cloud::Letter;
use domain::Money;
use domain::credit::{CreditCode, CreditMove};
use domain::order::Order;
use std::borrow::Cow;
use texts::{Language, Value};

/// A gift card or credit: its code, and how it is used.
pub(crate) fn credit(app: &App, (to, language): (&str, Language), code: &CreditCode, issued: &CreditMove) -> Letter {
    let amount = || [("amount", language.money(issued.amount, &issued.currency).into())];
    letter(&Draft {
        to,
        language,
        currency: &issued.currency,
        subject: language.say("credit-mail", amount()),
        greeting: language.text("credit-mail-hello"),
        paragraphs: credit_code(language, code, amount()),
        rows: Vec::new(),
        link: (app.origin.clone(), language.text("credit-mail-shop")),
    })
}

/// The code with what can be done with it.
pub(super) fn credit_code<'a>(language: Language, code: &CreditCode, amount: [(&'static str, Value<'a>); 1]) -> Vec<Cow<'static, str>> {
    let said = [("code", code.shown().into())];
    vec![language.say("credit-mail-text", amount), language.say("credit-mail-code", said), language.text("credit-mail-how")]
}

/// What was picked comes to, and who pays that: credit first, then a card or a till.
pub(super) fn sums(order: &Order, total: Money, rest: &'static str) -> Vec<(String, Money)> {
    let (language, credit) = (language(order), order.credit_spent());
    if credit == Money::ZERO {
        return vec![(language.text(rest).into(), total)];
    }
    let total_row = (language.text("mail-total").into(), total);
    [total_row].into_iter().chain(paid_with_credit(order, credit, rest, total)).collect()
}

pub(super) fn paid_with_credit(order: &Order, credit: Money, rest: &'static str, total: Money) -> Vec<(String, Money)> {
    let language = language(order);
    let rows = [(language.text("credit-paid").into(), -credit), (language.text(rest).into(), total - credit)];
    rows.into_iter().filter(|_| credit > Money::ZERO).collect()
}

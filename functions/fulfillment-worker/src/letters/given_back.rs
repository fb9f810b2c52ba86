//! Money that goes back, and what was not right: what shoppers are told of it.

use super::credit::credit_code;
use super::{Draft, draft, language, letter, number};
use crate::App;
use cloud::Letter;
use domain::Money;
use domain::credit::CreditCode;
use domain::order::{Claim, Of, Order, Outcome, Part, Refund, WholeOrder};

/// Money on its way back: for what, and why.
pub(crate) fn refunded(app: &App, whole: &WholeOrder, refund: &Refund, code: Option<&CreditCode>) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let lines = whole.settlement().lines;
    let name = |part: &Part| match part.of {
        Of::Line(n) => lines.iter().find(|l| l.line == n).map(|l| l.item.name.clone()).unwrap_or_default(),
        Of::Fee(n) => order.fees.get(usize::from(n)).map(|fee| language.fee(&fee.kind).into_owned()).unwrap_or_default(),
    };
    let mut rows: Vec<(String, Money)> = refund.parts.iter().map(|part| (name(part), part.amount())).collect();
    rows.push((language.text("claim-given-back").into(), refund.amount));
    let amount = language.money(refund.amount, &order.currency);
    let given = [("order", order.order.as_str().into()), ("amount", amount.into()), ("reason", refund.reason.as_str().into())];
    let mut paragraphs = vec![language.say("claim-mail-refunded", given)];
    let amount = |amount: Money| [("amount", language.money(amount, &order.currency).into())];
    match code {
        Some(code) => paragraphs.extend(credit_code(language, code, amount(refund.credit))),
        None if refund.tender().is_some() => paragraphs.push(language.text("claim-mail-till")),
        None if refund.by_card() > Money::ZERO => paragraphs.push(language.text("claim-mail-bank")),
        None => {}
    }
    if code.is_none() && refund.credit > Money::ZERO {
        paragraphs.push(language.say("claim-mail-as-credit", amount(refund.credit)));
    }
    let subject = language.say("claim-mail-subject", number(order));
    letter(&Draft { subject, paragraphs, rows, ..draft(app, order) })
}

/// Money went back that no refund of the shop's own tells of: all of an order that had ended, or by hand at the provider.
pub(crate) fn money_back(app: &App, order: &Order) -> Letter {
    let language = language(order);
    let paragraphs = vec![language.say("mail-money-back", number(order)), language.text("claim-mail-bank")];
    let rows = vec![(language.text("claim-given-back").into(), order.payment.refunded)];
    letter(&Draft { subject: language.say("claim-mail-subject", number(order)), paragraphs, rows, ..draft(app, order) })
}

/// A claim came, or has its answer.
pub(crate) fn claim(app: &App, order: &Order, claim: &Claim, code: Option<&CreditCode>) -> Letter {
    let language = language(order);
    let given = claim.answer.as_ref().and_then(|answer| answer.credit.as_ref()).map_or(Money::ZERO, |given| given.amount);
    let worth = || [("amount", language.money(given, &order.currency).into())];
    let reason = claim.answer.iter().map(|answer| ("reason", answer.reason.as_str().into()));
    let (subject, paragraph) = match claim.answer.as_ref().map(|answer| answer.outcome) {
        None => ("claim-mail-made-subject", language.text("claim-mail-made")),
        Some(Outcome::Refused) => ("claim-mail-answer-subject", language.say("claim-mail-refused", reason)),
        Some(Outcome::Replacement) => ("claim-mail-answer-subject", language.say("claim-mail-replacement", reason)),
        Some(Outcome::Refund) => ("claim-mail-answer-subject", language.say("claim-mail-refund", reason)),
        Some(Outcome::Credit) => ("claim-mail-answer-subject", language.say("claim-mail-credit", reason.chain(worth()))),
    };
    let mut paragraphs = vec![paragraph];
    paragraphs.extend(code.into_iter().flat_map(|code| credit_code(language, code, worth())));
    letter(&Draft { subject: language.say(subject, number(order)), paragraphs, ..draft(app, order) })
}

//! What shoppers and the owner get by mail: the same words as text and as HTML. Shoppers are written to in the language
//! their order was placed in, the owner in English.

mod credit;
mod given_back;

pub(crate) use credit::credit;
pub(crate) use given_back::{claim, money_back, refunded};

use self::credit::{paid_with_credit, sums};
use crate::paper::{self, Page};
use crate::{App, receipt};
use cloud::Letter;
use domain::Money;
use domain::figures::{Charged, Figures, LineFigures};
use domain::order::{Asking, BY_SHOPPER, NOT_COLLECTED, NOT_PAID, NOTHING_THERE, Order, Proposal, SettledLine, State, WholeOrder};
use domain::quote::Line;
use domain::slot::Method;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use std::borrow::Cow;
use texts::{Language, Value};

/// The parts every letter has.
struct Draft<'a> {
    to: &'a str,
    language: Language,
    currency: &'a str,
    subject: Cow<'static, str>,
    greeting: Cow<'static, str>,
    paragraphs: Vec<Cow<'static, str>>,
    rows: Vec<(String, Money)>,
    link: (String, Cow<'static, str>),
}

/// A letter that a notice of one sentence can stand for.
pub(crate) struct News {
    pub sentence: String,
    pub letter: Letter,
}

/// Paid: what was promised, and when it comes.
pub(crate) fn placed(app: &App, whole: &WholeOrder) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let paragraph = match order.fulfillment.method {
        Method::Delivery => language.say("mail-receipt-delivery", about(order)),
        Method::Pickup => language.say("mail-receipt-pickup", about(order)),
        Method::Curbside => language.say("way-mail-curbside", about(order)),
        Method::Shipment => language.say("way-mail-shipment", about(order).into_iter().take(2)),
    };
    promise(app, whole, language.say("mail-receipt", number(order)), paragraph)
}

/// Changed by its shopper: what it is now.
pub(crate) fn changed(app: &App, whole: &WholeOrder) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let paragraph = match order.fulfillment.method {
        Method::Delivery => language.say("mail-changed-delivery", about(order)),
        Method::Pickup => language.say("mail-changed-pickup", about(order)),
        Method::Curbside => language.say("mail-changed-curbside", about(order)),
        Method::Shipment => language.say("mail-changed-shipment", about(order).into_iter().take(2)),
    };
    promise(app, whole, language.say("mail-changed", number(order)), paragraph)
}

/// A letter with all that is promised.
fn promise(app: &App, whole: &WholeOrder, subject: Cow<'static, str>, paragraph: Cow<'static, str>) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let figures = Figures::of(order.prices, order.rates, whole.lines.iter().map(Charged::from), &order.fees);
    let line = |(l, figures): (&Line, &LineFigures)| {
        let bought = (format!("{} {}", language.times(l.item.quantity), l.item.name), figures.goods + figures.deposit);
        std::iter::once(bought).chain(receipt::cheaper(figures.reasons.clone()))
    };
    let mut rows: Vec<(String, Money)> = whole.lines.iter().zip(&figures.lines).flat_map(line).collect();
    rows.extend(receipt::sums(order, &figures, language));
    rows.push((language.text("mail-total").into(), order.total));
    rows.extend(paid_with_credit(order, order.credit_kept().min(order.total), "credit-left-to-pay", order.total));
    let mut paragraphs = vec![paragraph];
    paragraphs.extend(order.code().map(|code| language.say("way-mail-code", [("code", code.into())])));
    if order.upper > order.total && order.at_handover.is_none() && order.by_card() > Money::ZERO {
        let weighed = whole.lines.iter().any(|l| l.item.by_weight.is_some());
        let why = if weighed { "mail-weighed" } else { "promise-upper" };
        paragraphs.push(language.say(why, [("upper", language.money(order.by_card(), &order.currency).into())]));
    }
    if let (Some(_), Some(later)) = (order.saved(), &order.later) {
        let due = later.due.to_zoned(TimeZone::UTC).date();
        let asked = [("day", language.day_short(due).into()), ("upper", language.money(order.by_card(), &order.currency).into())];
        paragraphs.push(language.say("mail-card-later", asked));
    }
    letter(&Draft { subject, paragraphs, rows, ..draft(app, order) })
}

/// Packed and charged: what was picked.
pub(crate) fn ready(app: &App, whole: &WholeOrder) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let settlement = whole.settlement();
    let figures = Figures::of(order.prices, order.rates, settlement.lines.iter().map(Charged::from), &order.fees);
    let row = |((ordered, picked), figures): ((&Line, &SettledLine), &LineFigures)| {
        let off: Money = figures.reasons.iter().map(|reason| reason.off).sum();
        let taken = (receipt::row(language, order, ordered, picked), figures.total + off);
        std::iter::once(taken).chain(receipt::cheaper(figures.reasons.clone()))
    };
    let mut rows: Vec<(String, Money)> = whole.lines.iter().zip(&settlement.lines).zip(&figures.lines).flat_map(row).collect();
    rows.extend(receipt::sums(order, &figures, language));
    let charged = if order.due().is_some() { "paying-due" } else { "mail-charged" };
    rows.extend(sums(order, settlement.total, charged));
    let mut paragraphs = vec![match order.fulfillment.method {
        Method::Delivery if order.due().is_some() => language.say("paying-ready-delivery", about(order)),
        Method::Pickup if order.due().is_some() => language.say("paying-ready-pickup", about(order)),
        Method::Delivery => language.say("mail-ready-delivery", about(order)),
        Method::Pickup => language.say("mail-ready-pickup", about(order)),
        Method::Curbside => language.say("way-mail-ready-curbside", about(order)),
        Method::Shipment => language.say("way-mail-ready-shipment", number(order)),
    }];
    paragraphs.extend(order.code().map(|code| language.say("way-mail-code", [("code", code.into())])));
    let subject = language.say("mail-ready", number(order));
    letter(&Draft { subject, paragraphs, rows, ..draft(app, order) })
}

/// While it is picked: what may be given instead of what is missing.
pub(crate) fn question(app: &App, whole: &WholeOrder, zone: &TimeZone) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let missing = |line: u16| whole.lines.iter().find(|l| l.line == line).map_or("", |l| l.item.name.as_str());
    let row = |p: &Proposal| {
        let line = format!("{} {}", language.times(p.asked.item.quantity), p.asked.item.name);
        let said = language.say("promise-mail-row", [("line", line.into()), ("missing", missing(p.line).into())]);
        (said.into_owned(), order.shown(p.asked.priced.total(), p.asked.item.vat))
    };
    let rows = order.promise.open().map(row).collect();
    let until = order.promise.open().map(|p| p.until).min().unwrap_or_default();
    let time = language.time(until.to_zoned(zone.clone()).time());
    let paragraphs = vec![language.say("promise-mail-text", [("time", time.into())]), language.text("promise-mail-silence")];
    let link = (format!("{}#questions", app.order_link(&order.order)), language.text("promise-mail-answer"));
    let subject = language.say("promise-mail", number(order));
    letter(&Draft { subject, paragraphs, rows, link, ..draft(app, order) })
}

/// Left for the door: when it will be there.
pub(crate) fn on_its_way(app: &App, order: &Order) -> News {
    let language = language(order);
    let sentence = language.say("mail-on-its-way-text", about(order));
    let paragraphs = vec![sentence.clone()];
    let rows = order.due().map(|due| (language.text("paying-due").into(), due)).into_iter().collect();
    let letter = letter(&Draft { subject: language.say("mail-on-its-way", number(order)), paragraphs, rows, ..draft(app, order) });
    News { sentence: sentence.into_owned(), letter }
}

/// Delivered: enjoy it, and what to do when something is wrong.
pub(crate) fn handed_over(app: &App, order: &Order) -> News {
    let language = language(order);
    let sentence = language.text("mail-handed-over-text");
    let paid = if order.at_handover.is_some() { "paying-paid" } else { "mail-charged" };
    let rows = sums(order, order.settled.unwrap_or_default(), paid);
    let (subject, paragraphs) = (language.say("mail-handed-over", number(order)), vec![sentence.clone()]);
    let letter = letter(&Draft { subject, paragraphs, rows, ..draft(app, order) });
    News { sentence: sentence.into_owned(), letter }
}

/// The payment was lost: where to pay again, and until when.
pub(crate) fn pay_again(app: &App, order: &Order, asking: &Asking, zone: &TimeZone) -> Letter {
    let language = language(order);
    let by = asking.until.to_zoned(zone.clone());
    let when = [("day", language.day_short(by.date()).into()), ("time", language.time(by.time()).into())];
    let (subject, why) = if order.saved().is_some() { ("mail-refused", "mail-refused-text") } else { ("mail-again", "mail-again-text") };
    let paragraphs = vec![language.say(why, number(order)), language.say("mail-again-until", when)];
    let (rows, link) = (vec![(language.text("mail-again-amount").into(), asking.amount)], language.text("mail-again-pay"));
    let draft = Draft { link: (app.order_link(&order.order), link), ..draft(app, order) };
    letter(&Draft { subject: language.say(subject, number(order)), paragraphs, rows, ..draft })
}

/// Canceled: nothing is charged.
pub(crate) fn canceled(app: &App, whole: &WholeOrder) -> Letter {
    let (order, language) = (&whole.order, language(&whole.order));
    let reason = match &order.state {
        State::Canceled { reason, .. } if reason == BY_SHOPPER => language.say("mail-you-canceled", number(order)),
        State::Canceled { reason, .. } if reason == NOT_PAID => language.say("mail-not-paid", number(order)),
        State::Canceled { reason, .. } if reason == NOTHING_THERE => language.say("mail-nothing-there", number(order)),
        State::Canceled { reason, .. } if reason == NOT_COLLECTED => language.say("mail-not-collected", number(order)),
        State::Canceled { reason, .. } => {
            language.say("mail-we-canceled", number(order).into_iter().chain([("reason", reason.as_str().into())]))
        }
        _ => language.say("mail-was-canceled", number(order)),
    };
    let mut paragraphs =
        vec![reason, language.text(if order.payment.captured > Money::ZERO { "mail-charged-back" } else { "mail-nothing-charged" })];
    if order.reserved() > Money::ZERO {
        paragraphs.push(language.say("credit-is-back", [("amount", language.money(order.reserved(), &order.currency).into())]));
    }
    let subject = language.say("mail-canceled", number(order));
    letter(&Draft { subject, paragraphs, ..draft(app, order) })
}

/// On its way in a parcel: with whom, and where to look.
pub(crate) fn shipped(app: &App, whole: &WholeOrder) -> Option<Letter> {
    let (order, language) = (&whole.order, language(&whole.order));
    let parcel = order.way.as_ref()?.parcel.as_ref()?;
    let values = [("carrier", parcel.carrier.as_str().into()), ("number", parcel.number.as_str().into())];
    let paragraphs = vec![language.say("way-left-with", values)];
    let subject = language.say("way-mail-shipped", number(order));
    let draft = Draft { subject, paragraphs, ..draft(app, order) };
    let link = parcel.link().map(|link| (link, language.text("way-track")));
    Some(letter(&Draft { link: link.unwrap_or_else(|| draft.link.clone()), ..draft }))
}

/// Paid after the order had ended.
pub(crate) fn too_late(app: &App, order: &Order) -> Letter {
    let language = language(order);
    let paragraphs = vec![language.say("mail-too-late-text", number(order)), language.text("mail-nothing-charged")];
    letter(&Draft { subject: language.say("mail-too-late", number(order)), paragraphs, ..draft(app, order) })
}

/// For the owner: a payment that does not fit its order.
pub(crate) fn review(app: &App, order: &Order) -> Letter {
    let what = order.review.clone().unwrap_or_else(|| "no reason is noted".into());
    let paragraphs = vec![
        format!("A payment for order {} does not fit: {what}.", order.order).into(),
        if order.disputed() > Money::ZERO {
            "Please answer it at the payment provider in time: the receipt and who was given the order count as evidence.".into()
        } else {
            "What was not asked for is given back by itself. Please look at the order and at the payment provider.".into()
        },
    ];
    letter(&Draft {
        to: &app.owner_mail,
        language: Language::default(),
        currency: &order.currency,
        subject: format!("Payment review: order {}", order.order).into(),
        greeting: "Payment review".into(),
        paragraphs,
        rows: Vec::new(),
        link: (format!("{}/back-office/orders/{}", app.origin, order.order), "Open the order".into()),
    })
}

/// A letter about an order to who placed it, with nothing said yet.
fn draft<'a>(app: &App, order: &'a Order) -> Draft<'a> {
    let language = language(order);
    Draft {
        to: &order.contact.email,
        language,
        currency: &order.currency,
        subject: Cow::Borrowed(""),
        greeting: language.say("mail-hello", [("name", order.contact.name.as_str().into())]),
        paragraphs: Vec::new(),
        rows: Vec::new(),
        link: (app.order_link(&order.order), language.text("mail-see-order")),
    }
}

fn language(order: &Order) -> Language {
    Language::tagged(&order.language).unwrap_or_default()
}

fn number(order: &Order) -> [(&'static str, Value<'_>); 1] {
    [("order", order.order.as_str().into())]
}

/// Which order, and when it is due.
fn about(order: &Order) -> [(&'static str, Value<'_>); 3] {
    let (language, slot) = (language(order), &order.fulfillment.slot);
    let [number] = number(order);
    [number, ("day", language.slot_day(slot).into()), ("window", language.slot_window(slot).into())]
}

fn letter(draft: &Draft) -> Letter {
    let mut text = format!("{}\n\n", draft.greeting);
    for paragraph in &draft.paragraphs {
        text.push_str(&format!("{paragraph}\n\n"));
    }
    for (name, amount) in &draft.rows {
        text.push_str(&format!("{:>14}  {name}\n", draft.language.plain_money(*amount, draft.currency)));
    }
    text.push_str(&format!("\n{}: {}\n", draft.link.1, draft.link.0));
    let html = markup(draft).into_string();
    Letter { to: draft.to.to_owned(), subject: draft.subject.to_string(), text, html, headers: Vec::new() }
}

fn markup(draft: &Draft) -> Markup {
    let money = |amount: Money| draft.language.money(amount, draft.currency);
    // The last row is what they add up to.
    let row = |(n, (name, amount)): (usize, &(String, Money))| match n + 1 == draft.rows.len() {
        true => (html! { strong { (name) } }, html! { strong { (money(*amount)) } }),
        false => (html! { (name) }, html! { (money(*amount)) }),
    };
    let body = html! {
        p { (draft.greeting) }
        @for paragraph in &draft.paragraphs { p { (paragraph) } }
        @if !draft.rows.is_empty() { (paper::rows(draft.rows.iter().enumerate().map(row))) }
        (paper::button(&draft.link.0, &draft.link.1))
    };
    paper::write(&Page { language: draft.language, title: &draft.subject, body, foot: None })
}

//! What every change of an order has in common: until when it may be made, how it is stored, what is answered.

use crate::App;
use crate::order::{Key, OrderView, opened};
use crate::payment::{back, page_of};
use axum::extract::State;
use cloud::store::orders::{Committed, Decision, Obstacle};
use domain::order::{Bounds, Kept, WholeOrder, Write};
use domain::slot::open_slot;
use domain::{Money, Order, OrderId, Settings, Slot, SlotId};
use jiff::Timestamp;
use maud::{Markup, html};
use payments::Asked;
use serde::Serialize;
use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;
use texts::{Given, say, text};
use utoipa::ToSchema;
use web::components::{Tone, hidden, notice};
use web::{Answer, Input, Outcome, Path, Problem, Shell, Want, done};

/// An order after its shopper changed it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangedOrder {
    /// As it is now. A change that waits for its payment is not in it yet.
    #[serde(flatten)]
    pub order: OrderView,
    /// Where to pay for the change; absent where nothing more is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_url: Option<String>,
}

/// What became of storing a change.
pub(crate) enum Stored {
    /// It is stored.
    Yes,
    /// The order moved on meanwhile: read it again.
    Again,
    /// Something it takes is not there any more.
    Refused(Vec<Obstacle>),
}

/// Stores a change, and has what follows from it done.
pub(crate) async fn store(app: &App, write: Write) -> Outcome<Stored> {
    Ok(match app.store.commit(&write).await? {
        Committed::Yes => {
            let decided = Decision::<Infallible>::Stored(Box::new(write));
            app.jobs.follow(&decided).await;
            app.store.note_decision(&decided).await;
            Stored::Yes
        }
        Committed::Overtaken | Committed::Known | Committed::TooLittle(_) | Committed::NoCredit => Stored::Again,
        Committed::Refused(obstacles) => Stored::Refused(obstacles),
    })
}

/// The order after a change: a form is led to the payment page, where one waits.
pub(crate) async fn answered(app: &App, want: Want, order: &OrderId, key: String) -> Outcome<Answer> {
    let whole = opened(app, order, &key).await?;
    let pay_url = page_of(app, &whole.order).await;
    let next = pay_url.clone().unwrap_or_else(|| at(order, &key));
    Ok(done(want, &ChangedOrder { order: OrderView::of(whole, key), pay_url }, &next))
}

/// Keeps the order as it was: the payment page of the change is closed, and what was held for it goes back. Said again, it is
/// the same.
#[utoipa::path(post, path = "/orders/{order}/keep", request_body = Key, params(("order" = String, Path)), responses(
    (status = 200, description = "The order as it is", body = ChangedOrder)))]
pub(crate) async fn keep(State(app): State<Arc<App>>, want: Want, Path(order): Path<OrderId>, Input(key): Input<Key>) -> Outcome<Answer> {
    let whole = opened(&app, &order, &key.key).await?;
    end(&app, &whole).await?;
    answered(&app, want, &order, key.key).await
}

/// Ends what waits for a payment. Its page is closed first; paid in the last moment, it counts.
pub(crate) async fn end(app: &App, whole: &WholeOrder) -> Outcome<()> {
    let (order, now) = (&whole.order, app.clock.now());
    // A payment that was lost is no change: who does not want the order cancels it.
    if order.awaited().is_none() || whole.amended.is_none() {
        return Ok(());
    }
    match app.provider.close(&Asked { order, back: &back(app, &order.order) }).await? {
        Some(fact) => {
            let learned = app.store.learn(&fact, now).await?;
            app.jobs.follow(&learned).await;
        }
        None => {
            let ended = app.store.decide(&order.order, |whole| Ok::<_, Infallible>(whole.end_asking(now))).await?;
            app.store.note_decision(&ended).await;
        }
    }
    Ok(())
}

/// What a change to a slot is judged by. `None`: there is no such slot to be chosen.
pub(crate) fn bounds(settings: &Settings, order: &Order, to: &SlotId, now: Timestamp) -> Option<Bounds> {
    let held = &order.fulfillment.slot;
    let listed = open_slot(settings, held, now);
    let closes = order.closes(listed.as_ref().map(|slot| slot.closes));
    let own = || {
        // The calendar may not list it any more: then its own row says what it takes.
        let (starts, capacity) = (closes?, order.points());
        Some(Slot { id: held.clone(), starts, ends: starts, closes: starts, capacity, express: Money::ZERO })
    };
    let slot = if to == held { listed.clone().or_else(own)? } else { open_slot(settings, to, now)? };
    let trusted = settings.at_handover.map_or(Money::ZERO, |trust| trust.most);
    Some(Bounds { slot, trusted, listed: listed.map(|slot| slot.closes), now })
}

/// Until when the order may be changed, while that is so.
pub(crate) fn until(settings: &Settings, order: &Order, now: Timestamp) -> Option<Timestamp> {
    order.covered(Money::ZERO)?;
    let listed = open_slot(settings, &order.fulfillment.slot, now).map(|slot| slot.closes);
    order.closes(listed).filter(|closes| now < *closes)
}

/// Why it stays as it is. Nothing was changed.
pub(crate) fn kept(kept: Kept, order: &Order) -> Problem {
    match kept {
        Kept::Same | Kept::Waiting | Kept::NotNow | Kept::Closed => {
            Problem::conflict("not-now", text("change-too-late")).detail(text("change-too-late-why"))
        }
        Kept::TooOften => Problem::conflict("too-often", text("change-too-often")).detail(text("change-too-often-why")),
        Kept::TooMuch => Problem::conflict("too-much", text("change-too-much")).detail(text("change-too-much-why")),
        Kept::Dearer(more) => {
            let more = Given::Amount(more, order.currency.clone());
            Problem::conflict("dearer", text("slot-dearer")).detail(say("slot-dearer-at-handover", [("more", more)]))
        }
    }
}

impl OrderView {
    /// When the card is asked, and for how much at most.
    pub(crate) fn later(&self, words: &str, shell: &Shell) -> Cow<'static, str> {
        let due = self.order.later.as_ref().zip(shell.settings()).map(|(later, shop)| later.due.to_zoned(shop.tz()).date());
        let day = due.map(|day| shell.language.day_short(day)).unwrap_or_default();
        shell.say(words, [("day", day.into()), ("upper", shell.money(self.order.upper).to_string().into())])
    }

    /// A change that waits for its payment, to be paid or dropped; or a payment that was lost, to be made again.
    pub(crate) fn waits(&self, shell: &Shell) -> Markup {
        let Some(asking) = &self.asking else { return html! {} };
        let until = shell.settings().map(|shop| asking.until.to_zoned(shop.tz()));
        let (day, time) = until.map(|at| (shell.language.day_short(at.date()), shell.language.time(at.time()))).unwrap_or_default();
        let action = |step: &str| format!("/orders/{}/{step}", self.id);
        let pay = if self.change_waits { "change-pay" } else { "change-again-pay" };
        let pay = shell.say(pay, [("amount", shell.money(asking.amount).to_string().into())]);
        let why = if self.change_waits {
            shell.say("change-waits", [("time", time.into())])
        } else {
            let why = if self.order.saved().is_some() { "change-card-refused" } else { "change-again" };
            shell.say(why, [("day", day.into()), ("time", time.into())])
        };
        notice(
            Tone::Warn,
            html! {
                p { (why) }
                div.row {
                    form method="post" action=(action("pay")) { (hidden("key", &self.key)) button.main type="submit" { (pay) } }
                    @if self.change_waits {
                        form method="post" action=(action("keep")) {
                            (hidden("key", &self.key))
                            button.quiet type="submit" { (shell.text("change-drop")) }
                        }
                    }
                }
            },
        )
    }
}

/// The order's page.
pub(crate) fn at(order: &OrderId, key: &str) -> String {
    format!("/orders/{order}?key={key}")
}

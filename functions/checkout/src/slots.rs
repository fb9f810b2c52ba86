//! `GET /slots`: when an order can be delivered or picked up.

use crate::App;
use axum::extract::State;
use domain::catalog::Catalog;
use domain::slot::{Method, calendar, zone_for};
use domain::{Money, Slot, SlotId};
use jiff::Timestamp;
use maud::{Markup, Render, html};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;
use texts::{Language, say, text};
use utoipa::{IntoParams, ToSchema};
use web::components::{Choice, Choices};
use web::problem::Failure;
use web::{Answer, Outcome, Problem, Query, Shell, View, Want, page};

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// `delivery`, `pickup`, `curbside` or `shipment`.
    pub method: Method,
    /// Needed for a delivery.
    #[serde(default)]
    pub postcode: String,
}

/// The slots one may choose from.
#[derive(Serialize, ToSchema)]
pub(crate) struct Slots {
    /// The delivery zone, `store` or `parcel`.
    pub zone: String,
    /// In the shop's time zone, soonest first.
    pub slots: Vec<SlotView>,
    /// Points the order will take: it does not fit where there is less room.
    #[serde(skip)]
    pub needs: u32,
    /// Why times are missing: products that are only there at others.
    #[serde(skip)]
    pub narrowed: Vec<Failure>,
}

/// A slot and the room in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlotView {
    /// To be named when ordering.
    pub id: SlotId,
    /// Start of the window.
    pub starts: Timestamp,
    /// End of the window.
    pub ends: Timestamp,
    /// Last moment to choose it.
    pub closes: Timestamp,
    /// Points it still takes: an order is one, unless the owner counts lines and crates.
    pub room: u32,
    /// What it costs more, VAT included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub express: Option<Money>,
    /// In words: `Mon 23 Nov, 10:00–12:00`.
    pub label: String,
}

/// Lists slots.
#[utoipa::path(get, path = "/slots", params(Where), responses(
    (status = 200, description = "Slots still open to choose", body = Slots),
    (status = 422, description = "No delivery to that postcode", body = web::problem::Details)))]
pub(crate) async fn list(State(app): State<Arc<App>>, want: Want, Query(place): Query<Where>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let view = find(&app, &catalog, &place, shell.language).await?;
    Ok(page(want, &shell, &view))
}

/// The open slots for a method and postcode, with the room in each.
pub(crate) async fn find(app: &App, catalog: &Catalog, place: &Where, language: Language) -> Outcome<Slots> {
    let (settings, method, postcode) = (catalog.settings(), place.method, place.postcode.as_str());
    let zone = zone_for(settings, method, postcode).ok_or_else(|| nowhere(method, postcode))?;
    let slots = calendar(settings, method, zone, app.clock.now());
    let room = app.store.room(&slots).await?;
    let view = |slot: Slot| SlotView {
        room: room.get(&slot.id).copied().unwrap_or_default(),
        label: format!("{}, {}", slot.id.day().map(|day| language.day_short(day)).unwrap_or_default(), language.slot_window(&slot.id)),
        id: slot.id,
        starts: slot.starts,
        ends: slot.ends,
        closes: slot.closes,
        express: Some(slot.express).filter(|express| *express > Money::ZERO),
    };
    Ok(Slots { zone: zone.to_owned(), slots: slots.into_iter().map(view).collect(), needs: 1, narrowed: Vec::new() })
}

fn nowhere(method: Method, postcode: &str) -> Problem {
    let words = match postcode.trim() {
        _ if method != Method::Delivery => text("way-not-offered"),
        "" => text("checkout-postcode-missing"),
        postcode => say("checkout-no-delivery", [("postcode", postcode.into())]),
    };
    Problem::invalid(vec![Failure::field("postcode", "no_delivery", words)]).way("/checkout?method=pickup", text("checkout-choose-pickup"))
}

/// The words for a slot an order holds.
pub(crate) fn words(shell: &Shell, id: &SlotId) -> String {
    let (day, window) = (shell.language.slot_day(id), shell.language.slot_window(id));
    let street = shell.settings().map_or("", |shop| shop.street.as_str());
    let when = [("day", day.into()), ("window", window.into())];
    match id.method() {
        "pickup" => shell.say("checkout-pickup-on", when.into_iter().chain([("street", street.into())])),
        "curbside" => shell.say("way-curbside-on", when.into_iter().chain([("street", street.into())])),
        "shipment" => shell.say("way-shipped-on", when.into_iter().take(1)),
        _ => shell.say("checkout-delivery-on", when),
    }
    .into_owned()
}

impl Slots {
    /// When there is nothing to choose, and why there is less than there might be.
    pub fn limits(&self, shell: &Shell) -> Markup {
        html! {
            @if self.slots.is_empty() && self.narrowed.is_empty() { p { (shell.text("checkout-no-time")) } }
            @if self.slots.is_empty() && !self.narrowed.is_empty() { p { (shell.text("slot-none-fits")) } }
            @for why in &self.narrowed { p.hint { (why.message.said(shell.language)) } }
        }
    }

    /// As answers to "when?", day by day. The day chosen before is open, or else the first with room: there is said what
    /// was wrong with the answer.
    pub fn by_day(&self, shell: &Shell, chosen: Option<&str>, errors: &[Failure]) -> Markup {
        if self.slots.first().is_some_and(|slot| slot.id.method() == Method::Shipment.as_str()) {
            return self.leaving(shell, chosen, errors);
        }
        let days: Vec<&[SlotView]> = self.slots.chunk_by(|a, b| a.id.date() == b.id.date()).collect();
        let first = |wanted: &dyn Fn(&SlotView) -> bool| days.iter().position(|day| day.iter().any(wanted));
        let full = shell.text("checkout-full");
        let open = first(&|slot| chosen == Some(slot.id.as_str())).or_else(|| first(&|slot| slot.room >= self.needs));
        html! {
            @for (n, slots) in days.iter().enumerate() {
                details.day open[open == Some(n)] {
                    @let day = shell.language.slot_day(&slots[0].id);
                    summary { strong { (day) } " " span.hint { (room(shell, slots, self.needs)) } }
                    @let times = slots.iter().map(|slot| slot.choice(shell, &full, self.needs)).collect::<Vec<_>>();
                    @let errors = if open == Some(n) { errors } else { &[] };
                    (Choices::of("fulfillment[slot]", &day, &times).chosen(chosen).errors(errors, shell.language))
                }
            }
        }
    }

    /// The days on which parcels leave.
    fn leaving(&self, shell: &Shell, chosen: Option<&str>, errors: &[Failure]) -> Markup {
        let day = |slot: &SlotView| {
            let (day, by) = (shell.language.slot_day(&slot.id), slot.id.times().map(|(by, _)| shell.language.time(by)).unwrap_or_default());
            html! { (day) " " span.hint { (shell.say("way-ordered-by", [("time", by.into())])) } }
        };
        let days = self.slots.iter().map(|slot| Choice { value: slot.id.as_str(), label: day(slot), closed: None }).collect::<Vec<_>>();
        let chosen = chosen.filter(|chosen| self.slots.iter().any(|slot| slot.id.as_str() == *chosen));
        let chosen = chosen.or_else(|| self.slots.first().map(|s| s.id.as_str()));
        Choices::of("fulfillment[slot]", &shell.text("way-leaves-on"), &days).chosen(chosen).errors(errors, shell.language).render()
    }
}

impl SlotView {
    /// `10:00–12:00`, and that it is full. A parcel has a day and no time.
    fn listed(&self, shell: &Shell) -> Markup {
        html! {
            @if self.id.method() != Method::Shipment.as_str() { (shell.language.slot_window(&self.id)) " " }
            span.hint {
                @match self.room {
                    0 => (shell.text("checkout-full")),
                    1 | 2 => (shell.text("checkout-nearly-full")),
                    _ => (shell.text("checkout-free")),
                }
                @if let Some(more) = self.express { ", " (shell.say("slot-express", [("more", shell.money(more).to_string().into())])) }
            }
        }
    }

    fn choice<'a>(&'a self, shell: &Shell, full: &'a str, needs: u32) -> Choice<'a> {
        let window = shell.language.slot_window_short(&self.id);
        let more = self.express.map(|more| shell.say("slot-express", [("more", shell.money(more).to_string().into())]));
        let label = html! {
            (window)
            @if let Some(more) = more { " " span.hint { (more) } }
            @if (1..=2).contains(&self.room) && self.room >= needs { " " span.hint { (shell.text("checkout-nearly-full")) } }
        };
        Choice { value: self.id.as_str(), label, closed: (self.room < needs).then_some(full) }
    }
}

/// How many times of a day can still be chosen, in words.
fn room(shell: &Shell, slots: &[SlotView], needs: u32) -> Cow<'static, str> {
    match slots.iter().filter(|slot| slot.room >= needs).count() {
        0 => shell.text("checkout-full"),
        n => shell.say("checkout-times-free", [("count", n.into())]),
    }
}

impl View for Slots {
    fn title(&self, shell: &Shell) -> String {
        shell.text("checkout-times").into_owned()
    }

    fn html(&self, shell: &Shell) -> Markup {
        let days = self.slots.chunk_by(|a, b| a.id.date() == b.id.date());
        html! {
            h1 { (shell.text("checkout-times")) }
            div.cards {
                @for slots in days {
                    section.card {
                        h2 { (shell.language.slot_day(&slots[0].id)) }
                        ul { @for slot in slots { li { (slot.listed(shell)) } } }
                    }
                }
            }
            p { a href=(shell.path("/delivery")) { (shell.text("info-delivery")) } }
        }
    }
}

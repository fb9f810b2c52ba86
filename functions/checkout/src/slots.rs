//! `GET /slots`: when an order can be delivered or picked up.

use crate::App;
use axum::extract::State;
use domain::catalog::Catalog;
use domain::slot::{Method, calendar, zone_for};
use domain::{Settings, Slot, SlotId};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::components::{Choice, choices};
use web::problem::Failure;
use web::{Answer, Outcome, Problem, Query, Shell, View, Want, page};

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// `delivery` or `pickup`.
    pub method: Method,
    /// Needed for a delivery.
    #[serde(default)]
    pub postcode: String,
}

/// The slots one may choose from.
#[derive(Serialize, ToSchema)]
pub(crate) struct Slots {
    /// The delivery zone, or `store`.
    pub zone: String,
    /// In the shop's time zone, soonest first.
    pub slots: Vec<SlotView>,
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
    /// Orders it still takes.
    pub room: u32,
    /// In words: `Mon 23 Nov, 10:00-12:00`.
    pub label: String,
}

/// Lists slots.
#[utoipa::path(get, path = "/slots", params(Where), responses(
    (status = 200, description = "Slots still open to choose", body = Slots),
    (status = 422, description = "No delivery to that postcode", body = web::problem::Details)))]
pub(crate) async fn list(State(app): State<Arc<App>>, want: Want, Query(place): Query<Where>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let shell = Shell::new(&app.site, &catalog);
    let view = find(&app, &catalog, place.method, &place.postcode).await?;
    Ok(page(want, &shell, &view))
}

/// The open slots for a method and postcode, with the room in each.
pub(crate) async fn find(app: &App, catalog: &Catalog, method: Method, postcode: &str) -> Outcome<Slots> {
    let settings = catalog.settings();
    let zone = zone_for(settings, method, postcode).ok_or_else(|| nowhere(postcode))?;
    let slots = calendar(settings, method, zone, app.clock.now());
    let room = app.store.room(&slots).await?;
    let view = |slot: Slot| SlotView {
        room: room.get(&slot.id).copied().unwrap_or_default(),
        label: label(settings, &slot.id, slot.starts),
        id: slot.id,
        starts: slot.starts,
        ends: slot.ends,
        closes: slot.closes,
    };
    Ok(Slots { zone: zone.to_owned(), slots: slots.into_iter().map(view).collect() })
}

fn nowhere(postcode: &str) -> Problem {
    let message = if postcode.trim().is_empty() {
        "Tell us your postcode to see delivery times.".to_owned()
    } else {
        format!("We do not deliver to {postcode} yet. You can pick your order up in the store.")
    };
    Problem::invalid(vec![Failure::field("postcode", "no_delivery", message)]).way("/checkout?method=pickup", "Choose pickup")
}

fn label(settings: &Settings, id: &SlotId, starts: Timestamp) -> String {
    let day = starts.to_zoned(settings.tz()).strftime("%a %-d %b").to_string();
    format!("{day}, {}", id.window())
}

/// The words for a slot an order holds.
pub(crate) fn words(settings: &Settings, id: &SlotId) -> String {
    let verb = if id.method() == "pickup" { format!("Pickup at {}", settings.street) } else { "Delivery".to_owned() };
    format!("{verb} on {}, {}", id.day_words(), id.window_words())
}

impl Slots {
    /// As answers to "when?", day by day. The day chosen before is open, or else the first with room.
    pub fn by_day(&self, chosen: Option<&str>) -> Markup {
        let days: Vec<&[SlotView]> = self.slots.chunk_by(|a, b| a.id.date() == b.id.date()).collect();
        let first = |wanted: &dyn Fn(&SlotView) -> bool| days.iter().position(|day| day.iter().any(wanted));
        let open = first(&|slot| chosen == Some(slot.id.as_str())).or_else(|| first(&|slot| slot.room > 0));
        html! {
            @for (n, slots) in days.iter().enumerate() {
                details.day open[open == Some(n)] {
                    summary { strong { (slots[0].id.day_words()) } " " span.hint { (room(slots)) } }
                    (choices("fulfillment[slot]", &slots[0].id.day_words(), chosen, &slots.iter().map(SlotView::choice).collect::<Vec<_>>()))
                }
            }
        }
    }
}

impl SlotView {
    fn choice(&self) -> Choice<'_> {
        let label = html! { (self.id.window_words()) @if (1..=2).contains(&self.room) { " " span.hint { "nearly full" } } };
        Choice { value: self.id.as_str(), label, closed: (self.room == 0).then_some("full") }
    }
}

/// How many times of a day can still be chosen, in words.
fn room(slots: &[SlotView]) -> String {
    match slots.iter().filter(|slot| slot.room > 0).count() {
        0 => "full".to_owned(),
        1 => "1 time".to_owned(),
        n => format!("{n} times"),
    }
}

impl View for Slots {
    fn title(&self, _: &Shell) -> String {
        "Times".into()
    }

    fn html(&self, _: &Shell) -> Markup {
        html! {
            h1 { "Times" }
            ul { @for slot in &self.slots { li { (slot.label) @if slot.room == 0 { " (full)" } } } }
        }
    }
}

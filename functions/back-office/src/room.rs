//! `POST /back-office/slots`: what a slot takes, set by the owner; 0 closes it. Orders in it stay. And the day's slots, with
//! how full they are.

use crate::App;
use crate::days;
use crate::state::method as named;
use crate::table::head;
use axum::extract::State;
use domain::slot::{Method, on_day, zone_for};
use domain::{Settings, Slot, SlotId};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Tone, badge, hidden};
use web::{Answer, Failure, Input, Outcome, Problem, Want, done};

/// A slot and how full it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Room {
    /// Its name.
    slot: SlotId,
    /// Points of the orders that hold it.
    used: u32,
    /// Points it takes.
    takes: u32,
    /// What the calendar says it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    usually: Option<u32>,
}

/// What a slot shall take.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Which.
    slot: SlotId,
    /// Points; 0 closes it.
    points: u32,
}

/// Sets what a slot takes. Sent again, it is the same.
#[utoipa::path(post, path = "/back-office/slots", tag = "back office", request_body = Limit,
    responses((status = 200, body = Vec<Room>), (status = 422, body = web::problem::Details)))]
pub async fn limit(State(app): State<Arc<App>>, want: Want, Input(limit): Input<Limit>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let day = limit.slot.day().ok_or_else(|| unknown(&limit.slot))?;
    if limit.points > 10_000 {
        return Err(Problem::invalid(vec![Failure::field("points", "out_of_range", "At most 10000.")]));
    }
    let gone = day < days::today(catalog.settings(), app.clock.now());
    if gone || !of_day(&app, catalog.settings(), day).await?.iter().any(|room| room.slot == limit.slot) {
        return Err(unknown(&limit.slot));
    }
    app.store.limit_slot(&limit.slot, limit.points).await?;
    let rooms = of_day(&app, catalog.settings(), day).await?;
    Ok(done(want, &rooms, &format!("/back-office/orders?day={day}#room")))
}

fn unknown(slot: &SlotId) -> Problem {
    Problem::invalid(vec![Failure::field("slot", "unknown", format!("The calendar has no slot {slot}."))])
}

/// The slots of a day: those of the calendar, and those that orders hold though it has them no more.
pub async fn of_day(app: &App, settings: &Settings, day: Date) -> Outcome<Vec<Room>> {
    let mut rows: HashMap<SlotId, (u32, u32)> =
        app.store.slots_used(&day.to_string()).await?.into_iter().map(|row| (row.slot, (row.used, row.cap))).collect();
    let mut rooms: Vec<Room> = all(settings, day)
        .into_iter()
        .map(|slot| {
            let (used, takes) = rows.remove(&slot.id).unwrap_or((0, slot.capacity));
            Room { slot: slot.id, used, takes, usually: Some(slot.capacity) }
        })
        .collect();
    let parcel = |slot: &SlotId| slot.method() == Method::Shipment.as_str();
    let others = rows.into_iter().filter(|(slot, _)| !parcel(slot));
    rooms.extend(others.map(|(slot, (used, takes))| Room { slot, used, takes, usually: None }));
    rooms.sort_by(|a, b| a.slot.cmp(&b.slot));
    Ok(rooms)
}

/// What the calendar has that day, of ways that are counted.
fn all(settings: &Settings, day: Date) -> Vec<Slot> {
    let zones = settings.zones.iter().map(|zone| (Method::Delivery, zone.id.as_str()));
    let store = [Method::Pickup, Method::Curbside].into_iter().filter_map(|way| Some((way, zone_for(settings, way, "")?)));
    zones.chain(store).flat_map(|(way, zone)| on_day(settings, way, zone, day)).collect()
}

/// The day's slots as a table; the owner sets what they take.
pub fn table(rooms: &[Room], owner: bool) -> Markup {
    let taken: u32 = rooms.iter().map(|room| room.used).sum();
    html! {
        @if !rooms.is_empty() {
            details.card #room {
                summary { strong { "Room in the slots" } " " span.hint { (taken) @if taken == 1 { " point taken" } @else { " points taken" } } }
                p.hint { "Orders already in a slot stay, also when it is closed or takes less." }
                div.scroll {
                    table.table {
                        (head(&["Slot"], if owner { &["Taken", "Takes"] } else { &["Taken"] }))
                        tbody { @for room in rooms { (row(room, owner)) } }
                    }
                }
            }
        }
    }
}

fn row(room: &Room, owner: bool) -> Markup {
    let way = Method::parse(room.slot.method()).map_or("", named);
    let zone = if room.slot.method() == Method::Delivery.as_str() { room.slot.zone() } else { "" };
    let name = format!("{} {way} {zone}", room.slot.window().replace('-', "–"));
    html! {
        tr {
            th scope="row" {
                (name.trim_end()) " "
                @if room.takes == 0 { (badge(Tone::Bad, "closed")) }
                @else if room.used >= room.takes { (badge(Tone::Warn, "full")) }
            }
            td.number { (room.used) " of " (room.takes) }
            @if owner {
                td.number {
                    form.row method="post" action="/back-office/slots" {
                        (hidden("slot", room.slot.as_str()))
                        input name="points" value=(room.takes) inputmode="numeric" maxlength="5" required aria-label={ "Points " (name.trim_end()) " takes" };
                        button.quiet type="submit" { "Set" }
                    }
                    @if room.takes > 0 { (act(room, 0, "Close")) }
                    @else if let Some(usually) = room.usually { (act(room, usually, "Open")) }
                }
            }
        }
    }
}

fn act(room: &Room, points: u32, words: &str) -> Markup {
    html! {
        form.act method="post" action="/back-office/slots" {
            (hidden("slot", room.slot.as_str()))
            (hidden("points", &points.to_string()))
            button.quiet type="submit" { (words) }
        }
    }
}

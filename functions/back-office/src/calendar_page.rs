//! How days, windows and ways look: one form of a few fields, with lines to be written as people would.

use crate::calendar_form::Written;
use crate::who::Staff;
use domain::holidays::STATES;
use domain::settings::SlotRules;
use domain::ways::Ways;
use domain::{Country, Settings};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Field, Tone, button, notice, trail};
use web::{Failure, Shell, View};

/// Days, windows and ways.
#[derive(Serialize, ToSchema)]
pub struct CalendarPage<'a> {
    /// The windows of the week.
    pub slots: &'a SlotRules,
    /// What is different, and the other ways.
    pub ways: &'a Ways,
    #[serde(skip)]
    pub written: Written,
    #[serde(skip)]
    pub errors: &'a [Failure],
    /// The shop knows the holidays of German states.
    #[serde(skip)]
    pub german: bool,
    #[serde(skip)]
    pub staff: &'a Staff,
}

impl<'a> CalendarPage<'a> {
    /// As it is stored.
    pub fn of(settings: &'a Settings, staff: &'a Staff) -> CalendarPage<'a> {
        CalendarPage {
            slots: &settings.slots,
            ways: &settings.ways,
            written: Written::of(settings),
            errors: &[],
            german: settings.country == Country::De,
            staff,
        }
    }

    fn lines(&self, name: &str, label: &str, value: &str, hint: &str) -> Markup {
        html! { (Field::text(name, label, value).rows(6).most(8_000).optional().hint(hint).errors(self.errors)) }
    }

    fn number(&self, name: &str, label: &str, value: &str, hint: &str) -> Markup {
        html! { (Field::text(name, label, value).inputmode("decimal").most(12).optional().hint(hint).errors(self.errors)) }
    }
}

impl View for CalendarPage<'_> {
    fn title(&self, _: &Shell) -> String {
        "Days, windows and ways".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let w = &self.written;
        html! {
            (trail(shell, &[("/back-office", "Back office"), ("/back-office/settings", "Slots and fees")]))
            h1 { "Days, windows and ways" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! {
                p { "Please correct this. Nothing was changed." }
                ul { @for failure in self.errors { li { (failure.message) } } }
            })) }
            form.stack method="post" action="/back-office/calendar" {
                section.card {
                    h2 { "The week" }
                    (self.lines("hours", "Opening hours", &w.hours, "A line for each day, or several: mon-fri 8:00-20:00. Where nothing stands, the shop is closed."))
                }
                section.card {
                    h2 { "Claims" }
                    (self.number("claim_days", "Days to say that something was not right", &w.claim_days, "After it was handed over."))
                    (self.number("claim_loose_days", "The same for loose goods", &w.claim_loose_days, "They do not keep."))
                }
                section.card {
                    h2 { "Days that are different" }
                    (self.lines("exceptions", "Holidays, stock-taking, late evenings", &w.exceptions,
                        "One a line: 2026-12-25 closed Christmas Day, or 2026-12-24 9:00-14:00 Christmas Eve. Shoppers read the name."))
                    (self.number("days", "Days that can be chosen", &w.days, "Today included."))
                }
                section.card {
                    h2 { "Windows" }
                    p.hint {
                        "One a line. After a comma may follow: closes 20:00 the day before, closes 45 minutes before, express 2.90, takes 6. "
                        "Only windows within the day's hours are offered."
                    }
                    (self.lines("delivery_windows", "Delivery", &w.delivery_windows, "10:00-12:00"))
                    (self.lines("pickup_windows", "Pickup", &w.pickup_windows, "09:00-10:00, closes 20:00 the day before"))
                    (self.lines("curbside_windows", "Curbside", &w.curbside_windows, "It has the windows of pickup. Here stand only those with rules of their own."))
                }
                section.card { h2 { "What an order takes of a window" } (self.points()) }
                section.card {
                    h2 { "Curbside" }
                    (self.number("bays", "Bays in front of the store", &w.bays, "Numbered from 1. Empty: not offered."))
                    (self.number("curbside", "Points a curbside window takes", &w.curbside, "Per window."))
                    label.check {
                        input type="checkbox" name="code" value="true" checked[w.code == "true"];
                        " Ask for a code at pickup in the store too; at the curb it is always asked for"
                    }
                }
                section.card {
                    h2 { "Parcels" }
                    p.hint { "Only what needs no cooling can be sent." }
                    (self.number("parcel_fee", "What a parcel costs", &w.parcel_fee, "Empty: none are sent."))
                    (self.number("parcel_free_from", "Free from", &w.parcel_free_from, "Empty: never."))
                    (self.number("parcel_by", "Leaves the same day if ordered by", &w.parcel_by, "Like 14:00."))
                }
                (button("Save"))
                p.hint { "Shoppers see it within a minute. Orders already placed keep their slots." }
            }
            @if self.german {
                section.card {
                    h2 { "Public holidays" }
                    form.row method="post" action="/back-office/calendar/holidays" {
                        label.sr-only for="state" { "State" }
                        select #state name="state" { @for (code, name) in STATES { option value=(code) selected[code == "BE"] { (name) } } }
                        button type="submit" { "Close on its holidays" }
                    }
                    p.hint { "Those of the next twelve months are added to the list. What you changed above and did not save is lost." }
                }
            }
        }
    }
}

impl CalendarPage<'_> {
    fn points(&self) -> Markup {
        let w = &self.written;
        html! {
            p.hint { "Left empty, every order takes one point." }
            (self.number("order", "Points of any order", &w.order, "Driving there and ringing the bell."))
            (self.number("lines", "Lines that are a point more", &w.lines, "20: an order of 45 lines takes two points more."))
            (self.number("frozen_crate", "Points of a crate of frozen goods", &w.frozen_crate, "The van has few of them."))
            (self.number("crate_lines", "Frozen lines that fill a crate", &w.crate_lines, "6: seven frozen products are two crates."))
        }
    }
}

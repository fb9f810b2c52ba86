//! How the zones look: a table, what overlaps, and one form: for a new zone, or the one to be changed.

use crate::table::head;
use crate::who::Staff;
use crate::zones::Wanted;
use domain::zone::{Overlap, overlaps};
use domain::{Settings, Zone};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::components::{Field, Tone, button, hidden, notice, trail};
use web::{Failure, Shell, View};

/// Where the shop delivers.
#[derive(Serialize, ToSchema)]
pub struct ZonesPage<'a> {
    /// In the order they are asked.
    pub zones: &'a [Zone],
    /// What two of them both claim.
    pub overlaps: Vec<Overlap>,
    /// What stands in the form.
    #[serde(skip)]
    pub form: Wanted,
    #[serde(skip)]
    pub errors: &'a [Failure],
    #[serde(skip)]
    pub staff: &'a Staff,
}

impl<'a> ZonesPage<'a> {
    /// The zones as they are stored.
    pub fn of(settings: &'a Settings, staff: &'a Staff) -> ZonesPage<'a> {
        ZonesPage { zones: &settings.zones, overlaps: overlaps(&settings.zones), form: Wanted::default(), errors: &[], staff }
    }
}

impl View for ZonesPage<'_> {
    fn title(&self, _: &Shell) -> String {
        "Delivery zones".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/back-office", "Back office"), ("/back-office/settings", "Slots and fees")]))
            h1 { "Delivery zones" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            @if self.zones.is_empty() { p.lead { "No zones yet: the shop does not deliver." } } @else { (self.table(shell)) }
            (self.overlapping())
            (self.form())
            p.hint { "Shoppers see it within a minute. Orders already placed keep what they were promised." }
        }
    }
}

impl ZonesPage<'_> {
    fn table(&self, shell: &Shell) -> Markup {
        html! {
            div.scroll {
                table.table {
                    (head(&["Zone"], &["Fee", "Free from", "Least"]))
                    tbody { @for zone in self.zones { (row(zone, shell)) } }
                }
            }
        }
    }

    fn form(&self) -> Markup {
        let (wanted, errors) = (&self.form, self.errors);
        let known = self.zones.iter().find(|zone| zone.id == wanted.zone);
        let amount = |name, label, value, hint| {
            html! { (Field::text(name, label, value).inputmode("decimal").most(12).optional().hint(hint).errors(errors)) }
        };
        html! {
            section.card #form {
                h2 { @if let Some(zone) = known { "Change " (zone.name) } @else { "Add a zone" } }
                form.stack method="post" action="/back-office/zones" {
                    (hidden("zone", &wanted.zone))
                    (Field::text("name", "Name", &wanted.name).most(60).hint("Shoppers read it.").errors(errors))
                    (Field::text("postcodes", "Postcodes", &wanted.postcodes).rows(3).most(12_000)
                        .hint("10115, 10117; all that begin with 101: 101*; a range: 10115-10179. Where two zones have the same one, the more exact one delivers.").errors(errors))
                    (Field::text("fee", "Delivery fee", &wanted.fee).inputmode("decimal").most(12).errors(errors))
                    (amount("free_from", "Free from", &wanted.free_from, "Goods worth this much are delivered free. Empty: never."))
                    (amount("minimum", "Least order", &wanted.minimum, "Goods must be worth this much."))
                    (amount("small_below", "Small basket below", &wanted.small_below, "Goods worth less pay the fee below. What was promised stays when something is short."))
                    (amount("small_fee", "Fee for a small basket", &wanted.small_fee, "On top of the delivery fee."))
                    (Field::text("capacity", "Points a window takes here", &wanted.capacity).inputmode("numeric").most(6).optional()
                        .hint("Empty: as much as in any zone.").errors(errors))
                    (button(if known.is_some() { "Save" } else { "Add" }))
                    @if known.is_some() { p { a href="/back-office/zones" { "Add another zone instead" } } }
                }
                @if let Some(zone) = known {
                    form method="post" action="/back-office/zones/remove" {
                        (hidden("zone", &zone.id))
                        button.quiet type="submit" { "Remove " (zone.name) }
                    }
                }
            }
        }
    }

    fn overlapping(&self) -> Markup {
        html! {
            @if !self.overlaps.is_empty() {
                section.card {
                    h2 { "Where zones overlap" }
                    ul {
                        @for Overlap { winner, loser, postcode, tie } in self.overlaps.iter().take(50) {
                            li {
                                strong { (winner.0) } " (" (winner.1) ") delivers, not " (loser.0) " (" (loser.1) "), for example to " (postcode) "."
                                @if *tie { " " strong { "Both say it equally exactly: " (winner.0) " only because it is listed first." } }
                            }
                        }
                    }
                    @if self.overlaps.len() > 50 { p.hint { "and " (self.overlaps.len() - 50) " more" } }
                }
            }
        }
    }
}

fn row(zone: &Zone, shell: &Shell) -> Markup {
    let free = zone.free().map_or_else(|| "never".to_owned(), |from| shell.money(from).to_string());
    html! {
        tr {
            th scope="row" {
                a href={ "/back-office/zones?zone=" (zone.id) "#form" } { (zone.name) }
                p.hint {
                    (zone.postcodes.iter().take(8).cloned().collect::<Vec<_>>().join(", "))
                    @if zone.postcodes.len() > 8 { " and " (zone.postcodes.len() - 8) " more" }
                    @if let Some(small) = zone.small { " · below " (shell.money(small.below)) ": " (shell.money(small.fee)) " more" }
                }
            }
            td.number { (shell.money(zone.fee)) } td.number { (free) } td.number { (shell.money(zone.minimum)) }
        }
    }
}

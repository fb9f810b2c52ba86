//! Where and when: delivery by postcode, pickup, opening hours.

use crate::scene::Scene;
use domain::{Settings, Zone};
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::{IntoParams, ToSchema};
use web::components::{Tone, notice, trail};
use web::{About, Answer, Outcome, Query, Shell, View, Want, page as show};

/// Which postcode is asked about.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Where {
    /// As on a letter.
    pub postcode: String,
}

/// Where the shop delivers to and what it costs, when it is open, and whether it delivers to a postcode.
#[utoipa::path(get, path = "/delivery", tag = "browse", params(Where), responses((status = 200, body = DeliveryPage)))]
pub async fn page(scene: Scene, want: Want, Query(place): Query<Where>) -> Outcome<Answer> {
    let shop = scene.catalog.settings();
    let postcode: String = place.postcode.trim().chars().take(12).collect();
    let zone = shop.zone(&postcode);
    let today = scene.now.to_zoned(shop.tz()).date();
    let view = DeliveryPage { postcode, zone, zones: &shop.zones, shop, today };
    Ok(show(want, &scene.shell, &view).public())
}

/// Delivery and pickup.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryPage<'a> {
    /// The postcode asked about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// The zone that delivers there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<&'a Zone>,
    /// Where the shop delivers.
    pub zones: &'a [Zone],
    #[serde(skip)]
    shop: &'a Settings,
    #[serde(skip)]
    today: Date,
}

impl View for DeliveryPage<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.text("info-delivery").into_owned()
    }

    fn about(&self, shell: &Shell) -> About<'_> {
        let description = Some(shell.text("info-delivery-about").into_owned());
        About { canonical: self.postcode.is_empty().then(|| "/delivery".to_owned()), description, ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", &shell.text("info-shop"))]))
            h1 { (shell.text("info-delivery")) }
            @if !self.zones.is_empty() {
                section.card {
                    h2 { (shell.text("info-postcode-title")) }
                    (self.check(shell))
                    (self.answer(shell))
                }
                section.strip { h2 { (shell.text("info-zones")) } div.scroll { (self.table(shell)) } }
            }
            div.split {
                section.prose { h2 { (shell.text("info-pickup")) } (self.pickup(shell)) }
                section.card { h2 { (shell.text("info-hours")) } (hours(shell, self.shop, self.today)) }
            }
        }
    }
}

impl DeliveryPage<'_> {
    fn check(&self, shell: &Shell) -> Markup {
        html! {
            form.row method="get" action=(shell.path("/delivery")) {
                label.sr-only for="postcode" { (shell.text("info-postcode")) }
                input #postcode name="postcode" value=(self.postcode) placeholder=(shell.text("info-postcode")) maxlength="12" required
                    autocomplete="postal-code" inputmode="numeric";
                button.main type="submit" { (shell.text("info-postcode-check")) }
            }
        }
    }

    fn answer(&self, shell: &Shell) -> Markup {
        let place = || ("postcode", self.postcode.as_str().into());
        html! {
            @match (self.zone, self.postcode.is_empty()) {
                (_, true) => {}
                (Some(zone), false) => (notice(Tone::Good, html! { p { (self.yes(shell, zone)) } @if let Some(small) = zone.small { p {
                    (shell.say("way-small-basket", [("below", shell.money(small.below).to_string().into()), ("more", shell.money(small.fee).to_string().into())]))
                } } })),
                (None, false) => (notice(Tone::Plain, html! { p { (shell.say("info-postcode-no", [place()])) } })),
            }
        }
    }

    fn yes(&self, shell: &Shell, zone: &Zone) -> Cow<'static, str> {
        let (fee, least) = (shell.money(zone.fee).to_string(), shell.money(zone.minimum).to_string());
        let values = [("postcode", self.postcode.as_str().into()), ("fee", fee.into()), ("least", least.into())];
        match zone.free() {
            Some(from) => shell.say("info-postcode-yes", values.into_iter().chain([("free", shell.money(from).to_string().into())])),
            None => shell.say("way-postcode-yes", values),
        }
    }

    fn table(&self, shell: &Shell) -> Markup {
        html! {
            table.table {
                thead { tr {
                    th scope="col" { (shell.text("info-zone")) } th.number scope="col" { (shell.text("info-zone-fee")) }
                    th.number scope="col" { (shell.text("info-zone-free")) } th.number scope="col" { (shell.text("info-zone-least")) }
                } }
                tbody {
                    @for zone in self.zones {
                        tr {
                            th scope="row" { (zone.name) p.hint { (zone.postcodes.join(", ")) } }
                            td.number {
                                (shell.money(zone.fee))
                                @if let Some(small) = zone.small { p.hint { "+ " (shell.money(small.fee)) " < " (shell.money(small.below)) } }
                            }
                            td.number { @if let Some(from) = zone.free() { (shell.money(from)) } @else { "–" } }
                            td.number { (shell.money(zone.minimum)) }
                        }
                    }
                }
            }
        }
    }

    fn pickup(&self, shell: &Shell) -> Markup {
        let shop = self.shop;
        html! {
            @if shop.slots.pickup_windows.is_empty() {
                p { (shell.text("info-no-pickup")) }
            } @else {
                p { (shell.say("info-pickup-answer", [("minutes", shop.slots.lead_minutes.into())])) }
            }
            @if shop.ways.curbside.is_some() { p { (shell.text("way-curbside-about")) } }
            @if let Some(parcel) = &shop.ways.shipment {
                p { (shell.say("way-parcel-about", [("fee", shell.money(parcel.fee).to_string().into()), ("time", shell.language.time(parcel.cut_off).into())])) }
            }
            address { (shop.name) br; (shop.street) br; (shop.postcode) " " (shop.city) }
        }
    }
}

/// The next days that are not like their weekday.
fn different(shell: &Shell, shop: &Settings, today: Date) -> Markup {
    let clock = |time: Time| shell.language.time(time);
    let ahead = shop.ways.exceptions.iter().filter(|day| today <= day.date).take(8);
    html! {
        @for day in ahead {
            dt { (shell.language.day(day.date)) @if !day.why.is_empty() { p.hint { (day.why) } } }
            dd { @match day.hours { Some((from, to)) => { (clock(from)) "–" (clock(to)) } None => (shell.text("info-closed")) } }
        }
    }
}

/// Every day of the week, also those it is closed.
fn hours(shell: &Shell, shop: &Settings, today: Date) -> Markup {
    let days = [
        ("mon", shell.text("info-monday")),
        ("tue", shell.text("info-tuesday")),
        ("wed", shell.text("info-wednesday")),
        ("thu", shell.text("info-thursday")),
        ("fri", shell.text("info-friday")),
        ("sat", shell.text("info-saturday")),
        ("sun", shell.text("info-sunday")),
    ];
    html! {
        dl.hours {
            @for (key, day) in days {
                dt { (day) }
                dd {
                    @match shop.opening_hours.get(key) {
                        Some((from, to)) => (shell.language.window(*from, *to)),
                        None => (shell.text("info-closed")),
                    }
                }
            }
            (different(shell, shop, today))
        }
    }
}

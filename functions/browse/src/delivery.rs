//! Where and when: delivery by postcode, pickup, opening hours.

use crate::scene::Scene;
use domain::slot::{Method, calendar, zone_for};
use domain::zone::Area;
use domain::{Settings, SlotId, Zone};
use jiff::Timestamp;
use jiff::civil::Date;
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
    let next = next(shop, zone, scene.now);
    let view = DeliveryPage { postcode, zone, zones: &shop.zones, next, shop, today };
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
    /// For each way there is, the next times that are open to choose. They may have filled up.
    pub next: Vec<NextTimes>,
    #[serde(skip)]
    shop: &'a Settings,
    #[serde(skip)]
    today: Date,
}

/// The next times of one way.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextTimes {
    /// `delivery`, `pickup`, `curbside` or `shipment`.
    pub method: Method,
    /// Soonest first, in the shop's time zone.
    #[schema(value_type = Vec<String>)]
    pub times: Vec<SlotId>,
}

/// So many of each way.
const NEXT: usize = 3;

/// Of all the zones the nearest, unless somebody said where they live.
fn next(shop: &Settings, zone: Option<&Zone>, now: Timestamp) -> Vec<NextTimes> {
    let zone = zone.or_else(|| shop.zones.iter().min_by_key(|zone| zone.fee));
    let postcode = zone.and_then(|zone| zone.postcodes.first()).map_or("", String::as_str);
    let mut next = Vec::new();
    for method in [Method::Delivery, Method::Pickup, Method::Curbside, Method::Shipment] {
        let zone = match (method, zone) {
            (Method::Delivery, Some(zone)) => Some(zone.id.as_str()),
            (Method::Delivery, None) => None,
            (Method::Pickup | Method::Curbside | Method::Shipment, _) => zone_for(shop, method, postcode),
        };
        let times: Vec<SlotId> =
            zone.into_iter().flat_map(|zone| calendar(shop, method, zone, now)).map(|slot| slot.id).take(NEXT).collect();
        next.extend(zone.filter(|_| !times.is_empty()).map(|_| NextTimes { method, times }));
    }
    next
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
                section.strip { h2 { (shell.text("info-zones")) } div.scroll { (self.table(shell)) } @if shell.shows_net() { p.hint { (shell.text("tax-fees")) } } }
            }
            (self.next_times(shell))
            div.split {
                section.prose { h2 { (shell.text("info-pickup")) } (self.pickup(shell)) }
                section.card { h2 { (shell.text("info-hours")) } (hours(shell, self.shop, self.today)) }
            }
        }
    }
}

impl DeliveryPage<'_> {
    /// The next times of each way, and where all of them are with the room they have.
    fn next_times(&self, shell: &Shell) -> Markup {
        html! {
            section.strip #times {
                h2 { (shell.text("info-next")) }
                p.hint { @if self.next.is_empty() { (shell.text("info-next-none")) } @else { (shell.text("info-next-lead")) } }
                div.cards {
                    @for NextTimes { method, times } in &self.next {
                        @let way = way(shell, *method);
                        section.card {
                            h3 { (way) }
                            ul { @for time in times { li { (when(shell, *method, time)) } } }
                            p { a href=(self.all_times(*method)) aria-label=(shell.say("info-times-of", [("way", way.as_ref().into())])) { (shell.text("info-all-times")) } }
                        }
                    }
                }
            }
        }
    }

    /// Deliveries are listed for a postcode: the one asked about, else the first of the nearest zone.
    fn all_times(&self, method: Method) -> String {
        let nearest =
            || self.zones.iter().min_by_key(|zone| zone.fee)?.postcodes.iter().find(|text| matches!(Area::parse(text), Ok(Area::One(_))));
        let postcode = if self.zone.is_some() { Some(&self.postcode) } else { nearest() };
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("method", method.as_str());
        match (method, postcode) {
            (Method::Delivery, None) => return "#postcode".to_owned(),
            (Method::Delivery, Some(postcode)) => query.append_pair("postcode", postcode),
            (Method::Pickup | Method::Curbside | Method::Shipment, _) => &mut query,
        };
        format!("/slots?{}", query.finish())
    }

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

fn way(shell: &Shell, method: Method) -> Cow<'static, str> {
    match method {
        Method::Delivery => shell.text("info-next-delivery"),
        Method::Pickup => shell.text("info-next-pickup"),
        Method::Curbside => shell.text("info-next-curbside"),
        Method::Shipment => shell.text("info-next-shipment"),
    }
}

/// `Monday, 23 November, 10:00–12:00`; a parcel has a day only.
fn when(shell: &Shell, method: Method, time: &SlotId) -> String {
    let day = shell.language.slot_day(time);
    if method == Method::Shipment { day } else { format!("{day}, {}", shell.language.slot_window(time)) }
}

/// The next days that are not like their weekday.
fn different(shell: &Shell, shop: &Settings, today: Date) -> Markup {
    let ahead = shop.ways.exceptions.iter().filter(|day| today <= day.date).take(8);
    html! {
        @for day in ahead {
            dt { (shell.language.day(day.date)) @if !day.why.is_empty() { p.hint { (day.why) } } }
            dd { @match day.hours { Some((from, to)) => (shell.language.window(from, to)), None => (shell.text("info-closed")) } }
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

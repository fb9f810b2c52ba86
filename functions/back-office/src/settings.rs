//! `/back-office/settings`: how many orders a slot takes, how late one may choose it, what delivery costs, which words
//! mean the same to the search.

use crate::App;
use crate::amount::{Amount, written};
use crate::scale_labels::{self, ScaleLabels};
use crate::synonyms::{self, Synonyms};
use crate::who::Staff;
use axum::extract::State;
use cloud::store::products::Changed;
use domain::scale_label::Layout;
use domain::settings::SlotRules;
use domain::{Money, Settings, Zone};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, button, notice};
use web::{Answer, Failure, Input, Outcome, Problem, Shell, View, Want, done, page, refused};

/// What to change. What is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Orders a delivery window takes, per zone.
    capacity_delivery: Option<u32>,
    /// Orders a pickup window takes.
    capacity_pickup: Option<u32>,
    /// A slot closes this many minutes before it starts.
    lead_minutes: Option<u32>,
    /// Delivery fee by zone: cents as a number, or text like `2,90`.
    #[serde(default)]
    #[schema(required = false, value_type = BTreeMap<String, i64>)]
    fees: BTreeMap<String, Amount>,
    /// Words for the same thing, a list for each; or text with a line for each.
    #[schema(value_type = Option<Vec<Vec<String>>>)]
    synonyms: Option<Synonyms>,
    /// How scale labels are read, a pattern for each prefix; or text with a line for each.
    #[schema(value_type = Option<Vec<String>>)]
    scale_labels: Option<ScaleLabels>,
}

/// The settings that are changed here.
#[derive(Serialize, ToSchema)]
pub struct SlotsAndFees<'a> {
    /// Orders a delivery window takes, per zone.
    capacity_delivery: u32,
    /// Orders a pickup window takes.
    capacity_pickup: u32,
    /// A slot closes this many minutes before it starts.
    lead_minutes: u32,
    /// Where the shop delivers.
    zones: &'a [Zone],
    /// Words that shoppers use for the same thing.
    synonyms: &'a [Vec<String>],
    /// How scale labels are read.
    #[schema(value_type = Vec<String>)]
    scale_labels: &'a [Layout],
    /// Patterns that are none, to be corrected.
    #[serde(skip)]
    typed: Option<&'a str>,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

/// Slots and delivery fees.
#[utoipa::path(get, path = "/back-office/settings", tag = "back office", responses((status = 200, body = SlotsAndFees)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    Ok(page(want, &Shell::new(&app.site, &catalog), &SlotsAndFees::of(&settings, &[], &staff)))
}

/// Changes slots and delivery fees. New slots follow; those with orders in them keep the room they have.
#[utoipa::path(patch, path = "/back-office/settings", tag = "back office", request_body = Wanted,
    responses((status = 200, body = SlotsAndFees), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(wanted): Input<Wanted>) -> Outcome<Answer> {
    let before = stored(&app).await?;
    let failures = wanted.failures(&before);
    if !failures.is_empty() {
        let after = wanted.applied(before.clone());
        let catalog = app.catalog.catalog().await?;
        let typed = wanted.scale_labels.as_ref().map(|labels| labels.typed.as_str());
        let view = SlotsAndFees { typed, ..SlotsAndFees::of(&after, &failures, &staff) };
        return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())));
    }
    let after = rewritten(&app, |before| wanted.applied(before.clone())).await?;
    Ok(done(want, &SlotsAndFees::of(&after, &[], &staff), "/back-office/settings"))
}

/// From the table: the published ones may be a moment behind.
pub async fn stored(app: &App) -> Outcome<Settings> {
    app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))
}

/// Stores what is decided on the settings as they are, and has it published. Where somebody else changed them meanwhile,
/// it is decided again.
pub async fn rewrite<E>(app: &App, decide: impl Fn(&Settings) -> Result<Settings, E>) -> Outcome<Result<Settings, E>> {
    Ok(match app.store.change_settings(app.clock.now(), decide).await? {
        Changed::Stored(settings, job) => {
            app.jobs.announce(&[job]).await;
            Ok(*settings)
        }
        Changed::Same(settings) => Ok(*settings),
        Changed::Refused(refusal) => Err(refusal),
    })
}

/// The same, where nothing can be wrong with it any more.
pub async fn rewritten(app: &App, decide: impl Fn(&Settings) -> Settings) -> Outcome<Settings> {
    let Ok(settings) = rewrite(app, |before| Ok::<_, Infallible>(decide(before))).await?;
    Ok(settings)
}

impl Wanted {
    const MOST_ORDERS: u32 = 10_000;
    /// A week.
    const MOST_MINUTES: u32 = 7 * 24 * 60;
    const MOST_FEE: Money = Money(10_000);

    fn failures(&self, settings: &Settings) -> Vec<Failure> {
        let too_much = |name: &'static str, value: Option<u32>, most: u32| {
            value.filter(|v| *v > most).map(|_| Failure::field(name, "out_of_range", format!("At most {most}.")))
        };
        let mut failures: Vec<Failure> = [
            too_much("capacity_delivery", self.capacity_delivery, Self::MOST_ORDERS),
            too_much("capacity_pickup", self.capacity_pickup, Self::MOST_ORDERS),
            too_much("lead_minutes", self.lead_minutes, Self::MOST_MINUTES),
        ]
        .into_iter()
        .flatten()
        .collect();
        let currency = settings.currency.as_str();
        for (zone, fee) in &self.fees {
            let name = format!("fees[{zone}]");
            if !settings.zones.iter().any(|z| z.id == *zone) {
                failures.push(Failure::field(name, "unknown", format!("There is no zone {zone}.")));
                continue;
            }
            match fee.read(currency) {
                Err(odd) => failures.push(Failure::field(name, "malformed", format!("That is no fee: {odd}."))),
                Ok(fee) if fee < Money::ZERO || fee > Self::MOST_FEE => {
                    let most = written(Self::MOST_FEE, currency);
                    failures.push(Failure::field(name, "out_of_range", format!("A fee is between 0 and {most}.")));
                }
                Ok(_) => {}
            }
        }
        failures.extend(self.synonyms.as_ref().and_then(Synonyms::failure));
        failures.extend(self.scale_labels.as_ref().and_then(ScaleLabels::failure));
        failures
    }

    fn applied(&self, settings: Settings) -> Settings {
        let slots = SlotRules {
            capacity_delivery: self.capacity_delivery.unwrap_or(settings.slots.capacity_delivery),
            capacity_pickup: self.capacity_pickup.unwrap_or(settings.slots.capacity_pickup),
            lead_minutes: self.lead_minutes.unwrap_or(settings.slots.lead_minutes),
            ..settings.slots
        };
        let fee = |zone: &Zone| self.fees.get(&zone.id).and_then(|fee| fee.read(&settings.currency).ok()).unwrap_or(zone.fee);
        let zones = settings.zones.into_iter().map(|zone| Zone { fee: fee(&zone), ..zone }).collect();
        let synonyms = self.synonyms.clone().map_or(settings.synonyms, |Synonyms(groups)| groups);
        let scale_labels = self.scale_labels.clone().and_then(|labels| labels.read.ok()).unwrap_or(settings.scale_labels);
        Settings { slots, zones, synonyms, scale_labels, ..settings }
    }
}

impl<'a> SlotsAndFees<'a> {
    fn of(settings: &'a Settings, errors: &'a [Failure], staff: &'a Staff) -> SlotsAndFees<'a> {
        let SlotRules { capacity_delivery, capacity_pickup, lead_minutes, .. } = settings.slots;
        SlotsAndFees {
            capacity_delivery,
            capacity_pickup,
            lead_minutes,
            zones: &settings.zones,
            synonyms: &settings.synonyms,
            scale_labels: &settings.scale_labels,
            typed: None,
            errors,
            staff,
        }
    }
}

impl SlotsAndFees<'_> {
    fn scale_labels_typed(&self) -> String {
        self.typed.map_or_else(|| scale_labels::written(self.scale_labels), str::to_owned)
    }
}

impl View for SlotsAndFees<'_> {
    fn title(&self, _: &Shell) -> String {
        "Slots and delivery fees".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let number = |name, label, value: u32, hint| {
            html! { (Field::text(name, label, &value.to_string()).inputmode("numeric").most(6).hint(hint).errors(self.errors)) }
        };
        let per_zone = "Per zone and window. An order is one point, unless lines and crates count.";
        html! {
            h1 { "Slots and delivery fees" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            form.stack method="post" action="/back-office/settings" {
                section.card {
                    h2 { "Slots" }
                    (number("capacity_delivery", "Points a delivery window takes", self.capacity_delivery, per_zone))
                    (number("capacity_pickup", "Points a pickup window takes", self.capacity_pickup, "Per window."))
                    (number("lead_minutes", "Minutes a slot closes before it starts", self.lead_minutes, "Time to pick and to drive."))
                    p.hint {
                        "Another number of orders counts for slots nobody has chosen yet. "
                        "A slot that already holds an order keeps the room it had."
                    }
                }
                p { a href="/back-office/calendar" { "Days, windows and ways" } " · " a href="/back-office/zones" { "Delivery zones" } }
                section.card {
                    h2 { "Delivery fees" }
                    @for zone in self.zones {
                        (Field::text(&format!("fees[{}]", zone.id), &zone.name, &written(zone.fee, shell.currency())).inputmode("decimal").most(12)
                            .hint(&format!("Free from {}; least order {}.", zone.free().map_or_else(|| "no worth on".to_owned(), |from| shell.money(from).to_string()), shell.money(zone.minimum))).errors(self.errors))
                    }
                }
                section.card {
                    h2 { "Search" }
                    (Field::text("synonyms", "Words for the same thing", &synonyms::written(self.synonyms)).rows(6).most(20_000).optional()
                        .hint("One line each, parted by commas: zucchini, courgette. Whoever searches for one finds the other.").errors(self.errors))
                }
                section.card {
                    h2 { "Scales" }
                    (Field::text("scale_labels", "Scale labels", &self.scale_labels_typed()).rows(4).most(400).optional()
                        .hint("One line for each prefix from 20 to 29: I for a digit of the PLU, C for a check digit of the weight or price, G for grams, P for cents. 22 IIIII GGGGG").errors(self.errors))
                }
                (button("Save"))
                p.hint { "Shoppers see it within a minute. Orders already placed keep what they were promised." }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::{FromRequest, Request};

    #[tokio::test(flavor = "current_thread")]
    async fn a_form_and_a_program_say_the_same() {
        for (kind, body) in [
            ("application/x-www-form-urlencoded", "capacity_delivery=8&fees%5Bmitte%5D=2%2C90&synonyms=cookie%2C+biscuit"),
            ("application/json", r#"{"capacity_delivery":8,"fees":{"mitte":290},"synonyms":[["cookie","biscuit"]]}"#),
        ] {
            let request = Request::post("/").header("content-type", kind).body(body.to_owned().into()).unwrap();
            let Input(wanted) = Input::<Wanted>::from_request(request, &()).await.unwrap();
            assert_eq!((wanted.capacity_delivery, wanted.lead_minutes), (Some(8), None));
            assert_eq!(wanted.synonyms, Some(Synonyms(vec![vec!["cookie".to_owned(), "biscuit".to_owned()]])));
            assert_eq!(wanted.fees["mitte"].read("EUR"), Ok(Money(290)));
        }
    }
}

//! `/back-office/taxes`: whose law the shop keeps, its currency, and how prices are shown to shoppers.

use crate::App;
use crate::settings::{rewrite, stored};
use crate::who::Staff;
use axum::extract::State;
use domain::tax::Prices;
use domain::{Country, Settings};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Choice, Field, Tone, button, choices, notice};
use web::shell::{About, Kind};
use web::{Answer, Failure, Input, Outcome, Problem, Shell, View, Want, done, page, refused};

/// How it is to be. What is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxesWanted {
    /// Whose law counts: VAT rates, ages, deposits.
    country: Option<Country>,
    /// ISO 4217. One that the country has.
    currency: Option<String>,
    /// How prices are shown.
    prices: Option<Prices>,
    /// Which reductions name the lowest price of the 30 days before.
    lowest: Option<Lowest>,
}

/// When a reduction names the lowest price of the 30 days before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lowest {
    /// Where the country's law asks for it.
    ByLaw,
    /// Always.
    Always,
}

/// The country and what follows from it.
#[derive(Serialize, ToSchema)]
pub struct Taxes<'a> {
    /// Whose law counts.
    country: Country,
    /// ISO 4217.
    currency: String,
    /// How prices are shown.
    prices: Prices,
    /// Which reductions name the lowest price of the 30 days before.
    lowest: Lowest,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

/// The country and what follows from it.
#[utoipa::path(get, path = "/back-office/taxes", tag = "back office", responses((status = 200, body = Taxes)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    Ok(page(want, &Shell::new(&app.site, &catalog), &Taxes::of(&settings, &[], &staff)))
}

/// Changes the country, the currency, or how prices are shown. Orders already placed stay as they were promised and shown.
#[utoipa::path(post, path = "/back-office/taxes", tag = "back office", request_body = TaxesWanted,
    responses((status = 200, body = Taxes), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(wanted): Input<TaxesWanted>) -> Outcome<Answer> {
    match rewrite(&app, |before| wanted.applied(before)).await? {
        Ok(after) => Ok(done(want, &Taxes::of(&after, &[], &staff), "/back-office/taxes")),
        Err(failures) => {
            let (catalog, before) = (app.catalog.catalog().await?, stored(&app).await?);
            let view = Taxes::of(&wanted.over(before), &failures, &staff);
            Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())))
        }
    }
}

impl TaxesWanted {
    fn applied(&self, before: &Settings) -> Result<Settings, Vec<Failure>> {
        let after = self.over(before.clone());
        match after.country.foreign(&after.currency) {
            None => Ok(after),
            Some(why) => Err(vec![Failure::field("currency", "foreign", format!("That cannot be: {why}."))]),
        }
    }

    fn over(&self, before: Settings) -> Settings {
        let currency = self.currency.as_ref().map_or(before.currency, |typed| typed.trim().to_uppercase());
        Settings {
            country: self.country.unwrap_or(before.country),
            currency,
            prices: self.prices.unwrap_or(before.prices),
            always_lowest: self.lowest.map_or(before.always_lowest, |lowest| lowest == Lowest::Always),
            ..before
        }
    }
}

impl<'a> Taxes<'a> {
    fn of(settings: &Settings, errors: &'a [Failure], staff: &'a Staff) -> Taxes<'a> {
        let lowest = if settings.always_lowest { Lowest::Always } else { Lowest::ByLaw };
        Taxes { country: settings.country, currency: settings.currency.clone(), prices: settings.prices, lowest, errors, staff }
    }
}

impl View for Taxes<'_> {
    fn title(&self, _: &Shell) -> String {
        "Country, taxes and prices".into()
    }

    fn kind(&self) -> Kind {
        Kind::BackOffice
    }

    fn about(&self, _: &Shell) -> About<'_> {
        About { staff: Some(self.staff.name()), ..About::default() }
    }

    fn html(&self, _: &Shell) -> Markup {
        let answer = |value, label| Choice { value, label, closed: None };
        let prices = [
            answer("gross", html! { "With VAT" small { "What consumers in the EU must be shown: Directive 98/6/EC, article 2 (a)." } }),
            answer(
                "net",
                html! { "Without VAT, marked “plus VAT”" small { "Only for a shop that sells to businesses, or where the law has prices without tax." } },
            ),
        ];
        let by_law = match self.country.law().lowest_price {
            Some(source) => format!("The law asks for it: {source}."),
            None => "The law does not ask for it.".to_owned(),
        };
        let lowest = [answer("by_law", html! { "Where the law asks for it" small { (by_law) } }), answer("always", html! { "Always" })];
        html! {
            h1 { "Country, taxes and prices" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            @if let (Some(why), true) = (self.country.foreign(&self.currency), self.errors.is_empty()) {
                (notice(Tone::Warn, html! { p { "Please choose another currency or country: " (why) "." } }))
            }
            form.stack method="post" action="/back-office/taxes" {
                section.card {
                    h2 { "Country" }
                    div.field {
                        label for="country" { "Whose law the shop keeps" }
                        p.hint { "VAT rates, age limits, deposits and unit prices follow from it." }
                        select #country name="country" {
                            @for country in Country::ALL { option value=(code(country)) selected[country == self.country] { (country.law().name) } }
                        }
                    }
                    (Field::text("currency", "Currency", &self.currency).most(3).errors(self.errors)
                        .hint("Three letters, like EUR. Prices keep their digits, so change it before anything is sold."))
                    (self.rates())
                }
                section.card {
                    (choices("prices", "How are prices shown to shoppers?", Some(if self.prices == Prices::Net { "net" } else { "gross" }), &prices))
                    p.hint { "What is charged is the same. In the back office, prices are typed and shown with VAT." }
                }
                section.card {
                    (choices("lowest", "Which reductions name the lowest price of the 30 days before?",
                        Some(if self.lowest == Lowest::Always { "always" } else { "by_law" }), &lowest))
                }
                (button("Save"))
                p.hint { "Shoppers see it within a minute. Orders already placed stay as they were promised and shown." }
            }
        }
    }
}

impl Taxes<'_> {
    fn rates(&self) -> Markup {
        let law = self.country.law();
        html! {
            p.hint { "VAT: " (law.vat_source) ". Delivery: " (law.fees_source) ". Unit prices: " (law.unit_price.source) ". Ask your tax adviser: this is no legal advice." }
        }
    }
}

fn code(country: Country) -> &'static str {
    match country {
        Country::De => "DE",
        Country::At => "AT",
        Country::Fr => "FR",
        Country::Gb => "GB",
        Country::Ch => "CH",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Settings {
        Settings { currency: "EUR".into(), ..Settings::default() }
    }

    #[test]
    fn a_currency_is_one_the_country_has() {
        let refused = TaxesWanted { country: Some(Country::Ch), ..TaxesWanted::default() }.applied(&shop()).unwrap_err();
        assert_eq!((refused[0].field.as_deref(), refused[0].code), (Some("currency"), "foreign"));
        assert!(refused[0].message.to_string().contains("Switzerland are in CHF"));
        let swiss = TaxesWanted { country: Some(Country::Ch), currency: Some(" chf ".into()), ..TaxesWanted::default() };
        let after = swiss.applied(&shop()).unwrap();
        assert_eq!((after.country, after.currency.as_str(), after.prices), (Country::Ch, "CHF", Prices::Gross));
    }

    #[test]
    fn what_is_absent_stays() {
        let net = TaxesWanted { prices: Some(Prices::Net), lowest: Some(Lowest::Always), ..TaxesWanted::default() };
        let after = net.applied(&shop()).unwrap();
        assert_eq!((after.prices, after.always_lowest), (Prices::Net, true));
        assert_eq!(TaxesWanted::default().applied(&after).unwrap(), after);
    }
}

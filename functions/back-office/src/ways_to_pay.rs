//! `/back-office/payment`: whether shoppers may pay when they get their order, and whom the shop trusts with that.

use crate::App;
use crate::amount::{Amount, written};
use crate::settings::rewritten;
use crate::who::Staff;
use axum::extract::State;
use domain::order::Trust;
use domain::{Money, Settings};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Choice, Field, Tone, button, choices, notice};
use web::{Answer, Failure, Input, Outcome, Problem, Shell, View, Want, done, page, refused};

/// How it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaysWanted {
    /// May be paid at handover: `yes` or `no`.
    at_handover: Offered,
    /// The most such an order may come to: cents as a number, or text like `80,00`.
    #[schema(value_type = Option<i64>)]
    most: Option<Amount>,
    /// Orders they got before.
    after_orders: Option<u32>,
    /// Orders that may be unpaid at the same time.
    open_at_once: Option<u32>,
}

/// Whether something is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    Yes,
    No,
}

/// How orders may be paid.
#[derive(Serialize, ToSchema)]
pub struct WaysToPay<'a> {
    /// Whom the shop trusts to pay at handover; absent: nobody.
    at_handover: Option<Trust>,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

/// How orders may be paid.
#[utoipa::path(get, path = "/back-office/payment", tag = "back office", responses((status = 200, body = WaysToPay)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    let view = WaysToPay { at_handover: settings.at_handover, errors: &[], staff: &staff };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view))
}

/// Changes how orders may be paid. Orders already placed keep what they were promised.
#[utoipa::path(post, path = "/back-office/payment", tag = "back office", request_body = WaysWanted,
    responses((status = 200, body = WaysToPay), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(wanted): Input<WaysWanted>) -> Outcome<Answer> {
    let before = stored(&app).await?;
    let (at_handover, failures) = wanted.read(&before);
    if !failures.is_empty() {
        let catalog = app.catalog.catalog().await?;
        let view = WaysToPay { at_handover, errors: &failures, staff: &staff };
        return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())));
    }
    rewritten(&app, |before| Settings { at_handover, ..before.clone() }).await?;
    Ok(done(want, &WaysToPay { at_handover, errors: &[], staff: &staff }, "/back-office/payment"))
}

/// From the table: the published ones may be a moment behind.
async fn stored(app: &App) -> Outcome<Settings> {
    app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))
}

/// What the form proposes to a shop that starts with it.
const CAREFUL: Trust = Trust { most: Money(5_000), after_orders: 1, open_at_once: 1 };

impl WaysWanted {
    const MOST: Money = Money(100_000);
    const MOST_ORDERS: u32 = 100;

    fn read(self, before: &Settings) -> (Option<Trust>, Vec<Failure>) {
        if self.at_handover == Offered::No {
            return (None, Vec::new());
        }
        let (mut trust, mut failures) = (before.at_handover.unwrap_or(CAREFUL), Vec::new());
        let currency = before.currency.as_str();
        match self.most.map(|most| most.read(currency)) {
            None => {}
            Some(Ok(most)) if most > Money::ZERO && most <= Self::MOST => trust.most = most,
            Some(Ok(_)) => {
                let (least, most) = (written(Money(1), currency), written(Self::MOST, currency));
                failures.push(Failure::field("most", "out_of_range", format!("Between {least} and {most}.")));
            }
            Some(Err(odd)) => failures.push(Failure::field("most", "malformed", format!("That is no amount: {odd}."))),
        }
        trust.after_orders = self.after_orders.unwrap_or(trust.after_orders);
        trust.open_at_once = self.open_at_once.unwrap_or(trust.open_at_once);
        if trust.after_orders > Self::MOST_ORDERS {
            failures.push(Failure::field("after_orders", "out_of_range", format!("At most {}.", Self::MOST_ORDERS)));
        }
        if !(1..=Self::MOST_ORDERS).contains(&trust.open_at_once) {
            failures.push(Failure::field("open_at_once", "out_of_range", format!("Between 1 and {}.", Self::MOST_ORDERS)));
        }
        (Some(trust), failures)
    }
}

impl View for WaysToPay<'_> {
    fn title(&self, _: &Shell) -> String {
        "Ways to pay".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let trust = self.at_handover.unwrap_or(CAREFUL);
        let ways = [
            Choice { value: "no", label: html! { "By card beforehand, only" }, closed: None },
            Choice { value: "yes", label: html! { "Also in cash or by card when they get it" }, closed: None },
        ];
        let chosen = if self.at_handover.is_some() { "yes" } else { "no" };
        let number = |name, label, value: u32, hint| {
            html! { (Field::text(name, label, &value.to_string()).inputmode("numeric").most(3).hint(hint).errors(self.errors)) }
        };
        html! {
            h1 { "Ways to pay" }
            @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
            form.stack method="post" action="/back-office/payment" {
                section.card { (choices("at_handover", "How may shoppers pay?", Some(chosen), &ways)) }
                section.card {
                    h2 { "Paid when they get it" }
                    p.hint { "Nothing is set aside on a card, so whoever does not come leaves you with a packed order. These keep that small." }
                    (Field::text("most", "The most such an order may come to", &written(trust.most, shell.currency())).inputmode("decimal").most(12).errors(self.errors))
                    (number("after_orders", "Orders they got before", trust.after_orders, "By e-mail address. 0: everybody, from the first order on."))
                    (number("open_at_once", "Orders that may be unpaid at the same time", trust.open_at_once, "By e-mail address."))
                }
                (button("Save"))
                p.hint { "Shoppers see it within a minute. Orders already placed keep what they were promised." }
            }
        }
    }
}

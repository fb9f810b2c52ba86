//! `/back-office/calendar`: the days that are different, the windows and their rules, what an order takes of a slot, and the
//! ways beside delivery and pickup.

use crate::App;
use crate::calendar_form::Written;
use crate::calendar_page::CalendarPage;
use crate::days;
use crate::settings::{rewrite, rewritten, stored};
use crate::who::Staff;
use axum::extract::State;
use domain::Settings;
use domain::holidays::{STATES, german};
use domain::ways::Exception;
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Failure, Input, Language, Outcome, Problem, Shell, Want, done, page, refused};

/// Days, windows and ways.
#[utoipa::path(get, path = "/back-office/calendar", tag = "back office", responses((status = 200, body = CalendarPage)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    Ok(page(want, &Shell::new(&app.site, &catalog), &CalendarPage::of(&settings, &staff)))
}

/// Changes days, windows and ways: all of them, as the form has them. Orders already placed keep their slots.
#[utoipa::path(post, path = "/back-office/calendar", tag = "back office", request_body = Written,
    responses((status = 200, body = CalendarPage), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(written): Input<Written>) -> Outcome<Answer> {
    match rewrite(&app, |before| written.applied(before)).await? {
        Ok(after) => Ok(done(want, &CalendarPage::of(&after, &staff), "/back-office/calendar")),
        Err(failures) => {
            let (catalog, before) = (app.catalog.catalog().await?, stored(&app).await?);
            let view = CalendarPage { written, errors: &failures, ..CalendarPage::of(&before, &staff) };
            Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())))
        }
    }
}

/// Whose holidays close the shop.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidaysOf {
    /// A German state: `BE`.
    state: String,
}

/// Closes the shop on a state's public holidays of the next twelve months. Days that are listed already stay as they are.
#[utoipa::path(post, path = "/back-office/calendar/holidays", tag = "back office", request_body = HolidaysOf,
    responses((status = 200, body = CalendarPage), (status = 422, body = web::problem::Details)))]
pub async fn holidays(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(of): Input<HolidaysOf>) -> Outcome<Answer> {
    if !STATES.iter().any(|(code, _)| *code == of.state) {
        return Err(Problem::invalid(vec![Failure::field("state", "unknown", "That is no German state, like BE.")]));
    }
    let now = app.clock.now();
    let after = rewritten(&app, |before| closed_on_holidays(before.clone(), &of.state, now)).await?;
    Ok(done(want, &CalendarPage::of(&after, &staff), "/back-office/calendar"))
}

fn closed_on_holidays(mut settings: Settings, state: &str, now: Timestamp) -> Settings {
    let (today, own) = (days::today(&settings, now), Language::of(&settings));
    for (date, name) in german(state, today) {
        if !settings.ways.exceptions.iter().any(|day| day.date == date) {
            let why = own.text(name).into_owned();
            for other in Language::all().filter(|other| *other != own) {
                settings.say_in(other.tag(), &why, &other.text(name));
            }
            settings.ways.exceptions.push(Exception { date, hours: None, why });
        }
    }
    settings.ways.exceptions.sort_by_key(|day| day.date);
    settings
}

//! The weekly offers: one job per subscriber and week. The worker writes and sends the letters.

use crate::{AT_ONCE, App};
use cloud::{Fault, JobRef};
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Asks for this week's letters. Returns how many were asked for now; those asked for before are not counted.
pub(crate) async fn ask(app: &App, now: Timestamp) -> Result<usize, Fault> {
    let catalog = app.published.catalog().await?;
    if catalog.on_offer(now).next().is_none() {
        return Ok(0);
    }
    let week = week(&catalog.settings().tz(), now);
    let subscribers = app.store.subscribers().await?;
    let asked: Vec<_> = subscribers.iter().map(|email| app.store.ask_for_offer_mail(&week, email, now)).collect();
    let jobs: Vec<Option<JobRef>> = stream::iter(asked).buffer_unordered(AT_ONCE).try_collect().await?;
    let jobs: Vec<JobRef> = jobs.into_iter().flatten().collect();
    app.jobs.announce(&jobs).await;
    Ok(jobs.len())
}

/// `2026-W47`: ISO 8601, in the shop's time zone.
fn week(zone: &TimeZone, now: Timestamp) -> String {
    let week = now.to_zoned(zone.clone()).date().iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_named_after_the_year_of_its_thursday_and_begins_at_the_shop() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let week = |time: &str| week(&zone, time.parse().unwrap());
        assert_eq!((week("2026-11-19T08:00:00Z"), week("2027-01-01T08:00:00Z")), ("2026-W47".into(), "2026-W53".into()));
        assert_eq!((week("2026-11-22T22:59:59Z"), week("2026-11-22T23:00:00Z")), ("2026-W47".into(), "2026-W48".into()));
    }
}

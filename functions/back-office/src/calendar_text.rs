//! Days and windows as the owner writes them, a line for each: `2026-12-24 9:00-14:00 Christmas Eve`, `2026-12-25 closed`,
//! `18:00-20:00, closes 20:00 the day before, express 2.90, takes 6`.

use crate::amount;
use domain::settings::Hours;
use domain::slot::Method;
use domain::ways::{Closes, Exception, WindowRule};
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// A window, and its rules where it has some.
pub type Line = (Hours, Option<WindowRule>);

/// `9:30` or `09:30`.
pub use domain::product::times::clock;

/// A day that is different.
pub fn exception(line: &str) -> Result<Exception, String> {
    let (date, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let date = day(date).ok_or_else(|| format!("“{line}” does not begin with a day like 2026-12-24"))?;
    let (when, why) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let hours = match when.to_lowercase().as_str() {
        "closed" => None,
        _ => Some(window(when).ok_or_else(|| format!("“{line}” says neither closed nor hours like 9:00-14:00"))?),
    };
    let why = why.trim().chars().filter(|c| !c.is_control()).take(60).collect();
    Ok(Exception { date, hours, why })
}

/// Days as they stand in a text field.
pub fn exceptions(days: &[Exception]) -> String {
    let line = |day: &Exception| {
        let when = day.hours.map_or_else(|| "closed".to_owned(), hours);
        format!("{} {when} {}", day.date, day.why).trim_end().to_owned()
    };
    days.iter().map(line).collect::<Vec<_>>().join("\n")
}

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The hours of a week: `mon-fri 8:00-20:00`, `sat 9:00-14:00`. A day without a line is closed.
pub fn week(text: &str) -> Result<BTreeMap<String, Hours>, String> {
    let mut week = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let odd = || format!("“{line}” is not like mon-fri 8:00-20:00");
        let (days, times) = line.split_once(char::is_whitespace).ok_or_else(odd)?;
        let (from, to) = days.split_once(['-', '–']).unwrap_or((days, days));
        let day = |name: &str| WEEK.iter().position(|day| *day == name.to_lowercase());
        let (from, to) = day(from).zip(day(to)).filter(|(from, to)| from <= to).ok_or_else(odd)?;
        let hours = if times.trim().eq_ignore_ascii_case("closed") { None } else { Some(window(times.trim()).ok_or_else(odd)?) };
        for day in &WEEK[from..=to] {
            week.remove(*day);
            week.extend(hours.map(|hours| ((*day).to_owned(), hours)));
        }
    }
    Ok(week)
}

/// A week as it stands in a text field.
pub fn week_lines(week: &BTreeMap<String, Hours>) -> String {
    WEEK.iter()
        .map(|day| format!("{day} {}", week.get(*day).map_or_else(|| "closed".to_owned(), |open| hours(*open))))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A window of a method.
pub fn rule(method: Method, line: &str, currency: &str) -> Result<Line, String> {
    let mut parts = line.split(',').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let window = window(first).ok_or_else(|| format!("“{first}” is no window like 10:00-12:00"))?;
    let mut rule = WindowRule { method, window, closes: None, express: None, capacity: None };
    for part in parts.filter(|part| !part.is_empty()) {
        told(&mut rule, part, currency)?;
    }
    let plain = WindowRule { closes: None, express: None, capacity: None, ..rule.clone() };
    Ok((window, (rule != plain).then_some(rule)))
}

fn told(rule: &mut WindowRule, part: &str, currency: &str) -> Result<(), String> {
    let odd = || format!("“{part}” is none of: closes 90 minutes before, closes 20:00 the day before, express 2.90, takes 6");
    let words: Vec<&str> = part.split_whitespace().collect();
    match words.as_slice() {
        ["closes", minutes, "minutes", "before"] => {
            let minutes = minutes.parse().ok().filter(|n| *n <= 7 * 24 * 60);
            rule.closes = Some(Closes::Minutes(minutes.ok_or_else(odd)?));
        }
        ["closes", time, "the", "day", "before"] => rule.closes = Some(Closes::EveningBefore(clock(time).ok_or_else(odd)?)),
        // An amount with a comma is in two parts by now: a point parts its cents here.
        ["express", amount] => rule.express = Some(amount::parse(amount, currency).map_err(|_| odd())?),
        ["takes", points] => rule.capacity = Some(points.parse().ok().filter(|n| *n <= 10_000).ok_or_else(odd)?),
        _ => return Err(odd()),
    }
    Ok(())
}

/// A method's windows as they stand in a text field.
pub fn rules(method: Method, windows: &[Hours], (all, currency): (&[WindowRule], &str)) -> String {
    let line = |window: &Hours| {
        let mut parts = vec![hours(*window)];
        if let Some(rule) = all.iter().find(|rule| rule.method == method && rule.window == *window) {
            parts.extend(rule.closes.map(|closes| match closes {
                Closes::Minutes(minutes) => format!("closes {minutes} minutes before"),
                Closes::EveningBefore(time) => format!("closes {} the day before", time.strftime("%H:%M")),
            }));
            parts.extend(rule.express.map(|amount| format!("express {}", amount::written(amount, currency))));
            parts.extend(rule.capacity.map(|points| format!("takes {points}")));
        }
        parts.join(", ")
    };
    windows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// `2026-12-24` or `24.12.2026`.
fn day(text: &str) -> Option<Date> {
    if let Some([day, month, year]) = text.split('.').collect::<Vec<_>>().first_chunk::<3>() {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    text.parse().ok().filter(|_| text.len() == 10)
}

/// `10:00-12:00`, that takes time.
pub fn window(text: &str) -> Option<Hours> {
    let (from, to) = text.split_once(['-', '–'])?;
    let (from, to): (Time, Time) = (clock(from.trim())?, clock(to.trim())?);
    (from < to).then_some((from, to))
}

/// `10:00-12:00`.
pub fn hours((from, to): Hours) -> String {
    format!("{}-{}", from.strftime("%H:%M"), to.strftime("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_shown() {
        let lines = ["2026-12-24 09:00-14:00 Christmas Eve", "2026-12-25 closed Christmas Day", "2026-12-31 09:00-14:00"];
        let days: Vec<Exception> = lines.iter().map(|line| exception(line).unwrap()).collect();
        assert_eq!(exceptions(&days), lines.join("\n"));
        assert_eq!(exception("24.12.2026 9:00-14:00 Christmas Eve"), Ok(days[0].clone()));
    }

    #[test]
    fn a_week_is_read_as_it_is_shown() {
        let read = week("mon-fri 8:00-20:00\nSat 9:00-14:00\nwed closed").unwrap();
        assert_eq!(week(&week_lines(&read)).unwrap(), read);
        assert_eq!((read.len(), read.contains_key("wed"), read.contains_key("sun")), (5, false, false));
        for odd in ["mon", "fri-mon 8:00-9:00", "day 8:00-9:00", "mon 9:00-8:00"] {
            assert!(week(odd).unwrap_err().contains(odd), "{odd}");
        }
    }

    #[test]
    fn what_is_no_day_is_quoted() {
        for line in ["tomorrow closed", "2026-02-30 closed", "2026-12-24", "2026-12-24 14:00-9:00", "2026-12-24 open"] {
            assert!(exception(line).unwrap_err().contains(line), "{line}");
        }
    }

    #[test]
    fn windows_are_read_as_they_are_shown() {
        let text = "08:00-10:00, closes 20:00 the day before\n10:00-12:00\n18:00-20:00, closes 45 minutes before, express 2.90, takes 6";
        let lines: Vec<Line> = text.lines().map(|line| rule(Method::Delivery, line, "EUR").unwrap()).collect();
        let windows: Vec<Hours> = lines.iter().map(|line| line.0).collect();
        let all: Vec<WindowRule> = lines.into_iter().filter_map(|line| line.1).collect();
        assert_eq!((windows.len(), all.len()), (3, 2));
        assert_eq!(rules(Method::Delivery, &windows, (&all, "EUR")), text);
        assert_eq!(rules(Method::Pickup, &windows, (&all, "EUR")), "08:00-10:00\n10:00-12:00\n18:00-20:00");
    }

    #[test]
    fn what_is_no_rule_is_quoted() {
        for line in ["10-12", "10:00-9:00", "10:00-12:00, express 2,90", "10:00-12:00, closes soon", "10:00-12:00, takes -1"] {
            assert!(rule(Method::Pickup, line, "EUR").unwrap_err().contains('“'), "{line}");
        }
    }
}

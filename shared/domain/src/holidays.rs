//! Public holidays of Germany and its states, which close a shop: <https://www.gesetze-im-internet.de/arbzg/__9.html> and
//! the states' own laws. Days of single towns are left to the owner.

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

/// A state's code after `DE-`, and its name.
pub const STATES: [(&str, &str); 16] = [
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
];

/// A holiday: where it is one (nowhere named: everywhere), and the message with its name.
type Rule = (Day, &'static [&'static str], &'static str);

#[derive(Clone, Copy)]
enum Day {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The Wednesday before 23 November.
    Repentance,
}

const RULES: [Rule; 19] = [
    (Day::Fixed(1, 1), &[], "holiday-new-year"),
    (Day::Fixed(1, 6), &["BW", "BY", "ST"], "holiday-epiphany"),
    (Day::Fixed(3, 8), &["BE", "MV"], "holiday-womens-day"),
    (Day::Easter(-2), &[], "holiday-good-friday"),
    (Day::Easter(0), &["BB"], "holiday-easter-sunday"),
    (Day::Easter(1), &[], "holiday-easter-monday"),
    (Day::Fixed(5, 1), &[], "holiday-labor-day"),
    (Day::Easter(39), &[], "holiday-ascension"),
    (Day::Easter(49), &["BB"], "holiday-whit-sunday"),
    (Day::Easter(50), &[], "holiday-whit-monday"),
    (Day::Easter(60), &["BW", "BY", "HE", "NW", "RP", "SL"], "holiday-corpus-christi"),
    (Day::Fixed(8, 15), &["SL"], "holiday-assumption"),
    (Day::Fixed(9, 20), &["TH"], "holiday-childrens-day"),
    (Day::Fixed(10, 3), &[], "holiday-german-unity"),
    (Day::Fixed(10, 31), &["BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"], "holiday-reformation"),
    (Day::Fixed(11, 1), &["BW", "BY", "NW", "RP", "SL"], "holiday-all-saints"),
    (Day::Repentance, &["SN"], "holiday-repentance"),
    (Day::Fixed(12, 25), &[], "holiday-christmas"),
    (Day::Fixed(12, 26), &[], "holiday-second-christmas"),
];

/// The holidays of a state from a day on, for a year: dates with the messages that name them, soonest first.
pub fn german(state: &str, from: Date) -> Vec<(Date, &'static str)> {
    let until = from.saturating_add(Span::new().years(1));
    let here = |rule: &&Rule| rule.1.is_empty() || rule.1.contains(&state);
    let rules = RULES.iter().filter(here);
    let mut days: Vec<(Date, &str)> = rules
        .flat_map(|(day, _, name)| [from.year(), until.year()].into_iter().filter_map(move |year| Some((day.of(year)?, *name))))
        .filter(|(day, _)| (from..until).contains(day))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

impl Day {
    fn of(self, year: i16) -> Option<Date> {
        match self {
            Day::Fixed(month, day) => Date::new(year, month, day).ok(),
            Day::Easter(days) => easter(year)?.checked_add(Span::new().days(days)).ok(),
            Day::Repentance => date(year, 11, 23).nth_weekday(-1, Weekday::Wednesday).ok(),
        }
    }
}

/// Easter Sunday: the Gregorian rule as J.-M. Oudin wrote it down (1940), in whole numbers.
fn easter(year: i16) -> Option<Date> {
    let year_ = i32::from(year);
    let (century, golden) = (year_ / 100, year_ % 19);
    let k = (century - 17) / 25;
    let mut moon = (century - century / 4 - (century - k) / 3 + 19 * golden + 15) % 30;
    moon -= (moon / 28) * (1 - (moon / 28) * (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year_ + year_ / 4 + moon + 2 - century + century / 4) % 7;
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_when_calendars_have_it() {
        let days = [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2030, 4, 21), (2038, 4, 25), (2285, 3, 22)];
        for (year, month, day) in days {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn berlin_closes_on_ten_days_of_a_year() {
        let days = german("BE", date(2026, 11, 23));
        let named = |name: &str| days.iter().find(|(_, n)| *n == name).map(|(day, _)| day.to_string());
        assert_eq!(days.len(), 10);
        assert_eq!(days[0], (date(2026, 12, 25), "holiday-christmas"));
        assert_eq!((named("holiday-womens-day"), named("holiday-good-friday")), (Some("2027-03-08".into()), Some("2027-03-26".into())));
        assert_eq!(named("holiday-corpus-christi"), None);
    }

    #[test]
    fn states_keep_days_of_their_own() {
        let on = |state, name: &str| german(state, date(2026, 1, 1)).into_iter().find(|(_, n)| *n == name).map(|(day, _)| day.to_string());
        assert_eq!(on("SN", "holiday-repentance"), Some("2026-11-18".into()));
        assert_eq!(on("NW", "holiday-corpus-christi"), Some("2026-06-04".into()));
        assert_eq!((on("TH", "holiday-childrens-day"), on("BE", "holiday-reformation")), (Some("2026-09-20".into()), None));
        assert_eq!(on("BY", "holiday-ascension"), Some("2026-05-14".into()));
    }
}

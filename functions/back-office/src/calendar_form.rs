//! What the owner writes about days, windows and ways, read strictly: all that is wrong is said at once.

use crate::amount::written as as_written;
use crate::calendar_text::{clock, exception, exceptions, rule, rules, week, week_lines};
use crate::zones::amount;
use domain::settings::Hours;
use domain::slot::Method;
use domain::ways::{Curbside, Exception, Points, Shipment, Ways, WindowRule};
use domain::{Money, Settings};
use serde::Deserialize;
use utoipa::ToSchema;
use web::Failure;

/// Days, windows and ways as the owner writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    /// The week: `mon-fri 8:00-20:00`, a line for days that are alike. Empty: it stays as it is.
    pub hours: String,
    /// Days in which something may be claimed; empty: as it is.
    pub claim_days: String,
    /// The same for loose and fresh goods.
    pub claim_loose_days: String,
    /// A line for each day: `2026-12-24 9:00-14:00 Christmas Eve`, `2026-12-25 closed`.
    pub exceptions: String,
    /// A line for each: `18:00-20:00, closes 20:00 the day before, express 2.90, takes 6`.
    pub delivery_windows: String,
    /// The same for pickup.
    pub pickup_windows: String,
    /// The same for curbside, where that differs from pickup.
    pub curbside_windows: String,
    /// Days that can be chosen, today included.
    pub days: String,
    /// Points of any order.
    pub order: String,
    /// So many lines are a point more; empty: they do not count.
    pub lines: String,
    /// Points of a crate of frozen goods.
    pub frozen_crate: String,
    /// Frozen lines that fill a crate.
    pub crate_lines: String,
    /// Bays in front of the store; empty: no curbside.
    pub bays: String,
    /// Points a curbside window takes.
    pub curbside: String,
    /// What sending a parcel costs; empty: none are sent.
    pub parcel_fee: String,
    /// Goods worth this much are sent free.
    pub parcel_free_from: String,
    /// Orders placed by then leave on the same day.
    pub parcel_by: String,
    /// `true`: who fetches an order in the store is asked for its code.
    pub code: String,
}

impl Written {
    /// The settings as one would write them.
    pub fn of(settings: &Settings) -> Written {
        let (slots, ways, currency) = (&settings.slots, &settings.ways, settings.currency.as_str());
        let said = (ways.windows.as_slice(), currency);
        let number = |n: Option<u32>| n.filter(|n| *n > 0).map(|n| n.to_string()).unwrap_or_default();
        let curb = ways.windows.iter().filter(|rule| rule.method == Method::Curbside).map(|rule| rule.window).collect::<Vec<_>>();
        Written {
            hours: week_lines(&settings.opening_hours),
            claim_days: settings.claims.days.to_string(),
            claim_loose_days: settings.claims.loose_days.to_string(),
            exceptions: exceptions(&ways.exceptions),
            delivery_windows: rules(Method::Delivery, &slots.delivery_windows, said),
            pickup_windows: rules(Method::Pickup, &slots.pickup_windows, said),
            curbside_windows: rules(Method::Curbside, &curb, said),
            days: slots.days.to_string(),
            order: number(ways.points.map(|points| points.order)),
            lines: number(ways.points.map(|points| points.lines)),
            frozen_crate: number(ways.points.map(|points| points.frozen_crate)),
            crate_lines: number(ways.points.map(|points| points.crate_lines)),
            bays: number(ways.curbside.map(|curbside| curbside.bays.into())),
            curbside: number(ways.curbside.map(|curbside| curbside.capacity)),
            parcel_fee: ways.shipment.map(|parcel| as_written(parcel.fee, currency)).unwrap_or_default(),
            parcel_free_from: number_of(ways.shipment.map(|parcel| parcel.free_from), currency),
            parcel_by: ways.shipment.map(|parcel| parcel.cut_off.strftime("%H:%M").to_string()).unwrap_or_default(),
            code: if ways.code { "true".to_owned() } else { String::new() },
        }
    }

    /// The settings with what is written, or all that is wrong with it.
    pub fn applied(&self, settings: &Settings) -> Result<Settings, Vec<Failure>> {
        let mut wrong = Vec::new();
        let mut after = settings.clone();
        self.week(&mut after, &mut wrong);
        let (mut rules, currency) = (Vec::new(), settings.currency.as_str());
        let mut read = |field, method, text: &str| windows((field, text, currency), method, &mut rules, &mut wrong);
        after.slots.delivery_windows = read("delivery_windows", Method::Delivery, &self.delivery_windows);
        after.slots.pickup_windows = read("pickup_windows", Method::Pickup, &self.pickup_windows);
        let curb = read("curbside_windows", Method::Curbside, &self.curbside_windows);
        if curb.iter().any(|window| !after.slots.pickup_windows.contains(window)) {
            wrong.push(Failure::field("curbside_windows", "unknown", "Curbside has the windows of pickup: write only rules for those."));
        }
        after.slots.days = u8::try_from(number("days", &self.days, (1, 60), &mut wrong)).unwrap_or(settings.slots.days);
        after.ways = Ways {
            exceptions: self.days_apart(&mut wrong),
            windows: rules,
            points: self.points(&mut wrong),
            curbside: self.curb(&mut wrong),
            shipment: self.parcels(currency, &mut wrong),
            code: self.code == "true",
        };
        if wrong.is_empty() { Ok(after) } else { Err(wrong) }
    }

    /// What the form says of the week and of claims; what it leaves out stays.
    fn week(&self, after: &mut Settings, wrong: &mut Vec<Failure>) {
        if !self.hours.trim().is_empty() {
            match week(&self.hours) {
                Ok(hours) => after.opening_hours = hours,
                Err(why) => wrong.push(Failure::field("hours", "malformed", format!("{why}."))),
            }
        }
        for (name, text, days) in [
            ("claim_days", &self.claim_days, &mut after.claims.days),
            ("claim_loose_days", &self.claim_loose_days, &mut after.claims.loose_days),
        ] {
            if !text.trim().is_empty() {
                *days = u8::try_from(number(name, text, (0, 90), wrong)).unwrap_or(*days);
            }
        }
    }

    fn days_apart(&self, wrong: &mut Vec<Failure>) -> Vec<Exception> {
        let mut days: Vec<Exception> = Vec::new();
        for line in lines(&self.exceptions) {
            match exception(line) {
                Ok(day) if days.iter().any(|known| known.date == day.date) => {
                    wrong.push(Failure::field("exceptions", "twice", format!("{} stands there twice.", day.date)));
                }
                Ok(day) => days.push(day),
                Err(why) => wrong.push(Failure::field("exceptions", "malformed", format!("{why}."))),
            }
        }
        days.sort_by_key(|day| day.date);
        days
    }

    fn points(&self, wrong: &mut Vec<Failure>) -> Option<Points> {
        let said = [&self.order, &self.lines, &self.frozen_crate, &self.crate_lines].iter().any(|text| !text.trim().is_empty());
        said.then(|| Points {
            order: number("order", &self.order, (0, 1_000), wrong),
            lines: number("lines", &self.lines, (0, 1_000), wrong),
            frozen_crate: number("frozen_crate", &self.frozen_crate, (0, 1_000), wrong),
            crate_lines: number("crate_lines", &self.crate_lines, (0, 1_000), wrong),
        })
    }

    fn curb(&self, wrong: &mut Vec<Failure>) -> Option<Curbside> {
        let bays = u16::try_from(number("bays", &self.bays, (0, 200), wrong)).unwrap_or(0);
        let capacity = number("curbside", &self.curbside, (0, 10_000), wrong);
        (bays > 0).then_some(Curbside { bays, capacity })
    }

    fn parcels(&self, currency: &str, wrong: &mut Vec<Failure>) -> Option<Shipment> {
        if self.parcel_fee.trim().is_empty() {
            return None;
        }
        let cut_off = clock(self.parcel_by.trim());
        if cut_off.is_none() {
            wrong.push(Failure::field("parcel_by", "required", "By when must an order be placed to leave that day? Like 14:00."));
        }
        Some(Shipment {
            fee: amount(("parcel_fee", &self.parcel_fee, currency), Money::ZERO, wrong),
            free_from: amount(("parcel_free_from", &self.parcel_free_from, currency), Money::ZERO, wrong),
            cut_off: cut_off.unwrap_or_default(),
        })
    }
}

fn number_of(amount: Option<Money>, currency: &str) -> String {
    amount.filter(|amount| *amount > Money::ZERO).map(|amount| as_written(amount, currency)).unwrap_or_default()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The windows of a field, soonest first; their rules are added to the others'.
fn windows(
    (field, text, currency): (&str, &str, &str),
    method: Method,
    rules: &mut Vec<WindowRule>,
    wrong: &mut Vec<Failure>,
) -> Vec<Hours> {
    let mut windows: Vec<Hours> = Vec::new();
    for line in lines(text) {
        match rule(method, line, currency) {
            Ok((window, _)) if windows.contains(&window) => {
                wrong.push(Failure::field(field, "twice", format!("“{line}” stands there twice.")))
            }
            Ok((window, rule)) => {
                windows.push(window);
                rules.extend(rule);
            }
            Err(why) => wrong.push(Failure::field(field, "malformed", format!("{why}."))),
        }
    }
    windows.sort_unstable();
    windows
}

/// A whole number; an empty one is the least.
fn number(field: &'static str, text: &str, (least, most): (u32, u32), wrong: &mut Vec<Failure>) -> u32 {
    let text = text.trim();
    if text.is_empty() {
        return least;
    }
    let number = text.parse().ok().filter(|n| (least..=most).contains(n));
    number.unwrap_or_else(|| {
        wrong.push(Failure::field(field, "out_of_range", format!("A whole number from {least} to {most}.")));
        least
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Written {
        let typed = |text: &str| text.to_owned();
        Written {
            hours: typed("mon 08:00-20:00\ntue closed\nwed closed\nthu closed\nfri closed\nsat 09:00-14:00\nsun closed"),
            claim_days: typed("14"),
            claim_loose_days: typed("3"),
            exceptions: typed("2026-12-24 09:00-14:00 Christmas Eve\n2026-12-25 closed Christmas Day"),
            delivery_windows: typed("10:00-12:00\n18:00-20:00, express 2.90"),
            pickup_windows: typed("09:00-10:00, closes 20:00 the day before"),
            curbside_windows: typed("09:00-10:00, takes 1"),
            days: typed("7"),
            order: typed("2"),
            lines: typed("20"),
            frozen_crate: typed("1"),
            crate_lines: typed("6"),
            bays: typed("4"),
            curbside: typed("3"),
            parcel_fee: typed("5.90"),
            parcel_free_from: typed("70.00"),
            parcel_by: typed("14:00"),
            code: typed("true"),
        }
    }

    fn shop() -> Settings {
        Settings { currency: "EUR".into(), ..Settings::default() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let settings = written().applied(&shop()).unwrap();
        assert_eq!(Written::of(&settings), written());
        assert_eq!((settings.slots.days, settings.ways.windows.len(), settings.slots.delivery_windows.len()), (7, 3, 2));
    }

    #[test]
    fn a_shop_without_any_of_it_keeps_its_week() {
        let plain = Written { delivery_windows: "10:00-12:00".into(), days: "6".into(), ..Written::default() };
        assert!(plain.applied(&shop()).unwrap().ways.is_empty());
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = Written {
            hours: "someday 8:00-9:00".into(),
            claim_days: "100".into(),
            exceptions: "2026-12-25 closed\n2026-12-25 closed\nsoon".into(),
            delivery_windows: "noon".into(),
            curbside_windows: "07:00-08:00, takes 1".into(),
            days: "0".into(),
            bays: "many".into(),
            parcel_by: "soon".into(),
            ..written()
        };
        let fields: Vec<String> = wrong.applied(&shop()).unwrap_err().into_iter().filter_map(|f| f.field).collect();
        assert_eq!(
            fields,
            ["hours", "claim_days", "delivery_windows", "curbside_windows", "days", "exceptions", "exceptions", "bays", "parcel_by"]
        );
    }
}

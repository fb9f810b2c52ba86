//! Numbers, money, weights, days and times, as a language writes them. All patterns are messages: `format.ftl`.

use crate::pattern::{Pattern, mark};
use crate::{Language, Value};
use domain::product::{Pack, PackUnit, UnitOfPrice};
use domain::{Money, Quantity, SlotId};
use fluent_bundle::FluentArgs;
use jiff::civil::{Date, Time, Weekday};
use std::borrow::Cow;
use std::fmt::{Result, Write};

/// The patterns of one language, taken apart at first use.
pub(crate) struct Formats {
    decimal_mark: String,
    group_mark: String,
    negative: Pattern,
    money: Pattern,
    money_named: Pattern,
    money_plain: Pattern,
    percent: Pattern,
    kilograms: Pattern,
    grams: Pattern,
    liters: Pattern,
    milliliters: Pattern,
    per: [Pattern; 3],
    pub(crate) weekdays: Vec<String>,
    pub(crate) weekdays_short: Vec<String>,
    pub(crate) months: Vec<String>,
    pub(crate) months_short: Vec<String>,
    day: Pattern,
    day_short: Pattern,
    time: Pattern,
    window: Pattern,
    window_short: Pattern,
}

impl Formats {
    pub(crate) fn of(language: Language) -> Formats {
        let pattern = |name: &str, values: &[&str]| {
            let marked: FluentArgs = values.iter().enumerate().map(|(n, value)| (*value, Value::from(mark(n)))).collect();
            Pattern::of(&language.format(name, Some(&marked)))
        };
        let list = |name: &str| language.format(name, None).split(',').map(|word| word.trim().to_owned()).collect();
        Formats {
            decimal_mark: language.format("format-decimal-mark", None).into_owned(),
            group_mark: language.format("format-group-mark", None).into_owned(),
            negative: pattern("format-negative", &["number"]),
            money: pattern("format-money", &["sign", "amount"]),
            money_named: pattern("format-money-named", &["code", "amount"]),
            money_plain: pattern("format-money-plain", &["code", "amount"]),
            percent: pattern("format-percent", &["number"]),
            kilograms: pattern("format-kilograms", &["number"]),
            grams: pattern("format-grams", &["number"]),
            liters: pattern("format-liters", &["number"]),
            milliliters: pattern("format-milliliters", &["number"]),
            per: ["format-per-kilogram", "format-per-liter", "format-per-piece"].map(|name| pattern(name, &["price"])),
            weekdays: list("format-weekdays"),
            weekdays_short: list("format-weekdays-short"),
            months: list("format-months"),
            months_short: list("format-months-short"),
            day: pattern("format-day", &["weekday", "day", "month"]),
            day_short: pattern("format-day-short", &["weekday", "day", "month"]),
            time: pattern("format-time", &["hour", "minute"]),
            window: pattern("format-window", &["from", "to"]),
            window_short: pattern("format-window-short", &["from", "to"]),
        }
    }

    /// `1,234`.
    fn whole<W: Write + ?Sized>(&self, out: &mut W, n: u64) -> Result {
        if n < 1000 {
            return write!(out, "{n}");
        }
        self.whole(out, n / 1000)?;
        write!(out, "{}{:03}", self.group_mark, n % 1000)
    }

    /// `12.05`: the digits of an amount of money, as many behind the mark as the currency has.
    fn digits<W: Write + ?Sized>(&self, out: &mut W, minor: u64, currency: &str) -> Result {
        let decimals = Money::decimals(currency);
        if decimals == 0 {
            return self.whole(out, minor);
        }
        let one = 10_u64.pow(decimals);
        self.whole(out, minor / one)?;
        write!(out, "{}{:0width$}", self.decimal_mark, minor % one, width = decimals as usize)
    }

    /// Thousandths without needless zeros: `1.5`, `2`, `0.125`.
    fn thousandths(&self, n: u32) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.whole(&mut text, u64::from(n / 1000));
        match n % 1000 {
            0 => text,
            rest => text + &self.decimal_mark + format!("{rest:03}").trim_end_matches('0'),
        }
    }
}

/// The sign of a currency, which is the same in every language.
fn sign(currency: &str) -> Option<&'static str> {
    match currency {
        "EUR" => Some("€"),
        "USD" | "CAD" | "AUD" => Some("$"),
        "GBP" => Some("£"),
        "JPY" => Some("¥"),
        _ => None,
    }
}

/// Itself, numbers and money.
impl Language {
    /// What it calls itself: `Deutsch`.
    pub fn name(self) -> Cow<'static, str> {
        self.text("format-language")
    }

    /// `1,234`.
    pub fn number(self, n: u64) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.formats().whole(&mut text, n);
        text
    }

    /// What stands before the cents.
    pub fn decimal_mark(self) -> &'static str {
        &self.formats().decimal_mark
    }

    /// `€1.99`, `−€0.50`, `CHF 1.99`.
    pub fn money(self, amount: Money, currency: &str) -> String {
        let mut text = String::with_capacity(16);
        // Writing to a String cannot fail.
        let _ = self.write_money(&mut text, amount, currency);
        text
    }

    /// The same, without a string of its own.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn write_money<W: Write + ?Sized>(self, out: &mut W, amount: Money, currency: &str) -> Result {
        let formats = self.formats();
        let minor = amount.0.unsigned_abs();
        let (pattern, sign) = sign(currency).map_or((&formats.money_named, currency), |sign| (&formats.money, sign));
        let write =
            |out: &mut W| pattern.write(out, |n, out| if n == 0 { out.write_str(sign) } else { formats.digits(out, minor, currency) });
        if amount < Money::ZERO { formats.negative.write(out, |_, out| write(out)) } else { write(out) }
    }

    /// `1.99 EUR`, for the text of a mail.
    pub fn plain_money(self, amount: Money, currency: &str) -> String {
        let formats = self.formats();
        let mut digits = String::new();
        // Writing to a String cannot fail.
        let _ = formats.digits(&mut digits, amount.0.unsigned_abs(), currency);
        let digits = if amount < Money::ZERO { format!("-{digits}") } else { digits };
        formats.money_plain.fill(&[currency, &digits])
    }

    /// What a price is for: `€1.99/kg`, `€0.25 each`.
    pub fn per(self, price: &str, unit: UnitOfPrice) -> String {
        let n = match unit {
            UnitOfPrice::Kg => 0,
            UnitOfPrice::L => 1,
            UnitOfPrice::Piece => 2,
        };
        self.formats().per[n].fill(&[price])
    }

    /// Basis points as percent: `7%`, `2.5%`.
    pub fn percent(self, basis_points: impl Into<i64>) -> String {
        let formats = self.formats();
        let basis_points = u32::try_from(basis_points.into()).unwrap_or_default();
        formats.percent.fill(&[&formats.thousandths(basis_points.saturating_mul(10))])
    }
}

/// How much of something.
impl Language {
    /// `500 g`, `1.5 kg`; pieces are only a number: `2`.
    pub fn quantity(self, quantity: Quantity) -> String {
        match quantity {
            Quantity::Pieces(n) => self.number(u64::from(n)),
            Quantity::Grams(g) => self.grams(g),
        }
    }

    /// As in a list of things: `500 g`, `2 ×`.
    pub fn times(self, quantity: Quantity) -> String {
        match quantity {
            Quantity::Pieces(n) => self.say("format-times", [("count", n.into())]).into_owned(),
            Quantity::Grams(g) => self.grams(g),
        }
    }

    /// What is in a pack: `500 g`, `1.5 l`, `6 pieces`.
    pub fn pack(self, pack: Pack) -> String {
        match pack.unit {
            PackUnit::G => self.grams(pack.amount),
            PackUnit::Ml if pack.amount < 1000 => self.formats().milliliters.fill(&[&pack.amount.to_string()]),
            PackUnit::Ml => self.formats().liters.fill(&[&self.formats().thousandths(pack.amount)]),
            PackUnit::Piece => self.say("format-pieces", [("count", pack.amount.into())]).into_owned(),
        }
    }

    /// `500 g`, `1.5 kg`.
    pub fn grams(self, grams: u32) -> String {
        let formats = self.formats();
        match grams {
            0..1000 => formats.grams.fill(&[&grams.to_string()]),
            _ => formats.kilograms.fill(&[&formats.thousandths(grams)]),
        }
    }
}

/// Days and times.
impl Language {
    /// `Monday`.
    pub fn weekday(self, day: Weekday) -> &'static str {
        nth(&self.formats().weekdays, day.to_monday_zero_offset())
    }

    /// `Mon`.
    pub fn weekday_short(self, day: Weekday) -> &'static str {
        nth(&self.formats().weekdays_short, day.to_monday_zero_offset())
    }

    /// `Monday, 23 November`.
    pub fn day(self, date: Date) -> String {
        let month = nth(&self.formats().months, date.month() - 1);
        self.formats().day.fill(&[self.weekday(date.weekday()), &date.day().to_string(), month])
    }

    /// `Mon 23 Nov`.
    pub fn day_short(self, date: Date) -> String {
        let month = nth(&self.formats().months_short, date.month() - 1);
        self.formats().day_short.fill(&[self.weekday_short(date.weekday()), &date.day().to_string(), month])
    }

    /// `09:30`.
    pub fn time(self, time: Time) -> String {
        self.formats().time.fill(&[&format!("{:02}", time.hour()), &format!("{:02}", time.minute())])
    }

    /// `10:00–12:00`.
    pub fn window(self, from: Time, to: Time) -> String {
        self.formats().window.fill(&[&self.time(from), &self.time(to)])
    }

    /// The day of a slot: `Monday, 23 November`.
    pub fn slot_day(self, slot: &SlotId) -> String {
        slot.day().map_or_else(|| slot.date().to_owned(), |day| self.day(day))
    }

    /// The window of a slot among others: `10:00–12:00`, and no more.
    pub fn slot_window_short(self, slot: &SlotId) -> String {
        let short = |(from, to)| self.formats().window_short.fill(&[&self.time(from), &self.time(to)]);
        slot.times().map_or_else(|| slot.window().to_owned(), short)
    }

    /// The window of a slot: `10:00–12:00`.
    pub fn slot_window(self, slot: &SlotId) -> String {
        slot.times().map_or_else(|| slot.window().to_owned(), |(from, to)| self.window(from, to))
    }
}

fn nth(list: &'static [String], n: i8) -> &'static str {
    usize::try_from(n).ok().and_then(|n| list.get(n)).map_or("", String::as_str)
}

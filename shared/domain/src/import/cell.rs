//! What stands in a cell, read into the shop's own terms. Whole numbers only: `0,5` kg is 500 g.

use crate::product::{Pack, PackUnit};
use crate::{ByWeight, Money, VatClass};

/// Dearer than anything a grocer sells: 10,000.00.
const MOST_PRICE: i64 = 1_000_000;
/// More than any shelf holds: ten million pieces, or ten tons.
const MOST_STOCK: i64 = 10_000_000;
/// Grams or milliliters in one pack: a ton.
const MOST_CONTENT: i64 = 1_000_000;
/// What may be weighed in beyond the order, unless the owner says otherwise later: 10 %.
const TOLERANCE_BP: u32 = 1000;

/// What a row says about net content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Unsaid,
    /// Sold in packs like this.
    Pack(Pack),
    /// Sold by weight.
    Loose(ByWeight),
    /// Something that cannot be kept, and why. Absent facts are absent, never made up.
    LeftOut(String),
}

/// A line of words with single spaces; `None` when there are none.
pub(crate) fn words(what: &str, text: &str, most: usize) -> Result<Option<String>, String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.chars().count() {
        0 => Ok(None),
        _ if words.contains(char::is_control) => Err(format!("the {what} has characters that cannot be printed")),
        n if n > most => Err(format!("the {what} has {n} characters, the most is {most}")),
        _ => Ok(Some(words)),
    }
}

/// Why a text is no GTIN.
pub(super) fn no_gtin(text: &str) -> String {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    match text.len() {
        8 | 12 | 13 | 14 if digits => format!("the barcode {text} has a wrong check digit"),
        n if digits => format!("the barcode {text} has {n} digits; a GTIN has 8, 12, 13 or 14"),
        _ if text.to_uppercase().contains("E+") => {
            format!("a spreadsheet made the barcode a rounded number ({text}); format the column as text")
        }
        _ => format!("the barcode {text:?} is not made of digits"),
    }
}

/// `1.99`, `1,99`, `€1.99`, `1,99 EUR`, with the decimals of the currency.
pub(super) fn price(text: &str, currency: &str) -> Result<Money, String> {
    match amount(text, currency) {
        _ if text.is_empty() => Err("the price is missing".to_owned()),
        None => Err(format!("the price {text:?} is not an amount like 1.99")),
        Some(0) => Err("the price is zero".to_owned()),
        Some(cents) if cents > MOST_PRICE => Err(format!("the price {text} is too high")),
        Some(cents) => Ok(Money(cents)),
    }
}

/// Like a price, but may be nothing.
pub(super) fn deposit(text: &str, currency: &str) -> Result<Option<Money>, String> {
    match amount(text, currency) {
        _ if text.is_empty() => Ok(None),
        Some(cents) if cents <= MOST_PRICE => Ok(Some(Money(cents))),
        Some(_) | None => Err(format!("the deposit {text:?} is not an amount like 0.25")),
    }
}

fn amount(text: &str, currency: &str) -> Option<i64> {
    let sign = |c: char| matches!(c, '€' | '$' | '£' | '¥');
    let bare = text.trim_start_matches(sign).trim_end_matches(sign);
    let bare = bare.strip_suffix(currency).or_else(|| bare.strip_prefix(currency)).unwrap_or(bare).trim();
    decimal(bare, Money::decimals(currency) as usize)
}

/// Pieces; kilograms when sold by weight.
pub(super) fn stock(text: &str, loose: bool) -> Result<Option<i64>, String> {
    match decimal(text, 3) {
        _ if text.is_empty() => Ok(None),
        Some(grams) if loose && grams <= MOST_STOCK => Ok(Some(grams)),
        Some(thousandths) if thousandths % 1000 == 0 && thousandths / 1000 <= MOST_STOCK => Ok(Some(thousandths / 1000)),
        Some(_) | None if loose => Err(format!("the stock {text:?} is not a number of kilograms")),
        Some(_) | None => Err(format!("the stock {text:?} is not a whole number from 0")),
    }
}

/// A class, or its rate in percent.
pub(super) fn vat(text: &str) -> Result<Option<VatClass>, String> {
    match text.to_lowercase().trim_end_matches('%').trim_end() {
        "" => Ok(None),
        "standard" | "19" => Ok(Some(VatClass::Standard)),
        "reduced" | "7" => Ok(Some(VatClass::Reduced)),
        "basic" | "4.9" | "4,9" => Ok(Some(VatClass::Basic)),
        "zero" | "0" => Ok(Some(VatClass::Zero)),
        _ => Err(format!("the VAT class {text:?} is not standard, reduced, basic or zero")),
    }
}

/// What a quantity of a unit means. Without a unit it counts pieces.
pub(super) fn content(unit: &str, quantity: &str) -> Result<Content, String> {
    let (kind, scale) = match unit.to_lowercase().as_str() {
        "" if quantity.is_empty() => return Ok(Content::Unsaid),
        "kg-loose" => return loose(quantity),
        "g" | "gr" => (PackUnit::G, 1),
        "kg" => (PackUnit::G, 1000),
        "ml" => (PackUnit::Ml, 1),
        "cl" => (PackUnit::Ml, 10),
        "dl" => (PackUnit::Ml, 100),
        "l" => (PackUnit::Ml, 1000),
        "" | "kom" | "piece" | "pieces" | "pc" | "pcs" | "par" => (PackUnit::Piece, 1),
        "m" => return Ok(Content::LeftOut(format!("a content in meters ({quantity} m) is left out"))),
        _ => return Err(format!("the unit {unit:?} is not known")),
    };
    if quantity.is_empty() && kind == PackUnit::Piece {
        return Ok(Content::Pack(Pack { amount: 1, unit: kind }));
    }
    if quantity.is_empty() {
        return Ok(Content::LeftOut("the content is left out, for it has a unit and no quantity".to_owned()));
    }
    match decimal(quantity, 6).map(|millionths| millionths.saturating_mul(scale)) {
        None => Err(format!("the quantity {quantity:?} is not a number")),
        Some(0) => Err("the quantity is zero".to_owned()),
        Some(n) if n > MOST_CONTENT * 1_000_000 => Err(format!("the quantity {quantity} {unit} is too much for one piece")),
        Some(n) if n % 1_000_000 != 0 => {
            Ok(Content::LeftOut(format!("the content ({quantity} {unit}) is left out: it is no whole number of pieces, g or ml")))
        }
        Some(n) => Ok(Content::Pack(Pack { amount: u32::try_from(n / 1_000_000).unwrap_or(u32::MAX), unit: kind })),
    }
}

/// Net content as one line: `500 g`, `1.5 l`, `6 pieces`.
pub fn pack(text: &str) -> Result<Option<Pack>, String> {
    let text = text.trim();
    let unit = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    match content(text[unit..].trim(), &text[..unit])? {
        Content::Unsaid => Ok(None),
        Content::Pack(pack) => Ok(Some(pack)),
        Content::Loose(_) => Err("how it is sold, by weight or by the piece, is decided once".to_owned()),
        Content::LeftOut(why) => Err(why),
    }
}

/// The quantity of loose goods is what one piece weighs, in kilograms.
fn loose(quantity: &str) -> Result<Content, String> {
    match decimal(quantity, 3).and_then(|grams| u32::try_from(grams).ok()) {
        Some(nominal @ 1..=25_000) => Ok(Content::Loose(ByWeight { nominal, tolerance_bp: TOLERANCE_BP })),
        Some(_) | None => Err("goods by weight need a quantity: what one piece weighs, like 0.17".to_owned()),
    }
}

/// A number with up to so many decimals after point or comma, times ten to that power.
pub(crate) fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    if !digits || whole.is_empty() || whole.len() > 12 || part.len() > places {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

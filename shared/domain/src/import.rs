//! A product list from somewhere else, read row by row. One row is one line of the file: whatever is wrong with a
//! row, a quotation mark never closed or a text that is no UTF-8, the others are read as if it were not there.
//!
//! `parse` reads, [`change`] compares one row with the product it is about, [`Report`] is what a person looks at
//! before anything is changed. An empty cell says nothing: the product keeps what it has.

mod aisle;
pub(crate) mod cell;
mod change;
mod layout;
mod report;

use aisle::Stands;
pub use aisle::{slug, with_new};
pub use cell::pack;
pub use change::{Change, Field, change};
pub use report::{Listed, Report};

use crate::catalog::Catalog;
use crate::product::{Fact, Pack};
use crate::settings::{Aisle, Section};
use crate::wording::Told;
use crate::{ByWeight, Money, ProductText, Settings, Sku, VatClass, gtin};
use cell::Content;
use layout::{Cells, Column, Layout};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;

/// Most lines of a file.
pub const MOST_ROWS: usize = 100_000;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Rows that can be used, in the file's order.
    pub rows: Vec<Row>,
    /// Rows that cannot.
    pub bad: Vec<BadRow>,
    /// Rows that are used, though something in them was left out.
    pub hints: Vec<BadRow>,
    /// Columns nobody asked for.
    pub ignored: Vec<String>,
}

/// One product, as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file; the header is line 1.
    pub line: u32,
    /// The shop's code: the file's, or that of the product with this barcode, or the barcode itself.
    pub sku: Sku,
    /// A valid GTIN.
    pub barcode: Option<String>,
    /// As on the shelf label.
    pub name: String,
    /// Where it stands; perhaps an aisle the shop does not have yet.
    pub aisle: Option<Aisle>,
    /// Where in that aisle; perhaps a section it does not have yet.
    pub section: Option<Section>,
    /// What the file calls an aisle or a section that the shop calls otherwise.
    pub otherwise: Vec<(String, String)>,
    /// Net content of one piece.
    pub pack: Option<Pack>,
    /// Sold by weight.
    pub loose: Option<ByWeight>,
    /// Per piece, or per kilogram.
    pub price: Money,
    /// Pieces or grams free to be sold.
    pub stock: Option<i64>,
    /// VAT class.
    pub vat: Option<VatClass>,
    /// Deposit on each piece.
    pub deposit: Option<Money>,
    /// What else it says, each of which could be told to some product. An empty text takes a fact away.
    pub facts: Vec<(Fact, String)>,
    /// What it says in other languages: a language, a text, its words. Empty words take a text away.
    pub said: Vec<(String, Told, String)>,
}

/// A row with something to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BadRow {
    /// Line of the file; the header is line 1.
    pub line: u32,
    /// Everything that is wrong, in words for the owner.
    pub reason: String,
    /// The line's beginning.
    pub text: String,
}

/// Why a file is of no use at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A picture, a spreadsheet, UTF-16.
    #[error("the file is not text; save it as CSV (UTF-8)")]
    NotText,
    /// The header does not name what every product needs.
    #[error("the first line must name the columns, and these are missing: {0}")]
    Missing(String),
    /// Twice the same column.
    #[error("the column {0} is there twice")]
    Twice(String),
    /// More than [`MOST_ROWS`] lines.
    #[error("the file has more than {MOST_ROWS} lines; split it")]
    TooLong,
}

/// What the shop has, as far as reading a file needs it.
#[derive(Debug, Default)]
pub struct Known<'a> {
    shop: Option<&'a Settings>,
    barcodes: HashMap<String, &'a Sku>,
}

impl<'a> Known<'a> {
    /// What prices are in: ISO 4217.
    fn currency(&self) -> &'a str {
        self.shop.map(|shop| shop.currency.as_str()).filter(|code| !code.is_empty()).unwrap_or("EUR")
    }

    /// From the published catalog, and the shop as it is now: an aisle may just have been named anew.
    pub fn of(catalog: &'a Catalog, shop: &'a Settings) -> Known<'a> {
        let barcode = |p: &'a crate::Product| p.text.barcode.as_deref().map(|b| (gtin14(b), &p.head.sku));
        Known { shop: Some(shop), barcodes: catalog.snapshot.products.iter().filter_map(barcode).collect() }
    }
}

impl Plan {
    /// What the file calls aisles and sections otherwise than the shop, each once.
    fn otherwise(&self) -> Vec<(String, String)> {
        self.rows.iter().flat_map(|row| row.otherwise.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// A file in parts of at most so many bytes, each with the header: more than one request can carry is several imports.
pub fn parts(file: &[u8], most: usize) -> Vec<Vec<u8>> {
    let mut lines = file.split_inclusive(|b| *b == b'\n');
    let mut header: Vec<u8> = lines.next().unwrap_or_default().to_vec();
    if header.starts_with(b"sep=") {
        header.extend_from_slice(lines.next().unwrap_or_default());
    }
    let mut parts = vec![header.clone()];
    for line in lines {
        let fits = |part: &Vec<u8>| part.len() + line.len() <= most || part.len() == header.len();
        match parts.last_mut().filter(|part| fits(part)) {
            Some(part) => part.extend_from_slice(line),
            None => parts.push([header.as_slice(), line].concat()),
        }
    }
    parts
}

/// Reads a file.
pub fn parse(file: &[u8], known: &Known) -> Result<Plan, Unusable> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    if file.contains(&0) || file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") {
        return Err(Unusable::NotText);
    }
    let end = if file.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines = file.split(|b| *b == end).map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut lines = (1..).zip(lines).filter(|(_, line)| !line.trim_ascii().is_empty());
    let (_, header) = lines.find(|(_, l)| !l.starts_with(b"sep=")).ok_or(Unusable::Empty)?;
    let mut layout = Layout::of(header)?;
    let mut plan = Plan { ignored: layout.ignored.clone(), ..Plan::default() };
    let mut seen = Seen::default();
    for (n, (line, raw)) in lines.enumerate() {
        if n >= MOST_ROWS {
            return Err(Unusable::TooLong);
        }
        let about = |reason| BadRow { line, reason, text: String::from_utf8_lossy(raw).chars().take(200).collect() };
        match layout.cells(raw).and_then(|cells| row(line, &cells, known)).and_then(|r| seen.note(r)) {
            Ok((row, hint)) => {
                plan.rows.push(row);
                plan.hints.extend(hint.map(about));
            }
            Err(reason) => plan.bad.push(about(reason)),
        }
    }
    Ok(plan)
}

/// A row, and what was left out of it.
type Read = (Row, Option<String>);

/// Collects everything that is wrong with a row, not only the first.
fn row(line: u32, cells: &Cells, known: &Known) -> Result<Read, String> {
    let mut wrong = Vec::new();
    let code = keep(&mut wrong, code(cells, known));
    let name = keep(&mut wrong, cell::words("name", cells.text(Column::Name), 200));
    let aisle = keep(&mut wrong, aisle::place(cells.text(Column::Aisle), cells.text(Column::Section), known.shop));
    let content = keep(&mut wrong, cell::content(cells.text(Column::Unit), cells.text(Column::Quantity)));
    let loose = matches!(content, Some(Content::Loose(_)));
    let price = keep(&mut wrong, cell::price(cells.text(Column::Price), known.currency()));
    let stock = keep(&mut wrong, cell::stock(cells.text(Column::Stock), loose));
    let vat = keep(&mut wrong, cell::vat(cells.text(Column::Vat)));
    let deposit = keep(&mut wrong, cell::deposit(cells.text(Column::Deposit), known.currency()));
    let facts = keep(&mut wrong, facts(cells));
    let said = keep(&mut wrong, said(cells)).unwrap_or_default();
    if name.as_ref().is_some_and(Option::is_none) {
        wrong.push("the name is missing".to_owned());
    }
    let (pack, loose, hint) = match content.unwrap_or(Content::Unsaid) {
        Content::Unsaid => (None, None, None),
        Content::Pack(pack) => (Some(pack), None, None),
        Content::Loose(loose) => (None, Some(loose), None),
        Content::LeftOut(why) => (None, None, Some(why)),
    };
    match (code, name.flatten(), price) {
        (Some((sku, barcode)), Some(name), Some(price)) if wrong.is_empty() => {
            let Stands { aisle, section, otherwise } = aisle.unwrap_or_default();
            let (stock, vat, deposit, facts) = (stock.flatten(), vat.flatten(), deposit.flatten(), facts.unwrap_or_default());
            Ok((Row { line, sku, barcode, name, aisle, section, otherwise, pack, loose, price, stock, vat, deposit, facts, said }, hint))
        }
        _ => Err(wrong.join("; ")),
    }
}

fn keep<T>(wrong: &mut Vec<String>, read: Result<T, String>) -> Option<T> {
    read.map_err(|reason| wrong.push(reason)).ok()
}

/// What a row says beside what every product has, tried on a product of no facts. `none` takes a fact away.
fn facts(cells: &Cells) -> Result<Vec<(Fact, String)>, String> {
    let said = |fact: &Fact| Some((*fact, cells.text(Column::Fact(*fact)))).filter(|(_, text)| !text.is_empty());
    let facts = Fact::ALL.iter().filter_map(said).map(|(fact, text)| (fact, if is_gone(text) { String::new() } else { text.to_owned() }));
    let facts: Vec<(Fact, String)> = facts.collect();
    let wrong = Fact::malformed(&facts);
    if wrong.is_empty() { Ok(facts) } else { Err(wrong.into_iter().map(|(_, why)| why).collect::<Vec<_>>().join("; ")) }
}

/// What a row says in other languages, tried in the same way.
fn said(cells: &Cells) -> Result<Vec<(String, Told, String)>, String> {
    let mut any = ProductText::default();
    let words = |text: &str| if is_gone(text) { String::new() } else { text.to_owned() };
    let told = cells.said().map(|(tag, told, text)| {
        let words = words(text);
        any.tell_in(tag, told, &words).map(|()| (tag.to_owned(), told, words))
    });
    let (said, wrong): (Vec<_>, Vec<_>) = told.partition(Result::is_ok);
    if wrong.is_empty() {
        Ok(said.into_iter().flatten().collect())
    } else {
        Err(wrong.into_iter().filter_map(Result::err).collect::<Vec<_>>().join("; "))
    }
}

fn is_gone(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "none" | "-")
}

/// The product a row is about, by the file's code or by barcode.
fn code(cells: &Cells, known: &Known) -> Result<(Sku, Option<String>), String> {
    let (sku, barcode) = (cells.text(Column::Sku), cells.text(Column::Barcode).replace(' ', ""));
    if sku.is_empty() && barcode.is_empty() {
        return Err("neither sku nor barcode".to_owned());
    }
    if !barcode.is_empty() && !gtin::is_valid(&barcode) {
        return Err(cell::no_gtin(&barcode));
    }
    let barcode = Some(barcode).filter(|b| !b.is_empty());
    let sku = match (&barcode, sku.is_empty()) {
        (Some(barcode), true) => match known.barcodes.get(&gtin14(barcode)) {
            Some(sku) => (*sku).clone(),
            None => Sku::parse(barcode.as_str()).map_err(|e| e.to_string())?,
        },
        _ => Sku::parse(sku).map_err(|_| format!("the sku {sku:?} is not 1 to 32 letters, digits and dashes"))?,
    };
    Ok((sku, barcode))
}

/// The same number may be written with 8, 12, 13 or 14 digits.
fn gtin14(barcode: &str) -> String {
    format!("{barcode:0>14}")
}

/// Codes that came already, and where.
#[derive(Default)]
struct Seen(HashMap<String, u32>);

impl Seen {
    fn note(&mut self, (row, hint): Read) -> Result<Read, String> {
        let codes = [Some(row.sku.to_string()), row.barcode.as_deref().map(|b| format!("#{}", gtin14(b)))];
        if let Some(line) = codes.iter().flatten().find_map(|code| self.0.get(code)) {
            return Err(format!("same code as line {line}"));
        }
        self.0.extend(codes.into_iter().flatten().map(|code| (code, row.line)));
        Ok((row, hint))
    }
}

#[cfg(test)]
mod tests;

//! How a file is laid out: what separates its cells, and which column is which.

use super::Unusable;
use crate::product::Fact;
use crate::wording::Told;
use std::collections::BTreeMap;

/// What a file may say about a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Sku,
    Barcode,
    Name,
    Aisle,
    Section,
    Unit,
    Quantity,
    Price,
    Stock,
    Vat,
    Deposit,
    /// Anything else there is to say about it.
    Fact(Fact),
}

impl Column {
    fn named(name: &str) -> Option<Column> {
        Some(match name.trim().to_lowercase().as_str() {
            "sku" => Column::Sku,
            "barcode" | "ean" | "gtin" => Column::Barcode,
            "name" => Column::Name,
            "aisle" => Column::Aisle,
            "section" => Column::Section,
            "unit" => Column::Unit,
            "quantity" => Column::Quantity,
            "price" => Column::Price,
            "stock" => Column::Stock,
            "vat" => Column::Vat,
            "deposit" => Column::Deposit,
            other => Column::Fact(Fact::named(other)?),
        })
    }
}

/// A file's header, understood.
pub(super) struct Layout {
    splitter: Splitter,
    width: usize,
    at: BTreeMap<Column, usize>,
    /// Texts in other languages: `name:de`.
    said: BTreeMap<(Told, String), usize>,
    /// Names of columns that mean nothing here.
    pub ignored: Vec<String>,
}

impl Layout {
    /// Separated by whatever makes the most columns of the header.
    pub fn of(header: &[u8]) -> Result<Layout, Unusable> {
        let split = |delimiter: &u8| {
            let mut splitter = Splitter::new(*delimiter);
            splitter.fields(header).ok().map(|names| (splitter, names))
        };
        let (splitter, names) = b",;\t".iter().filter_map(split).max_by_key(|(_, names)| names.len()).ok_or(Unusable::NotText)?;
        let mut layout = Layout { splitter, width: names.len(), at: BTreeMap::new(), said: BTreeMap::new(), ignored: Vec::new() };
        for (n, name) in names.into_iter().enumerate() {
            let before = match (Column::named(&name), Told::parse(&name)) {
                (Some(column), _) => layout.at.insert(column, n),
                (None, Some(told)) => layout.said.insert(told, n),
                (None, None) => {
                    layout.ignored.push(name);
                    continue;
                }
            };
            if before.is_some() {
                return Err(Unusable::Twice(name));
            }
        }
        let has = |column| layout.at.contains_key(&column);
        let code = has(Column::Sku) || has(Column::Barcode);
        let needed = [(code, "sku or barcode"), (has(Column::Name), "name"), (has(Column::Price), "price")];
        let missing: Vec<&str> = needed.iter().filter(|(there, _)| !there).map(|(_, name)| *name).collect();
        if missing.is_empty() { Ok(layout) } else { Err(Unusable::Missing(missing.join(", "))) }
    }

    /// A line's cells, or why they cannot be told apart.
    pub fn cells(&mut self, raw: &[u8]) -> Result<Cells<'_>, String> {
        if raw.contains(&b'\r') {
            return Err("the line breaks off in the middle".to_owned());
        }
        let values = self.splitter.fields(raw)?;
        let cells = values.iter().rposition(|v| !v.is_empty()).map_or(0, |last| last + 1).max(values.len().min(self.width));
        if cells != self.width {
            let open = raw.iter().filter(|b| **b == b'"').count() % 2 == 1;
            let hint = if open { "; a quotation mark is not closed" } else { "" };
            return Err(format!("{cells} columns where the header has {}{hint}", self.width));
        }
        Ok(Cells { layout: self, values })
    }
}

/// One line's cells.
pub(super) struct Cells<'a> {
    layout: &'a Layout,
    values: Vec<String>,
}

impl Cells<'_> {
    /// What stands in a column; nothing when the file does not have it.
    pub fn text(&self, column: Column) -> &str {
        self.layout.at.get(&column).and_then(|n| self.values.get(*n)).map_or("", |v| v.trim())
    }

    /// What stands in the columns of other languages: language, text, words.
    pub fn said(&self) -> impl Iterator<Item = (&str, Told, &str)> {
        let words = |n: &usize| self.values.get(*n).map(|v| v.trim()).filter(|v| !v.is_empty());
        self.layout.said.iter().filter_map(move |((told, tag), n)| Some((tag.as_str(), *told, words(n)?)))
    }
}

/// Splits one line at a time, as RFC 4180 quotes it. Built once per file: building costs more than a line.
struct Splitter {
    reader: csv_core::Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Splitter {
    fn new(delimiter: u8) -> Splitter {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Splitter { reader, text: Vec::new(), ends: Vec::new() }
    }

    fn fields(&mut self, line: &[u8]) -> Result<Vec<String>, String> {
        // A field is never longer than its line, and there is at most one more than there are bytes.
        self.text.resize(line.len() + 1, 0);
        self.ends.resize(line.len() + 2, 0);
        self.reader.reset();
        let (result, read, text, ends) = self.reader.read_record(line, &mut self.text, &mut self.ends);
        let ends = match result {
            // Nothing comes after the line, so its last field is done.
            csv_core::ReadRecordResult::InputEmpty if read == line.len() => {
                ends + self.reader.read_record(&[], &mut self.text[text..], &mut self.ends[ends..]).3
            }
            _ => ends,
        };
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let field = |(from, to): (usize, usize)| std::str::from_utf8(self.text.get(from..to).unwrap_or_default()).map(str::to_owned);
        let fields: Result<Vec<String>, _> = starts.zip(self.ends[..ends].iter().copied()).map(field).collect();
        fields.map_err(|_| "the text is not UTF-8".to_owned())
    }
}

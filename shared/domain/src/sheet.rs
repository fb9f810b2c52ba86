//! Files for spreadsheets. No cell can start a formula: <https://owasp.org/www-community/attacks/CSV_Injection>.

use crate::Money;

/// A table on its way into a CSV file.
#[derive(Debug)]
pub struct Sheet(csv::Writer<Vec<u8>>);

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Words. Those that a spreadsheet would take for a formula get an apostrophe in front.
    Text(&'a str),
    /// A whole number.
    Number(i64),
    /// An amount: `12.34`.
    Amount(Money),
    /// A rate in basis points: `19.00`.
    Percent(i64),
    /// Nothing.
    Empty,
}

impl Sheet {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Sheet {
        let mut sheet = Sheet(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()));
        sheet.row(&columns.iter().map(|c| Cell::Text(c)).collect::<Vec<_>>());
        sheet
    }

    /// Adds a row, as long as there are columns.
    pub fn row(&mut self, cells: &[Cell]) {
        self.0.write_record(cells.iter().map(Cell::written)).expect("all rows are as long as the first, and memory takes them");
    }

    /// The file, as spreadsheets on every desk read it: UTF-8 with a mark that says so.
    pub fn file(self) -> Vec<u8> {
        let rows = self.0.into_inner().unwrap_or_default();
        [b"\xef\xbb\xbf".as_slice(), &rows].concat()
    }
}

impl Cell<'_> {
    fn written(&self) -> String {
        match *self {
            Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) => format!("'{text}"),
            Cell::Text(text) => text.to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Amount(amount) => amount.to_string(),
            Cell::Percent(bp) => Money(bp).to_string(),
            Cell::Empty => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(sheet: Sheet) -> Vec<String> {
        let file = String::from_utf8(sheet.file()).unwrap();
        file.trim_start_matches('\u{feff}').split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn words_never_start_a_formula() {
        let mut sheet = Sheet::new(&["name"]);
        for name in ["=1+1", "+49 30", "-", "@sum", "\ttab", "a=b", "\"x\""] {
            sheet.row(&[Cell::Text(name)]);
        }
        assert_eq!(lines(sheet), ["name", "'=1+1", "'+49 30", "'-", "'@sum", "'\ttab", "a=b", "\"\"\"x\"\"\"", ""]);
    }

    #[test]
    fn numbers_stay_numbers() {
        let mut sheet = Sheet::new(&["a", "b", "c", "d"]);
        sheet.row(&[Cell::Number(-3), Cell::Amount(Money(-50)), Cell::Percent(1900), Cell::Empty]);
        assert_eq!(lines(sheet)[1], "-3,-0.50,19.00,");
    }
}

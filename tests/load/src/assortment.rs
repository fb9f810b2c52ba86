//! What the shop sells in a run: the products of a file, with prices and stock drawn from a hash of their code.

use crate::chance::Chance;
use crate::{Fault, Outcome};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A product as the import is told of it.
#[derive(Clone, Debug)]
pub struct Good {
    /// The shop's code.
    pub sku: String,
    /// As on the shelf label.
    pub name: String,
    /// Where it stands.
    pub aisle: String,
    /// Cents per piece, or per kilogram.
    pub price: u64,
    /// `standard` or `reduced`.
    pub vat: &'static str,
    /// Grams one piece weighs, of goods sold by weight.
    pub loose: Option<u64>,
    /// Pieces, or grams.
    pub stock: u64,
}

/// All products, by code.
#[derive(Debug, Default)]
pub struct Assortment {
    /// In the file's order.
    pub goods: Vec<Good>,
    places: HashMap<String, usize>,
}

/// The longest name an import takes.
const LONGEST_NAME: usize = 120;
/// Taxed as food is not.
const STANDARD: [&str; 5] = ["alcohol", "beverages", "household", "personal care", "pets"];

impl Assortment {
    /// Of these products.
    pub fn of(goods: Vec<Good>) -> Assortment {
        let places = goods.iter().enumerate().map(|(n, good)| (good.sku.clone(), n)).collect();
        Assortment { goods, places }
    }

    /// Of `products.csv`: product_id, name, aisle, department.
    pub fn read(file: &Path) -> Outcome<Assortment> {
        let text = fs::read_to_string(file).map_err(|fault| -> Fault { format!("{}: {fault}", file.display()).into() })?;
        Ok(Assortment::of(text.lines().skip(1).filter_map(|line| Good::of(&cells(line))).collect()))
    }

    /// The product of that code.
    pub fn good(&self, sku: &str) -> Option<&Good> {
        self.goods.get(*self.places.get(sku)?)
    }

    /// The file to import.
    pub fn csv(&self) -> String {
        let mut csv = String::from("sku,name,aisle,unit,quantity,price,stock,vat\n");
        self.goods.iter().for_each(|good| good.row(&mut csv));
        csv
    }

    /// What people type: one or two words of the products' names, and now and then a slip.
    pub fn searches(&self, most: usize) -> Vec<String> {
        let typed = |good: &Good| {
            let words: Vec<&str> = good.name.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() > 2).collect();
            let start = usize::try_from(Chance::of("word", &good.sku).within(0, 99)).ok()? % words.len().max(1);
            let many = if Chance::of("words", &good.sku).percent(40) { 2 } else { 1 };
            let mut text = words.iter().skip(start).take(many).copied().collect::<Vec<_>>().join("+").to_lowercase();
            if text.len() > 5 && Chance::of("slip", &good.sku).percent(10) {
                text.remove(3);
            }
            (!text.is_empty()).then_some(text)
        };
        self.goods.iter().filter_map(typed).take(most).collect()
    }
}

impl Good {
    fn of(cells: &[String]) -> Option<Good> {
        let [sku, name, aisle, department] = cells else { return None };
        let loose = Chance::of("loose", sku).percent(8).then(|| Chance::of("nominal", sku).within(6, 30) * 10);
        let pieces = match Chance::of("shelf", sku).hundredth() {
            0..2 => 0,
            2..7 => Chance::of("few", sku).within(1, 6),
            _ => Chance::of("stock", sku).within(300, 2000),
        };
        Some(Good {
            sku: sku.clone(),
            name: name.chars().take(LONGEST_NAME).collect::<String>().trim().to_owned(),
            aisle: aisle.clone(),
            price: Chance::of("price", sku).within(49, 1999),
            vat: if STANDARD.contains(&department.as_str()) { "standard" } else { "reduced" },
            loose,
            stock: pieces * loose.map_or(1, |grams| grams * 3),
        })
    }

    fn row(&self, csv: &mut String) {
        let name = self.name.replace('"', "\"\"");
        let (unit, quantity, stock) = match self.loose {
            Some(grams) => ("kg-loose", thousandths(grams), thousandths(self.stock)),
            None => ("piece", "1".to_owned(), self.stock.to_string()),
        };
        let (whole, cents) = (self.price / 100, self.price % 100);
        // Writing into a string cannot fail.
        let _ = writeln!(csv, "{},\"{name}\",\"{}\",{unit},{quantity},{whole}.{cents:02},{stock},{}", self.sku, self.aisle, self.vat);
    }

    /// The aisle's name in addresses.
    pub fn aisle_slug(&self) -> String {
        let words = self.aisle.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
    }
}

/// Grams as kilograms.
fn thousandths(grams: u64) -> String {
    format!("{}.{:03}", grams / 1000, grams % 1000)
}

/// One line of a CSV file whose cells hold no line breaks.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut letters = line.trim_end().chars().peekable();
    while let Some(letter) = letters.next() {
        let last = cells.len() - 1;
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cells[last].push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells[last].push(letter),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_cell_may_hold_commas_and_quotes() {
        assert_eq!(cells("67,\"Jelly, \"\"Black\"\"\",spreads,pantry"), ["67", "Jelly, \"Black\"", "spreads", "pantry"]);
    }

    #[test]
    fn a_product_becomes_a_row_of_the_import() {
        let good = Good {
            sku: "1".into(),
            name: "A \"b\"".into(),
            aisle: "x & y z".into(),
            price: 105,
            vat: "reduced",
            loose: Some(170),
            stock: 5100,
        };
        assert_eq!(good.aisle_slug(), "x-y-z");
        let csv = Assortment::of(vec![good]).csv();
        assert_eq!(csv.lines().nth(1), Some("1,\"A \"\"b\"\"\",\"x & y z\",kg-loose,0.170,1.05,5.100,reduced"));
    }
}

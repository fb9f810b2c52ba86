//! What an import would do, for a person to look at before it does it.

use super::aisle::lookalikes;
use super::{BadRow, Change, Field, Plan, Row, change, with_new};
use crate::settings::Aisle;
use crate::sheet::{Cell, Sheet};
use crate::{Country, Money, Product, Sku};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// Changes that are listed; the others are counted.
const LISTED: usize = 200;

/// A plan, compared with the shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// Rows with products the shop does not have.
    pub new: u32,
    /// Rows that change a product.
    pub changed: u32,
    /// Rows that change nothing.
    pub same: u32,
    /// New products without a VAT class in the file: they get the reduced one, as food has.
    pub assumed_vat: u32,
    /// Aisles the shop would get.
    pub new_aisles: Vec<Aisle>,
    /// Sections its aisles would get: `Bakery: Cakes`.
    #[serde(default)]
    pub new_sections: Vec<String>,
    /// What the file calls aisles and sections that are called otherwise here, and what that is.
    #[serde(default)]
    pub otherwise: Vec<(String, String)>,
    /// New aisles and sections whose names are almost those of others: perhaps only misspelled. Both names.
    #[serde(default)]
    pub lookalikes: Vec<(String, String)>,
    /// Columns of the file that mean nothing here.
    pub ignored: Vec<String>,
    /// The first changes, new products and changed ones.
    pub changes: Vec<Listed>,
    /// Rows that cannot be used.
    pub bad: Vec<BadRow>,
    /// Rows that are used, though something in them is left out.
    pub hints: Vec<BadRow>,
}

/// A product that would be added or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Listed {
    /// Line of the file.
    pub line: u32,
    /// Which product.
    pub sku: Sku,
    /// Its name in the file.
    pub name: String,
    /// Its price in the file.
    pub price: Money,
    /// The shop does not have it.
    pub new: bool,
    /// What differs.
    pub fields: Vec<Field>,
}

/// The sections that aisles have afterwards and not before.
fn new_sections(before: &[Aisle], after: &[Aisle]) -> Vec<String> {
    let had = |aisle: &Aisle| before.iter().find(|a| a.slug == aisle.slug).map_or(0, |a| a.sections.len());
    let new = |aisle: &Aisle| aisle.sections[had(aisle)..].iter().map(|s| format!("{}: {}", aisle.name, s.name)).collect::<Vec<_>>();
    after.iter().flat_map(new).collect()
}

/// What the owner should know of a deposit that the row brings.
fn odd_deposit(country: Country, row: &Row, change: &Change) -> Option<BadRow> {
    let brings = match change {
        Change::New(_) => true,
        Change::Changed { fields, .. } => fields.iter().any(|field| field.field == "deposit"),
        Change::Same | Change::Refused(_) => false,
    };
    let reason = row.deposit.filter(|_| brings).and_then(|deposit| country.odd_deposit(deposit))?;
    Some(BadRow { line: row.line, reason, text: format!("{} {}", row.sku, row.name) })
}

impl Report {
    /// Compares every row with the product of its code.
    pub fn of(country: Country, plan: &Plan, products: &HashMap<Sku, Product>, aisles: &[Aisle]) -> Report {
        let changes: Vec<(&Row, Change)> = plan.rows.iter().map(|row| (row, change(country, row, products.get(&row.sku)))).collect();
        let after = with_new(changes.iter().map(|(row, change)| (*row, change)), aisles);
        let mut report = Report {
            new_aisles: after.get(aisles.len()..).unwrap_or_default().to_vec(),
            new_sections: new_sections(aisles, &after),
            otherwise: plan.otherwise(),
            lookalikes: lookalikes(aisles, &after),
            ignored: plan.ignored.clone(),
            bad: plan.bad.clone(),
            hints: plan.hints.clone(),
            ..Report::default()
        };
        for (row, change) in changes {
            report.hints.extend(odd_deposit(country, row, &change));
            report.count(row, change);
        }
        report.hints.sort_by_key(|hint| hint.line);
        report.bad.sort_by_key(|bad| bad.line);
        report
    }

    fn count(&mut self, row: &Row, change: Change) {
        match change {
            Change::New(_) => {
                self.list(row, true, Vec::new());
                self.new += 1;
                self.assumed_vat += u32::from(row.vat.is_none());
            }
            Change::Changed { fields, .. } => {
                self.list(row, false, fields);
                self.changed += 1;
            }
            Change::Same => self.same += 1,
            Change::Refused(reason) => self.bad.push(BadRow { line: row.line, reason, text: format!("{} {}", row.sku, row.name) }),
        }
    }

    fn list(&mut self, row: &Row, new: bool, fields: Vec<Field>) {
        if self.changes.len() < LISTED {
            let (sku, name) = (row.sku.clone(), row.name.clone());
            self.changes.push(Listed { line: row.line, sku, name, price: row.price, new, fields });
        }
    }

    /// The bad rows and the hints as a file.
    pub fn sheet(&self) -> Vec<u8> {
        let mut sheet = Sheet::new(&["line", "used", "reason", "text"]);
        let rows = self.bad.iter().map(|b| (b, "no")).chain(self.hints.iter().map(|h| (h, "yes")));
        for (row, used) in rows {
            sheet.row(&[Cell::Number(row.line.into()), Cell::Text(used), Cell::Text(&row.reason), Cell::Text(&row.text)]);
        }
        sheet.file()
    }
}

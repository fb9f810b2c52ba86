//! How an import looks: the form, what would change, how far it has got.

use crate::upload::MOST;
use cloud::store::imports::Import;
use domain::import::{BadRow, Field, Listed, Report};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;
use web::Shell;
use web::components::{Tone, button, notice, post, trail};

/// Rows with something wrong that a page lists; all of them are in the file to download.
const SHOWN: usize = 200;
/// The same in JSON: an answer may have 6 MB.
const TOLD: usize = 5_000;

/// Where a file is chosen.
#[derive(Serialize)]
pub(super) struct Form<'a> {
    #[serde(skip)]
    pub staff: &'a str,
}

impl web::View for Form<'_> {
    fn title(&self, _: &Shell) -> String {
        "Import products".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff)
    }

    fn html(&self, _: &Shell) -> Markup {
        html! {
            h1 { "Import products" }
            p.lead { "First you see what would change. Nothing changes before you say so." }
            form.stack.card method="post" action="/back-office/imports" enctype="multipart/form-data" {
                div.field {
                    label for="file" { "Product list" }
                    p.hint id="file-hint" { "A CSV file (UTF-8), with commas or semicolons; at most " (MOST) " and 100,000 rows. Split what is longer." }
                    input #file type="file" name="file" accept=".csv,text/csv" required aria-describedby="file-hint";
                }
                (button("See what would change"))
            }
            section.card {
                h2 { "Columns" }
                p { "The first line names them, in any order. An empty cell leaves what the product has." }
                div.scroll { table.table { tbody { @for (name, what) in COLUMNS { tr { th scope="row" { code { (name) } } td { (what) } } } } } }
            }
        }
    }
}

const COLUMNS: [(&str, &str); 17] = [
    (
        "sku, barcode",
        "At least one of them. The barcode's check digit is verified; without a sku it finds the product, or becomes the code of a new one.",
    ),
    ("name", "Needed in every row."),
    ("price", "Needed in every row: 1.99 or 1,99. VAT included; per kilogram for goods by weight."),
    ("aisle", "Its name. One the shop does not have is added; new products without one go to “Other”."),
    ("section", "A part of the aisle in the same row. One the aisle does not have is added."),
    ("unit", "g, kg, ml, cl, dl, l, piece; kg-loose for goods sold by weight."),
    ("quantity", "What one piece contains, like 0.5 with kg. With kg-loose: what one piece weighs, in kg."),
    ("stock", "What is free to be sold: pieces, or kg for goods by weight. New products without it start at 0."),
    ("vat", "standard, reduced or zero. New products without it get the reduced rate."),
    ("deposit", "On each piece, like 0.25."),
    ("brand, description, origin, producer, plu", "As on the label."),
    ("family, variant", "Products of one family are shown as choices; the variant tells them apart, like 0.5 l."),
    (
        "ingredients, allergens",
        "The list as on the pack; and which of the 14 allergens are in it, with commas: milk, eggs. A column “traces” says the same of what may be in it. “none” empties a cell's fact.",
    ),
    ("diet", "vegan, vegetarian, gluten-free, lactose-free, organic, halal, kosher, no-added-sugar; with commas."),
    (
        "energy_kj, fat, saturates, carbohydrate, sugars, fiber, protein, salt",
        "Nutrition per 100 g or 100 ml: kJ, and grams like 4.5. All of them but fiber, or none.",
    ),
    (
        "storage, keeping, keeps_days, drained, age, times",
        "ambient, chilled or frozen; how to keep it; least days from delivery; grams; years; slots that begin before 11:00.",
    ),
    (
        "name:de, description:de, ingredients:de, …",
        "The same in another language; also origin, keeping and variant. What is empty is shown in your own.",
    ),
];

/// Where an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportStage)]
pub enum Stage {
    /// Read, and waiting to be applied.
    Planned,
    /// Being applied.
    Running,
    /// Applied.
    Done,
}

impl Stage {
    pub(super) fn of(import: &Import) -> Stage {
        match import.started {
            false => Stage::Planned,
            true if import.done < import.rows => Stage::Running,
            true => Stage::Done,
        }
    }
}

/// An import: what it would change, or how far it has got.
#[derive(Serialize, ToSchema)]
#[schema(as = Import)]
pub struct View<'a> {
    /// Its name.
    import: String,
    /// Where it is.
    pub(super) state: Stage,
    /// Rows that can be used.
    rows: u32,
    /// Rows done so far.
    done: u32,
    /// Products added so far.
    added: u32,
    /// Products changed so far.
    changed: u32,
    /// Who sent the file.
    by: String,
    /// When.
    #[schema(value_type = String)]
    at: Timestamp,
    /// Rows that cannot be used, in all.
    bad_rows: usize,
    /// What would change, as it was when the file was sent; absent while it is being applied. Lists the first 5,000 bad rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report>,
    #[serde(skip)]
    staff: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn of(import: Import, report: Option<Report>, staff: &'a str) -> View<'a> {
        let state = Stage::of(&import);
        let Import { import, rows, done, added, changed, by, at, .. } = import;
        let bad_rows = report.as_ref().map_or(0, |r| r.bad.len());
        let report = report.map(|mut report| {
            report.bad.truncate(TOLD);
            report.hints.truncate(TOLD);
            report
        });
        View { import, state, rows, done, added, changed, by, at, bad_rows, report, staff }
    }

    pub(super) fn path(&self) -> String {
        format!("/back-office/imports/{}", self.import)
    }
}

impl web::View for View<'_> {
    fn title(&self, _: &Shell) -> String {
        "Import products".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff)
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/back-office/import", "Import products")]))
            @match self.state {
                Stage::Planned => { h1 { "What would change" } (self.question()) },
                Stage::Running => { h1 { "Importing" } (self.progress()) },
                Stage::Done => { h1 { "Imported" } (self.result()) },
            }
            @if let Some(report) = &self.report { (self.details(report, shell)) }
        }
    }
}

impl View<'_> {
    fn question(&self) -> Markup {
        let Some(report) = &self.report else { return html! { p { "The report of this file is gone. Please send the file again." } } };
        html! {
            section.card {
                dl.sum {
                    div { dt { "New products" } dd { (report.new) } }
                    div { dt { "Changed products" } dd { (report.changed) } }
                    div { dt { "Rows that change nothing" } dd { (report.same) } }
                    div { dt { "Rows that cannot be used" } dd { (self.bad_rows) } }
                }
                @if report.new + report.changed > 0 { (post(&format!("{}/apply", self.path()), &[], "Import these products")) }
                @else { p { "Nothing would change." } a.button href="/back-office/import" { "Choose another file" } }
            }
        }
    }

    fn progress(&self) -> Markup {
        html! {
            section.card {
                label for="progress" { (self.done) " of " (self.rows) " rows" }
                progress #progress max=(self.rows) value=(self.done) { (self.done) " of " (self.rows) }
                p.hint { (self.added) " products added, " (self.changed) " changed so far. This page follows by itself; you may leave it." }
            }
        }
    }

    fn result(&self) -> Markup {
        html! {
            (notice(Tone::Good, html! { p { (self.added) " products added, " (self.changed) " changed. Shoppers see them within a minute." } }))
            p.row { a.button href="/back-office/products" { "To the products" } a.button href="/back-office/import" { "Import another file" } }
        }
    }

    fn details(&self, report: &Report, shell: &Shell) -> Markup {
        let csv = format!("{}/rows.csv", self.path());
        html! {
            @if report.assumed_vat > 0 { (notice(Tone::Warn, html! { p { (report.assumed_vat) " new products have no VAT class in the file and get the reduced rate." } })) }
            @if !report.ignored.is_empty() { (notice(Tone::Plain, html! { p { "Columns that were not used: " (report.ignored.join(", ")) } })) }
            @if !report.lookalikes.is_empty() {
                (notice(Tone::Warn, html! {
                    p { strong { "These look like what you have already:" } }
                    ul { @for (new, known) in &report.lookalikes { li { "“" (new) "” would be new, beside “" (known) "”" } } }
                    p { "If it is the same, correct the file first. What was imported can be joined in " a href="/back-office/aisles" { "Aisles" } "." }
                }))
            }
            @if !report.otherwise.is_empty() {
                section.card {
                    h2 { "Called otherwise here" }
                    ul { @for (said, is) in &report.otherwise { li { "“" (said) "” in the file is “" (is) "” in the shop" } } }
                }
            }
            @if !report.new_aisles.is_empty() {
                section.card { h2 { "New aisles" } ul { @for aisle in &report.new_aisles { li { (aisle.name) } } } }
            }
            @if !report.new_sections.is_empty() {
                section.card { h2 { "New sections" } ul { @for section in &report.new_sections { li { (section) } } } }
            }
            @if self.bad_rows > 0 { section.card { h2 { "Rows that cannot be used" } (listed(&report.bad, self.bad_rows)) a.button href=(csv) { "Download as CSV" } } }
            @if !report.hints.is_empty() {
                section.card { h2 { "Used, but for something" } (listed(&report.hints, report.hints.len())) a.button href=(csv) { "Download as CSV" } }
            }
            @if !report.changes.is_empty() { section.card { h2 { "Changes" } (changes(report, shell)) } }
        }
    }
}

fn listed(rows: &[BadRow], all: usize) -> Markup {
    html! {
        div.scroll {
            table.table {
                thead { tr { th.number scope="col" { "Line" } th scope="col" { "Reason" } th scope="col" { "Row" } } }
                tbody { @for row in rows.iter().take(SHOWN) { tr { td.number { (row.line) } td { (row.reason) } td { code { (row.text) } } } } }
            }
        }
        @if all > SHOWN { p.hint { "and " (all - SHOWN) " more" } }
    }
}

fn changes(report: &Report, shell: &Shell) -> Markup {
    let all = (report.new + report.changed) as usize;
    html! {
        div.scroll {
            table.table {
                thead { tr { th.number scope="col" { "Line" } th scope="col" { "Product" } th.number scope="col" { "Price" } th scope="col" { "Change" } } }
                tbody { @for listed in &report.changes { (change(listed, shell)) } }
            }
        }
        @if all > report.changes.len() { p.hint { "and " (all - report.changes.len()) " more" } }
    }
}

fn change(listed: &Listed, shell: &Shell) -> Markup {
    let field = |f: &Field| html! { span { (f.field) ": " @if !f.from.is_empty() { s { (f.from) } " " } strong { (f.to) } } };
    html! {
        tr {
            td.number { (listed.line) }
            th scope="row" { (listed.name) br; small { (listed.sku.as_str()) } }
            td.number { (shell.money(listed.price)) }
            td { @if listed.new { "new" } @else { @for (n, f) in listed.fields.iter().enumerate() { @if n > 0 { ", " } (field(f)) } } }
        }
    }
}

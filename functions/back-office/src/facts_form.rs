//! The form with everything that is written about a product. What was typed stays in it, with the errors beside it.

use crate::facts::Facts;
use domain::product::{Allergen, Diet, Storage, emphasized};
use domain::wording::Told;
use domain::{Product, Settings};
use maud::{Markup, Render, html};
use web::Failure;
use web::Language;
use web::components::{Field, Tone, button, hidden, notice};

/// The form, filled.
pub struct Form<'a> {
    /// What stands in it.
    pub typed: Facts,
    /// What is wrong with it.
    pub errors: &'a [Failure],
    /// The aisles to choose from.
    pub settings: &'a Settings,
    /// The product as it is.
    pub product: &'a Product,
}

impl Render for Form<'_> {
    fn render(&self) -> Markup {
        html! {
            form.stack #facts method="post" action={ "/back-office/products/" (self.product.head.sku.as_str()) "/facts" } {
                @if !self.errors.is_empty() { (notice(Tone::Bad, html! { p { "Please correct what is marked. Nothing was changed." } })) }
                section.card { h2 { "What it is" } (self.what_it_is()) }
                section.card { h2 { "How it is sold" } (self.how_it_is_sold()) }
                section.card { h2 { "Ingredients and allergens" } (self.ingredients()) }
                section.card { h2 { "Nutrition per 100 g or 100 ml" } (self.nutrition()) }
                section.card { h2 { "Origin and keeping" } (self.keeping()) }
                @for language in Language::all().filter(|language| *language != Language::of(self.settings)) { (self.said(language)) }
                (button("Save"))
                p.hint { "Shoppers see it within a minute." }
            }
        }
    }
}

impl Form<'_> {
    fn what_it_is(&self) -> Markup {
        html! {
            (Field::text("name", "Name", text(self.typed.name.as_ref())).errors(self.errors))
            (self.place())
            (self.fact("facts[brand]", "Brand", "Maker or label."))
            (self.fact("facts[family]", "Family", "Products of the same family are shown as choices: the same cola in three sizes."))
            (self.fact("facts[variant]", "Variant", "What tells it from its family: 0.5 l, Strawberry."))
            (self.long("facts[description]", "Description", "One or two sentences.", 600, 3))
        }
    }

    fn how_it_is_sold(&self) -> Markup {
        let (loose, country) = (self.product.head.by_weight.is_some(), self.settings.country);
        let (label, hint) =
            if loose { ("What one piece weighs", "About, in grams: 180 g.") } else { ("Net content", "500 g, 1.5 l, 6 pieces.") };
        html! {
            (Field::text("content", label, text(self.typed.content.as_ref())).most(20).hint(hint).optional().errors(self.errors))
            (self.fact("facts[drained]", "Drained weight", "In grams; the unit price is worked out from it."))
            (self.select("vat", "VAT", text(self.typed.vat.as_ref()), &[("standard", "Standard"), ("reduced", "Reduced"), ("basic", "Basic food"), ("zero", "Zero")]))
            (Field::text("deposit", "Deposit", text(self.typed.deposit.as_ref())).inputmode("decimal").most(12).hint(&country.on_deposits()).optional().errors(self.errors))
            @if let Some(odd) = country.odd_deposit(self.product.head.deposit) { p.hint { strong { "Please check: " } (odd) "." } }
            (self.fact("facts[alcohol]", "Alcohol", "Percent by volume, like 12.5. What may only be sold from an age on gets that age limit."))
            (self.fact("facts[age]", "Age limit", "Youngest age that may buy it, like 16."))
            (Field::text("barcode", "Barcode", text(self.typed.barcode.as_ref())).inputmode("numeric").most(14).optional().errors(self.errors))
            (self.fact("facts[plu]", "PLU", "Look-up code of loose produce: 4 or 5 digits."))
        }
    }

    fn ingredients(&self) -> Markup {
        html! {
            (self.long("facts[ingredients]", "Ingredients", "As on the pack. Allergens ticked below are set in bold by themselves.", 4_000, 4))
            (self.emphasis(&self.product.text.ingredients))
            (self.ticks("allergens", "Allergens", &Allergen::ALL.map(Allergen::name), self.typed.allergens.as_deref()))
            (self.fact("facts[traces]", "May contain traces of", "Allergens that may be in it by accident, parted by commas: nuts, sesame."))
            (self.ticks("diet", "Dietary labels", &Diet::ALL.map(Diet::name), self.typed.diet.as_deref()))
        }
    }

    /// A list of ingredients as shoppers read it, and which allergens it does not name.
    fn emphasis(&self, list: &str) -> Markup {
        let declared = &self.product.text.allergens;
        let parts = emphasized(list, declared);
        let unnamed: Vec<&str> = declared.iter().filter(|a| !parts.iter().any(|p| p.names == Some(**a))).map(|a| a.name()).collect();
        html! {
            @if !list.is_empty() && !declared.is_empty() {
                p.hint {
                    "Shoppers read: " @for part in &parts { @if part.names.is_some() { strong { (part.text) } } @else { (part.text) } }
                    @if !unnamed.is_empty() { " — not found in the list: " (unnamed.join(", ")) }
                }
            }
        }
    }

    fn nutrition(&self) -> Markup {
        let figures = [
            ("facts[energy_kj]", "Energy, kJ"),
            ("facts[fat]", "Fat, g"),
            ("facts[saturates]", "of which saturates, g"),
            ("facts[carbohydrate]", "Carbohydrate, g"),
            ("facts[sugars]", "of which sugars, g"),
            ("facts[fiber]", "Fiber, g"),
            ("facts[protein]", "Protein, g"),
            ("facts[salt]", "Salt, g"),
        ];
        html! {
            p.hint { "All of them but fiber, or none." }
            @for (name, label) in figures {
                (Field::text(name, label, self.typed_fact(name)).inputmode("decimal").most(8).optional().errors(self.errors))
            }
        }
    }

    fn keeping(&self) -> Markup {
        let storage = Storage::ALL.map(|s| (s.name(), s.name()));
        html! {
            (self.fact("facts[origin]", "Origin", "Country."))
            (self.fact("facts[producer]", "Producer", "Name and address."))
            (self.select("facts[storage]", "Storage", self.typed_fact("facts[storage]"), &storage))
            (self.fact("facts[keeping]", "More about keeping it", "As on the pack: use within three days of opening."))
            (self.fact("facts[keeps_days]", "Keeps at least", "Days from delivery: a promise to shoppers."))
            (self.fact("facts[times]", "Only in slots that begin", "before 11:00, from 14:00 or 08:00-11:00. Empty: in all."))
        }
    }

    /// The same in another language. What stays empty is shown in the shop's own.
    fn said(&self, language: Language) -> Markup {
        let (tag, own) = (language.tag(), language.name());
        let told = self.typed.said.get(tag);
        html! {
            section.card {
                h2 { "In another language: " span lang=(tag) { (own) } }
                p.hint { "What stays empty is shown as it stands above." }
                @for text in Told::ALL {
                    @let name = format!("said[{tag}][{}]", text.name());
                    @let value = told.and_then(|told| told.get(text.name())).map_or("", String::as_str);
                    @let label = format!("{own}: {}", text.name());
                    @let rows = if matches!(text, Told::Description | Told::Ingredients) { 3 } else { 1 };
                    (Field::text(&name, &label, value).most(u32::try_from(text.most()).unwrap_or(u32::MAX)).rows(rows).optional().errors(self.errors))
                    @if text == Told::Ingredients { (self.emphasis(self.product.text.read_in(tag, text))) }
                }
            }
        }
    }

    fn place(&self) -> Markup {
        let chosen = text(self.typed.place.as_ref());
        html! {
            div.field .wrong[self.error("place").is_some()] {
                label for="place" { "Aisle and section" }
                select #place name="place" {
                    @for aisle in &self.settings.aisles {
                        optgroup label=(aisle.name) {
                            option value=(aisle.slug.as_str()) selected[chosen == aisle.slug.as_str()] { (aisle.name) ", no section" }
                            @for section in &aisle.sections {
                                @let value = format!("{}/{}", aisle.slug, section.slug);
                                option value=(value) selected[chosen == value] { (section.name) }
                            }
                        }
                    }
                }
                @if let Some(why) = self.error("place") { p.error { (why) } }
            }
        }
    }

    fn fact(&self, name: &str, label: &str, hint: &str) -> Markup {
        Field::text(name, label, self.typed_fact(name)).hint(hint).optional().errors(self.errors).render()
    }

    fn long(&self, name: &str, label: &str, hint: &str, most: u32, rows: u8) -> Markup {
        Field::text(name, label, self.typed_fact(name)).hint(hint).most(most).rows(rows).optional().errors(self.errors).render()
    }

    fn select(&self, name: &str, label: &str, chosen: &str, options: &[(&str, &str)]) -> Markup {
        html! {
            div.field .wrong[self.error(name).is_some()] {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    @for (value, words) in options { option value=(value) selected[*value == chosen] { (words) } }
                }
                @if let Some(why) = self.error(name) { p.error { (why) } }
            }
        }
    }

    /// Boxes to tick. The hidden empty one says that none is ticked.
    fn ticks(&self, name: &str, legend: &str, all: &[&str], ticked: Option<&[String]>) -> Markup {
        let list = format!("{name}[]");
        let is_ticked = |one: &str| ticked.unwrap_or_default().iter().any(|t| t == one);
        html! {
            fieldset.ticks .wrong[self.error(name).is_some()] {
                legend { (legend) }
                (hidden(&list, ""))
                @for one in all { label { input type="checkbox" name=(list) value=(one) checked[is_ticked(one)]; " " (one) } }
                @if let Some(why) = self.error(name) { p.error { (why) } }
            }
        }
    }

    /// `facts[brand]` is the fact `brand`.
    fn typed_fact(&self, field: &str) -> &str {
        let name = field.trim_start_matches("facts[").trim_end_matches(']');
        text(self.typed.facts.get(name))
    }

    fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|f| f.field.as_deref() == Some(name)).map(|f| f.message.to_string())
    }
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

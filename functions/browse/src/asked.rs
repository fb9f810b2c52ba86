//! What a list of products is asked for in its address: words, filters, order, page.

use crate::pager::{PER_PAGE, Pager};
use domain::AisleId;
use domain::search::{Filter, Find, Sort};
use serde::Deserialize;
use utoipa::IntoParams;
use web::Outcome;

/// Everything may be absent. Names that stand several times widen the choice; several diets narrow it.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// Words, or a code.
    pub q: String,
    /// Only in these aisles, by slug.
    #[param(value_type = Vec<String>)]
    pub aisle: Vec<AisleId>,
    /// Only in these sections, by slug.
    #[param(value_type = Vec<String>)]
    pub section: Vec<AisleId>,
    /// Only of these brands.
    pub brand: Vec<String>,
    /// Only with all of these diets.
    pub diet: Vec<String>,
    /// `true`: only on offer.
    pub offer: bool,
    /// `true`: only what can be had.
    pub stock: bool,
    /// `relevance`, `price` or `unit-price`.
    #[param(value_type = Option<Sort>)]
    pub sort: Sort,
    /// From 1.
    pub page: Option<usize>,
    /// Products on a page, at most 48.
    pub take: Option<usize>,
    /// `false`: what they could be narrowed by is not told, where only the products are wanted.
    pub facets: Option<bool>,
}

/// Longer searches are cut.
const MOST_LETTERS: usize = 80;

impl Asked {
    /// What was typed, without what surrounds it.
    pub fn words(&self) -> String {
        self.q.trim().chars().take(MOST_LETTERS).collect()
    }

    /// As the catalog is asked.
    pub fn find(&self) -> Find {
        let filter = Filter {
            aisles: self.aisle.clone(),
            sections: self.section.clone(),
            brands: self.brand.clone(),
            diets: self.diet.clone(),
            on_offer: self.offer,
            in_stock: self.stock,
        };
        let skip = self.page.unwrap_or(1).saturating_sub(1).saturating_mul(self.per_page());
        Find { words: self.words(), filter, sort: self.sort, skip, take: self.per_page() }
    }

    /// Where this page is in a list that long.
    pub fn pager(&self, total: usize) -> Outcome<Pager> {
        Pager::new(self.page.unwrap_or(1), self.per_page(), total)
    }

    fn per_page(&self) -> usize {
        self.take.map_or(PER_PAGE, |take| take.clamp(1, PER_PAGE))
    }

    /// Nothing was asked for that makes another list of the same products.
    pub fn is_plain(&self) -> bool {
        self.chosen().is_empty() && self.sort == Sort::Relevance && self.take.is_none()
    }

    /// The filters in use, as they stand in the address. A section is a place of its own rather than a filter.
    pub fn chosen(&self) -> Vec<(&'static str, &str)> {
        let aisles = self.aisle.iter().map(|aisle| ("aisle", aisle.as_str()));
        let brands = self.brand.iter().map(|brand| ("brand", brand.as_str()));
        let diets = self.diet.iter().map(|diet| ("diet", diet.as_str()));
        let flags = [("offer", self.offer), ("stock", self.stock)].into_iter().filter(|(_, is)| *is).map(|(name, _)| (name, "true"));
        aisles.chain(diets).chain(brands).chain(flags).collect()
    }

    /// The address of the same list without one filter, from its first page.
    pub fn without(&self, path: &str, filter: (&str, &str)) -> String {
        self.address(path, &self.chosen().into_iter().filter(|each| *each != filter).collect::<Vec<_>>(), None)
    }

    /// The address of the same list without any filter.
    pub fn cleared(&self, path: &str) -> String {
        self.address(path, &[], None)
    }

    /// The address of another page of the same list.
    pub fn turned(&self, path: &str, page: usize) -> String {
        self.address(path, &self.chosen(), Some(page))
    }

    fn address(&self, path: &str, filters: &[(&str, &str)], page: Option<usize>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs((!self.q.is_empty()).then(|| ("q", self.words())));
        query.extend_pairs(self.section.iter().map(|section| ("section", section.as_str())));
        query.extend_pairs(filters);
        query.extend_pairs(match self.sort {
            Sort::Relevance => None,
            Sort::Price => Some(("sort", "price")),
            Sort::UnitPrice => Some(("sort", "unit-price")),
        });
        query.extend_pairs(self.take.map(|take| ("take", take.to_string())));
        query.extend_pairs(page.filter(|page| *page > 1).map(|page| ("page", page.to_string())));
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

//! Long lists come in pages.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Outcome, Problem};

/// Products on one page.
pub const PER_PAGE: usize = 48;

/// Which page is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// From 1.
    pub page: Option<usize>,
}

/// Where one is in a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// All pages, at least 1.
    pub pages: usize,
    /// All products.
    pub total: usize,
}

impl Pager {
    /// The page asked for, if the list is that long.
    pub fn new(asked: Option<usize>, total: usize) -> Outcome<Pager> {
        let (page, pages) = (asked.unwrap_or(1), total.div_ceil(PER_PAGE).max(1));
        match (1..=pages).contains(&page) {
            true => Ok(Pager { page, pages, total }),
            false => Err(Problem::not_found(format!("There are {pages} pages here."))),
        }
    }

    /// Products before this page.
    pub fn before(&self) -> usize {
        (self.page - 1) * PER_PAGE
    }

    /// `1 product`, `312 products`.
    pub fn count(&self) -> Markup {
        html! { (self.total) @if self.total == 1 { " product" } @else { " products" } }
    }

    /// Links to the neighbors. `path` ends with what the page number is appended to: `/aisles/fruit?page=`.
    pub fn links(&self, path: &str) -> Markup {
        html! {
            @if self.pages > 1 {
                nav.pager aria-label="Pages" {
                    @if self.page > 1 { a.button rel="prev" href={ (path) (self.page - 1) } { "Previous" } }
                    span { "Page " (self.page) " of " (self.pages) }
                    @if self.page < self.pages { a.button rel="next" href={ (path) (self.page + 1) } { "Next" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_last_is_not_found() {
        assert_eq!(Pager::new(None, 0).unwrap(), Pager { page: 1, pages: 1, total: 0 });
        assert_eq!(Pager::new(Some(2), 49).unwrap().before(), 48);
        assert_eq!(Pager::new(Some(3), 49).unwrap_err().status, 404);
        assert_eq!(Pager::new(Some(0), 49).unwrap_err().status, 404);
    }
}

//! Long lists come in pages.

use maud::{Markup, html};
use serde::Serialize;
use std::borrow::Cow;
use texts::say;
use utoipa::ToSchema;
use web::{Outcome, Problem, Shell};

/// Products on one page, unless fewer are asked for.
pub const PER_PAGE: usize = 48;

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
    /// A page of so many, if the list is that long.
    pub fn new(page: usize, per_page: usize, total: usize) -> Outcome<Pager> {
        let pages = total.div_ceil(per_page).max(1);
        match (1..=pages).contains(&page) {
            true => Ok(Pager { page, pages, total }),
            false => Err(Problem::not_found(say("search-no-page", [("pages", u32::try_from(pages).unwrap_or(u32::MAX).into())]))),
        }
    }

    /// `1 product`, `312 products`.
    pub fn count(&self, shell: &Shell) -> Cow<'static, str> {
        shell.say("search-count", [("count", self.total.into())])
    }

    /// Links to the neighbors, whose addresses come from their numbers.
    pub fn links(&self, shell: &Shell, address: impl Fn(usize) -> String) -> Markup {
        html! {
            @if self.pages > 1 {
                nav.pager aria-label=(shell.text("search-pages")) {
                    @if self.page > 1 { a.button rel="prev" href=(shell.path(&address(self.page - 1))) { (shell.text("search-previous")) } }
                    span { (shell.say("search-page", [("page", self.page.into()), ("pages", self.pages.into())])) }
                    @if self.page < self.pages { a.button rel="next" href=(shell.path(&address(self.page + 1))) { (shell.text("search-next")) } }
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
        assert_eq!(Pager::new(1, 48, 0).unwrap(), Pager { page: 1, pages: 1, total: 0 });
        assert_eq!(Pager::new(2, 48, 49).unwrap().pages, 2);
        assert_eq!(Pager::new(3, 48, 49).unwrap_err().status, 404);
        assert_eq!(Pager::new(0, 48, 49).unwrap_err().status, 404);
    }
}

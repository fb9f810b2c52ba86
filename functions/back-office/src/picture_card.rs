//! How a product looks to shoppers, and the forms to change that.

use crate::upload::MOST;
use domain::{Product, Sku, picture::belongs};
use maud::{Markup, Render, html};
use web::components::{Picture, Tone, button, notice, picture, post};

/// The card of a product's picture.
pub struct Card<'a> {
    sku: &'a Sku,
    name: &'a str,
    /// The name of the picture; empty: none.
    shown: &'a str,
    /// What was shown until just now.
    before: Option<&'a str>,
    /// What was wrong with the file that was sent.
    error: Option<String>,
}

impl<'a> Card<'a> {
    /// As it is.
    pub fn of(product: &'a Product) -> Card<'a> {
        Card { sku: &product.head.sku, name: &product.head.name, shown: &product.text.picture, before: None, error: None }
    }

    /// After a change: it can be taken back.
    pub fn after(self, before: Option<&'a str>) -> Card<'a> {
        let real = |name: &&str| *name != self.shown && (name.is_empty() || belongs(name, self.sku));
        Card { before: before.filter(real), ..self }
    }

    /// After a file that could not be used.
    pub fn wrong(self, error: String) -> Card<'a> {
        Card { error: Some(error), ..self }
    }

    fn shown_path(&self) -> String {
        format!("/back-office/products/{}/picture/shown", self.sku)
    }

    /// What has just happened, and the way back.
    fn done(&self, before: &str) -> Markup {
        let (what, back) = match (self.shown.is_empty(), before.is_empty()) {
            (true, _) => ("The picture was removed.", "Put it back"),
            (false, true) => ("The picture is on the shelf.", "Remove it again"),
            (false, false) => ("The picture was replaced.", "Put the former one back"),
        };
        notice(
            Tone::Good,
            html! { p { (what) " Shoppers see it within a minute." } (post(&self.shown_path(), &[("picture", before)], back)) },
        )
    }

    fn field(&self) -> Markup {
        html! {
            div.field .wrong[self.error.is_some()] {
                label for="file" { @if self.shown.is_empty() { "Choose a picture" } @else { "Choose another picture" } }
                p.hint #file-hint {
                    "JPEG, PNG or WebP, at most " (MOST) ". It becomes a square: a thing on a plain background is shown whole, of any other picture the middle. "
                    "Where and when it was taken is dropped."
                }
                input #file type="file" name="file" accept="image/jpeg,image/png,image/webp" required data-shrink="2000"
                    aria-describedby="file-hint" aria-invalid=[self.error.as_ref().map(|_| "true")] aria-errormessage=[self.error.as_ref().map(|_| "file-error")];
                @if let Some(why) = &self.error { p.error #file-error role="alert" { (why) } }
            }
        }
    }
}

impl Render for Card<'_> {
    fn render(&self) -> Markup {
        html! {
            section.card.looks #picture {
                h2 { "Picture" }
                @if let Some(before) = self.before { (self.done(before)) }
                div.shelf { (picture(Some(Picture(self.shown)).filter(|_| !self.shown.is_empty()), self.name, true)) }
                div.stack {
                    form.stack method="post" action={ "/back-office/products/" (self.sku.as_str()) "/picture" } enctype="multipart/form-data" {
                        (self.field())
                        (button(if self.shown.is_empty() { "Put it on the shelf" } else { "Replace the picture" }))
                    }
                    @if !self.shown.is_empty() { (post(&self.shown_path(), &[("picture", "")], "Remove the picture")) }
                }
            }
        }
    }
}

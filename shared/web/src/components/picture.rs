//! A product's picture, in the size its place needs; or a paper bag with its first letters on it.
//!
//! Boxes are square before anything is loaded, so nothing moves when it is. The alternative text is empty: the name always
//! stands beside.

use super::icons::BAG;
use domain::picture::{self, Format, SIZES};
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

/// A product's picture, by name.
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(value_type = String, example = "/pictures/apple-480.webp")]
pub struct Picture<'a>(pub &'a str);

impl Serialize for Picture<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("/pictures/{}-480.webp", self.0))
    }
}

impl Picture<'_> {
    /// The path of the file to show where a link to the product is shared.
    pub fn to_share(self) -> String {
        format!("/{}", picture::to_share(self.0))
    }
}

/// Where a picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// Beside a line.
    Line,
    /// On the first tile of a list: loaded at once.
    FirstTile,
    /// On another tile.
    Tile,
    /// On the product's own page: loaded before anything else.
    Page,
}

impl Spot {
    /// How wide it is shown, for browsers to choose a file by.
    fn sizes(self) -> &'static str {
        match self {
            Spot::Line => "4rem",
            Spot::FirstTile | Spot::Tile => "(max-width: 30rem) 46vw, 13rem",
            Spot::Page => "(max-width: 52rem) 26rem, 36rem",
        }
    }

    fn loading(self) -> Option<&'static str> {
        matches!(self, Spot::Line | Spot::Tile).then_some("lazy")
    }

    fn priority(self) -> Option<&'static str> {
        (self == Spot::Page).then_some("high")
    }
}

/// A product's picture, or a paper bag. `large`: on its own page, loaded at once.
pub fn picture(picture: Option<Picture>, name: &str, large: bool) -> Markup {
    picture_in(if large { Spot::Page } else { Spot::Line }, picture, name)
}

/// The same in any place.
pub(super) fn picture_in(spot: Spot, picture: Option<Picture>, name: &str) -> Markup {
    match picture {
        Some(Picture(p)) if picture::is_uploaded(p) => uploaded(p, spot),
        Some(Picture(p)) => drawn(p, spot),
        None => html! { span.letter aria-hidden="true" { (BAG) span { (initials(name)) } } },
    }
}

/// Three sizes, as WebP and for older browsers as JPEG.
fn uploaded(p: &str, spot: Spot) -> Markup {
    html! {
        picture {
            source type="image/webp" srcset=(files(p, Format::Webp)) sizes=(spot.sizes());
            img src={ "/" (picture::file(p, 480, Format::Jpeg)) } srcset=(files(p, Format::Jpeg)) sizes=(spot.sizes())
                width="480" height="480" alt="" loading=[spot.loading()] fetchpriority=[spot.priority()] decoding="async";
        }
    }
}

fn files(p: &str, format: Format) -> String {
    SIZES.map(|size| format!("/{} {size}w", picture::file(p, size, format))).join(", ")
}

/// The art that came with the shop has two sizes. It does not fill its box.
fn drawn(p: &str, spot: Spot) -> Markup {
    let sizes = if spot == Spot::Page { "(max-width: 48rem) 80vw, 480px" } else { "160px" };
    html! {
        img src={ "/pictures/" (p) "-160.webp" } srcset={ "/pictures/" (p) "-160.webp 160w, /pictures/" (p) "-480.webp 480w" }
            sizes=(sizes) width="160" height="160" alt="" loading=[spot.loading()] fetchpriority=[spot.priority()] decoding="async";
    }
}

/// The first letters of the first two words.
fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphabetic()).map(|c| c.to_uppercase().collect::<String>());
    name.split(' ').filter_map(first).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(spot: Spot, name: &str) -> String {
        picture_in(spot, Some(Picture(name)), "Milk").into_string()
    }

    #[test]
    fn an_uploaded_picture_comes_in_three_sizes_and_two_formats() {
        let tile = shown(Spot::Tile, "milk/5be19c02");
        for size in SIZES {
            assert!(tile.contains(&format!("/pictures/milk/5be19c02-{size}.webp {size}w")), "{tile}");
            assert!(tile.contains(&format!("/pictures/milk/5be19c02-{size}.jpg {size}w")), "{tile}");
        }
        assert!(tile.contains("width=\"480\" height=\"480\"") && tile.contains("loading=\"lazy\""), "{tile}");
    }

    #[test]
    fn the_first_picture_is_not_waited_for() {
        assert!(!shown(Spot::FirstTile, "milk/5be19c02").contains("lazy"));
        assert!(shown(Spot::Page, "milk").contains("fetchpriority=\"high\""));
        assert!(picture(None, "whole Milk", false).into_string().contains("WM"));
    }
}

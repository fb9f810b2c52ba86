//! How a product's picture is named, and where its files are.
//!
//! A product stores one short text. What was uploaded for it is `milk-1l/5be19c02`: its code, and a mark of the files'
//! content. Another picture is another name, so the files behind a name never change and may be kept for a year. A name
//! without a slash belongs to the art that came with the shop.

use crate::Sku;

/// Pixels of each side of the three squares, in their order.
pub const SIZES: [u16; 3] = [160, 480, 960];

/// How a picture's file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For every browser since 2020.
    Webp,
    /// For older ones, and for whoever shows a link to the page.
    Jpeg,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 2] = [Format::Webp, Format::Jpeg];

    /// How a file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Webp => "webp",
            Format::Jpeg => "jpg",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Webp => "image/webp",
            Format::Jpeg => "image/jpeg",
        }
    }
}

/// The name of a picture that was uploaded for a product. The mark is the beginning of its files' hash: it only has to tell
/// a product's pictures apart.
pub fn name(sku: &Sku, mark: &str) -> String {
    format!("{sku}/{mark}")
}

/// Digits of a mark.
pub const MARK: usize = 8;

/// Whether it was uploaded: only then are there three sizes, and both formats.
pub fn is_uploaded(name: &str) -> bool {
    name.contains('/')
}

/// Whether a product may be shown with it: one of its own, or art of the shop.
pub fn belongs(name: &str, sku: &Sku) -> bool {
    let hex = |mark: &str| mark.len() == MARK && mark.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match name.split_once('/') {
        Some((of, mark)) => of == sku.as_str() && hex(mark),
        None => (1..=48).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
    }
}

/// A file of it, in the bucket and, behind a slash, in addresses.
pub fn file(name: &str, size: u16, format: Format) -> String {
    format!("pictures/{name}-{size}.{}", format.ending())
}

/// The file to show where a link to the product is shared: the largest, as everybody can read it.
pub fn to_share(name: &str) -> String {
    if is_uploaded(name) { file(name, 960, Format::Jpeg) } else { file(name, 480, Format::Webp) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_shows_its_own_pictures_and_the_shops_art() {
        let milk = Sku::parse("milk-1l").unwrap();
        let own = name(&milk, "5be19c02");
        assert!(belongs(&own, &milk) && belongs("oat-milk", &milk));
        for strange in ["", "bread/5be19c02", "milk-1l/", "milk-1l/../../x", "milk-1l/5BE19C02", "milk-1l/5be19c02/", "../catalog", "a b"] {
            assert!(!belongs(strange, &milk), "{strange}");
        }
    }

    #[test]
    fn files_are_named_by_size_and_format() {
        assert_eq!(file("milk-1l/5be19c02", 480, Format::Webp), "pictures/milk-1l/5be19c02-480.webp");
        assert_eq!(to_share("milk-1l/5be19c02"), "pictures/milk-1l/5be19c02-960.jpg");
        assert_eq!(to_share("apple"), "pictures/apple-480.webp");
    }
}

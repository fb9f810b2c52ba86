//! The head of every page: what browsers, search engines and those who share its address read.

use crate::assets::{ICON, SCRIPT, SHARED, STYLE};
use crate::shell::{About, Shell};
use domain::Money;
use maud::{Markup, PreEscaped, html};
use serde_json::Value;
use std::borrow::Cow;
use texts::Language;

/// What a page looks like where its address is shared, and what it says to machines. Everything may stay empty.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The path of a picture; none: the shop's own.
    pub picture: Option<String>,
    /// What the product costs, on a product's page.
    pub price: Option<Money>,
    /// The page in the words of schema.org.
    pub data: Option<Value>,
}

/// The head of a page.
pub fn head(shell: &Shell, title: &str, about: &About) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="theme-color" content="#faf5ea" media="(prefers-color-scheme: light)";
            meta name="theme-color" content="#121915" media="(prefers-color-scheme: dark)";
            title { (title) @if title != shell.name() { " · " (shell.name()) } }
            meta name="description" content=(described(shell, about));
            link rel="icon" type="image/svg+xml" href=(ICON.path());
            link rel="stylesheet" href=(STYLE.path());
            script src=(SCRIPT.path()) defer {}
            @match &about.canonical {
                Some(path) => { (addresses(shell, about, path)) (shared(shell, title, about, path)) }
                None => meta name="robots" content="noindex";,
            }
            @if let Some(data) = &about.card.data { script type="application/ld+json" { (PreEscaped(harmless(data))) } }
        }
    }
}

/// In one sentence, what is here: the page's own, or the shop's.
fn described<'a>(shell: &Shell, about: &'a About) -> Cow<'a, str> {
    let of_shop = || shell.say("home-description", [("shop", shell.name().into())]);
    about.description.as_deref().map_or_else(of_shop, Cow::Borrowed)
}

/// The page's own address, and the same page in the other languages.
fn addresses(shell: &Shell, about: &About, path: &str) -> Markup {
    let there = |language| about.elsewhere.iter().find(|(other, _)| *other == language).map_or(path, |(_, path)| path);
    let address = |language| shell.site.url(&shell.path_in(language, there(language)));
    html! {
        link rel="canonical" href=(address(shell.language));
        @if Language::all().count() > 1 {
            @for language in Language::all() { link rel="alternate" hreflang=(language.tag()) href=(address(language)); }
            link rel="alternate" hreflang="x-default" href=(address(shell.own()));
        }
    }
}

/// Where the address is shared: <https://ogp.me>. Twitter's cards read the same and only ask for their size.
fn shared(shell: &Shell, title: &str, about: &About, path: &str) -> Markup {
    let card = &about.card;
    let (picture, size, (width, height)) = match &card.picture {
        Some(picture) => (picture.as_str(), "summary", (side(picture), side(picture))),
        None => (SHARED.path(), "summary_large_image", (1200, 630)),
    };
    html! {
        meta property="og:site_name" content=(shell.name());
        meta property="og:title" content=(title);
        @if let Some(text) = &about.description { meta property="og:description" content=(text); }
        meta property="og:url" content=(shell.site.url(&shell.path(path)));
        meta property="og:locale" content=(shell.text("format-locale"));
        @for other in Language::all().filter(|other| *other != shell.language) {
            meta property="og:locale:alternate" content=(other.text("format-locale"));
        }
        meta property="og:image" content=(shell.site.url(picture));
        meta property="og:image:width" content=(width);
        meta property="og:image:height" content=(height);
        meta property="og:image:alt" content=(title);
        meta property="og:type" content=(if card.price.is_some() { "product" } else { "website" });
        @if let Some(price) = card.price {
            meta property="product:price:amount" content=(decimal(price, shell.currency()));
            meta property="product:price:currency" content=(shell.currency());
        }
        meta name="twitter:card" content=(size);
    }
}

/// An amount as machines write it: `1.99`.
pub fn decimal(amount: Money, currency: &str) -> String {
    let (sign, minor) = (if amount < Money::ZERO { "-" } else { "" }, amount.0.unsigned_abs());
    let decimals = Money::decimals(currency);
    let one = 10_u64.pow(decimals);
    match decimals {
        0 => format!("{sign}{minor}"),
        _ => format!("{sign}{}.{:0width$}", minor / one, minor % one, width = decimals as usize),
    }
}

/// A product is shared with a square: the large one of what was uploaded, the middle one of what came with the shop.
fn side(picture: &str) -> u16 {
    let [_, middle, large] = domain::picture::SIZES;
    if picture.contains(&format!("-{large}.")) { large } else { middle }
}

/// JSON that cannot end the element it stands in: `<` is only ever inside a string, where it may be written as an escape.
fn harmless(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Site;
    use serde_json::json;

    fn of(about: &About) -> String {
        head(&Shell::last(&Site::new("https://shop.example")), "Tea & <b>", about).into_string()
    }

    #[test]
    fn no_text_gets_out_of_the_data() {
        let texts = ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "\u{2028}\"\\", "</SCRIPT >", "&lt;/script&gt;", "\0"];
        for text in texts {
            let card = Card { data: Some(json!({ "name": text, text: 1 })), ..Card::default() };
            let page = of(&About { card, ..About::default() });
            let data = page.split_once("<script type=\"application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
            assert!(!data.contains('<'), "{data}");
            assert_eq!(serde_json::from_str::<Value>(data).unwrap()["name"], text);
            assert!(page.ends_with(&format!("{data}</script></head>")), "nothing follows: {page}");
        }
    }

    #[test]
    fn a_page_names_itself_in_every_language() {
        let shell = Shell::last(&Site::new("https://shop.example"));
        let page = of(&About { canonical: Some("/products/tea/tea".into()), ..About::default() });
        assert!(page.contains("<link rel=\"canonical\" href=\"https://shop.example/products/tea/tea\">"));
        for language in Language::all() {
            let path = shell.path_in(language, "/products/tea/tea");
            let link = format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"https://shop.example{path}\">", language.tag());
            assert!(page.contains(&link), "{link}");
        }
        assert!(page.contains("hreflang=\"x-default\" href=\"https://shop.example/products/tea/tea\""));
        assert!(page.contains("og:title\" content=\"Tea &amp; &lt;b&gt;\"") && !page.contains("noindex"));
    }

    #[test]
    fn a_page_in_another_language_is_its_own_original() {
        let german = Language::tagged("de").unwrap();
        let shell = Shell { language: german, ..Shell::last(&Site::new("https://shop.example")) };
        let page = head(&shell, "Tee", &About { canonical: Some("/".into()), ..About::default() }).into_string();
        assert!(page.contains("<link rel=\"canonical\" href=\"https://shop.example/de/\">"));
        assert!(page.contains("hreflang=\"x-default\" href=\"https://shop.example/\""));
    }

    #[test]
    fn what_is_not_to_be_listed_is_not_to_be_shared() {
        let page = of(&About::default());
        assert!(page.contains("noindex") && !page.contains("og:") && !page.contains("hreflang") && !page.contains("canonical"));
    }

    #[test]
    fn a_product_is_shared_with_its_picture_and_price() {
        let card = Card { picture: Some("/pictures/tea-480.webp".into()), price: Some(Money(1205)), data: None };
        let page = of(&About { canonical: Some("/products/tea".into()), card, ..About::default() });
        for part in
            ["og:image\" content=\"https://shop.example/pictures/tea-480.webp", "amount\" content=\"12.05", "og:type\" content=\"product"]
        {
            assert!(page.contains(part), "{part}");
        }
        assert_eq!(
            (decimal(Money(-5), "EUR"), decimal(Money(500), "JPY"), decimal(Money(1_005), "KWD")),
            ("-0.05".into(), "500".into(), "1.005".into())
        );
    }
}

use super::*;
use axum::body::Body;

const ORIGIN: &str = "https://shop.example";

fn reader(path: &str, headers: &[(&str, &str)]) -> Reader {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    Reader::of(&request.body(Body::empty()).unwrap(), &Site::new(ORIGIN))
}

fn language(path: &str, headers: &[(&str, &str)]) -> Option<&'static str> {
    reader(path, headers).language.map(Language::tag)
}

#[test]
fn a_public_page_is_in_the_language_of_its_address() {
    let browser = [("accept-language", "en"), ("cookie", "__Host-lang=en")];
    assert_eq!(language("/de/search?q=milch", &browser), Some("de"));
    assert!(matches!(reader("/de/search?q=milch", &[]).here, Here::Public(path) if &*path == "/search?q=milch"));
    assert!(matches!(reader("/de", &[]).here, Here::Public(path) if &*path == "/"));
}

#[test]
fn a_personal_page_is_in_the_language_of_the_page_one_comes_from() {
    let german = ("referer", "https://shop.example/de/aisles/fruit");
    assert_eq!(language("/cart", &[german, ("cookie", "__Host-lang=en")]), Some("de"));
    let own = ("referer", "https://shop.example/aisles/fruit");
    assert_eq!(language("/cart", &[own, ("cookie", "__Host-lang=de")]), None);
    let personal = ("referer", "https://shop.example/checkout?method=pickup");
    assert_eq!(language("/cart", &[personal, ("cookie", "__Host-lang=de")]), Some("de"));
    let elsewhere = ("referer", "https://other.example/de/");
    assert_eq!(language("/cart", &[elsewhere]), None);
}

#[test]
fn else_what_was_chosen_counts_and_then_what_the_browser_asks_for() {
    let asks = ("accept-language", "fr-FR, en;q=0.5, de-AT;q=0.7, *;q=0.1");
    assert_eq!(language("/cart", &[asks]), Some("de"));
    assert_eq!(language("/cart", &[asks, ("cookie", "__Host-lang=en")]), Some("en"));
    assert_eq!(language("/cart", &[("accept-language", "fr"), ("cookie", "__Host-lang=xx")]), None);
    assert_eq!(language("/cart", &[("accept-language", "de;q=0")]), None);
}

#[test]
fn the_language_is_only_remembered_where_it_would_be_forgotten() {
    let kept = |path: &str, headers: &[(&str, &str)]| {
        reader(path, headers).remembered(path, &Site::new(ORIGIN), Language::default()).map(|v| v.to_str().unwrap().to_owned())
    };
    let german = ("referer", "https://shop.example/de/");
    assert!(kept("/cart", &[german]).unwrap().starts_with("__Host-lang=de; Path=/; Max-Age=31536000"));
    assert_eq!(kept("/cart", &[german, ("accept-language", "de")]), None);
    assert_eq!(kept("/back-office", &[german]), None);
    assert_eq!(kept("/aisles/fruit", &[german]), None);
    let own = ("referer", "https://shop.example/");
    assert!(kept("/cart", &[own, ("cookie", "__Host-lang=de")]).unwrap().starts_with("__Host-lang=en;"));
    assert_eq!(kept("/cart", &[own]), None);
}

#[test]
fn addresses_are_taken_apart_at_the_language() {
    let apart = |path| apart(path).map(|(language, rest)| (language.tag(), rest));
    assert_eq!(
        (apart("/de/aisles/fruit"), apart("/de/"), apart("/de")),
        (Some(("de", "/aisles/fruit")), Some(("de", "/")), Some(("de", "/")))
    );
    assert_eq!((apart("/dear/customer"), apart("/DE/"), apart("/"), apart("/de//evil.example")), (None, None, None, None));
}

#[test]
fn another_sites_address_is_no_path_of_ours() {
    assert!(is_own("/cart?x=//y") && is_own("/"));
    for wrong in ["//evil.example", "/\\evil.example", "https://evil.example", "cart", "", "/a\nb", "/\t/evil.example"] {
        assert!(!is_own(wrong), "{wrong:?}");
    }
}

#[test]
fn what_is_nobodys_page_has_no_language() {
    assert!(is_read("/") && is_read("/#aisles") && is_read("/cartography") && is_read("/offers"));
    for path in ["/cart", "/cart?x", "/orders/X/pay", "/back-office", "/assets/a.css", "/offers/unsubscribe"] {
        assert!(!is_read(path), "{path}");
    }
}

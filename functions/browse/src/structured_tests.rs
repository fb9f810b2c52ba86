//! What stands in a page is read out of it again and held against the vocabulary.

use super::*;
use crate::tests::html;

/// The types that may be there: what each must have, and what it may have (schema.org, version 29).
const VOCABULARY: [(&str, &[&str], &[&str]); 14] = [
    ("Product", &["name", "sku", "url", "offers"], &["description", "gtin", "image", "brand", "category", "countryOfOrigin"]),
    ("Brand", &["name"], &[]),
    ("Country", &["name"], &[]),
    ("Offer", &["price", "priceCurrency", "availability", "url"], &["priceValidUntil", "priceSpecification", "itemCondition", "seller"]),
    ("PriceSpecification", &["price", "priceCurrency", "valueAddedTaxIncluded"], &[]),
    ("UnitPriceSpecification", &["price", "priceCurrency", "referenceQuantity"], &["valueAddedTaxIncluded"]),
    ("QuantitativeValue", &["value", "unitCode"], &["valueReference"]),
    ("BreadcrumbList", &["itemListElement"], &[]),
    ("ListItem", &["position", "name", "item"], &[]),
    (
        "GroceryStore",
        &["name", "url", "address", "openingHoursSpecification"],
        &["telephone", "email", "areaServed", "currenciesAccepted", "specialOpeningHoursSpecification"],
    ),
    ("PostalAddress", &["streetAddress", "postalCode", "addressLocality"], &[]),
    ("OpeningHoursSpecification", &["opens", "closes"], &["dayOfWeek", "validFrom", "validThrough"]),
    ("Place", &["name", "geo"], &[]),
    ("GeoShape", &["postalCode"], &[]),
];

/// Everything with a type, at any depth, that has what it must and nothing it may not.
fn hold(value: &Value) {
    if let Value::Array(all) = value {
        all.iter().for_each(hold);
    }
    let Value::Object(all) = value else { return };
    all.values().for_each(hold);
    let names = || all.keys().map(String::as_str).filter(|name| !name.starts_with('@'));
    match all.get("@type") {
        Some(kind) => {
            let (_, must, may) = VOCABULARY.iter().find(|(name, ..)| *kind == *name).unwrap_or_else(|| panic!("there is no {kind}"));
            assert!(must.iter().all(|name| all.contains_key(*name)), "{kind} must have {must:?}: {value}");
            assert!(names().all(|name| must.contains(&name) || may.contains(&name)), "{kind}: {value}");
        }
        None => assert_eq!(names().count(), 0, "only a graph or a reference has no type: {value}"),
    }
}

/// The data of a page.
async fn data(path: &str) -> Value {
    let page = html(path).await;
    let [_, rest] = page.split("<script type=\"application/ld+json\">").collect::<Vec<_>>()[..] else { panic!("one per page: {page}") };
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    hold(&data);
    data
}

#[tokio::test]
async fn a_product_tells_machines_what_it_costs() {
    let data = data("/products/apple/apples-loose").await;
    let product = &data["@graph"][0];
    assert_eq!((&product["name"], &product["sku"]), (&json!("Apples <loose>"), &json!("apple")));
    assert_eq!(product["image"], json!(["https://shop.example/pictures/apple-480.webp"]));
    assert_eq!(product["url"], "https://shop.example/products/apple/apples-loose");
    let offer = &product["offers"];
    assert_eq!((&offer["price"], &offer["priceCurrency"]), (&json!("2.39"), &json!("EUR")));
    assert_eq!(
        (&offer["priceValidUntil"], &offer["availability"]),
        (&json!("2026-11-27"), &json!("https://schema.org/LimitedAvailability"))
    );
    let specification = &offer["priceSpecification"];
    assert_eq!((&specification["price"], &specification["referenceQuantity"]["unitCode"]), (&json!("2.39"), &json!("KGM")));
}

#[tokio::test]
async fn a_price_goes_with_its_measure() {
    let pear = data("/products/pear/pear").await["@graph"][0]["offers"].clone();
    assert_eq!((&pear["availability"], pear.get("priceValidUntil")), (&json!("https://schema.org/OutOfStock"), None));
    let measure = json!({"@type": "QuantitativeValue", "value": "0.5", "unitCode": "KGM",
        "valueReference": {"@type": "QuantitativeValue", "value": "1", "unitCode": "KGM"}});
    assert_eq!(pear["priceSpecification"]["referenceQuantity"], measure);
    assert_eq!(content(Pack { amount: 1500, unit: PackUnit::Ml }), ("1.5".into(), "LTR"));
    assert_eq!(content(Pack { amount: 2000, unit: PackUnit::G }), ("2".into(), "KGM"));
    assert_eq!(content(Pack { amount: 10, unit: PackUnit::Piece }), ("10".into(), "C62"));
    let water = data("/products/water-00/water-00").await["@graph"][0]["offers"].clone();
    assert_eq!(water.get("priceSpecification"), None, "no measure, no price for one");
}

#[test]
fn machines_are_told_that_vat_comes_on_top() {
    let scene = crate::tests::scene();
    let shop = Settings { prices: domain::tax::Prices::Net, ..scene.catalog.settings().clone() };
    let offered = |sku: &str| {
        let product = scene.catalog.product(&domain::Sku::parse(sku).unwrap()).unwrap();
        let offer = offer(&Tile::of(product, Stock::InStock, (&shop, scene.now)), &scene.shell, "https://shop.example");
        hold(&offer);
        (offer["price"].clone(), offer["priceSpecification"].clone())
    };
    let (price, specification) = offered("apple");
    assert_eq!((price, &specification["price"], &specification["valueAddedTaxIncluded"]), (json!("2.23"), &json!("2.23"), &json!(false)));
    let (price, plain) = offered("water-00");
    assert_eq!((price, &plain["@type"], &plain["valueAddedTaxIncluded"]), (json!("1.86"), &json!("PriceSpecification"), &json!(false)));
}

#[tokio::test]
async fn the_way_to_a_product_is_told() {
    let way = data("/products/pear/pear").await["@graph"][1]["itemListElement"].clone();
    let steps: Vec<_> = way.as_array().unwrap().iter().map(|s| format!("{} {} {}", s["position"], s["name"], s["item"])).collect();
    assert_eq!(
        steps,
        [
            "1 \"Larder\" \"https://shop.example/\"",
            "2 \"Fruit\" \"https://shop.example/aisles/fruit\"",
            "3 \"pear\" \"https://shop.example/products/pear/pear\""
        ]
    );
    assert_eq!(data("/aisles/drinks?page=2").await["itemListElement"][1]["name"], "Drinks");
    let apples =
        json!({"@type": "ListItem", "position": 3, "name": "Apples & Pears", "item": "https://shop.example/aisles/fruit?section=apples"});
    assert_eq!(data("/products/apple/apples-loose").await["@graph"][1]["itemListElement"][2], apples);
    assert_eq!(data("/aisles/fruit?section=apples").await["itemListElement"][2], apples);
}

#[tokio::test]
async fn the_store_says_where_it_is_and_when_it_is_open() {
    let store = data("/").await;
    assert_eq!((&store["name"], &store["address"]["addressLocality"]), (&json!("Larder"), &json!("Berlin")));
    let open =
        json!([{"@type": "OpeningHoursSpecification", "dayOfWeek": ["https://schema.org/Monday"], "opens": "08:00", "closes": "20:00"}]);
    assert_eq!(store["openingHoursSpecification"], open);
    let days = store["specialOpeningHoursSpecification"].as_array().unwrap();
    let days: Vec<_> = days.iter().map(|day| format!("{} {} {}", day["validFrom"], day["opens"], day["closes"])).collect();
    assert_eq!(days, ["\"2026-12-24\" \"08:00\" \"14:00\"", "\"2026-12-25\" \"00:00\" \"00:00\""], "what is over is not told");
    assert_eq!(store["areaServed"][0]["geo"]["postalCode"], json!(["10115"]));
}

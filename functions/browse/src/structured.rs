//! Pages in the words of <https://schema.org>, for machines that read prices, hours and the way through the shop.
//!
//! Prices are text with two decimals, as the vocabulary asks: nothing here is a float.

use crate::product::ProductPage;
use domain::product::{Pack, PackUnit};
use domain::settings::Hours;
use domain::ways::Exception;
use domain::zone::{Area, Zone};
use domain::{Money, Settings, address};
use serde_json::{Map, Value, json};
use web::components::{Stock, Tile};
use web::{Shell, decimal};

/// A step on the way to a page: its path and its name.
pub type Step<'a> = (String, &'a str);

/// A product's page: what it is, what it costs, where it stands.
pub fn product(page: &ProductPage, shell: &Shell) -> Value {
    let tile = &page.tile;
    let url = url(shell, &address::product(tile.sku, tile.name));
    let mut product = json!({
        "@type": "Product",
        "@id": format!("{url}#product"),
        "url": &url,
        "name": tile.name,
        "sku": tile.sku,
        "category": page.aisle_name,
        "offers": offer(tile, shell, &url),
    });
    let known = [
        ("description", known(page.description)),
        ("gtin", page.barcode.map(Value::from)),
        ("image", tile.picture.map(|picture| json!([shell.site.url(&picture.to_share())]))),
        ("brand", known(tile.brand).map(|name| json!({ "@type": "Brand", "name": name }))),
        ("countryOfOrigin", known(page.origin).map(|name| json!({ "@type": "Country", "name": name }))),
    ];
    add(&mut product, known);
    let aisle = format!("/aisles/{}", tile.aisle);
    let mut way = vec![(aisle.clone(), page.aisle_name)];
    way.extend(page.section.map(|section| (format!("{aisle}?section={}", section.slug), section.name.as_str())));
    way.push((url_path(tile), tile.name));
    json!({ "@context": "https://schema.org", "@graph": [product, trail(shell, &way)] })
}

/// The way to a page, from the entrance on.
pub fn way(shell: &Shell, steps: &[Step]) -> Value {
    let mut way = trail(shell, steps);
    way["@context"] = "https://schema.org".into();
    way
}

/// The store itself: where it is, when it is open, where it delivers.
pub fn store(shop: &Settings, shell: &Shell) -> Value {
    let mut store = json!({
        "@context": "https://schema.org",
        "@type": "GroceryStore",
        "@id": store_id(shell),
        "name": shop.name,
        "url": url(shell, "/"),
        "address": { "@type": "PostalAddress", "streetAddress": shop.street, "postalCode": shop.postcode, "addressLocality": shop.city },
        "currenciesAccepted": shop.currency,
        "openingHoursSpecification": opening(shop),
    });
    let areas: Vec<Value> = shop.zones.iter().map(area).collect();
    let days = different(shop, shell);
    let known = [
        ("telephone", known(&shop.phone)),
        ("email", known(&shop.mail)),
        ("areaServed", (!areas.is_empty()).then_some(areas.into())),
        ("specialOpeningHoursSpecification", (!days.is_empty()).then_some(days.into())),
    ];
    add(&mut store, known);
    store
}

/// What one pays for one, with the price that goes with a measure where there is one.
fn offer(tile: &Tile, shell: &Shell, url: &str) -> Value {
    let price = tile.label().pays;
    let mut offer = json!({
        "@type": "Offer",
        "url": url,
        "price": decimal(price, shell.currency()),
        "priceCurrency": shell.currency(),
        "availability": availability(tile.stock),
        "itemCondition": "https://schema.org/NewCondition",
        "seller": { "@id": store_id(shell) },
    });
    let ends = tile.offer.filter(|offer| offer.price.is_some()).map(|offer| {
        let tz = shell.settings().map_or(jiff::tz::TimeZone::UTC, Settings::tz);
        // An offer that ends at midnight is valid until the day before.
        let last = offer.ends - jiff::SignedDuration::from_secs(1);
        last.to_zoned(tz).date().to_string().into()
    });
    add(&mut offer, [("priceValidUntil", ends), ("priceSpecification", specified(tile, shell, price))]);
    offer
}

/// The price of a measure: `1.99 for 500 g, counted per kilogram`. Directive 98/6/EC, told to machines. Where a price is
/// without VAT, this is what says so, with a measure or without.
fn specified(tile: &Tile, shell: &Shell, price: Money) -> Option<Value> {
    let drained = tile.drained.map(|amount| Pack { amount, unit: PackUnit::G });
    let measured = match (tile.by_weight, drained.or(tile.pack)) {
        (Some(_), _) => Some(("1".to_owned(), "KGM")),
        (None, Some(pack)) if pack.amount > 0 => Some(content(pack)),
        (None, _) => None,
    };
    let mut specification = json!({
        "@type": if measured.is_some() { "UnitPriceSpecification" } else { "PriceSpecification" },
        "price": decimal(price, shell.currency()),
        "priceCurrency": shell.currency(),
        "valueAddedTaxIncluded": tile.net.is_none(),
    });
    match measured {
        None if tile.net.is_none() => return None,
        None => {}
        Some((amount, code)) => {
            let measure = |value: &str| json!({ "@type": "QuantitativeValue", "value": value, "unitCode": code });
            let mut reference = measure(&amount);
            reference["valueReference"] = measure("1");
            specification["referenceQuantity"] = reference;
        }
    }
    Some(specification)
}

/// A pack's content in kilograms, liters or pieces, by their codes in UN/ECE recommendation 20.
fn content(pack: Pack) -> (String, &'static str) {
    let thousandths = || {
        let text = format!("{}.{:03}", pack.amount / 1000, pack.amount % 1000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match pack.unit {
        PackUnit::G => (thousandths(), "KGM"),
        PackUnit::Ml => (thousandths(), "LTR"),
        PackUnit::Piece => (pack.amount.to_string(), "C62"),
    }
}

fn availability(stock: Stock) -> &'static str {
    match stock {
        Stock::InStock => "https://schema.org/InStock",
        Stock::Low => "https://schema.org/LimitedAvailability",
        Stock::SoldOut => "https://schema.org/OutOfStock",
    }
}

fn trail(shell: &Shell, steps: &[Step]) -> Value {
    let all = std::iter::once(("/", shell.name())).chain(steps.iter().map(|(path, name)| (path.as_str(), *name)));
    let items =
        all.zip(1_u32..).map(|((path, name), n)| json!({ "@type": "ListItem", "position": n, "name": name, "item": url(shell, path) }));
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

/// Days with the same hours stand together. A day that is not there is closed.
fn opening(shop: &Settings) -> Vec<Value> {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let mut all: Vec<(Hours, Vec<String>)> = Vec::new();
    for day in [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday] {
        let Some(hours) = shop.hours(day) else { continue };
        let name = format!("https://schema.org/{day:?}");
        match all.iter_mut().find(|(same, _)| *same == hours) {
            Some((_, days)) => days.push(name),
            None => all.push((hours, vec![name])),
        }
    }
    let said = |((from, to), days): (Hours, Vec<String>)| {
        let (opens, closes) = (from.strftime("%H:%M").to_string(), to.strftime("%H:%M").to_string());
        json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes })
    };
    all.into_iter().map(said).collect()
}

/// Days that are not like their weekday, from today on. One that is closed opens and closes at midnight.
fn different(shop: &Settings, shell: &Shell) -> Vec<Value> {
    let published = shell.catalog.as_deref().map(|catalog| catalog.snapshot.published.to_zoned(shop.tz()).date());
    let ahead = shop.ways.exceptions.iter().filter(|day| published.is_none_or(|today| today <= day.date));
    let said = |day: &Exception| {
        let at = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        let (opens, closes) = day.hours.map_or(("00:00".to_owned(), "00:00".to_owned()), |(from, to)| (at(from), at(to)));
        let date = day.date.to_string();
        json!({ "@type": "OpeningHoursSpecification", "validFrom": date, "validThrough": date, "opens": opens, "closes": closes })
    };
    ahead.map(said).collect()
}

fn area(zone: &Zone) -> Value {
    // Prefixes and ranges are the shop's own way to say it: machines are told postcodes only.
    let exact: Vec<&String> = zone.postcodes.iter().filter(|p| matches!(Area::parse(p), Ok(Area::One(_)))).collect();
    if exact.is_empty() {
        return json!({ "@type": "Place", "name": zone.name });
    }
    json!({ "@type": "Place", "name": zone.name, "geo": { "@type": "GeoShape", "postalCode": exact } })
}

fn store_id(shell: &Shell) -> String {
    shell.site.url("/#store")
}

fn url(shell: &Shell, path: &str) -> String {
    shell.site.url(&shell.path(path))
}

fn url_path(tile: &Tile) -> String {
    address::product(tile.sku, tile.name)
}

/// A text that is there.
fn known(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| text.into())
}

/// Facts that are there. Absent ones are absent.
fn add<'a>(to: &mut Value, facts: impl IntoIterator<Item = (&'a str, Option<Value>)>) {
    let facts: Map<String, Value> = facts.into_iter().filter_map(|(name, fact)| Some((name.to_owned(), fact?))).collect();
    if let Value::Object(all) = to {
        all.extend(facts);
    }
}

#[cfg(test)]
#[path = "structured_tests.rs"]
mod tests;

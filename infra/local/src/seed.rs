//! The demonstration catalog: a small supermarket of our own making, put in at the first start.

use crate::aws::{Doing, Error};
use cloud::Fault;
use domain::deal::Deal;
use domain::habits::habits;
use domain::order::{Movement, MovementReason};
use domain::promotion::{Promotion, Stage};
use domain::voucher::Voucher;
use domain::{Offer, OfferKind, Product, ProductHead, ProductText, Settings, Sku};
use fulfillment_worker::App;
use futures::{StreamExt, TryStreamExt, stream};
use include_dir::{Dir, include_dir};
use jiff::{Span, Timestamp};
use serde::Deserialize;

static SEED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seed");

/// A product as the seed writes it: a head without what the table adds, a text, the stock to begin with.
#[derive(Deserialize)]
struct Seeded {
    stock: i64,
    #[serde(flatten)]
    head: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct SeededPromotion {
    id: String,
    title: String,
    kind: OfferKind,
    skus: Vec<Sku>,
    starts_day: i64,
    ends_day: i64,
}

/// A deal or a voucher as the seed writes it: with days instead of moments.
#[derive(Deserialize)]
struct SeededDeal {
    starts_day: i64,
    ends_day: i64,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

/// A basket that was bought so often, for what goes well with what.
#[derive(Deserialize)]
struct SeededBasket {
    times: usize,
    skus: Vec<Sku>,
}

#[derive(Deserialize)]
struct SeededDeals {
    deals: Vec<SeededDeal>,
    vouchers: Vec<SeededDeal>,
}

/// Fills an empty shop. One that has settings is left as it is, but for a catalog or pictures that are missing.
pub(crate) async fn seed(app: &App) -> Result<(), Error> {
    let doing = || "seeding the shop".to_owned();
    if app.store.settings().await.doing(doing)?.is_some() {
        return republish(app).await.doing(doing);
    }
    let now = app.clock.now();
    let mut settings: Settings = file("shop.json")?;
    let SeededDeals { deals, vouchers } = file("deals.json")?;
    settings.deals = deals.into_iter().map(|deal| timed(deal, &settings, now)).collect::<Result<Vec<Deal>, Error>>()?;
    let promotions: Vec<SeededPromotion> = file("promotions.json")?;
    let products = products(now)?;
    put_pictures(app).await.doing(doing)?;
    for chunk in products.chunks(20) {
        app.store.add_products(chunk).await.doing(doing)?;
    }
    for promotion in promotions {
        app.store.save_promotion(&planned(promotion, &settings, now)).await.doing(doing)?;
    }
    for voucher in vouchers {
        app.store.add_voucher(&timed::<Voucher>(voucher, &settings, now)?).await.doing(doing)?;
    }
    let heads: Vec<ProductHead> = products.into_iter().map(|(product, _)| product.head).collect();
    app.store.note_shelf(&heads).await;
    put_habits(app, file("baskets.json")?).await.doing(doing)?;
    // Settings last: they are the sign that the seed is whole.
    app.store.save_settings(&settings, now).await.doing(doing)?;
    let promotions =
        promotions::App { store: app.store.clone(), jobs: app.jobs.clone(), published: app.published.clone(), clock: app.clock.clone() };
    promotions::handle(&promotions, promotions::Event::default()).await.doing(doing)?;
    fulfillment_worker::catalog::publish_now(app).await.doing(doing)
}

async fn republish(app: &App) -> Result<(), Fault> {
    match app.published.catalog().await {
        Ok(_) => Ok(()),
        Err(_) => fulfillment_worker::catalog::publish_now(app).await,
    }
}

fn file<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, Error> {
    let content = SEED.get_file(name).ok_or("no such file").doing(|| format!("reading the seed's {name}"))?;
    serde_json::from_slice(content.contents()).doing(|| format!("reading the seed's {name}"))
}

fn products(now: Timestamp) -> Result<Vec<(Product, Movement)>, Error> {
    let seeded: Vec<Seeded> = file("products.json")?;
    seeded.into_iter().map(|seeded| product(seeded, now)).collect()
}

fn product(seeded: Seeded, now: Timestamp) -> Result<(Product, Movement), Error> {
    let mut json = seeded.head;
    json.extend([("pv".to_owned(), 1.into()), ("available".to_owned(), seeded.stock.into()), ("active".to_owned(), true.into())]);
    let json = serde_json::Value::Object(json);
    let doing = || format!("reading the seed's product {}", json["sku"]);
    let head: ProductHead = serde_json::from_value(json.clone()).doing(doing)?;
    let text: ProductText = serde_json::from_value(json.clone()).doing(doing)?;
    let start = Movement {
        sku: head.sku.clone(),
        reason: MovementReason::Received,
        units: seeded.stock,
        by: "seed".into(),
        at: now,
        order: None,
        id: "start".into(),
    };
    Ok((Product::new(head, text), start))
}

/// Midnight at the shop, so many days from now.
fn midnight(days: i64, settings: &Settings, now: Timestamp) -> Timestamp {
    let day = now.to_zoned(settings.tz()).date().saturating_add(Span::new().days(days));
    day.to_zoned(settings.tz()).map_or(now, |z| z.timestamp())
}

fn timed<T: serde::de::DeserializeOwned>(seeded: SeededDeal, settings: &Settings, now: Timestamp) -> Result<T, Error> {
    let mut json = seeded.rest;
    for (name, day) in [("starts", seeded.starts_day), ("ends", seeded.ends_day)] {
        json.insert(name.to_owned(), midnight(day, settings, now).to_string().into());
    }
    serde_json::from_value(json.into()).doing(|| "reading the seed's deals".to_owned())
}

fn planned(seeded: SeededPromotion, settings: &Settings, now: Timestamp) -> Promotion {
    let (starts, ends) = (midnight(seeded.starts_day, settings, now), midnight(seeded.ends_day, settings, now));
    let offer = Offer { id: seeded.id, title: seeded.title, kind: seeded.kind, starts, ends, group: None };
    Promotion { offer, skus: seeded.skus, stage: Stage::Planned }
}

/// As if these baskets had been bought in the last weeks: the first night counts what really was.
async fn put_habits(app: &App, baskets: Vec<SeededBasket>) -> Result<(), Fault> {
    let orders: Vec<Vec<Sku>> = baskets.into_iter().flat_map(|basket| vec![basket.skus; basket.times]).collect();
    let json = serde_json::to_vec(&habits(&orders)).map_err(Fault::unreadable(|| "the seed's habits".into()))?;
    app.files.put(fulfillment_worker::catalog::HABITS, "application/json", json).await
}

async fn put_pictures(app: &App) -> Result<(), Fault> {
    let pictures = SEED.get_dir("pictures").map(Dir::files).into_iter().flatten();
    let webp = pictures.filter(|f| f.path().extension().is_some_and(|e| e == "webp"));
    let put = |file: &'static include_dir::File<'static>| async move {
        let name = file.path().file_name().unwrap_or_default().to_string_lossy();
        app.files.put(&format!("pictures/{name}"), "image/webp", file.contents().to_vec()).await
    };
    let puts: Vec<_> = webp.map(put).collect();
    stream::iter(puts).buffer_unordered(8).try_collect().await
}

use crate::pages;
use crate::scene::Scene;
use axum::Extension;
use domain::catalog::{Catalog, Snapshot};
use std::sync::Arc;
use web::{Shell, Site, guarded};
use std::path::Path;

async fn pic(axum::extract::Path(f): axum::extract::Path<String>) -> Vec<u8> {
    std::fs::read(Path::new("/work/main/infra/local/seed/pictures").join(f)).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn preview() {
    if !std::env::current_dir().is_ok_and(|d| d == Path::new("/tmp/preview")) { return; }
    let seed = |f: &str| -> serde_json::Value { serde_json::from_slice(&std::fs::read(Path::new("/work/main/infra/local/seed").join(f)).unwrap()).unwrap() };
    let now: jiff::Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
    let settings = serde_json::from_value(seed("shop.json")).unwrap();
    let promos = seed("promotions.json");
    let mut products = Vec::new();
    for mut p in seed("products.json").as_array().unwrap().clone() {
        let o = p.as_object_mut().unwrap();
        o.insert("pv".into(), 1.into()); o.insert("available".into(), 1000.into()); o.insert("active".into(), true.into());
        for promo in promos.as_array().unwrap() {
            if promo["skus"].as_array().unwrap().contains(&o["sku"]) {
                let mut offer = promo.clone();
                offer["starts"] = "2026-11-20T00:00:00Z".into(); offer["ends"] = "2026-11-30T00:00:00Z".into();
                o.insert("offer".into(), offer);
            }
        }
        products.push(serde_json::from_value::<domain::Product>(p).unwrap());
    }
    if Path::new("/tmp/preview/big").exists() {
        let base = products.clone();
        for n in 0..10_000 - base.len() {
            let mut p = base[n % base.len()].clone();
            p.head.sku = domain::Sku::parse(format!("x-{n}")).unwrap();
            p.head.offer = None;
            p.head.name = format!("{} {n}", p.head.name);
            products.push(p);
        }
    }
    let catalog = Arc::new(Catalog::new(Snapshot::new(settings, products, now)));
    let t = std::time::Instant::now();
    let queries = ["milk", "tomatos", "oat", "a", "chocolate bar", "s", "strawbery", "beer", "wine red", "appel", "spagetti", "organic milk", "xylophone", "pasta penne"];
    for q in queries {
        let t = std::time::Instant::now();
        let mut n = 0;
        for _ in 0..100 { n = catalog.search(q, 240).len(); }
        println!("{q}: {n} in {:?}", t.elapsed() / 100);
    }
    println!("{:?}", t.elapsed());
    let shelf = cloud::store::shelf::Shelf { out: catalog.snapshot.products.iter().skip(3).step_by(17).map(|p| p.head.sku.clone()).collect(), low: catalog.snapshot.products.iter().skip(5).step_by(13).map(|p| p.head.sku.clone()).collect() };
    let site = Site::new("http://localhost:9911");
    let scene = Scene { shell: Shell::new(&site, &catalog), catalog, shelf: Arc::new(shelf), now };
    let router = pages().layer(Extension(scene)).route("/assets/{f}", axum::routing::get(dress)).route("/pictures/{f}", axum::routing::get(pic)).route("/cart/lines", axum::routing::post(|web::Input(v): web::Input<serde_json::Value>| async move { println!("{v}"); if v["sku"] == "bad" { return Err(web::Problem::conflict("sold-out", "Sold out")) } ; Ok(([(http::header::SET_COOKIE, "items=3; Path=/")], v.to_string())) }));
    let router = router.route("/gallery", axum::routing::get(gallery)).layer(Extension(site.clone()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:9911").await.unwrap();
    axum::serve(listener, guarded(router, site)).await.unwrap();
}

async fn dress(axum::extract::Path(f): axum::extract::Path<String>) -> impl axum::response::IntoResponse {
    let (end, kind) = if f.ends_with("css") { ("css", "text/css") } else if f.ends_with("js") { ("js", "text/javascript") } else { ("svg", "image/svg+xml") };
    ([(http::header::CONTENT_TYPE, kind)], [std::fs::read(format!("/work/main/shared/web/assets/larder.{end}")).unwrap(), if end == "js" { std::fs::read("/tmp/preview/auto.js").unwrap_or_default() } else { vec![] }].concat())
}

#[derive(serde::Serialize)]
struct Gallery(web::Kind);
impl web::View for Gallery {
    fn title(&self) -> String { "Gallery".into() }
    fn kind(&self) -> web::Kind { self.0 }
    fn about(&self) -> web::About<'_> { web::About { staff: Some("eva@larder.example"), ..Default::default() } }
    fn html(&self, shell: &Shell) -> maud::Markup {
        use web::components::*; use domain::*;
        let sku = Sku::parse("x").unwrap();
        let errors = [web::Failure::field("contact.mail", "x", "We need an address for the receipt.")];
        let m = |c| shell.money(Money(c));
        let choice = [Choice { value: "a", label: maud::html! { "10:00–12:00" }, closed: None }, Choice { value: "b", label: maud::html! { "12:00–14:00" small { "free from €40" } }, closed: None }, Choice { value: "c", label: maud::html! { "14:00–16:00" }, closed: Some("full") }];
        maud::html! {
            (steps(&["Basket", "Details", "Review", "Payment"], 1))
            h1 { "Your basket" }
            (notice(Tone::Warn, maud::html! { p { strong { "Two things changed." } " Milk is sold out; butter costs €1.49 now." } }))
            (notice(Tone::Bad, maud::html! { p { "The payment was declined." } }))
            (notice(Tone::Good, maud::html! { p { "Removed Gala apples. " a href="/" { "Undo" } } }))
            div.split {
                ul.lines {
                    @for (name, q) in [("Gala Apples, loose", Quantity::Grams(500)), ("Cloudy Apple Juice from a very long name", Quantity::Pieces(2))] {
                        li.line { (picture(Some(Picture("apple")), name, false))
                            div.what { a href="/" { (name) } p.hint { "€2.23/kg" } }
                            div.how-much { (stepper(&sku, name, q)) form method="post" action="/" { button.quiet type="submit" { "Remove" } } }
                            div.amount { (m(1234)) small { "+ " (m(15)) " deposit" } } }
                    }
                    li.line { (picture(None, "Bread", false)) div.what { "Bread" } div.how-much { "3" } div.amount { (m(99)) } }
                }
                section.card { (sum(&[("Goods", m(4200)), ("Apple week", m(-120)), ("Delivery", m(290)), ("Total", m(4370))])) p.hint { "Delivery is added at checkout." } a.button.main href="/" { "To checkout" } }
            }
            section.card { h2 { "Contact" } form.stack {
                (Field::text("contact[name]", "Name", "Eva"))
                (Field::text("contact[mail]", "E-mail", "x@").kind("email").hint("For the receipt").errors(&errors))
                (Field::text("note", "Anything else", "").rows(3).optional())
                (choices("slot", "When", Some("a"), &choice))
                (button("Continue")) } }
            div.row { (badge(Tone::Good, "ready")) (badge(Tone::Warn, "picking")) (badge(Tone::Bad, "canceled")) (badge(Tone::Plain, "placed")) }
            div.scroll { table.table { thead { tr { th { "Order" } th { "When" } th.number { "Total" } } } tbody { @for n in 0..3 { tr { td { "ABC" (n) } td { "10–12" } td.number { (m(1200)) } } } } } }
            (empty("Nothing in it yet", "Milk, bread, apples: everything you add waits here.", ("/", "To the shop")))
        }
    }
}
async fn gallery(Extension(site): Extension<Site>, uri: axum::http::Uri) -> web::Answer {
    let kind = match uri.query() { Some("b") => web::Kind::BackOffice, Some("c") => web::Kind::Checkout, _ => web::Kind::Shop };
    web::page(web::Want::Html, &Shell::last(&site), &Gallery(kind))
}

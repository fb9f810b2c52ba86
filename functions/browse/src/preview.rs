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
    let listener = tokio::net::TcpListener::bind("127.0.0.1:9911").await.unwrap();
    axum::serve(listener, guarded(router, site)).await.unwrap();
}

async fn dress(axum::extract::Path(f): axum::extract::Path<String>) -> impl axum::response::IntoResponse {
    let (end, kind) = if f.ends_with("css") { ("css", "text/css") } else if f.ends_with("js") { ("js", "text/javascript") } else { ("svg", "image/svg+xml") };
    ([(http::header::CONTENT_TYPE, kind)], [std::fs::read(format!("/work/main/shared/web/assets/larder.{end}")).unwrap(), if end == "js" { std::fs::read("/tmp/preview/auto.js").unwrap_or_default() } else { vec![] }].concat())
}

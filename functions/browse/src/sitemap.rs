//! For search engines: what may be read, and where it is.

use crate::scene::Scene;
use axum::response::IntoResponse;
use domain::legal::LegalPage;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use std::fmt::Write;

/// The protocol's own limit.
const MOST: usize = 50_000;

/// Pages every shop has.
const PAGES: [&str; 5] = ["", "offers", "list", "help", "delivery"];

/// Home, what is good to know, aisles, products.
pub async fn sitemap(scene: Scene) -> impl IntoResponse {
    let (origin, snapshot) = (scene.shell.site.origin(), &scene.catalog.snapshot);
    let day = snapshot.published.strftime("%Y-%m-%d").to_string();
    let mut xml = String::with_capacity(128 * (snapshot.products.len() + 64));
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let aisles = snapshot.settings.aisles.iter().map(|a| ("/aisles/", a.slug.as_str()));
    let legal = LegalPage::ALL.into_iter().filter(|p| snapshot.settings.legal.text(*p).is_some()).map(|p| ("/legal/", p.as_str()));
    let products = snapshot.products.iter().map(|p| ("/products/", p.head.sku.as_str()));
    for (folder, name) in PAGES.map(|page| ("/", page)).into_iter().chain(legal).chain(aisles).chain(products).take(MOST) {
        // Names are letters, digits and dashes; writing to a String cannot fail.
        let _ = writeln!(xml, "<url><loc>{origin}{folder}{name}</loc><lastmod>{day}</lastmod></url>");
    }
    xml.push_str("</urlset>\n");
    ([(CONTENT_TYPE, "application/xml"), (CACHE_CONTROL, "public, max-age=3600")], xml)
}

/// Everything but what is personal.
pub async fn robots(scene: Scene) -> impl IntoResponse {
    let closed = ["/cart", "/checkout", "/orders", "/back-office", "/search"].map(|path| format!("Disallow: {path}\n")).concat();
    let text = format!("User-agent: *\n{closed}Sitemap: {}/sitemap.xml\n", scene.shell.site.origin());
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")], text)
}

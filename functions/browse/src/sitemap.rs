//! For search engines: what may be read, in which languages, and where it is.

use crate::scene::Scene;
use axum::response::IntoResponse;
use domain::legal::LegalPage;
use domain::wording::Told;
use domain::{Product, address};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use jiff::civil::Date;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;
use texts::Language;
use web::{Outcome, Problem, Query};

/// Addresses in one file. The protocol allows 50,000, but a function's answer may not have more than 6 MB.
const PER_FILE: usize = 5_000;
/// Both may be an hour old.
const KEEP: &str = "public, max-age=3600";
/// What is somebody's own, and what changes with every word typed.
const CLOSED: [&str; 5] = ["/cart", "/checkout", "/orders", "/back-office", "/search"];

/// Which file is asked for, from 1.
#[derive(Deserialize)]
pub struct Asked {
    part: Option<usize>,
}

/// Home, what is good to know, aisles, products, each in every language. More than fit in one file are in several, and the first lists them.
pub async fn sitemap(scene: Scene, Query(asked): Query<Asked>) -> Outcome<impl IntoResponse> {
    let all = Pages::of(&scene);
    let parts = all.count().div_ceil(PER_FILE).max(1);
    let xml = match asked.part {
        None if parts > 1 => index(scene.shell.site.origin(), parts),
        part if (1..=parts).contains(&part.unwrap_or(1)) => all.file(part.unwrap_or(1)),
        _ => return Err(Problem::not_found(scene.shell.text("gone-no-part"))),
    };
    Ok(([(CONTENT_TYPE, "application/xml"), (CACHE_CONTROL, KEEP)], xml))
}

/// Pages every shop has.
const PAGES: [&str; 4] = ["/", "/offers", "/help", "/delivery"];

/// Everything but what is personal.
pub async fn robots(scene: Scene) -> impl IntoResponse {
    let languages = Language::all().flat_map(|language| CLOSED.map(|path| scene.shell.path_in(language, path)));
    let closed: String = languages.map(|path| format!("Disallow: {path}\n")).collect();
    let text = format!("User-agent: *\n{closed}Sitemap: {}/sitemap.xml\n", scene.shell.site.origin());
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, KEEP)], text)
}

fn index(origin: &str, parts: usize) -> String {
    let parts = (1..=parts).map(|n| format!("<sitemap><loc>{origin}/sitemap.xml?part={n}</loc></sitemap>\n"));
    format!("{START}<sitemapindex xmlns=\"{PROTOCOL}\">\n{}</sitemapindex>\n", parts.collect::<String>())
}

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const PROTOCOL: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Everything that may be listed.
struct Pages<'a> {
    scene: &'a Scene,
    languages: Vec<Language>,
    /// Paths of aisles, and of their sections in which something stands.
    aisles: Vec<String>,
}

impl<'a> Pages<'a> {
    fn of(scene: &'a Scene) -> Pages<'a> {
        let snapshot = &scene.catalog.snapshot;
        let stocked: HashSet<_> = snapshot.products.iter().filter_map(|p| Some((&p.head.aisle, p.text.section.as_ref()?))).collect();
        let mut aisles = Vec::new();
        for aisle in &snapshot.settings.aisles {
            let path = format!("/aisles/{}", aisle.slug);
            let sections = aisle.sections.iter().filter(|section| stocked.contains(&(&aisle.slug, &section.slug)));
            let sections: Vec<String> = sections.map(|section| format!("{path}?section={}", section.slug)).collect();
            aisles.push(path);
            aisles.extend(sections);
        }
        Pages { scene, languages: Language::all().collect(), aisles }
    }

    fn count(&self) -> usize {
        let snapshot = &self.scene.catalog.snapshot;
        (PAGES.len() + self.legal().count() + self.aisles.len() + snapshot.products.len()) * self.languages.len()
    }

    /// Paths, and the day the page changed where that is known: the home page with every catalog, a product with its text.
    fn paths(&self) -> impl Iterator<Item = (Place<'a>, Option<Date>)> {
        let snapshot = &self.scene.catalog.snapshot;
        let published = snapshot.published.to_zoned(snapshot.settings.tz()).date();
        let pages = PAGES.into_iter().map(move |path| (Place::At(path.to_owned()), (path == "/").then_some(published)));
        let legal = self.legal().map(|page| (Place::At(format!("/legal/{}", page.as_str())), None));
        let aisles = self.aisles.iter().map(|path| (Place::At(path.clone()), None));
        let products = snapshot.products.iter().enumerate().map(|(n, p)| (Place::Product(p), snapshot.changed_on(n)));
        pages.chain(legal).chain(aisles).chain(products)
    }

    /// Those that are written.
    fn legal(&self) -> impl Iterator<Item = LegalPage> {
        let texts = &self.scene.catalog.snapshot.settings.legal;
        LegalPage::ALL.into_iter().filter(|page| texts.text(*page).is_some())
    }

    /// One file. Addresses hold letters, digits, dashes and slashes: nothing to escape.
    fn file(&self, part: usize) -> String {
        let mut xml = format!("{START}<urlset xmlns=\"{PROTOCOL}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
        let entries =
            self.paths().flat_map(|(place, changed)| self.languages.iter().map(move |language| (place.clone(), changed, *language)));
        for (place, changed, language) in entries.skip((part - 1) * PER_FILE).take(PER_FILE) {
            self.entry(&mut xml, &place, changed, language);
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// Writing to a String cannot fail.
    fn entry(&self, xml: &mut String, place: &Place, changed: Option<Date>, language: Language) {
        let origin = self.scene.shell.site.origin();
        let path = |language: Language| self.scene.shell.path_in(language, &place.path(language));
        let _ = write!(xml, "<url><loc>{origin}{}</loc>", path(language));
        if let Some(day) = changed {
            let _ = write!(xml, "<lastmod>{day}</lastmod>");
        }
        for other in self.languages.iter().filter(|_| self.languages.len() > 1) {
            let _ = write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{origin}{}\"/>", other.tag(), path(*other));
        }
        xml.push_str("</url>\n");
    }
}

/// A page that may be listed.
#[derive(Clone)]
enum Place<'a> {
    /// At the same path in every language.
    At(String),
    /// A product, whose address has its name in it.
    Product(&'a Product),
}

impl Place<'_> {
    fn path(&self, language: Language) -> Cow<'_, str> {
        match self {
            Place::At(path) => Cow::Borrowed(path),
            Place::Product(p) => {
                let said = p.text.read_in(language.tag(), Told::Name);
                Cow::Owned(address::product(&p.head.sku, if said.is_empty() { &p.head.name } else { said }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalog::{Catalog, Snapshot};
    use std::sync::Arc;

    #[test]
    fn a_large_shop_has_several_files_and_each_address_once() {
        let small = crate::tests::scene();
        let mut products = small.catalog.snapshot.products.clone();
        let one = products[0].clone();
        products.extend((0..6_000).filter_map(|n| {
            let mut product = one.clone();
            product.head.sku = domain::Sku::parse(format!("n-{n}")).ok()?;
            Some(product)
        }));
        let catalog = Catalog::new(Snapshot::new(small.catalog.snapshot.settings.clone(), products, small.now));
        let scene = Scene { catalog: Arc::new(catalog), ..small };
        let all = Pages::of(&scene);
        let parts: Vec<String> = (1..=all.count().div_ceil(PER_FILE)).map(|n| all.file(n)).collect();
        let mut places: Vec<&str> = parts.iter().flat_map(|p| p.split("<loc>").skip(1)).map(|l| l.split('<').next().unwrap()).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), all.count());
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() < 5_000_000));
        assert_eq!(index("https://shop.example", parts.len()).matches("<loc>https://shop.example/sitemap.xml?part=").count(), parts.len());
    }
}

//! What anybody may look at: home, aisle, product, search; from what is kept, and made anew.

use super::cell::{Budget, Cell};
use super::load::{Timing, load};
use crate::Outcome;
use crate::assortment::Assortment;
use crate::chance::Chance;
use crate::wire::{Ask, Wire};

/// Home page, style and script together (design, section 10).
const HOME_BYTES: u64 = 30 * 1024;
/// A page reads at most the shelf.
const PAGE: Budget = Budget { reads: Some(0.5), writes: Some(0.0), bytes: None };

/// A kind of page and the addresses it is asked at.
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// The same one with an address never asked before, so that it cannot have been kept.
    pub anew: &'static str,
    paths: Vec<String>,
}

/// The addresses of all products, found as search engines find them.
pub async fn products(shop: &str) -> Outcome<Vec<String>> {
    let mut wire = Wire::to(shop);
    let first = located(&mut wire, "/sitemap.xml").await?;
    let (parts, mut found): (Vec<String>, Vec<String>) = first.into_iter().partition(|path| path.starts_with("/sitemap.xml?"));
    for part in &parts {
        found.extend(located(&mut wire, part).await?);
    }
    found.retain(|path| path.starts_with("/products/"));
    Ok(found)
}

/// The paths a map of the site, or a list of maps, names.
async fn located(wire: &mut Wire, path: &str) -> Outcome<Vec<String>> {
    let map = wire.ask(Ask::get(path)?).await?;
    let text = String::from_utf8_lossy(&map.body);
    let place = |rest: &str| rest.split_once("://")?.1.split_once('/')?.1.split_once('<').map(|(path, _)| format!("/{path}"));
    Ok(text.split("<loc>").skip(1).filter_map(place).collect())
}

/// All kinds.
pub fn kinds(goods: &Assortment, mut products: Vec<String>) -> Vec<Kind> {
    let mut aisles: Vec<String> = goods.goods.iter().map(|good| format!("/aisles/{}", good.aisle_slug())).collect();
    aisles.sort_unstable();
    aisles.dedup();
    products.sort_by_key(|path| Chance::of("page", path).within(0, u64::MAX - 1));
    let searches = goods.searches(10_000).into_iter().map(|words| format!("/search?q={words}")).collect();
    vec![
        Kind { name: "home", anew: "home, made anew", paths: vec!["/".to_owned()] },
        Kind { name: "aisle", anew: "aisle, made anew", paths: aisles },
        Kind { name: "product", anew: "product, made anew", paths: products },
        Kind { name: "search", anew: "search, made anew", paths: searches },
    ]
}

impl Kind {
    /// Measured as shoppers ask: the same pages come again.
    pub async fn again(&self, shop: &str, concurrency: usize, timing: Timing) -> Outcome<Cell<'static>> {
        let tally = load(shop, concurrency, timing, |n| Ask::page(self.path(n))).await?;
        Ok(Cell { name: self.name, concurrency, window: timing.window, tally, budget: PAGE })
    }

    /// Measured with addresses that are never the same.
    pub async fn anew(&self, shop: &str, concurrency: usize, timing: Timing) -> Outcome<Cell<'static>> {
        let tally = load(shop, concurrency, timing, |n| {
            let path = self.path(n);
            let joint = if path.contains('?') { '&' } else { '?' };
            Ask::page(&format!("{path}{joint}n={concurrency}-{n}"))
        });
        Ok(Cell { name: self.anew, concurrency, window: timing.window, tally: tally.await?, budget: PAGE })
    }

    fn path(&self, n: u64) -> &str {
        let place = usize::try_from(n).unwrap_or(0) % self.paths.len().max(1);
        self.paths.get(place).map_or("/", String::as_str)
    }
}

/// The home page with the style and the script it names, as a browser loads it the first time; no pictures.
pub async fn home_weight(shop: &str) -> Outcome<Cell<'static>> {
    let mut wire = Wire::to(shop);
    let page = wire.ask(Ask::page("/")?).await?;
    let plain = wire.ask(Ask::get("/")?.with(http::header::ACCEPT, "text/html")).await?;
    let html = String::from_utf8_lossy(&plain.body);
    let mut replies = Vec::new();
    for path in linked(&html) {
        replies.push(wire.ask(Ask::page(path)?).await?);
    }
    replies.push(page);
    let mut tally = super::cell::Tally::default();
    tally.note_all(&replies.iter().collect::<Vec<_>>(), 200);
    let budget = Budget { bytes: Some(HOME_BYTES), ..PAGE };
    let window = replies.iter().map(|reply| reply.took).sum();
    Ok(Cell { name: "home, all it needs", concurrency: 1, window, tally, budget })
}

/// Styles and scripts of the page's head.
fn linked(html: &str) -> Vec<&str> {
    let tags = html.split('<').filter(|tag| tag.starts_with("link rel=\"stylesheet\"") || tag.starts_with("script "));
    tags.filter_map(|tag| tag.split_once("href=\"").or_else(|| tag.split_once("src=\""))?.1.split('"').next()).collect()
}

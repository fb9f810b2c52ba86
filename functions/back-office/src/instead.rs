//! What could be given for a line whose shelf is empty.

use crate::App;
use domain::catalog::Catalog;
use domain::order::{Choice, Verdict, WholeOrder};
use domain::quote::Line;
use domain::{Money, Product, ProductHead, Quantity, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::components::Picture;

/// Which line something is sought for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The line.
    line: Option<u16>,
    /// Words, a product code or a barcode; without them, what the catalog proposes.
    #[serde(default)]
    q: String,
    /// The line scanned last.
    pub scanned: Option<u16>,
}

/// What could be given for a line.
#[derive(Serialize, ToSchema)]
pub struct Instead<'a> {
    /// For which line.
    pub line: u16,
    /// What was searched for.
    pub q: String,
    /// Best first.
    pub candidates: Vec<Candidate<'a>>,
}

/// A product that could be given.
#[derive(Serialize, ToSchema)]
pub struct Candidate<'a> {
    /// The shop's code.
    pub sku: &'a Sku,
    /// As on the label.
    pub name: &'a str,
    /// Maker or label.
    pub brand: &'a str,
    /// Per piece, or per kilogram.
    pub price: Money,
    /// Free to be sold, in stock units.
    pub available: i64,
    /// As much of it as was ordered.
    pub quantity: Quantity,
    /// What that costs on the shelf, with deposit.
    pub worth: Money,
    /// What the shopper pays for that: never more than was agreed.
    pub charged: Money,
    /// Whether it may be given.
    pub may: May,
    /// Why not, if never.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// How it looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture<'a>>,
}

/// What the shopper's word says to a candidate. Best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum May {
    /// It was agreed.
    Give,
    /// Only after asking.
    Ask,
    /// It breaks what the product was chosen for.
    Never,
}

/// More than this nobody reads between two shelves.
const MOST: usize = 8;

/// The candidates for the line asked about, with their price and stock as they are now.
pub async fn candidates<'a>(
    app: &App,
    catalog: &'a Catalog,
    whole: &WholeOrder,
    asked: &Asked,
) -> Result<Option<Instead<'a>>, cloud::Fault> {
    let Some(line) = asked.line.and_then(|n| whole.lines.iter().find(|l| l.line == n)) else { return Ok(None) };
    let q = asked.q.trim().chars().take(80).collect::<String>();
    let mut products = if q.is_empty() { proposed(catalog, line) } else { sought(catalog, &q) };
    if let Choice::This(this) = whole.agreed(line.line).choice
        && let Some(this) = catalog.product(&this)
    {
        products.retain(|p| p.head.sku != this.head.sku);
        products.insert(0, this);
    }
    let heads = app.store.heads(products.iter().map(|p| &p.head.sku)).await?;
    let mut now: Vec<Product> = products.iter().filter_map(|p| fresh(p, &heads)).collect();
    now.extend(app.store.products(std::slice::from_ref(&line.item.sku)).await?);
    let there = |sku: &Sku| *sku != line.item.sku && now.iter().any(|p| p.head.sku == *sku && p.head.active && p.head.available > 0);
    let there = products.into_iter().filter(|p| there(&p.head.sku));
    let mut candidates: Vec<Candidate> = there.filter_map(|product| candidate(whole, line, product, &now)).collect();
    candidates.retain(|c| c.may != May::Never || !q.is_empty());
    candidates.sort_by_key(|c| c.may);
    candidates.truncate(MOST);
    Ok(Some(Instead { line: line.line, q, candidates }))
}

/// A product of the catalog with its price and stock as they are now.
fn fresh(product: &Product, heads: &[ProductHead]) -> Option<Product> {
    let head = heads.iter().find(|h| h.sku == product.head.sku)?;
    Some(Product { head: head.clone(), ..product.clone() })
}

/// What the catalog names as substitutes, then what stands beside it at about the same price.
fn proposed<'a>(catalog: &'a Catalog, line: &Line) -> Vec<&'a Product> {
    let own = catalog.product(&line.item.sku);
    let mut products: Vec<&Product> = own.iter().flat_map(|p| &p.text.substitutes).filter_map(|sku| catalog.product(sku)).collect();
    let mut beside: Vec<&Product> = catalog.aisle(&line.item.aisle).filter(|p| !products.contains(p)).collect();
    beside.sort_by_key(|p| (p.head.by_weight.is_some() != line.item.by_weight.is_some(), (p.head.price - line.item.price).0.abs()));
    products.extend(beside.into_iter().take(2 * MOST));
    products
}

fn sought<'a>(catalog: &'a Catalog, q: &str) -> Vec<&'a Product> {
    let mut products: Vec<&Product> = Sku::parse(q).ok().and_then(|sku| catalog.product(&sku)).into_iter().collect();
    let barcode = |p: &&Product| p.text.barcode.as_deref() == Some(q);
    products.extend(catalog.snapshot.products.iter().find(barcode));
    for product in catalog.search(q, 3 * MOST) {
        if !products.contains(&product) {
            products.push(product);
        }
    }
    products
}

fn candidate<'a>(whole: &WholeOrder, line: &Line, product: &'a Product, now: &[Product]) -> Option<Candidate<'a>> {
    let head = &now.iter().find(|p| p.head.sku == product.head.sku)?.head;
    let quantity = as_much(line, head);
    let (may, why, worth, charged) = match whole.judge(line, &head.sku, quantity, now) {
        Verdict::Give(given) => (May::Give, String::new(), given.shelf.priced.total(), given.agreed.priced.total()),
        Verdict::Ask(asked) => (May::Ask, String::new(), asked.priced.total(), asked.priced.total()),
        Verdict::Never(why) => (May::Never, why, head.price, head.price),
    };
    let picture = Some(product.text.picture.as_str()).filter(|p| !p.is_empty());
    Some(Candidate {
        sku: &product.head.sku,
        name: &product.head.name,
        brand: &product.text.brand,
        price: head.price,
        available: head.available,
        quantity,
        worth,
        charged,
        may,
        why,
        picture: picture.map(Picture),
    })
}

/// As much of the substitute as was ordered, in the unit it is sold in, and no more than there is.
fn as_much(line: &Line, head: &ProductHead) -> Quantity {
    let there = u32::try_from(head.available).unwrap_or(u32::MAX);
    let units = u32::try_from(domain::product::units(line.item.by_weight, line.item.quantity)).unwrap_or(u32::MAX);
    match (head.by_weight, line.item.by_weight, line.item.quantity) {
        (Some(_), Some(_), _) => Quantity::Grams(units.min(there).clamp(1, Quantity::MOST_GRAMS)),
        (Some(loose), None, ordered) => {
            Quantity::Grams(loose.nominal.saturating_mul(ordered.amount()).min(there).clamp(1, Quantity::MOST_GRAMS))
        }
        (None, _, Quantity::Pieces(n)) => Quantity::Pieces(n.min(there).clamp(1, Quantity::MOST_PIECES)),
        (None, _, Quantity::Grams(_)) => Quantity::Pieces(1),
    }
}

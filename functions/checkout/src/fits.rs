//! What of a basket goes with a way and a slot: only what keeps goes into a parcel, and bread is gone by noon.

use crate::slots::Slots;
use domain::catalog::Catalog;
use domain::product::{Storage, Times};
use domain::slot::Method;
use domain::{Product, Sku, SlotId};
use texts::{Words, say, text};
use web::Problem;
use web::problem::Failure;

/// Every line that does not go with the slot chosen, or nothing.
pub(crate) fn fits<'a>(skus: impl Iterator<Item = &'a Sku>, slot: &SlotId, catalog: &Catalog) -> Result<(), Problem> {
    let wrong: Vec<Failure> = skus.filter_map(|sku| catalog.product(sku)).flat_map(|product| unfit(product, slot)).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Problem::conflict("unfit", text("way-unfit")).detail(text("way-unfit-why")).errors(wrong))
}

fn unfit(product: &Product, slot: &SlotId) -> Vec<Failure> {
    let (sku, name) = (&product.head.sku, product.head.name.as_str());
    let sent = slot.method() == Method::Shipment.as_str();
    let starts = slot.times().map(|(from, _)| from).filter(|_| !sent);
    let parcel = (sent && product.text.storage != Storage::Ambient)
        .then(|| Failure::sku(sku, "not_by_parcel", say("way-not-by-parcel", [("product", name.into())])));
    let late = product.text.times.filter(|times| starts.is_some_and(|start| !times.has(start)));
    parcel.into_iter().chain(late.map(|times| not_then(sku, name, times))).collect()
}

fn not_then(sku: &Sku, name: &str, times: Times) -> Failure {
    Failure::sku(sku, "not_then", only(name, times))
}

/// When there is a product, in words.
fn only(name: &str, times: Times) -> Words {
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let product = ("product", name.into());
    match (times.from.map(clock), times.before.map(clock)) {
        (Some(from), Some(before)) => {
            say("slot-only-between", [product, ("from", from.as_str().into()), ("before", before.as_str().into())])
        }
        (Some(from), None) => say("slot-only-from", [product, ("from", from.as_str().into())]),
        (None, before) => say("slot-only-before", [product, ("before", before.unwrap_or_default().as_str().into())]),
    }
}

/// Distinct products, and how many of them are frozen: what a slot's points are counted from.
pub(crate) fn bulk<'a>(skus: impl Iterator<Item = &'a Sku>, catalog: &Catalog) -> (usize, usize) {
    let frozen = |sku: &Sku| catalog.product(sku).is_some_and(|product| product.text.storage == Storage::Frozen);
    skus.fold((0, 0), |(all, cold), sku| (all + 1, cold + usize::from(frozen(sku))))
}

impl Slots {
    /// Only the times that all of these products go with, and what keeps the others from the list.
    pub(crate) fn fitting<'a>(mut self, skus: impl Iterator<Item = &'a Sku>, catalog: &Catalog) -> Slots {
        let products: Vec<&Product> = skus.filter_map(|sku| catalog.product(sku)).collect();
        self.slots.retain(|slot| {
            let wrong: Vec<Failure> = products.iter().flat_map(|product| unfit(product, &slot.id)).collect();
            let fits = wrong.is_empty();
            for failure in wrong {
                if !self.narrowed.contains(&failure) {
                    self.narrowed.push(failure);
                }
            }
            fits
        });
        self
    }
}

//! What stands well beside a product: what goes with it, what is like it, what may be had instead.

use crate::catalog::Catalog;
use crate::{Product, Sku};
use std::cmp::Reverse;

/// Shorter words of a name say little: "of", "0.5", "and".
const TELLING: usize = 4;

impl Catalog {
    /// What shoppers buy together with a product, best first. `gone` says what is sold out: that is left out.
    pub fn companions(&self, sku: &Sku, gone: impl Fn(&Sku) -> bool, most: usize) -> Vec<&Product> {
        let known = self.snapshot.habits.together.get(sku);
        known.into_iter().flatten().filter(|s| !gone(s)).filter_map(|s| self.product(s)).take(most).collect()
    }

    /// What is most like a product, of its aisle: the same section, words, brand, diet; then what more people buy.
    /// What is sold out comes last. An aisle may have thousands: only the few that are answered are put in order.
    pub fn similar(&self, sku: &Sku, gone: impl Fn(&Sku) -> bool, most: usize) -> Vec<&Product> {
        let Some(product) = self.product(sku) else { return Vec::new() };
        let words: Vec<&str> = telling(&product.head.name).collect();
        let others = self.aisle(&product.head.aisle).filter(|other| other.head.sku != *sku);
        let mut ranked: Vec<_> = others
            .map(|other| {
                let bought = self.snapshot.habits.sold.get(&other.head.sku).copied().unwrap_or(0);
                let rank = (gone(&other.head.sku), Reverse(likeness(product, &words, other)), Reverse(bought), &other.head.sku);
                (rank, other)
            })
            .collect();
        if most < ranked.len() {
            ranked.select_nth_unstable_by(most, |a, b| a.0.cmp(&b.0));
            ranked.truncate(most);
        }
        ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        ranked.into_iter().map(|(_, other)| other).collect()
    }

    /// What may be had instead of a product that is sold out: what the shop itself would give, then what is like it.
    /// Nothing in it is sold out.
    pub fn instead(&self, sku: &Sku, gone: impl Fn(&Sku) -> bool, most: usize) -> Vec<&Product> {
        let Some(product) = self.product(sku) else { return Vec::new() };
        let named: Vec<&Product> = product.text.substitutes.iter().filter_map(|s| self.product(s)).collect();
        let like = self.similar(sku, &gone, most + named.len());
        let like = like.into_iter().filter(|p| !product.text.substitutes.contains(&p.head.sku));
        named.iter().copied().chain(like).filter(|p| !gone(&p.head.sku)).take(most).collect()
    }
}

/// How much another product is like this one.
fn likeness(product: &Product, words: &[&str], other: &Product) -> usize {
    let (own, its) = (&product.text, &other.text);
    let same = telling(&other.head.name).filter(|w| words.iter().any(|o| alike(o, w))).count();
    let section = usize::from(own.section.is_some() && own.section == its.section);
    let brand = usize::from(!own.brand.is_empty() && own.brand == its.brand);
    let diet = own.diet.iter().filter(|d| its.diet.contains(d)).count();
    let loose = usize::from(product.head.by_weight.is_some() == other.head.by_weight.is_some());
    4 * section + 3 * same + 2 * brand + diet + loose
}

/// `apple` and `apples` are alike.
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.len() - short.len() < 3 && long.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short))
}

fn telling(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= TELLING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Snapshot;
    use crate::habits::Habits;
    use crate::{AisleId, Money, ProductHead, ProductText, Settings, VatClass};
    use std::collections::BTreeMap;

    fn sku(text: &str) -> Sku {
        Sku::parse(text).unwrap()
    }

    fn product(code: &str, name: &str, brand: &str) -> Product {
        let head = ProductHead {
            sku: sku(code),
            name: name.to_owned(),
            aisle: AisleId::parse("aisle").unwrap(),
            price: Money(100),
            pv: 1,
            available: 1,
            vat: VatClass::Reduced,
            deposit: Money::ZERO,
            age: None,
            by_weight: None,
            offer: None,
            active: true,
        };
        Product::new(head, ProductText { brand: brand.to_owned(), ..ProductText::default() })
    }

    fn catalog() -> Catalog {
        let mut gala = product("gala", "Gala Apples", "Hof");
        gala.text.substitutes = vec![sku("pear"), sku("elstar")];
        let products = vec![
            gala,
            product("elstar", "Elstar Apple", "Hof"),
            product("granny", "Granny Smith Apples", "Alte Land"),
            product("pear", "Williams Pears", "Hof"),
            product("salt", "Sea Salt", "Salina"),
        ];
        let mut snapshot = Snapshot::new(Settings::default(), products, "2026-11-23T09:00:00Z".parse().unwrap());
        let together = BTreeMap::from([(sku("gala"), vec![sku("salt"), sku("gone-long-ago"), sku("pear")])]);
        snapshot.habits = Habits { sold: BTreeMap::from([(sku("granny"), 9)]), together };
        Catalog::new(snapshot)
    }

    fn names(products: &[&Product]) -> Vec<String> {
        products.iter().map(|p| p.head.sku.to_string()).collect()
    }

    #[test]
    fn companions_are_what_is_sold_and_in_stock() {
        let catalog = catalog();
        assert_eq!(names(&catalog.companions(&sku("gala"), |_| false, 9)), ["salt", "pear"]);
        assert_eq!(names(&catalog.companions(&sku("gala"), |s| *s == sku("salt"), 9)), ["pear"]);
        assert!(catalog.companions(&sku("salt"), |_| false, 9).is_empty());
    }

    #[test]
    fn the_most_alike_come_first_and_sold_out_last() {
        let catalog = catalog();
        assert_eq!(names(&catalog.similar(&sku("gala"), |_| false, 9)), ["elstar", "granny", "pear", "salt"]);
        assert_eq!(names(&catalog.similar(&sku("gala"), |s| *s == sku("elstar"), 9)), ["granny", "pear", "salt", "elstar"]);
        assert_eq!(names(&catalog.similar(&sku("gala"), |_| false, 2)), ["elstar", "granny"], "the first of all, not any two");
        assert!(catalog.similar(&sku("gala"), |_| false, 0).is_empty());
        assert!(catalog.similar(&sku("unknown"), |_| false, 9).is_empty());
    }

    #[test]
    fn instead_of_what_is_sold_out_comes_what_the_shop_would_give() {
        let catalog = catalog();
        assert_eq!(names(&catalog.instead(&sku("gala"), |s| *s == sku("gala"), 3)), ["pear", "elstar", "granny"]);
        assert_eq!(names(&catalog.instead(&sku("gala"), |s| *s == sku("pear"), 2)), ["elstar", "granny"]);
    }
}

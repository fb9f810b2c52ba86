//! A catalog in another language: made of the shop's own when somebody first reads it, and kept beside it.

use super::{Catalog, Snapshot};
use crate::price::Item;
use crate::{Product, ProductHead};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Catalog {
    /// The catalog as it reads in a language; itself, where that is the shop's own or nothing is translated.
    pub fn read_in(self: &Arc<Catalog>, tag: &str) -> Arc<Catalog> {
        match self.tongues.get(tag) {
            Some(told) => Arc::clone(told.get_or_init(|| Arc::new(self.said_in(tag)))),
            None => Arc::clone(self),
        }
    }

    fn said_in(&self, tag: &str) -> Catalog {
        let (snapshot, own) = (&self.snapshot, &self.snapshot.settings);
        let mut products: Vec<(Product, u16)> = Vec::with_capacity(snapshot.products.len());
        for (n, product) in snapshot.products.iter().enumerate() {
            products.push((product.said_in(tag, own), snapshot.changed.get(n).copied().unwrap_or(0)));
        }
        products.sort_by_cached_key(|(p, _)| Snapshot::place(own, p));
        let (products, changed) = products.into_iter().unzip();
        let read = Snapshot {
            settings: own.said_in(tag),
            products,
            changed,
            published: snapshot.published,
            habits: snapshot.habits.clone(),
            gone: snapshot.gone.clone(),
        };
        Catalog { tongue: Some(tag.to_owned()), tongues: BTreeMap::new(), ..Catalog::new(read) }
    }

    /// The language it is read in, where that is not the shop's own.
    pub fn tongue(&self) -> Option<&str> {
        self.tongue.as_deref()
    }

    /// A short text of the owner's, as the table has it, in the words of this catalog.
    pub fn word<'a>(&'a self, own: &'a str) -> &'a str {
        self.tongue().map_or(own, |tag| self.settings().word(tag, own))
    }

    /// What staff call something that was promised in a language: a German order is picked by the shop's own words.
    pub fn own_name<'a>(&'a self, item: &'a Item, language: &str) -> &'a str {
        let foreign = !language.is_empty() && language != self.settings().language;
        self.product(&item.sku).filter(|_| foreign).map_or(&item.name, |product| &product.head.name)
    }

    /// A head from the table, which has only the shop's own words and the shelf it was put on, as this catalog has it.
    pub fn spoken(&self, mut head: ProductHead) -> ProductHead {
        let Some(product) = self.product(&head.sku) else { return head };
        head.aisle.clone_from(&product.head.aisle);
        if self.tongue().is_some() {
            head.name.clone_from(&product.head.name);
            if let Some(offer) = &mut head.offer {
                offer.title = self.word(&offer.title).to_owned();
            }
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Settings, Sku};

    fn product(json: &str) -> Product {
        let rest = r#""aisle":"drinks","price":199,"pv":1,"available":5,"vat":"reduced","active":true"#;
        serde_json::from_str(&format!("{{{json},{rest}}}")).unwrap()
    }

    #[test]
    fn a_catalog_is_read_in_another_language() {
        let milk = product(r#""sku":"milk","name":"milk","said":{"de":{"name":"Vollmilch"}},"origin":"Germany""#);
        let products = vec![milk, product(r#""sku":"butter","name":"butter""#)];
        let mut snapshot = Snapshot::new(Settings::default(), products, jiff::Timestamp::UNIX_EPOCH);
        snapshot.settings.language = "en".into();
        let german = [("Germany", "Deutschland"), ("Fruit", "Obst")].map(|(own, said)| (own.to_owned(), said.to_owned()));
        snapshot.settings.glossary.insert("de".into(), german.into());
        let (own, sku) = (Arc::new(Catalog::new(snapshot)), Sku::parse("milk").unwrap());
        let read = own.read_in("de");
        let milk = read.product(&sku).unwrap();
        assert_eq!((milk.head.name.as_str(), milk.text.origin.as_str(), read.tongue()), ("Vollmilch", "Deutschland", Some("de")));
        assert!(Arc::ptr_eq(&own.read_in("fr"), &own) && Arc::ptr_eq(&own.read_in("en"), &own), "nothing is said in French");
        assert!(Arc::ptr_eq(&own.read_in("de"), &read), "it is made once");
        for catalog in [&own, &read] {
            let found = |words| catalog.search(words, 9).iter().map(|p| p.head.sku.as_str()).collect::<Vec<_>>();
            assert_eq!((found("vollmilch"), found("milk")), (vec!["milk"], vec!["milk"]), "by either name");
        }
        let head = own.product(&sku).unwrap().head.clone();
        assert_eq!((own.spoken(head.clone()).name, read.spoken(head).name), ("milk".into(), "Vollmilch".into()));
    }
}

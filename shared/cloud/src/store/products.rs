//! Products: heads for checkout, whole products for the catalog, stock by movements.

use super::keys::{self, Item, Key};
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, parsed, text};
use crate::{Call, Fault, JobRef};
use domain::lowest::Label;
use domain::order::Movement;
use domain::{Product, ProductHead, ProductText, Settings, Sku};
use jiff::Timestamp;

/// How a change to a product ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// As asked.
    Yes,
    /// The stock would fall below what is promised to open orders.
    TooLow,
    /// There is no such product, or it changed meanwhile.
    No,
}

/// What became of a change of the settings.
#[derive(Debug)]
pub enum Changed<E> {
    /// They are stored as they were decided. The job is to be announced.
    Stored(Box<Settings>, JobRef),
    /// There was nothing to change.
    Same(Box<Settings>),
    /// It may not be.
    Refused(E),
}

impl Store {
    /// The heads of these products as they are now; unknown ones are left out.
    pub async fn heads(&self, skus: impl IntoIterator<Item = &Sku>) -> Result<Vec<ProductHead>, Fault> {
        let keys: Vec<Key> = skus.into_iter().map(keys::product_head).collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.read_all(&keys).await?.into_iter().map(parsed).collect()
    }

    /// Whole products as they are now; unknown ones are left out.
    pub async fn products(&self, skus: &[Sku]) -> Result<Vec<Product>, Fault> {
        let keys: Vec<Key> = skus.iter().flat_map(|s| [keys::product_head(s), keys::product_text(s)]).collect();
        let (mut heads, mut texts) = (Vec::new(), std::collections::HashMap::new());
        for item in self.read_all(&keys).await? {
            match (item.get("pk").cloned(), item.get("sk") == Some(&text("S"))) {
                (Some(pk), true) => heads.push((pk, parsed::<ProductHead>(item)?)),
                (Some(pk), false) => drop(texts.insert(as_text(&pk), parsed::<ProductText>(item)?)),
                (None, _) => {}
            }
        }
        let whole = |(pk, head)| Product::new(head, texts.remove(&as_text(&pk)).unwrap_or_default());
        Ok(heads.into_iter().map(whole).collect())
    }

    /// The codes of all products, in order.
    pub async fn directory(&self) -> Result<Vec<Sku>, Fault> {
        let rows = self.partition(keys::DIRECTORY, "").await?;
        let sku = |row: Item| row.get("sk").map(as_text).and_then(|sk| Sku::parse(sk).ok());
        Ok(rows.into_iter().filter_map(sku).collect())
    }

    /// The shop's settings.
    pub async fn settings(&self) -> Result<Option<Settings>, Fault> {
        self.read(&keys::settings()).await
    }

    /// Stores the shop's settings in place of those that were read, and asks for a new catalog. A fault where somebody else
    /// changed them meanwhile.
    pub async fn save_settings(&self, settings: &Settings, now: Timestamp) -> Result<JobRef, Fault> {
        self.replace_settings(settings, now).await?.ok_or_else(|| Fault::Busy("saving settings".into()))
    }

    /// Reads the shop's settings, decides, stores, and asks for a new catalog. When somebody else was faster, decides again.
    pub async fn change_settings<E>(&self, now: Timestamp, decide: impl Fn(&Settings) -> Result<Settings, E>) -> Result<Changed<E>, Fault> {
        for attempt in 0..20 {
            let before = self.settings().await?.ok_or_else(|| Fault::Absent("the shop's settings".into()))?;
            let after = match decide(&before) {
                Ok(after) if after == before => return Ok(Changed::Same(Box::new(before))),
                Ok(after) => after,
                Err(refusal) => return Ok(Changed::Refused(refusal)),
            };
            if let Some(job) = self.replace_settings(&after, now).await? {
                return Ok(Changed::Stored(Box::new(after), job));
            }
            super::tx::pause(attempt).await;
        }
        Err(Fault::Busy("changing settings".into()))
    }

    fn replace_settings<'a>(&'a self, settings: &'a Settings, now: Timestamp) -> Call<'a, Option<JobRef>> {
        Box::pin(async move {
            let mut tx = Tx::new("saving settings");
            let next = Settings { version: settings.version + 1, ..settings.clone() };
            tx.replace_or_first(keys::settings(), item_of(&keys::settings(), &next)?, settings.version);
            let job = self.publication(&mut tx, now);
            Ok(matches!(tx.run(self).await?, Ended::Done).then_some(job))
        })
    }

    /// Adds products that do not exist, with the stock they start with. Products already there are left as they are.
    /// At most 20 at a time: each is several rows, and they become true together.
    pub async fn add_products(&self, products: &[(Product, Movement)]) -> Result<bool, Fault> {
        let mut tx = Tx::new(format!("adding {} products", products.len()));
        for (product, start) in products {
            let sku = &product.head.sku;
            let (head, texts, listed) = (keys::product_head(sku), keys::product_text(sku), keys::directory(sku));
            tx.create(head.clone(), item_of(&head, &product.head)?);
            tx.put(texts.clone(), item_of(&texts, &product.text)?);
            tx.put(listed.clone(), listed.item());
            add_movement(&mut tx, start)?;
        }
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// Changes what is written about a product: text, name, aisle, price; and asks for a new catalog. Stock is changed by
    /// [`Store::correct_stock`]. `No`: it changed meanwhile.
    pub async fn save_product(&self, before: &ProductHead, after: &Product, now: Timestamp) -> Result<(Edited, JobRef), Fault> {
        let written = ProductHead { pv: before.pv + 1, ..after.head.clone() };
        let mut tx = Tx::new(format!("saving product {}", before.sku));
        set_head(&mut tx, before, &written, 0)?;
        take_down(&mut tx, before, &written, now)?;
        let texts = keys::product_text(&before.sku);
        tx.put(texts.clone(), item_of(&texts, &after.text)?);
        let job = self.publication(&mut tx, now);
        Ok((if matches!(tx.run(self).await?, Ended::Done) { Edited::Yes } else { Edited::No }, job))
    }

    /// Changes the head of a product (offer, price) from what was read, and asks for a new catalog; the stock is not touched.
    /// `No`: it changed meanwhile.
    pub async fn save_head(&self, before: &ProductHead, after: &ProductHead, now: Timestamp) -> Result<(Edited, JobRef), Fault> {
        let mut tx = Tx::new(format!("saving the head of {}", before.sku));
        set_head(&mut tx, before, after, 0)?;
        take_down(&mut tx, before, after, now)?;
        let job = self.publication(&mut tx, now);
        Ok((if matches!(tx.run(self).await?, Ended::Done) { Edited::Yes } else { Edited::No }, job))
    }

    /// The price labels of a product that came down since a moment, in their order.
    pub async fn labels(&self, sku: &Sku, since: Timestamp) -> Result<Vec<Label>, Fault> {
        let (pk, first, last) = keys::labels_since(sku, &since.to_string());
        self.between(&pk, &first, &last).await?.into_iter().map(parsed).collect()
    }

    /// Books a stock movement: the row and the change of what is free, once per movement id.
    pub async fn correct_stock(&self, movement: &Movement) -> Result<Edited, Fault> {
        let mut tx = Tx::new(format!("correcting the stock of {}", movement.sku));
        change_stock(&mut tx, &movement.sku, movement.units);
        add_movement(&mut tx, movement)?;
        match tx.run(self).await? {
            Ended::Done => Ok(Edited::Yes),
            // The second action failed: this movement was booked before.
            Ended::Refused(failed) if failed.iter().any(|(n, _)| *n == 1) => Ok(Edited::Yes),
            Ended::Refused(failed) if failed.iter().any(|(_, item)| item.is_some()) => Ok(Edited::TooLow),
            Ended::Refused(_) => Ok(Edited::No),
        }
    }

    /// Adds the job that publishes the catalog to a transaction. The row is written anew and unclaimed, so a publication
    /// that started before this change does not end it.
    pub(crate) fn publication(&self, tx: &mut Tx, now: Timestamp) -> JobRef {
        let key = keys::shop_job("catalog", "publish");
        let mut item = key.item();
        super::jobs::due(&mut item, now + jiff::SignedDuration::from_secs(60));
        tx.put(key.clone(), item);
        JobRef { pk: key.pk, sk: key.sk }
    }

    /// Asks for a new catalog.
    pub async fn ask_for_publication(&self, now: Timestamp) -> Result<JobRef, Fault> {
        let mut tx = Tx::new("asking for a new catalog");
        let job = self.publication(&mut tx, now);
        tx.run(self).await?;
        Ok(job)
    }
}

fn as_text(value: &aws_sdk_dynamodb::types::AttributeValue) -> String {
    value.as_s().cloned().unwrap_or_default()
}

/// Everything of a head, in place of the version that was read. Its stock changes by so many units and must cover them.
pub(crate) fn set_head(tx: &mut Tx, before: &ProductHead, after: &ProductHead, units: i64) -> Result<(), Fault> {
    let key = keys::product_head(&before.sku);
    let mut item: Item = item_of(&key, after)?;
    for untouched in ["pk", "sk", "sku", "available"] {
        item.remove(untouched);
    }
    let names: Vec<String> = item.keys().cloned().collect();
    let set: Vec<String> = names.iter().map(|n| format!("#{n} = :{n}")).collect();
    let gone: Vec<String> = OPTIONAL.iter().filter(|n| !item.contains_key(**n)).map(|n| format!("#{n}")).collect();
    let remove = if gone.is_empty() { String::new() } else { format!(" REMOVE {}", gone.join(", ")) };
    let names: Vec<String> = names.into_iter().map(|n| format!(":{n}")).collect();
    let mut values: Vec<_> = names.iter().map(|n| (n.as_str(), item[&n[1..]].clone())).collect();
    values.push((":before", number(before.pv)));
    let mut when = "#pv = :before".to_owned();
    let mut stock = "";
    if units != 0 {
        stock = ", #available = #available + :units";
        when.push_str(" AND #available >= :least");
        values.extend([(":units", number(units)), (":least", number((-units).max(0)))]);
    }
    tx.update(key, Change { set: &format!("SET {}{stock}{remove}", set.join(", ")), when: &when, values });
    Ok(())
}

/// Keeps the label that comes down with a change of what shoppers pay.
pub(crate) fn take_down(tx: &mut Tx, before: &ProductHead, after: &ProductHead, now: Timestamp) -> Result<(), Fault> {
    if let Some(label) = Label::taken_down(before, after, now) {
        let key = keys::label(&before.sku, &label.until.to_string(), label.pv);
        tx.create(key.clone(), item_of(&key, &label)?);
    }
    Ok(())
}

/// Attributes of a head that may be absent.
const OPTIONAL: [&str; 4] = ["deposit", "age", "by_weight", "offer"];

/// Changes what is free to be sold; a decrease must be covered.
pub(crate) fn change_stock(tx: &mut Tx, sku: &Sku, units: i64) {
    let change = if units < 0 {
        let values = vec![(":units", number(units)), (":least", number(-units))];
        Change { set: "SET available = available + :units", when: "available >= :least", values }
    } else {
        Change { set: "SET available = available + :units", when: "attribute_exists(pk)", values: vec![(":units", number(units))] }
    };
    tx.update(keys::product_head(sku), change);
}

pub(crate) fn add_movement(tx: &mut Tx, movement: &Movement) -> Result<(), Fault> {
    let key = keys::movement(&movement.sku, &movement.at.to_string(), &movement.id);
    tx.create(key.clone(), item_of(&key, movement)?);
    Ok(())
}

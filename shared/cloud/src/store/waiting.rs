//! Who waits for what is sold out: a queue per product, a list per address, always changed together.
//!
//! The shelf knows which products somebody waits for, so that noting one as back costs nothing when nobody does.

use super::tx::{Ended, Tx, pause};
use super::{Store, item_of, keys, text};
use crate::{Fault, JobRef, random};
use domain::waiting::{Person, Queue, Waits, Who, note};
use domain::{ProductHead, Sku};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Times a change is tried against others.
const TRIES: u32 = 6;

impl Store {
    /// Puts an address into a product's queue, once. What is stored is in the answer.
    pub async fn wait_for(&self, sku: &Sku, email: &str, language: &str, now: Timestamp) -> Result<Waits, Fault> {
        let hash = hash_of(email);
        for attempt in 0..TRIES {
            let (queue, person) = (self.queue(sku).await?, self.waiter(&hash).await?);
            let who = Who { hash: &hash, email, language };
            let waits = note(queue.clone().unwrap_or_default(), person.clone().unwrap_or_default(), sku, who, now);
            let Waits::Noted(next, listed) = &waits else { return Ok(waits) };
            let mut tx = Tx::new(format!("waiting for {sku}"));
            save_queue(&mut tx, sku, queue.as_ref(), next)?;
            save_person(&mut tx, &hash, person.as_ref(), listed)?;
            if matches!(tx.run(self).await?, Ended::Done) {
                self.mark_waited(sku).await?;
                return Ok(waits);
            }
            pause(attempt).await;
        }
        Err(Fault::Busy(format!("waiting for {sku}")))
    }

    /// What an address waits for.
    pub async fn waits(&self, email: &str) -> Result<BTreeSet<Sku>, Fault> {
        let person: Option<Person> = self.read(&keys::waiter(&hash_of(email))).await?;
        Ok(person.map(|p| p.skus).unwrap_or_default())
    }

    /// Takes an address out of every queue.
    pub async fn stop_waiting(&self, email: &str) -> Result<(), Fault> {
        let hash = hash_of(email);
        while let Some(sku) = self.waiter(&hash).await?.and_then(|p| p.skus.first().cloned()) {
            self.leave(&sku, &hash, None).await?;
        }
        Ok(())
    }

    /// A product is back: everybody in its queue leaves it, each with the job of their letter. Interrupted and done
    /// again, it goes on where it was.
    pub async fn call_everybody(&self, sku: &Sku, now: Timestamp) -> Result<Vec<JobRef>, Fault> {
        // First of all: whoever comes into the queue after it is read is marked anew.
        self.unmark_waited(sku).await?;
        let mut jobs = Vec::new();
        for hash in self.queue(sku).await?.unwrap_or_default().people {
            jobs.extend(self.leave(sku, &hash, Some(now)).await?);
        }
        Ok(jobs)
    }

    /// Puts the calling of everybody who waits for these into the outbox, overdue: the next sweep sends it.
    pub async fn ask_for_calls(&self, heads: &[&ProductHead]) -> Result<(), Fault> {
        for head in heads {
            let key = keys::shop_job(&format!("back#{}", head.sku), "back");
            let mut item = key.item();
            super::jobs::due(&mut item, Timestamp::UNIX_EPOCH);
            item.insert("sku".to_owned(), text(head.sku.as_str()));
            self.put(item).await?;
        }
        Ok(())
    }

    /// Takes somebody out of a queue, with their letter if there is to be one; `None`: they were not in it.
    async fn leave(&self, sku: &Sku, hash: &str, letter: Option<Timestamp>) -> Result<Option<JobRef>, Fault> {
        for attempt in 0..TRIES {
            let (queue, person) = (self.queue(sku).await?, self.waiter(hash).await?);
            let there = queue.as_ref().is_some_and(|q| q.people.contains(hash));
            let mut tx = Tx::new(format!("leaving the queue for {sku}"));
            if let Some(queue) = queue.as_ref().filter(|_| there) {
                save_queue(&mut tx, sku, Some(queue), &queue.clone().without(hash))?;
            }
            if let Some(person) = person.as_ref().filter(|p| p.skus.contains(sku)) {
                save_person(&mut tx, hash, Some(person), &person.clone().without(sku))?;
            }
            let person = person.filter(|p| there && !p.email.is_empty());
            let job = letter.zip(person).map(|(now, person)| letter_job(&mut tx, sku, hash, &person, now));
            if tx.len() == 0 || matches!(tx.run(self).await?, Ended::Done) {
                return Ok(job);
            }
            pause(attempt).await;
        }
        Err(Fault::Busy(format!("leaving the queue for {sku}")))
    }

    async fn queue(&self, sku: &Sku) -> Result<Option<Queue>, Fault> {
        self.read(&keys::queue(sku)).await
    }

    async fn waiter(&self, hash: &str) -> Result<Option<Person>, Fault> {
        self.read(&keys::waiter(hash)).await
    }
}

/// Addresses stand in no key and in no log, only in the item of who waits and in the job of the letter.
fn hash_of(email: &str) -> String {
    random::hashed(email).chars().take(32).collect()
}

fn save_queue(tx: &mut Tx, sku: &Sku, before: Option<&Queue>, after: &Queue) -> Result<(), Fault> {
    let key = keys::queue(sku);
    let item = item_of(&key, after)?;
    match before {
        None => tx.create(key, item),
        Some(before) => tx.replace(key, item, before.version),
    }
    Ok(())
}

fn save_person(tx: &mut Tx, hash: &str, before: Option<&Person>, after: &Person) -> Result<(), Fault> {
    let key = keys::waiter(hash);
    let item = item_of(&key, after)?;
    match before {
        None => tx.create(key, item),
        Some(before) => tx.replace(key, item, before.version),
    }
    Ok(())
}

fn letter_job(tx: &mut Tx, sku: &Sku, hash: &str, person: &Person, now: Timestamp) -> JobRef {
    let key = keys::shop_job(&format!("back#{sku}#{hash}"), "back-mail");
    let mut item = key.item();
    super::jobs::due(&mut item, now + jiff::SignedDuration::from_secs(60));
    let facts = [("sku", sku.as_str()), ("email", &person.email), ("language", &person.language)];
    item.extend(facts.map(|(name, value)| (name.to_owned(), text(value))));
    tx.put(key.clone(), item);
    JobRef { pk: key.pk, sk: key.sk }
}

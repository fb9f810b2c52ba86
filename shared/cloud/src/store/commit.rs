//! Storing a decision: all of it in one transaction.

use super::amend::Positions;
use super::keys::{self, Key};
use super::orders::{Committed, take_at};
use super::products::{add_movement, change_stock};
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, text};
use crate::{Call, Fault};
use domain::SlotId;
use domain::invoice::Issued;
use domain::order::Write;
use std::collections::HashMap;

impl Store {
    /// Stores a decision, if the order is still what it was decided on.
    pub fn commit<'a>(&'a self, write: &'a Write) -> Call<'a, Committed> {
        Box::pin(async move {
            let issued = self.next_document(write).await?;
            let mut caps = HashMap::new();
            for _ in 0..4 {
                let (tx, at) = self.written(write, issued.as_ref(), &caps)?;
                let Ended::Refused(failed) = tx.run(self).await? else { return Ok(Committed::Yes) };
                match at.other_caps(&failed, &caps) {
                    Some(other) => caps.extend(other),
                    None => return at.judged(write, failed),
                }
            }
            Err(Fault::Busy(format!("changing order {}", write.order.order)))
        })
    }

    /// The transaction of a decision, under the capacities its slots are thought to have, and what stands where in it.
    fn written(&self, write: &Write, issued: Option<&Issued>, caps: &HashMap<SlotId, u32>) -> Result<(Tx, Positions), Fault> {
        let order = &issued.map_or_else(|| write.order.clone(), |issued| write.order.numbered(issued));
        let id = &order.order;
        let mut tx = Tx::new(format!("moving order {id} to {}", order.state.name()));
        tx.replace(keys::order_head(id), item_of(&keys::order_head(id), order)?, order.version - 1);
        for row in &write.ledger {
            let key = keys::fact(id, &row.fact);
            tx.create(key.clone(), item_of(&key, row)?);
        }
        let stock_from = tx.len();
        for change in &write.stock {
            match write.amend.as_ref().and_then(|amend| amend.prices.get(&change.sku)) {
                Some(pv) if change.units < 0 => take_at(&mut tx, &change.sku, -change.units, *pv),
                _ => change_stock(&mut tx, &change.sku, change.units),
            }
        }
        let stock = stock_from..tx.len();
        for movement in &write.movements {
            add_movement(&mut tx, movement)?;
        }
        let credit_from = tx.len();
        for moved in &write.credit {
            super::credit::move_credit(&mut tx, moved)?;
        }
        let credit = credit_from..tx.len();
        let slots = super::amend::change_slots(&mut tx, write, caps);
        if let Some(amend) = &write.amend {
            super::amend::store(&mut tx, order, amend)?;
        }
        self.commit_rest(&mut tx, write)?;
        if let Some(issued) = issued {
            super::invoices::enter(&mut tx, issued)?;
        }
        Ok((tx, Positions { stock, credit, slots }))
    }

    fn commit_rest(&self, tx: &mut Tx, write: &Write) -> Result<(), Fault> {
        let order = &write.order;
        let id = &order.order;
        if write.free_voucher
            && let Some(held) = order.promised.as_ref().and_then(|promised| promised.voucher.as_ref())
        {
            super::vouchers::give_back(tx, held);
        }
        if write.reopen_cart {
            let values = vec![(":open", text("open")), (":one", number(1)), (":order", text(id.as_str()))];
            let set = "SET #status = :open, #version = #version + :one REMOVE #order";
            tx.update(keys::cart(&order.cart), Change { set, when: "#order = :order", values });
        }
        if let Some(report) = &write.report {
            let key = keys::pick_report(id, report.report);
            tx.create(key.clone(), item_of(&key, report)?);
        }
        if let Some(takings) = &write.takings {
            let key = keys::takings(takings);
            tx.create(key.clone(), item_of(&key, takings)?);
        }
        if let Some(known) = write.known {
            super::known::remember(tx, order, known);
        }
        if let Some(desk) = &write.desk {
            super::claims::desk(tx, id, desk)?;
        }
        let started: Vec<Key> = write.start.iter().map(|job| keys::order_job(id, job.step, job.intent.as_deref())).collect();
        for (key, job) in started.iter().zip(&write.start) {
            tx.put(key.clone(), super::jobs::item(id, job)?);
        }
        for key in write.done.iter().map(|(step, intent)| keys::order_job(id, *step, intent.as_deref())) {
            if !started.contains(&key) {
                tx.delete(key);
            }
        }
        Ok(())
    }
}

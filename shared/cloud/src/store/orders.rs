//! Orders: placing, deciding, reading. Every change of an order is one transaction, written here.

use super::keys::{self, Item, Key};
use super::products::{add_movement, change_stock};
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, parsed, slots, text};
use crate::{Call, Fault, JobRef, meter};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use domain::order::{Fact, PickReport, Placement, WholeOrder, Write};
use domain::quote::Line;
use domain::{Order, OrderId, ProductHead, Sku};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// What became of placing an order.
#[derive(Debug)]
pub enum Placed {
    /// It holds its stock and its slot.
    Yes,
    /// The basket was changed, or became an order, in the meantime: read it again.
    CartMoved,
    /// Nothing happened, for all of these reasons.
    Refused(Vec<Obstacle>),
}

/// Why an order cannot be placed as quoted.
#[derive(Debug)]
pub enum Obstacle {
    /// The product as it is now: not enough of it, or at another price.
    Product(Box<ProductHead>),
    /// No longer sold.
    Gone(Sku),
    /// The slot took its last order.
    SlotFull,
    /// It cannot be paid at handover: they are new here, or an order of theirs is still to be paid.
    NotTrusted,
    /// The voucher was used up, or ended by the owner.
    Voucher,
}

/// What became of a decision.
#[derive(Debug)]
pub enum Committed {
    /// It is stored.
    Yes,
    /// The order changed meanwhile: read it again and decide anew.
    Overtaken,
    /// The money fact was stored before: there is nothing left to do.
    Known,
    /// There is not enough of these products.
    TooLittle(Vec<Sku>),
}

/// What became of a wish to change an order.
#[derive(Debug)]
pub enum Decision<E> {
    /// Decided and stored. The jobs in it are to be announced: [`crate::Jobs::follow`].
    Stored(Box<Write>),
    /// There was nothing to change.
    Nothing(Box<WholeOrder>),
    /// It may not be.
    Refused(E),
    /// There is not enough of these products.
    TooLittle(Vec<Sku>),
    /// There is no such order.
    Missing,
}

impl<E> Decision<E> {
    /// The jobs it started.
    pub fn jobs(&self) -> Vec<JobRef> {
        let Decision::Stored(write) = self else { return Vec::new() };
        write.start.iter().map(|job| super::jobs::reference(&write.order.order, job)).collect()
    }
}

#[derive(Serialize, Deserialize)]
struct Lines {
    lines: Vec<Line>,
}

impl Store {
    /// Turns a basket into an order that holds its stock and slot: design section 5, one transaction. A slot that has
    /// another capacity than the calendar says, because it was taken before that changed or the owner set it, is tried
    /// again under its own.
    pub fn place<'a>(&'a self, placement: &'a Placement) -> Call<'a, Placed> {
        Box::pin(async move {
            let Placement { order, lines, slot, job, trust } = placement;
            let id = &order.order;
            let mut cap = slot.capacity;
            for _ in 0..4 {
                let mut tx = Tx::new(format!("placing order {id}"));
                tx.update(
                    keys::cart(&order.cart),
                    Change {
                        set: "SET #status = :ordered, #order = :order, #version = :next",
                        when: "#version = :version AND #status = :open",
                        values: vec![
                            (":ordered", text("ordered")),
                            (":order", text(id.as_str())),
                            (":next", number(order.cart_version + 1)),
                            (":version", number(order.cart_version)),
                            (":open", text("open")),
                        ],
                    },
                );
                tx.create(keys::order_head(id), item_of(&keys::order_head(id), order)?);
                tx.create(keys::order_lines(id), item_of(&keys::order_lines(id), &Lines { lines: lines.clone() })?);
                tx.put(keys::order_job(id, job.step, None), super::jobs::item(id, job)?);
                slots::take(&mut tx, keys::slot(&slot.id), order.points(), cap);
                if let Some(held) = order.promised.as_ref().and_then(|promised| promised.voucher.as_ref()) {
                    super::vouchers::take(&mut tx, held);
                }
                let first_line = tx.len();
                for line in lines {
                    let values = vec![(":units", number(line.reserved)), (":pv", number(line.pv)), (":yes", AttributeValue::Bool(true))];
                    let when = "available >= :units AND pv = :pv AND active = :yes";
                    let change = Change { set: "SET available = available - :units", when, values };
                    tx.update(keys::product_head(&line.item.sku), change);
                }
                if let Some(trust) = trust {
                    super::known::trust(&mut tx, order, *trust);
                }
                let failed = match tx.run(self).await? {
                    Ended::Done => return Ok(Placed::Yes),
                    Ended::Refused(failed) => failed,
                };
                let slot = failed.iter().find(|(n, _)| *n == SLOT);
                match slot.and_then(|(_, item)| slots::other_cap(item.as_ref(), order.points(), cap)) {
                    Some(other) => cap = other,
                    None => return refusal(failed, first_line, lines),
                }
            }
            Err(Fault::Busy(format!("placing order {id}")))
        })
    }

    /// Reads an order, decides, stores. When somebody else was faster, reads and decides again.
    pub async fn decide<E>(&self, order: &OrderId, decide: impl Fn(&WholeOrder) -> Result<Option<Write>, E>) -> Result<Decision<E>, Fault> {
        for attempt in 0..40 {
            let Some(whole) = self.whole_order(order).await? else { return Ok(Decision::Missing) };
            let write = match decide(&whole) {
                Ok(Some(write)) => write,
                Ok(None) => return Ok(Decision::Nothing(Box::new(whole))),
                Err(refusal) => return Ok(Decision::Refused(refusal)),
            };
            match self.commit(&write).await? {
                Committed::Yes => return Ok(Decision::Stored(Box::new(write))),
                Committed::Known => return Ok(Decision::Nothing(Box::new(whole))),
                Committed::TooLittle(skus) => return Ok(Decision::TooLittle(skus)),
                Committed::Overtaken => super::tx::pause(attempt).await,
            }
        }
        Err(Fault::Busy(format!("changing order {order}")))
    }

    /// Takes a money fact into account, whoever tells it and however often.
    pub async fn learn(&self, fact: &Fact, now: Timestamp) -> Result<Decision<Infallible>, Fault> {
        self.decide(&fact.order, |whole| Ok(whole.order.learn(fact, now))).await
    }

    /// Stores a decision, if the order is still what it was decided on.
    pub fn commit<'a>(&'a self, write: &'a Write) -> Call<'a, Committed> {
        Box::pin(async move {
            let issued = self.next_document(write).await?;
            let order = &issued.as_ref().map_or_else(|| write.order.clone(), |issued| write.order.numbered(issued));
            let id = &order.order;
            let mut tx = Tx::new(format!("moving order {id} to {}", order.state.name()));
            tx.replace(keys::order_head(id), item_of(&keys::order_head(id), order)?, order.version - 1);
            for row in &write.ledger {
                let key = keys::fact(id, &row.fact);
                tx.create(key.clone(), item_of(&key, row)?);
            }
            let stock_from = tx.len();
            for change in &write.stock {
                change_stock(&mut tx, &change.sku, change.units);
            }
            let stock_to = tx.len();
            for movement in &write.movements {
                add_movement(&mut tx, movement)?;
            }
            self.commit_rest(&mut tx, write)?;
            if let Some(issued) = &issued {
                super::invoices::enter(&mut tx, issued)?;
            }
            match tx.run(self).await? {
                Ended::Done => Ok(Committed::Yes),
                Ended::Refused(failed) if failed.iter().any(|(n, _)| (1..stock_from).contains(n)) => Ok(Committed::Known),
                Ended::Refused(failed) if failed.iter().any(|(n, _)| *n == 0) => Ok(Committed::Overtaken),
                Ended::Refused(failed) => {
                    let short = |n: &usize| (stock_from..stock_to).contains(n).then(|| write.stock[*n - stock_from].sku.clone());
                    let short: Vec<Sku> = failed.iter().filter_map(|(n, _)| short(n)).collect();
                    Ok(if short.is_empty() { Committed::Overtaken } else { Committed::TooLittle(short) })
                }
            }
        })
    }

    fn commit_rest(&self, tx: &mut Tx, write: &Write) -> Result<(), Fault> {
        let order = &write.order;
        let id = &order.order;
        if write.free_slot {
            slots::give_back(tx, keys::slot(&order.fulfillment.slot), order.points());
        }
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
        for moved in &write.credit {
            super::credit::move_credit(tx, moved)?;
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

    /// The head of an order.
    pub async fn order(&self, order: &OrderId) -> Result<Option<Order>, Fault> {
        self.read(&keys::order_head(order)).await
    }

    /// An order with its lines and pick reports.
    pub fn whole_order<'a>(&'a self, order: &'a OrderId) -> Call<'a, Option<WholeOrder>> {
        Box::pin(async move {
            let (mut head, mut lines, mut reports) = (None, Vec::new(), Vec::new());
            for item in self.partition(&keys::order_pk(order), "").await? {
                let kind = item.get("sk").and_then(|sk| sk.as_s().ok()).cloned().unwrap_or_default();
                match kind.as_str() {
                    keys::HEAD => head = Some(parsed::<Order>(item)?),
                    keys::LINES => lines = parsed::<Lines>(item)?.lines,
                    row if row.starts_with(keys::REPORT) => reports.push(parsed::<PickReport>(item)?),
                    _ => {}
                }
            }
            Ok(head.map(|order| WholeOrder { order, lines, reports }))
        })
    }

    /// The orders of a slot day that staff has to do with, by window. From an index: a moment behind the table.
    pub fn orders_on<'a>(&'a self, day: &'a str) -> Call<'a, Vec<Order>> {
        Box::pin(async move {
            let (mut orders, mut from) = (Vec::new(), None);
            loop {
                let query = self.client.query().table_name(&self.table).index_name(keys::DAY_INDEX);
                let query = query.key_condition_expression("#day = :day").expression_attribute_names("#day", "day");
                let query = query.expression_attribute_values(":day", text(day)).set_exclusive_start_key(from);
                let page = query.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
                let page = page.map_err(Fault::call(|| format!("listing the orders of {day}")))?;
                meter::read(page.consumed_capacity.as_ref());
                for item in page.items.unwrap_or_default() {
                    orders.push(parsed(item)?);
                }
                from = page.last_evaluated_key;
                if from.is_none() {
                    return Ok(orders);
                }
            }
        })
    }
}

/// Where the slot stands in the transaction that places an order; before it what only the same order can have written.
const SLOT: usize = 4;

fn refusal(failed: Vec<(usize, Option<Item>)>, first_line: usize, lines: &[Line]) -> Result<Placed, Fault> {
    if failed.iter().any(|(n, _)| *n < 3) {
        return Ok(Placed::CartMoved);
    }
    let obstacle = |(n, item): (usize, Option<Item>)| match (n.checked_sub(first_line), item) {
        (Some(n), _) if n == lines.len() => Ok(Obstacle::NotTrusted),
        (None, _) if n == SLOT => Ok(Obstacle::SlotFull),
        (None, _) => Ok(Obstacle::Voucher),
        (Some(n), None) => Ok(Obstacle::Gone(lines[n].item.sku.clone())),
        (Some(_), Some(item)) => Ok(Obstacle::Product(Box::new(parsed(item)?))),
    };
    Ok(Placed::Refused(failed.into_iter().map(obstacle).collect::<Result<_, Fault>>()?))
}

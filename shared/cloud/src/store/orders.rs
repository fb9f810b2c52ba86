//! Orders: placing, deciding, reading. Every change of an order is one transaction, written here.

use super::keys::{self, Item};
use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, number, parsed, slots, text};
use crate::{Call, Fault, JobRef, meter};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use domain::credit::CreditId;
use domain::order::{Amended, Fact, PickReport, Placement, WholeOrder, Write};
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
    /// Somebody spent credit that was to pay for it.
    Credit(CreditId),
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
    /// Credit that is to move with it is not there, or in another currency.
    NoCredit,
    /// What a change of it would take is not there any more, for all of these reasons.
    Refused(Vec<Obstacle>),
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
    /// Credit that is to move with it is not there, or in another currency.
    NoCredit,
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
pub(super) struct Lines {
    pub lines: Vec<Line>,
}

/// Takes stock units of a product at the price it was quoted at.
pub(super) fn take_at(tx: &mut Tx, sku: &Sku, units: i64, pv: u32) {
    let values = vec![(":units", number(units)), (":pv", number(pv)), (":yes", AttributeValue::Bool(true))];
    let when = "available >= :units AND pv = :pv AND active = :yes";
    tx.update(keys::product_head(sku), Change { set: "SET available = available - :units", when, values });
}

impl Store {
    /// Turns a basket into an order that holds its stock and slot: design section 5, one transaction. A slot that has
    /// another capacity than the calendar says, because it was taken before that changed or the owner set it, is tried
    /// again under its own.
    pub fn place<'a>(&'a self, placement: &'a Placement) -> Call<'a, Placed> {
        Box::pin(async move {
            let Placement { order, lines, slot, job, trust, credit } = placement;
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
                    take_at(&mut tx, &line.item.sku, line.reserved, line.pv);
                }
                if let Some(trust) = trust {
                    super::known::trust(&mut tx, order, *trust);
                }
                let first_credit = tx.len();
                for moved in credit {
                    super::credit::move_credit(&mut tx, moved)?;
                }
                let failed = match tx.run(self).await? {
                    Ended::Done => return Ok(Placed::Yes),
                    Ended::Refused(failed) => failed,
                };
                let slot = failed.iter().find(|(n, _)| *n == SLOT);
                match slot.and_then(|(_, item)| slots::other_cap(item.as_ref(), order.points(), cap)) {
                    Some(other) => cap = other,
                    None => return refusal(failed, (first_line, first_credit), placement),
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
                Committed::NoCredit => return Ok(Decision::NoCredit),
                // What a change takes is asked for by its own loop, which tells why not.
                Committed::Overtaken | Committed::Refused(_) => super::tx::pause(attempt).await,
            }
        }
        Err(Fault::Busy(format!("changing order {order}")))
    }

    /// Takes a money fact into account, whoever tells it and however often.
    pub async fn learn(&self, fact: &Fact, now: Timestamp) -> Result<Decision<Infallible>, Fault> {
        self.decide(&fact.order, |whole| Ok(whole.learn(fact, now))).await
    }

    /// The head of an order.
    pub async fn order(&self, order: &OrderId) -> Result<Option<Order>, Fault> {
        self.read(&keys::order_head(order)).await
    }

    /// An order with its lines and pick reports.
    pub fn whole_order<'a>(&'a self, order: &'a OrderId) -> Call<'a, Option<WholeOrder>> {
        Box::pin(async move {
            let (mut head, mut lines, mut reports, mut amended) = (None, Vec::new(), Vec::new(), None);
            for item in self.partition(&keys::order_pk(order), "").await? {
                let kind = item.get("sk").and_then(|sk| sk.as_s().ok()).cloned().unwrap_or_default();
                match kind.as_str() {
                    keys::HEAD => head = Some(parsed::<Order>(item)?),
                    keys::LINES => lines = parsed::<Lines>(item)?.lines,
                    keys::AMENDED => amended = Some(parsed::<Amended>(item)?),
                    row if row.starts_with(keys::REPORT) => reports.push(parsed::<PickReport>(item)?),
                    _ => {}
                }
            }
            Ok(head.map(|order| WholeOrder { amended: amended.filter(|_| order.awaited().is_some()), order, lines, reports }))
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

fn refusal(failed: Vec<(usize, Option<Item>)>, (first_line, first_credit): (usize, usize), placement: &Placement) -> Result<Placed, Fault> {
    let lines = &placement.lines;
    if failed.iter().any(|(n, _)| *n < 3) {
        return Ok(Placed::CartMoved);
    }
    let obstacle = |(n, item): (usize, Option<Item>)| match (n.checked_sub(first_line), item) {
        (Some(_), _) if n >= first_credit => {
            Ok(Obstacle::Credit(placement.credit[(n - first_credit) / super::credit::ACTIONS].credit.clone()))
        }
        (Some(n), _) if n == lines.len() => Ok(Obstacle::NotTrusted),
        (None, _) if n == SLOT => Ok(Obstacle::SlotFull),
        (None, _) => Ok(Obstacle::Voucher),
        (Some(n), None) => Ok(Obstacle::Gone(lines[n].item.sku.clone())),
        (Some(_), Some(item)) => Ok(Obstacle::Product(Box::new(parsed(item)?))),
    };
    Ok(Placed::Refused(failed.into_iter().map(obstacle).collect::<Result<_, Fault>>()?))
}

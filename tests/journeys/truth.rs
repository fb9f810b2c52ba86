//! What must be true of a shop's books at every quiet moment: `invariants.md`, on the raw table.
//!
//! The auditor in Python is the independent one. This is the short form, so that every journey ends with it.

use super::rows::{Row, rows};
use domain::order::{State, WholeOrder};
use domain::quote::Line;
use domain::{OrderId, SlotId};
use larder::shop::Shop;
use serde_json::Value;
use std::collections::BTreeMap;

/// Panics with everything that is wrong.
pub async fn assert_true_books(shop: &Shop) {
    let rows = rows(shop).await;
    let mut orders = Vec::new();
    for (pk, _) in rows.keys().filter(|(_, sk)| sk == "H") {
        let id = OrderId::parse(&pk[2..]).unwrap();
        orders.push(shop.worker.store.whole_order(&id).await.unwrap().unwrap());
    }
    let books = Books { rows: &rows, orders: &orders };
    let wrong =
        [books.stock(), books.slots(), books.vouchers(), books.carts(), books.money(), books.credit(), books.ledger(), books.shapes()]
            .concat();
    assert!(wrong.is_empty(), "the books are wrong:\n{}", wrong.join("\n"));
}

struct Books<'a> {
    rows: &'a BTreeMap<(String, String), Row>,
    orders: &'a [WholeOrder],
}

impl Books<'_> {
    fn of(&self, prefix: &str) -> impl Iterator<Item = (&(String, String), &Row)> {
        self.rows.iter().filter(move |((pk, _), _)| pk.starts_with(prefix))
    }

    /// I1, I2, I3: what is free, held and picked is what came in.
    fn stock(&self) -> Vec<String> {
        let (mut booked, mut taken) = (BTreeMap::<String, i64>::new(), BTreeMap::<String, i64>::new());
        for (_, row) in self.of("P#").filter(|((_, sk), _)| sk.starts_with("V#")) {
            *booked.entry(text(row, "sku")).or_default() += number(row, "units");
        }
        for (sku, units) in self.orders.iter().flat_map(|whole| taken_by(whole).into_iter().chain(extra(whole))) {
            *taken.entry(sku).or_default() += units;
        }
        let mut wrong = Vec::new();
        for (_, head) in self.of("P#").filter(|((_, sk), _)| sk == "S") {
            let (sku, free) = (text(head, "sku"), number(head, "available"));
            let (booked, taken) = (booked.get(&sku).copied().unwrap_or(0), taken.get(&sku).copied().unwrap_or(0));
            if free < 0 || free + taken != booked {
                wrong.push(format!("{sku}: {free} free and {taken} held or picked, where {booked} came in"));
            }
        }
        wrong
    }

    /// I9: a slot counts the orders that hold it.
    fn slots(&self) -> Vec<String> {
        let mut held = BTreeMap::<(String, String), i64>::new();
        for (slot, points) in self.orders.iter().filter(|o| !is_over(o)).flat_map(points_of) {
            let key = (format!("T#{}", slot.date()), format!("{}#{}#{}", slot.window(), slot.method(), slot.zone()));
            *held.entry(key).or_default() += points;
        }
        let mut wrong: Vec<String> =
            held.keys().filter(|key| !self.rows.contains_key(*key)).map(|key| format!("no slot {key:?}")).collect();
        for (key, row) in self.of("T#") {
            // The owner may lower a slot under what it holds already: then the capacity it had counts.
            let (used, cap, orders) =
                (number(row, "used"), number(row, "cap").max(number(row, "was")), held.get(key).copied().unwrap_or(0));
            if used != orders || used > cap {
                wrong.push(format!("slot {key:?}: {used} of {cap} used by {orders} orders"));
            }
        }
        wrong
    }

    /// I10: a voucher counts the orders that hold it, and there are never more of them than it allows.
    fn vouchers(&self) -> Vec<String> {
        let mut held = BTreeMap::<String, i64>::new();
        let promised = self.orders.iter().filter(|o| !is_over(o)).filter_map(|o| o.order.promised.as_ref()?.voucher.as_ref());
        promised.for_each(|voucher| *held.entry(format!("Q#{}", voucher.code)).or_default() += 1);
        let mut wrong = Vec::new();
        for ((pk, _), row) in self.of("Q#").filter(|((_, sk), _)| sk == "Q") {
            let (used, orders) = (number(row, "used"), held.get(pk).copied().unwrap_or(0));
            if used != orders || row["limit"].as_i64().is_some_and(|limit| used > limit) {
                wrong.push(format!("voucher {pk}: used {used} times of {}, and {orders} orders hold it", row["limit"]));
            }
        }
        wrong
    }

    /// I4, I5: a basket that became an order names one that exists and comes from it; one version of it gives one order.
    fn carts(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (_, row) in self.of("K#").filter(|(_, row)| row["status"] == "ordered") {
            let order = self.orders.iter().find(|o| row["order"] == o.order.order.as_str());
            if order.is_none_or(|o| row["cart"] != o.order.cart.as_str()) {
                wrong.push(format!("basket {} names order {}", row["cart"], row["order"]));
            }
        }
        let mut consumed: Vec<_> = self.orders.iter().map(|o| (o.order.cart.as_str(), o.order.cart_version)).collect();
        consumed.sort_unstable();
        wrong
            .extend(consumed.windows(2).filter(|w| w[0] == w[1]).map(|w| format!("two orders of version {} of basket {}", w[0].1, w[0].0)));
        wrong
    }

    /// I7, I12: never more than authorized; nothing for what ended, exactly what was picked for what was handed over.
    fn money(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for whole in self.orders {
            let (order, payment) = (&whole.order, &whole.order.payment);
            let bounds = payment.refunded.0 >= 0 && payment.refunded <= payment.captured && payment.captured <= payment.authorized;
            let kept = payment.captured - payment.refunded + order.credit_kept();
            let right = match order.state {
                State::HandedOver { .. } => payment.captured + order.credit_spent() == whole.settlement().total,
                State::Canceled { .. } | State::Expired { .. } => kept.0 == 0,
                State::AwaitingPayment { .. }
                | State::Placed { .. }
                | State::Picking { .. }
                | State::Ready { .. }
                | State::OutForDelivery { .. } => true,
            };
            if !bounds || !right {
                wrong.push(format!("order {} is {} with {payment:?}", order.order, order.state.name()));
            }
        }
        wrong
    }

    /// An account holds the sum of its movements, never less than nothing; an order holds what left for it.
    fn credit(&self) -> Vec<String> {
        let (mut sums, mut held) = (BTreeMap::<String, i64>::new(), BTreeMap::<(String, String), i64>::new());
        for ((pk, _), row) in self.of("B#").filter(|((_, sk), _)| sk.starts_with("V#")) {
            *sums.entry(pk.clone()).or_default() += number(row, "amount");
            if row["order"].is_string() && !text(row, "name").starts_with("issued#") {
                *held.entry((text(row, "order"), pk.clone())).or_default() += number(row, "amount");
            }
        }
        for whole in self.orders {
            for credit in &whole.order.credit {
                let of = (whole.order.order.to_string(), format!("B#{}", credit.account));
                *held.entry(of).or_default() += (credit.reserved - credit.returned).0;
            }
        }
        let balances = self.of("B#").filter(|((_, sk), _)| sk == "B");
        let mut wrong: Vec<String> = balances
            .filter(|((pk, _), row)| number(row, "balance") < 0 || sums.get(pk) != Some(&number(row, "balance")))
            .map(|((pk, _), row)| format!("{pk} holds {row}, and its movements sum to {:?}", sums.get(pk)))
            .collect();
        wrong.extend(held.iter().filter(|(_, cents)| **cents != 0).map(|(of, cents)| format!("{cents} of credit is missing in {of:?}")));
        wrong
    }

    /// I6: every posting has its counterpart.
    fn ledger(&self) -> Vec<String> {
        let facts = self.of("O#").filter(|((_, sk), _)| sk.starts_with("J#"));
        let sum = |row: &Row| row["postings"].as_array().into_iter().flatten().map(|p| p[1].as_i64().unwrap_or(i64::MIN / 2)).sum::<i64>();
        facts.filter(|(_, row)| sum(row) != 0).map(|(key, row)| format!("{key:?} does not balance: {row}")).collect()
    }

    /// Integers only, and nothing is stored as NULL.
    fn shapes(&self) -> Vec<String> {
        self.rows.iter().filter(|(_, row)| !is_plain(row)).map(|(key, row)| format!("{key:?} holds NULL or a fraction: {row}")).collect()
    }
}

/// What an order takes of slots, and what a change of it that waits takes more.
fn points_of(whole: &WholeOrder) -> Vec<(&SlotId, i64)> {
    let (slot, own) = (&whole.order.fulfillment.slot, i64::from(whole.order.points()));
    let waits = whole.amended.as_ref().map(|amended| {
        let (other, more) = (&amended.fulfillment.slot, i64::from(amended.way.points));
        (other, if other == slot { (more - own).max(0) } else { more })
    });
    [(slot, own)].into_iter().chain(waits).collect()
}

/// What a change that waits holds beyond the order's own.
fn extra(whole: &WholeOrder) -> Vec<(String, i64)> {
    let own = |sku: &str| whole.lines.iter().filter(|line| line.item.sku.as_str() == sku).map(|line| line.reserved).sum::<i64>();
    let more = |line: &Line| (line.item.sku.to_string(), (line.reserved - own(line.item.sku.as_str())).max(0));
    whole.amended.iter().flat_map(|amended| &amended.lines).map(more).collect()
}

fn is_over(order: &WholeOrder) -> bool {
    matches!(order.order.state, State::Canceled { .. } | State::Expired { .. })
}

/// What an order holds, or has taken out of the store.
fn taken_by(whole: &WholeOrder) -> Vec<(String, i64)> {
    match whole.order.state {
        State::Expired { .. } => Vec::new(),
        State::Canceled { .. } if whole.reports.is_empty() => Vec::new(),
        State::AwaitingPayment { .. } | State::Placed { .. } => whole.lines.iter().map(|l| (l.item.sku.to_string(), l.reserved)).collect(),
        State::Canceled { .. } | State::Picking { .. } | State::Ready { .. } | State::OutForDelivery { .. } | State::HandedOver { .. } => {
            let settled = whole.settlement().lines;
            let lines = whole.lines.iter().zip(settled);
            let taken = lines.map(|(line, settled)| match whole.result(line.line) {
                None => (line.item.sku.to_string(), line.reserved),
                Some(_) => (settled.item.sku.to_string(), settled.units),
            });
            taken.collect()
        }
    }
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Number(number) => number.is_i64() || number.is_u64(),
        Value::Array(all) => all.iter().all(is_plain),
        Value::Object(all) => all.values().all(is_plain),
        Value::Bool(_) | Value::String(_) => true,
    }
}

fn text(row: &Row, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_owned()
}

fn number(row: &Row, name: &str) -> i64 {
    row[name].as_i64().unwrap_or_default()
}

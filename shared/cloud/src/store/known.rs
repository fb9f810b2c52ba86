//! What the shop remembers of whoever ordered: how many orders they got, and which are still to be paid at handover.
//! By the hash of their address; nothing else about them is kept here.

use super::tx::{Change, Tx};
use super::{keys, number};
use crate::random;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::Order;
use domain::order::{Known, Trust};

/// An order to be paid at handover counts as open from now on, if its shopper may have one more.
pub(super) fn trust(tx: &mut Tx, order: &Order, trust: Trust) {
    let few = "(attribute_not_exists(#open) OR size(#open) < :most)";
    let mut values = vec![(":order", this(order)), (":most", number(trust.open_at_once))];
    let when = match trust.after_orders {
        0 => few.to_owned(),
        after => {
            values.push((":after", number(after)));
            format!("{few} AND #served >= :after")
        }
    };
    tx.update(keys::known(&hash_of(order)), Change { set: "ADD #open :order", when: &when, values });
}

/// Its order ended, well or not.
pub(super) fn remember(tx: &mut Tx, order: &Order, known: Known) {
    let mut values = vec![(":order", this(order))];
    let set = match known {
        Known::Ended => "DELETE #open :order",
        Known::Served => {
            values.push((":one", number(1)));
            "ADD #served :one DELETE #open :order"
        }
    };
    tx.update(keys::known(&hash_of(order)), Change { set, when: "", values });
}

fn this(order: &Order) -> AttributeValue {
    AttributeValue::Ss(vec![order.order.as_str().to_owned()])
}

fn hash_of(order: &Order) -> String {
    random::hashed(&order.contact.email.trim().to_lowercase())
}

//! Baskets: one item, one write per change, no read before it.

use super::keys;
use super::single::unhindered;
use super::tx::{Change, Ended, Tx, names_in};
use super::{Store, attribute, item_of, number, parsed, text};
use crate::{Call, Fault, meter};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, ReturnValue, ReturnValuesOnConditionCheckFailure};
use domain::cart::{Cart, CartCredit, CartStatus, Details, MOST_LINES, Tries};
use domain::{CartId, Quantity, Sku};
use jiff::Timestamp;

/// What became of a change to a basket.
#[derive(Debug)]
pub enum Changed {
    /// It is as asked.
    Yes(Box<Cart>),
    /// It holds 80 products already.
    Full,
    /// It became an order and waits for the payment, or is done.
    Ordered(Box<Cart>),
}

impl Store {
    /// The basket, if anything was ever put into it.
    pub async fn cart(&self, cart: &CartId) -> Result<Option<Cart>, Fault> {
        self.read(&keys::cart(cart)).await
    }

    /// Sets a line of an open basket to this quantity; the basket is made when it does not exist.
    pub fn set_line<'a>(&'a self, cart: &'a CartId, sku: &'a Sku, quantity: Quantity) -> Call<'a, Changed> {
        Box::pin(async move {
            let key = keys::cart(cart);
            let change = Change {
                set: "SET #lines.#code = :quantity, version = version + :one REMOVE removed",
                when: "#status = :open AND (attribute_exists(#lines.#code) OR size(#lines) < :most)",
                values: vec![(":quantity", attribute(&key, &quantity)?), (":most", number(MOST_LINES))],
            };
            match self.change_line(cart, sku, change).await? {
                Some(changed) => Ok(changed),
                None => {
                    let mut new = Cart::new(cart.clone());
                    (new.version, _) = (1, new.lines.insert(sku.clone(), quantity));
                    if self.create(item_of(&key, &new)?).await? {
                        return Ok(Changed::Yes(Box::new(new)));
                    }
                    // Another request started it: the line goes into that one.
                    self.set_line(cart, sku, quantity).await
                }
            }
        })
    }

    /// Takes a line out of an open basket and remembers it for undo. Taking out what is not there changes nothing.
    pub fn remove_line<'a>(&'a self, cart: &'a CartId, sku: &'a Sku) -> Call<'a, Changed> {
        Box::pin(async move {
            let held = match self.cart(cart).await? {
                Some(held) => held,
                None => return Ok(Changed::Yes(Box::new(Cart::new(cart.clone())))),
            };
            let Some(quantity) = held.lines.get(sku).copied() else { return Ok(unchanged(held)) };
            let removed = domain::cart::Removed { sku: sku.clone(), quantity };
            let change = Change {
                set: "SET removed = :removed, version = version + :one REMOVE #lines.#code",
                when: "#status = :open AND attribute_exists(#lines.#code)",
                values: vec![(":removed", attribute(&keys::cart(cart), &removed)?)],
            };
            let changed = self.change_line(cart, sku, change).await?;
            Ok(changed.unwrap_or_else(|| Changed::Yes(Box::new(Cart::new(cart.clone())))))
        })
    }

    /// `None`: there is no such basket.
    async fn change_line(&self, cart: &CartId, sku: &Sku, change: Change<'_>) -> Result<Option<Changed>, Fault> {
        let mut update = self.client.update_item().table_name(&self.table).set_key(Some(keys::cart(cart).item()));
        for (name, value) in change.values {
            update = update.expression_attribute_values(name, value);
        }
        let update = update
            .update_expression(change.set)
            .condition_expression(change.when)
            .set_expression_attribute_names(Some(names_in(&[change.set, change.when])))
            .expression_attribute_names("#code", sku.as_str())
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":open", text("open"))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .return_consumed_capacity(ReturnConsumedCapacity::Total);
        match unhindered(|| update.clone().send()).await {
            Ok(done) => {
                meter::write(done.consumed_capacity.as_ref());
                Ok(Some(Changed::Yes(Box::new(parsed(done.attributes.unwrap_or_default())?))))
            }
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => match failed.item.clone() {
                    None => Ok(None),
                    Some(item) => Ok(Some(unchanged(parsed(item)?))),
                },
                // A path into `lines` of a basket that is not there is a validation error, not a failed condition.
                Some(known) if known.code() == Some("ValidationException") && self.cart(cart).await?.is_none() => Ok(None),
                _ => Err(Fault::call(|| format!("changing basket {cart}"))(error)),
            },
        }
    }

    /// Counts a code that is typed into an open basket. `false`: too many lately, or there is no such basket.
    pub async fn count_try(&self, cart: &CartId, now: Timestamp) -> Result<bool, Fault> {
        let values = |more: Vec<(&'static str, AttributeValue)>| {
            let window = number(now.as_second() - Tries::SECONDS);
            vec![(":one", number(1)), (":window", window), (":open", text("open"))].into_iter().chain(more).collect()
        };
        let first = Change {
            set: "SET #tries = :tries, #version = #version + :one",
            when: "#status = :open AND (attribute_not_exists(#tries) OR #tries.#since <= :window)",
            values: values(vec![(":tries", attribute(&keys::cart(cart), &Tries { since: now.as_second(), count: 1 })?)]),
        };
        let next = Change {
            set: "SET #tries.#count = #tries.#count + :one, #version = #version + :one",
            when: "#status = :open AND #tries.#since > :window AND #tries.#count < :most",
            values: values(vec![(":most", number(Tries::MOST))]),
        };
        Ok(self.change_one(keys::cart(cart), first).await? || self.change_one(keys::cart(cart), next).await?)
    }

    /// Puts a voucher into an open basket, or takes it out. `false`: there is none, or it became an order.
    pub async fn set_voucher(&self, cart: &CartId, code: Option<&str>) -> Result<bool, Fault> {
        let mut values = vec![(":one", number(1)), (":open", text("open"))];
        values.extend(code.map(|code| (":code", text(code))));
        let set = match code {
            Some(_) => "SET #voucher = :code, #version = #version + :one",
            None => "SET #version = #version + :one REMOVE #voucher",
        };
        self.change_one(keys::cart(cart), Change { set, when: "#status = :open", values }).await
    }

    /// Says which store credit an open basket is to be paid with. `false`: there is none, or it became an order.
    pub async fn set_credit(&self, cart: &CartId, credit: &[CartCredit]) -> Result<bool, Fault> {
        let key = keys::cart(cart);
        let values = vec![(":one", number(1)), (":open", text("open")), (":credit", attribute(&key, &credit)?)];
        let set = "SET #credit = :credit, #version = #version + :one";
        self.change_one(key, Change { set, when: "#status = :open", values }).await
    }

    async fn change_one(&self, key: keys::Key, change: Change<'_>) -> Result<bool, Fault> {
        let mut tx = Tx::new(format!("changing {key}"));
        tx.update(key, change);
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// Remembers what the checkout form was told, in an open basket of this version. `false`: it changed meanwhile.
    pub async fn remember(&self, cart: &Cart, details: &Details) -> Result<bool, Fault> {
        let key = keys::cart(&cart.cart);
        let next = Cart { version: cart.version + 1, details: Some(details.clone()), ..cart.clone() };
        self.replace(item_of(&key, &next)?, cart.version).await
    }
}

/// The answer when a basket was left as it is.
fn unchanged(cart: Cart) -> Changed {
    match cart.status {
        CartStatus::Ordered => Changed::Ordered(Box::new(cart)),
        CartStatus::Open if cart.lines.len() >= MOST_LINES => Changed::Full,
        CartStatus::Open => Changed::Yes(Box::new(cart)),
    }
}

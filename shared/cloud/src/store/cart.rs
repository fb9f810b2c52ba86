//! Baskets: one item, one write per change, no read before it.

use super::keys;
use super::single::unhindered;
use super::tx::{Change, names_in};
use super::{Store, attribute, item_of, number, parsed, text};
use crate::{Call, Fault, meter};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{ReturnConsumedCapacity, ReturnValue, ReturnValuesOnConditionCheckFailure};
use domain::cart::{Cart, CartStatus, Details, MOST_LINES};
use domain::{CartId, Quantity, Sku};

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

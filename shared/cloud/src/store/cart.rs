//! Baskets: one item, one write per change, no read before it.

use super::keys;
use super::tx::{Change, Ended, Tx, names_in};
use super::{Store, attribute, item_of, number, parsed, text};
use crate::{Fault, meter};
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
    pub async fn set_line(&self, cart: &CartId, sku: &Sku, quantity: Quantity) -> Result<Changed, Fault> {
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
                let mut tx = Tx::new(format!("starting basket {cart}"));
                tx.create(key.clone(), item_of(&key, &new)?);
                match tx.run(self).await? {
                    Ended::Done => Ok(Changed::Yes(Box::new(new))),
                    // Another request started it: the line goes into that one.
                    Ended::Refused(_) => Box::pin(self.set_line(cart, sku, quantity)).await,
                }
            }
        }
    }

    /// Takes a line out of an open basket and remembers it for undo. Taking out what is not there changes nothing.
    pub async fn remove_line(&self, cart: &CartId, sku: &Sku) -> Result<Changed, Fault> {
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
        let mut answer = update.clone().send().await;
        for attempt in 0..5 {
            if !answer.as_ref().is_err_and(|error| error.code_is("TransactionConflictException")) {
                break;
            }
            super::tx::pause(attempt).await;
            answer = update.clone().send().await;
        }
        match answer {
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
                Some(_) if error.code_is("ValidationException") && self.cart(cart).await?.is_none() => Ok(None),
                _ => Err(Fault::call(|| format!("changing basket {cart}"))(error)),
            },
        }
    }

    /// Remembers what the checkout form was told, in an open basket of this version. `false`: it changed meanwhile.
    pub async fn remember(&self, cart: &Cart, details: &Details) -> Result<bool, Fault> {
        let key = keys::cart(&cart.cart);
        let next = Cart { version: cart.version + 1, details: Some(details.clone()), ..cart.clone() };
        let mut tx = Tx::new(format!("remembering details of basket {}", cart.cart));
        tx.replace(key.clone(), item_of(&key, &next)?, cart.version);
        Ok(matches!(tx.run(self).await?, Ended::Done))
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

/// Asks an SDK error for its code.
trait Coded {
    fn code_is(&self, code: &str) -> bool;
}

impl<E: aws_sdk_dynamodb::error::ProvideErrorMetadata, R> Coded for aws_sdk_dynamodb::error::SdkError<E, R> {
    fn code_is(&self, code: &str) -> bool {
        use aws_sdk_dynamodb::error::ProvideErrorMetadata;
        self.as_service_error().and_then(ProvideErrorMetadata::code) == Some(code)
    }
}

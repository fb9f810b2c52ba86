//! What a shopper's bank does: takes money back, and decides whose it is.

use super::settle::charge_of;
use crate::{
    draft::Draft,
    ids,
    objects::{Dispute, DisputeStatus},
    state::State,
};

/// The bank takes money back, at most what is left of the payment.
pub fn open(state: &State, draft: &mut Draft, intent: &str, amount: Option<i64>) -> Result<Dispute, String> {
    let found = state.intents.find(intent).ok_or_else(|| format!("no payment {intent}"))?;
    let mut charge = charge_of(state, found).ok_or("nothing was charged")?;
    let left = charge.refundable();
    let amount = amount.unwrap_or(left);
    if amount < 1 || amount > left || charge.disputed {
        return Err(format!("{amount} of {left} cannot be disputed"));
    }
    charge.disputed = true;
    let dispute = Dispute {
        id: ids::fresh("du_1S", 22),
        created: draft.now,
        amount,
        currency: charge.currency.clone(),
        charge: charge.id.clone(),
        intent: intent.to_owned(),
        status: DisputeStatus::NeedsResponse,
    };
    draft.emit("charge.dispute.created", &dispute);
    draft.emit("charge.dispute.funds_withdrawn", &dispute);
    draft.put(charge);
    draft.put(dispute.clone());
    Ok(dispute)
}

/// The bank decides. Won: the money comes back.
pub fn close(state: &State, draft: &mut Draft, dispute: &str, won: bool) -> Result<Dispute, String> {
    let mut dispute = state.disputes.find(dispute).ok_or_else(|| format!("no dispute {dispute}"))?.clone();
    if dispute.status != DisputeStatus::NeedsResponse {
        return Err("it is decided".to_owned());
    }
    dispute.status = if won { DisputeStatus::Won } else { DisputeStatus::Lost };
    draft.emit("charge.dispute.closed", &dispute);
    if won {
        draft.emit("charge.dispute.funds_reinstated", &dispute);
    }
    draft.put(dispute.clone());
    Ok(dispute)
}

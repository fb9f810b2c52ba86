//! Vouchers, as basket and checkout speak of them.

use domain::voucher::Unusable;
use texts::{Given, Words, say};

/// Why a voucher takes nothing off, for who typed it in.
pub fn voucher_why_not(code: &str, why: Unusable, currency: &str) -> Words {
    let named = [("code", code.into())];
    match why {
        Unusable::NotYet => say("offer-voucher-not-yet", named),
        Unusable::Over => say("offer-voucher-over", named),
        Unusable::UsedUp => say("offer-voucher-used-up", named),
        Unusable::UsedByYou => say("offer-voucher-used-by-you", named),
        Unusable::TooLittle { more } => {
            let [code] = named;
            say("offer-voucher-too-little", [code, ("more", Given::Amount(more, currency.to_owned()))])
        }
        Unusable::NothingForIt => say("offer-voucher-nothing", named),
        Unusable::NoDelivery => say("offer-voucher-no-delivery", named),
        Unusable::Beaten => say("offer-voucher-beaten", named),
    }
}

//! Vouchers and other codes, as basket and checkout speak of them.

use crate::Problem;
use domain::cart::Tries;
use domain::voucher::Unusable;
use http::StatusCode;
use texts::{Given, Words, say, text};

/// More codes were tried than are looked up. Where to go on is for the page to say.
pub fn too_many_codes() -> Problem {
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-codes", text("offer-too-many-tries"));
    problem.detail(text("offer-too-many-tries-why")).retry_after(u32::try_from(Tries::SECONDS).unwrap_or(u32::MAX))
}

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

//! How the shopper wants to pay: by card or with `PayPal` now, or when the order is handed over, where the shop trusts them with that.

use domain::cart::Details;
use domain::order::{Means, Trust};
use domain::slot::Method;
use domain::{Money, Settings};
use maud::{Markup, html};
use texts::{say, text};
use web::components::{Choice, choices};
use web::{Problem, Shell};

/// The part of the form that asks; nothing where there is only one way.
pub(crate) fn choice(shell: &Shell, method: Option<Method>, details: Option<&Details>, paypal: bool) -> Markup {
    let trust = shell.settings().and_then(|s| s.at_handover).filter(|_| method != Some(Method::Shipment));
    if trust.is_none() && !paypal {
        return html! {};
    }
    let label = |words: &str, hint: Markup| html! { (shell.text(words)) br; small.hint { (hint) } };
    let mut ways = vec![("online", label("paying-online", html! { (shell.text("paying-online-hint")) }))];
    if paypal {
        ways.push(("paypal", label("paying-paypal", html! { (shell.text("paying-paypal-hint")) })));
    }
    if let Some(trust) = trust {
        let most = shell.money(trust.most).to_string();
        let hint = html! { (shell.say("paying-at-handover-hint", [("most", most.into())])) };
        ways.push(("at_handover", label("paying-at-handover", hint)));
    }
    let ways: Vec<Choice<'_>> = ways.into_iter().map(|(value, label)| Choice { value, label, closed: None }).collect();
    let chosen = match details.map(|d| d.means).unwrap_or_default() {
        Means::Online => "online",
        Means::PayPal => "paypal",
        Means::AtHandover => "at_handover",
    };
    html! {
        section.card {
            h2 { (shell.text("paying-how")) }
            (choices("means", &shell.text("paying-how-question"), Some(chosen), &ways))
        }
    }
}

/// `PayPal` is chosen only where the shop has an account there.
pub(crate) fn offered(means: Means, paypal: bool) -> Result<(), Problem> {
    match means {
        Means::PayPal if !paypal => Err(by_card().detail(text("paying-no-paypal"))),
        Means::Online | Means::PayPal | Means::AtHandover => Ok(()),
    }
}

/// The trust an order paid at handover needs. `None`: it is paid beforehand. The rest of the trust, what they ordered
/// before, is a condition of placing it.
pub(crate) fn trust(
    details: &Details,
    settings: &Settings,
    upper: Money,
    money: impl Fn(Money) -> String,
) -> Result<Option<Trust>, Problem> {
    match (details.means, settings.at_handover) {
        (Means::Online | Means::PayPal, _) => Ok(None),
        // A carrier takes no money.
        (Means::AtHandover, _) if details.fulfillment.method == Method::Shipment => Err(by_card().detail(text("paying-not-shipped"))),
        (Means::AtHandover, None) => Err(by_card().detail(text("paying-not-offered"))),
        (Means::AtHandover, Some(trust)) if upper > trust.most => {
            let (most, upper) = (money(trust.most), money(upper));
            Err(by_card().detail(say("paying-too-much", [("most", most.as_str().into()), ("upper", upper.as_str().into())])))
        }
        (Means::AtHandover, Some(trust)) => Ok(Some(trust)),
    }
}

/// They are new here, or an order of theirs is still to be paid.
pub(crate) fn not_trusted() -> Problem {
    by_card().detail(text("paying-not-trusted"))
}

fn by_card() -> Problem {
    Problem::conflict("pay-by-card", text("paying-by-card-please")).way("/checkout", text("paying-choose"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_without_an_account_takes_no_paypal() {
        assert!(offered(Means::PayPal, true).is_ok() && offered(Means::PayPal, false).is_err());
        assert!(offered(Means::Online, false).is_ok() && offered(Means::AtHandover, false).is_ok());
    }
}

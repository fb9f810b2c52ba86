//! How the shopper wants to pay: by card now, or when the order is handed over, where the shop trusts them with that.

use domain::cart::Details;
use domain::order::{Means, Trust};
use domain::slot::Method;
use domain::{Money, Settings};
use maud::{Markup, html};
use texts::{say, text};
use web::components::{Choice, choices};
use web::{Problem, Shell};

/// The part of the form that asks; nothing where there is only one way.
pub(crate) fn choice(shell: &Shell, method: Option<Method>, details: Option<&Details>) -> Markup {
    if method == Some(Method::Shipment) {
        return html! {};
    }
    let Some(trust) = shell.settings().and_then(|s| s.at_handover) else { return html! {} };
    let most = shell.money(trust.most).to_string();
    let label = |words: Markup, hint: Markup| html! { (words) br; small.hint { (hint) } };
    let online = label(html! { (shell.text("paying-online")) }, html! { (shell.text("paying-online-hint")) });
    let later = html! { (shell.say("paying-at-handover-hint", [("most", most.into())])) };
    let later = label(html! { (shell.text("paying-at-handover")) }, later);
    let ways = [Choice { value: "online", label: online, closed: None }, Choice { value: "at_handover", label: later, closed: None }];
    let chosen = match details.map(|d| d.means).unwrap_or_default() {
        Means::Online => "online",
        Means::AtHandover => "at_handover",
    };
    html! {
        section.card {
            h2 { (shell.text("paying-how")) }
            (choices("means", &shell.text("paying-how-question"), Some(chosen), &ways))
        }
    }
}

/// The trust an order paid at handover needs. `None`: it is paid beforehand. The rest of the trust, what they ordered
/// before, is a condition of placing it.
pub(crate) fn trust(
    details: &Details,
    settings: &Settings,
    (upper, age): (Money, Option<u8>),
    money: impl Fn(Money) -> String,
) -> Result<Option<Trust>, Problem> {
    match (details.means, settings.at_handover) {
        (Means::Online, _) => Ok(None),
        // A carrier takes no money.
        (Means::AtHandover, _) if details.fulfillment.method == Method::Shipment => Err(by_card().detail(text("paying-not-shipped"))),
        // What may not be handed over is taken off what was charged: that has to be there first.
        (Means::AtHandover, _) if age.is_some() => Err(not_with_age().way("/checkout", text("paying-choose"))),
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

/// What has an age limit is paid beforehand.
pub(crate) fn not_with_age() -> Problem {
    Problem::conflict("pay-by-card", text("paying-by-card-please")).detail(text("paying-not-with-age"))
}

fn by_card() -> Problem {
    Problem::conflict("pay-by-card", text("paying-by-card-please")).way("/checkout", text("paying-choose"))
}

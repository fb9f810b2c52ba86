//! What is said when an order changes hands: the shopper's code, or the parcel it left in.

use crate::age_check;
use crate::order::{OrderView, path};
use domain::order::{AgeSeen, MOST_TRIES, Parcel, Told, WholeOrder, Write};
use domain::slot::Method;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use utoipa::ToSchema;
use web::components::{Field, Tone, notice};
use web::{Failure, Outcome, Problem};

/// What is said when an order changes hands.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Handover {
    /// What the shopper said: asked for where the order has a code.
    code: Option<String>,
    /// Staff looked at an ID instead: the way out where the code is lost.
    #[serde(deserialize_with = "ticked")]
    #[schema(value_type = bool)]
    id_checked: bool,
    /// Who carries the parcel: for shipments.
    carrier: Option<String>,
    /// What the carrier calls it.
    tracking: Option<String>,
    /// What a card said: for goods with an age limit.
    pub age: Option<AgeSeen>,
}

/// `true`, or a ticked box.
fn ticked<'de, D: serde::Deserializer<'de>>(told: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Said {
        Yes(bool),
        Text(String),
    }
    Ok(match Said::deserialize(told)? {
        Said::Yes(yes) => yes,
        Said::Text(text) => text == "true",
    })
}

impl Handover {
    /// The handover, if what was said allows it; or that a wrong code was tried.
    pub fn proven(&self, whole: &WholeOrder, write: Write, now: Timestamp) -> Outcome<Write> {
        if whole.order.fulfillment.method == Method::Shipment {
            return Ok(write.in_parcel(self.parcel()?, now));
        }
        match whole.told(self.code.as_deref()) {
            _ if self.id_checked => Ok(write),
            Told::Right => Ok(write),
            Told::Wrong(tried) => Ok(*tried),
            Told::Nothing => Err(Problem::invalid(vec![Failure::field("code", "required", "Please ask for the code and type it here.")])),
            Told::Spent => Err(spent()),
        }
    }

    fn parcel(&self) -> Outcome<Parcel> {
        let line = |told: &Option<String>| told.as_deref().unwrap_or_default().trim().to_owned();
        let parcel = Parcel { carrier: line(&self.carrier), number: line(&self.tracking) };
        let bad = |text: &str| text.is_empty() || text.chars().count() > 60 || text.contains(char::is_control);
        let wrong = [
            bad(&parcel.carrier).then(|| Failure::field("carrier", "required", "Who carries the parcel?")),
            bad(&parcel.number).then(|| Failure::field("tracking", "required", "Please type the tracking number.")),
        ];
        let wrong: Vec<Failure> = wrong.into_iter().flatten().collect();
        if wrong.is_empty() { Ok(parcel) } else { Err(Problem::invalid(wrong)) }
    }
}

/// The answer to a code that was tried and stored as wrong.
pub fn wrong_code(tries: u8) -> Problem {
    let left = MOST_TRIES.saturating_sub(tries);
    if left == 0 {
        return spent();
    }
    let why = format!("That is not the code of this order. {left} more can be tried.");
    Problem::invalid(vec![Failure::field("code", "wrong_code", why).with("left", left)])
}

fn spent() -> Problem {
    let problem = Problem::conflict("code-spent", "Too many wrong codes");
    problem.detail("This order's code is not looked at any more. Compare the name with an ID, tick the box, and hand over.")
}

impl OrderView<'_> {
    /// The form that hands the order over.
    pub fn handover(&self) -> Markup {
        let errors = self.problem.as_ref().map_or(&[][..], |problem| &problem.errors);
        html! {
            @if let Some(here) = self.here {
                (notice(Tone::Warn, html! { p { "Waits in bay " strong { (here.bay) } " since " (self.local(here.since)) "." @if !here.car.is_empty() { " " (here.car) "." } } }))
            }
            (age_check::asked(self))
            form.stack method="post" action={ (path(self.order)) "/handover" } {
                @if self.has_code {
                    (Field::text("code", "Code the shopper says", "").inputmode("numeric").most(8).optional().errors(errors))
                    label.check { input type="checkbox" name="id_checked" value="true"; " No code, but the name on an ID is the one of the order" }
                }
                @if self.method == Method::Shipment {
                    (Field::text("carrier", "Carrier", "").most(60).hint("DHL, DPD, GLS, Hermes and UPS get a link to follow the parcel.").errors(errors))
                    (Field::text("tracking", "Tracking number", "").most(60).errors(errors))
                }
                (age_check::buttons(self, if self.method == Method::Shipment { "Shipped" } else { "Hand over" }))
            }
        }
    }
}

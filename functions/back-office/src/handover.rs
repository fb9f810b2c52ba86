//! What is said when an order changes hands: the shopper's code, or the parcel it left in.

use crate::age_check;
use crate::order::{OrderView, path};
use crate::steps::problem;
use domain::StaffId;
use domain::order::{AgeSeen, Looked, MOST_TRIES, Parcel, Rank, Refusal, State, Tender, Told, WholeOrder, Write};
use domain::slot::Method;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use std::borrow::Cow;
use utoipa::ToSchema;
use web::components::{Field, Tone, button, notice};
use web::{Failure, Language, Outcome, Problem};

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
    /// What was taken for it, where it is paid now: `cash` or `terminal`.
    pub tender: Option<Tender>,
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

/// A handover as it is decided: what was said, by whom, when.
pub struct Over<'a> {
    pub told: &'a Handover,
    pub by: &'a StaffId,
    pub day: &'a str,
    pub now: Timestamp,
}

impl Over<'_> {
    /// That a wrong code was tried, to be stored before anything else happens. `None`: nothing wrong was said.
    pub fn tried(&self, whole: &WholeOrder) -> Outcome<Option<Write>> {
        match self.decided(whole) {
            Ok(_) | Err(Refusal::AgeUnchecked(_)) if !is_over(whole) => self.told.proof(whole).map(|proof| match proof {
                Proof::Wrong(tried) => Some(*tried),
                Proof::Right | Proof::Id | Proof::Parcel(_) => None,
            }),
            // Something else stands in the way: that is said, and no code is looked at.
            _ => Ok(None),
        }
    }

    /// The handover, if what was said allows it; or that a wrong code was tried.
    pub fn write(&self, whole: &WholeOrder) -> Outcome<Option<Write>> {
        if is_over(whole) {
            return Ok(None);
        }
        let write = self.decided(whole).map_err(|refusal| problem(whole, &[refusal]))?;
        Ok(Some(match self.told.proof(whole)? {
            Proof::Right => write,
            Proof::Id => write.for_an_id(self.now),
            Proof::Parcel(parcel) => write.in_parcel(parcel, self.now),
            Proof::Wrong(tried) => *tried,
        }))
    }

    /// What a card said, noted by itself. `None`: it was, or what may not be handed over comes back as the rest is paid.
    pub fn check_age(&self, whole: &WholeOrder, seen: AgeSeen) -> Result<Option<Write>, Refusal> {
        let with_the_rest = seen != AgeSeen::OldEnough && self.told.tender.is_some() && whole.order.due().is_some();
        if is_over(whole) || with_the_rest {
            return Ok(None);
        }
        whole.check_age(&self.looked(seen, &reason(whole)), self.now)
    }

    fn looked<'b>(&'b self, seen: AgeSeen, reason: &'b str) -> Looked<'b> {
        Looked { seen, by: self.by, reason, day: self.day }
    }

    fn decided(&self, whole: &WholeOrder) -> Result<Write, Refusal> {
        match (self.told.tender, self.told.age) {
            (None, _) => whole.hand_over(self.by, self.day, self.now),
            (Some(tender), None | Some(AgeSeen::OldEnough)) => whole.hand_over_paid(tender, self.by, self.day, self.now),
            (Some(tender), Some(seen)) => whole.hand_over_rest(tender, &self.looked(seen, &reason(whole)), self.now),
        }
    }
}

/// Why money goes back, in the shopper's language.
fn reason(whole: &WholeOrder) -> Cow<'static, str> {
    Language::tagged(&whole.order.language).unwrap_or_default().text("promise-age-refund")
}

fn is_over(whole: &WholeOrder) -> bool {
    matches!(whole.order.state, State::HandedOver { .. })
}

/// Why somebody gets the goods.
enum Proof {
    /// They said the code, or none is needed.
    Right,
    /// Staff compared the name with an ID instead.
    Id,
    /// They leave with a carrier.
    Parcel(Parcel),
    /// They said another code.
    Wrong(Box<Write>),
}

impl Handover {
    fn proof(&self, whole: &WholeOrder) -> Outcome<Proof> {
        if whole.order.fulfillment.method == Method::Shipment {
            return self.parcel().map(Proof::Parcel);
        }
        if self.id_checked && whole.order.code().is_some() {
            return Ok(Proof::Id);
        }
        match whole.told(self.code.as_deref()) {
            Told::Right => Ok(Proof::Right),
            Told::Wrong(tried) => Ok(Proof::Wrong(tried)),
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
    /// The goods change hands once the money has.
    pub fn charged(&self, send_off: Option<String>) -> Markup {
        html! {
            @match self.payment.rank {
                Rank::None | Rank::Voided if self.nothing_to_charge => {
                    p { "It is paid with credit." }
                    (self.may_leave(send_off))
                },
                Rank::None | Rank::Authorized => {
                    (notice(Tone::Plain, html! {
                        p data-refresh="3" { "What is in the crate is being charged. This usually takes a few seconds; the order can be handed over after that." }
                    }))
                    // A form, because a link to the page one is on does not load it again.
                    form action=(path(self.order)) { button type="submit" { "Look again" } }
                },
                Rank::Voided => (notice(Tone::Bad, html! {
                    p { "The bank no longer sets the money aside, so nothing can be charged." }
                    p { "Please call the shopper before anything leaves the store." }
                })),
                Rank::Captured => {
                    p { "It is paid." }
                    (self.may_leave(send_off))
                },
            }
        }
    }

    fn may_leave(&self, send_off: Option<String>) -> Markup {
        html! {
            @if let Some(send_off) = &send_off {
                form method="post" action=(send_off) { (button("On its way")) }
                p.hint { "The shopper is told that it left for their door. It can be handed over without that, too." }
            }
            (self.handover())
        }
    }

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
                @if let Some(due) = self.due { (age_check::question(self)) (self.took(due)) }
                @else { (age_check::buttons(self, if self.method == Method::Shipment { "Shipped" } else { "Hand over" })) }
            }
        }
    }
}

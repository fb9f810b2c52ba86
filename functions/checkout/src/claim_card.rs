//! Claims on the order's page: what was said, what the shop answered, and the form for more.

use crate::claim_form::FAULTS;
use crate::order::OrderView;
use domain::RefundId;
use domain::order::{Claim, Fault, Outcome, WholeOrder};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;
use web::Shell;
use web::components::{Tone, badge};

/// A claim, as its shopper sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Claimed {
    /// Its name.
    pub claim: RefundId,
    /// When it was made.
    pub at: Timestamp,
    /// What is wrong.
    pub fault: Fault,
    /// With what, by name; absent: with the whole delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// With how much of it.
    pub units: u32,
    /// In the shopper's words.
    pub words: String,
    /// There is a photo of it.
    pub photo: bool,
    /// What came of it; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The shop's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Claimed {
    /// All of an order.
    pub fn of(whole: &WholeOrder) -> Vec<Claimed> {
        let claims = &whole.order.claims;
        let lines = if claims.is_empty() { Vec::new() } else { whole.settlement().lines };
        let one = |c: &Claim| Claimed {
            claim: c.claim.clone(),
            at: c.at,
            fault: c.fault,
            about: c.line.and_then(|n| lines.iter().find(|l| l.line == n)).map(|l| l.item.name.clone()),
            units: c.units,
            words: c.words.clone(),
            photo: c.photo,
            outcome: c.answer.as_ref().map(|a| a.outcome),
            reason: c.answer.as_ref().map(|a| a.reason.clone()),
        };
        claims.iter().map(one).collect()
    }

    fn stands(&self, shell: &Shell) -> (Tone, Cow<'static, str>) {
        match self.outcome {
            None => (Tone::Warn, shell.text("claim-waits")),
            Some(Outcome::Refused) => (Tone::Bad, shell.text("claim-refused")),
            Some(Outcome::Refund) => (Tone::Good, shell.text("claim-refund")),
            Some(Outcome::Credit) => (Tone::Good, shell.text("claim-credit")),
            Some(Outcome::Replacement) => (Tone::Good, shell.text("claim-replacement")),
        }
    }
}

/// A fault in the reader's language.
fn fault(fault: Fault, shell: &Shell) -> Cow<'static, str> {
    let name = FAULTS.into_iter().find(|(f, ..)| *f == fault).map_or("claim-wrong", |(_, _, name)| name);
    shell.text(name)
}

impl OrderView {
    /// What was claimed, and the form.
    pub(crate) fn claimed(&self, shell: &Shell) -> Markup {
        html! {
            @if !self.claims.is_empty() {
                section.card #claims {
                    h2 { (shell.text("claim-yours")) }
                    ul { @for claim in &self.claims { li { (one(claim, shell)) } } }
                }
            }
            @if let Some(form) = &self.claim_form {
                (form.html(&format!("/orders/{}/claims", self.order.order), &self.key, shell))
            }
        }
    }
}

fn one(claim: &Claimed, shell: &Shell) -> Markup {
    let (tone, words) = claim.stands(shell);
    html! {
        strong { (fault(claim.fault, shell)) @if let Some(about) = &claim.about { ": " (about) } } " " (badge(tone, &words))
        @if !claim.words.is_empty() { p { q { (claim.words) } } }
        @if let Some(reason) = &claim.reason { p.hint { (reason) } }
    }
}

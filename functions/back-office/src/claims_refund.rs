//! `POST /back-office/orders/{order}/refunds`: a part of a charged order goes back. And how that looks on the order's page.

use crate::App;
use crate::amount;
use crate::back::{self, How};
use crate::days;
use crate::order::{OrderView, path};
use crate::state::fee_name;
use crate::steps::{Change, problem};
use crate::who::Staff;
use axum::extract::State;
use domain::order::{Grant, HowMuch, Left, Of, Refund, Returned, Tender};
use domain::{Money, OrderId, RefundId};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Field, Tone, badge, hidden};
use web::{Answer, Failure, Input, Outcome, Path, Problem, Shell, Want};

/// What staff want to give back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// A name for it, letters and digits: the same name is the same refund. One is made up when it is absent.
    refund: Option<RefundId>,
    /// Of what: `line-3`, or `fee-1`.
    of: String,
    /// How it is counted.
    #[serde(default)]
    much: Much,
    /// Pieces or grams, or an amount like `1.50`; nothing when all of it goes back.
    #[serde(default)]
    number: String,
    /// Where to.
    #[serde(default)]
    back: How,
    /// The shopper reads it.
    reason: String,
}

/// How what goes back is counted.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Much {
    /// Whatever was not given back yet.
    #[default]
    All,
    /// So many pieces or grams, at what they cost.
    Units,
    /// An amount.
    Amount,
}

/// Gives a part of a paid order back. A card is credited by the worker; what comes from a till, somebody gives now.
#[utoipa::path(post, path = "/back-office/orders/{order}/refunds", tag = "back office", params(("order" = String, Path)), request_body = Asked,
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn give_back(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Input(asked): Input<Asked>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    let catalog = app.catalog.catalog().await?;
    let day = days::today(catalog.settings(), now).to_string();
    let part = match asked.part(&catalog.settings().currency) {
        Ok(part) => part,
        Err(failures) => return change.answered(Err(Problem::invalid(failures)), "").await,
    };
    let refund = match asked.refund {
        Some(refund) => refund,
        None => RefundId::parse(cloud::random::token()).map_err(|err| Problem::broken(err.to_string()))?,
    };
    let back = asked.back.back(&app, &order, &refund);
    let grant = Grant { refund: &refund, by: staff.name(), reason: asked.reason.trim(), parts: &[part], back: &back, day: &day };
    let decided = change.decide(|whole| whole.refund_part(&grant, now).map_err(|refusal| problem(whole, &[refusal])));
    change.answered(decided.await, "#refunds").await
}

impl Asked {
    fn part(&self, currency: &str) -> Result<(Of, HowMuch), Vec<Failure>> {
        let mut failures = Vec::new();
        let of = of(&self.of).ok_or_else(|| Failure::field("of", "required", "Choose what is to be given back."));
        let much = match self.much {
            Much::All => Ok(HowMuch::All),
            Much::Units => self.number.trim().parse().map(HowMuch::Units).map_err(|_| "How many pieces or grams?".to_owned()),
            Much::Amount => amount::parse(&self.number, currency).map(HowMuch::Amount).map_err(|odd| format!("That is no amount: {odd}.")),
        };
        let much = much.map_err(|why| Failure::field("number", "invalid", why));
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            failures.push(Failure::field("reason", "required", "Please say why, in up to 200 characters. The shopper reads it."));
        }
        match (of, much) {
            (Ok(of), Ok(much)) if failures.is_empty() => Ok((of, much)),
            (of, much) => {
                failures.extend(of.err());
                failures.extend(much.err());
                Err(failures)
            }
        }
    }
}

/// `line-3`, `fee-1`: fees count from 1, as lines do.
fn of(text: &str) -> Option<Of> {
    match text.split_once('-')? {
        ("line", line) => line.parse().ok().map(Of::Line),
        ("fee", fee) => fee.parse::<u16>().ok()?.checked_sub(1).map(Of::Fee),
        _ => None,
    }
}

fn named(of: Of) -> String {
    match of {
        Of::Line(line) => format!("line-{line}"),
        Of::Fee(fee) => format!("fee-{}", fee + 1),
    }
}

impl OrderView<'_> {
    /// What was given back, and the form to give back more.
    pub fn given_back(&self, shell: &Shell) -> Markup {
        let open: Vec<&Left> = self.left.iter().filter(|l| l.rest.amount() > Money::ZERO).collect();
        html! {
            @if !self.refunds.is_empty() || !open.is_empty() {
                section.card #refunds {
                    h2 { "Given back" }
                    @if self.refunds.is_empty() { p.hint { "Nothing so far." } }
                    ul { @for refund in self.refunds { li { (self.one(refund, shell)) } } }
                    @if !open.is_empty() {
                        details open[self.problem.is_some()] {
                            summary { "Give money back" }
                            (self.form(&open, shell))
                        }
                    }
                }
            }
        }
    }

    fn one(&self, refund: &Refund, shell: &Shell) -> Markup {
        html! {
            strong { (shell.money(refund.amount)) } " "
            @match &refund.money {
                Returned::Owed => (badge(Tone::Warn, "on its way")),
                Returned::Paid { .. } => (badge(Tone::Good, "paid")),
                Returned::Credited { .. } => (badge(Tone::Good, "as credit")),
                Returned::Till { tender: Tender::Cash, .. } => (badge(Tone::Good, "in cash")),
                Returned::Till { tender: Tender::Terminal, .. } => (badge(Tone::Good, "on the terminal")),
                Returned::Refused { why } => { (badge(Tone::Bad, "refused")) " " (why) },
            }
            @if refund.credit > Money::ZERO && refund.by_card() > Money::ZERO { p.hint { "Of that as credit: " (shell.money(refund.credit)) } }
            p.hint {
                @for (n, part) in refund.parts.iter().enumerate() { @if n > 0 { ", " } (self.name_of(part.of)) }
                ": " (refund.reason) " · " (refund.by)
            }
        }
    }

    fn name_of(&self, of: Of) -> &str {
        match of {
            Of::Line(n) => self.lines.iter().find(|l| l.line == n).map_or("a line", |l| l.given),
            Of::Fee(n) => self.fees.get(usize::from(n)).map_or("a fee", |fee| fee_name(&fee.kind)),
        }
    }

    fn form(&self, open: &[&Left], shell: &Shell) -> Markup {
        let errors: &[Failure] = self.problem.as_ref().map_or(&[], |p| &p.errors);
        html! {
            form.stack method="post" action={ (path(self.order)) "/refunds" } {
                (hidden("refund", &cloud::random::token()))
                div.field {
                    label for="of" { "Of what" }
                    select #of name="of" {
                        @for left in open {
                            option value=(named(left.rest.of)) { (self.name_of(left.rest.of)) ", up to " (shell.money(left.rest.amount()).to_string()) }
                        }
                    }
                }
                fieldset {
                    legend { "How much" }
                    label { input type="radio" name="much" value="all" checked; " All that is left of it" }
                    label { input type="radio" name="much" value="units"; " So many pieces or grams" }
                    label { input type="radio" name="much" value="amount"; " An amount" }
                }
                (back::field())
                (Field::text("number", "Number or amount", "").inputmode("decimal").most(12).optional().errors(errors))
                (Field::text("reason", "Why", "").hint("The shopper reads it.").errors(errors))
                button type="submit" { "Give back" }
            }
        }
    }
}

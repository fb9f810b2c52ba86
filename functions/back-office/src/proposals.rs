//! `POST /back-office/orders/{order}/proposals`: staff ask the shopper about something that was not agreed.

use crate::App;
use crate::order::OrderView;
use crate::picks::products;
use crate::steps::{Change, problem};
use crate::who::Staff;
use axum::extract::State;
use domain::order::{PickResult, Proposal};
use domain::{OrderId, Quantity, Sku};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Input, Outcome, Path, Shell, Want};

/// What the shopper is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// For which line.
    line: u16,
    /// What would be given.
    sku: Sku,
    /// How much of it.
    quantity: Quantity,
}

/// Asks the shopper by mail, with a deadline. What may never be given cannot be asked about either.
#[utoipa::path(post, path = "/back-office/orders/{order}/proposals", tag = "back office", params(("order" = String, Path)), request_body = Question,
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn ask(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Input(question): Input<Question>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    let products = products(&change, &[(question.line, &question.sku)]).await?;
    let named = (&question.sku, question.quantity);
    let decided = change
        .decide(|whole| whole.propose(question.line, named, staff.id(), &products, now).map_err(|refusal| problem(whole, &[refusal])));
    change.answered(decided.await, &format!("#line-{}", question.line)).await
}

/// How a question stands, in words.
pub fn words(proposal: &Proposal, time: &str, shell: &Shell) -> Markup {
    use domain::order::Answer::{No, Silence, Withdrawn, Yes};
    let item = &proposal.asked.item;
    html! {
        p.hint {
            "Asked: " (item.quantity) " " (item.name) " for " (shell.money(proposal.asked.priced.total())) ". "
            @match proposal.answered {
                None => {
                    strong { "Waiting until " (time) "." } " Without an answer "
                    @match &proposal.otherwise {
                        PickResult::Substituted(given) => { "it is given for " (shell.money(given.priced.total())) "." },
                        _ => "it is left out.",
                    }
                },
                Some((Yes, _)) => strong { "The shopper said yes." },
                Some((No, _)) => strong { "The shopper said no." },
                Some((Silence, _)) => "Nobody answered in time.",
                Some((Withdrawn, _)) => "Taken back.",
            }
        }
    }
}

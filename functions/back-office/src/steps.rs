//! Ready, handed over, canceled: one decision each, safe to repeat. Where the order is already there, that is the answer.

use crate::App;
use crate::days;
use crate::handover::{Handover, Over, wrong_code};
use crate::order::{OrderView, missing, path};
use crate::who::Staff;
use axum::extract::State;
use cloud::store::orders::Decision;
use domain::invoice::Seller;
use domain::order::{Refusal, State as Stand, WholeOrder, Write};
use domain::{OrderId, Sku};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Content, Failure, Input, Outcome, Path, Problem, Shell, Want, done, redirect, refused};

/// A change of an order that somebody asked for.
pub struct Change<'a> {
    pub app: &'a App,
    pub want: Want,
    pub staff: &'a Staff,
    pub order: &'a OrderId,
}

/// Why staff cancel an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// The shopper reads it.
    reason: String,
}

/// Packed: what was picked is charged. 409 while lines have no result.
#[utoipa::path(post, path = "/back-office/orders/{order}/ready", tag = "back office", params(("order" = String, Path)),
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details)))]
pub async fn ready(State(app): State<Arc<App>>, want: Want, staff: Staff, Path(order): Path<OrderId>) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    let decided = change.decide(|whole| match whole.order.state {
        Stand::Ready { .. } | Stand::OutForDelivery { .. } | Stand::HandedOver { .. } => Ok(None),
        // Nothing of it was found: that ended the order the first time.
        Stand::Canceled { .. } if !whole.reports.is_empty() => Ok(None),
        _ => whole.ready(now).map(Some).map_err(|refusal| problem(whole, &[refusal])),
    });
    change.answered(decided.await, "#finish").await
}

/// Left for the shopper's door: they are told. 409 until the card is charged, and for what is fetched.
#[utoipa::path(post, path = "/back-office/orders/{order}/send-off", tag = "back office", params(("order" = String, Path)),
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details)))]
pub async fn send_off(State(app): State<Arc<App>>, want: Want, staff: Staff, Path(order): Path<OrderId>) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    let decided = change.decide(|whole| match whole.order.state {
        Stand::OutForDelivery { .. } | Stand::HandedOver { .. } => Ok(None),
        _ => whole.send_off(staff.id(), now).map(Some).map_err(|refusal| problem(whole, &[refusal])),
    });
    change.answered(decided.await, "#finish").await
}

/// Given to the shopper, who says the order's code where it has one; or to a carrier. 409 until the card is charged, and
/// until somebody looked at an ID where that is needed; what may not be handed over is taken back and refunded.
#[utoipa::path(post, path = "/back-office/orders/{order}/handover", tag = "back office", params(("order" = String, Path)), request_body = Handover,
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn hand_over(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Input(told): Input<Handover>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    let day = days::today(app.catalog.catalog().await?.settings(), now).to_string();
    let over = Over { told: &told, by: staff.id(), day: &day, now };
    change.answered(change.given(&over).await, "#finish").await
}

/// Ends an order before picking. Its stock, slot and money are let go of; one that is not paid yet ends within seconds, once
/// its payment page is closed.
#[utoipa::path(post, path = "/back-office/orders/{order}/cancel", tag = "back office", params(("order" = String, Path)), request_body = Cancellation,
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn cancel(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Input(asked): Input<Cancellation>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    // It is said as a sentence, which ends by itself.
    let reason = asked.reason.trim().trim_end_matches('.');
    if reason.is_empty() || reason.chars().count() > 200 {
        let why = Failure::field("reason", "required", "Please say why, in up to 200 characters. The shopper reads it.");
        return change.answered(Err(Problem::invalid(vec![why])), "").await;
    }
    let decided = change.decide(|whole| match whole.order.state {
        Stand::Canceled { .. } => Ok(None),
        Stand::AwaitingPayment { .. } => whole.give_up(reason, now).map_err(|refusal| problem(whole, &[refusal])),
        _ => whole.cancel(reason, now).map(Some).map_err(|refusal| problem(whole, &[refusal])),
    });
    change.answered(decided.await, "#finish").await
}

impl Change<'_> {
    /// Decides and stores, then tells the worker and the shelf.
    pub async fn decide(&self, decide: impl Fn(&WholeOrder) -> Outcome<Option<Write>>) -> Outcome<()> {
        self.stored(decide).await.map(drop)
    }

    /// Hands over: whoever asks proves first that it is theirs, then a card is looked at, then it changes hands. Each is
    /// stored by itself, because what may not be handed over draws a credit note and the rest an invoice.
    async fn given(&self, over: &Over<'_>) -> Outcome<()> {
        let tried = self.stored(|whole| over.tried(whole)).await?;
        if let Some(tries) = tried.and_then(|write| write.wrong_codes()) {
            return Err(wrong_code(tries));
        }
        if let Some(seen) = over.told.age {
            self.decide(|whole| over.check_age(whole, seen).map_err(|refusal| problem(whole, &[refusal]))).await?;
        }
        let given = self.stored(|whole| over.write(whole)).await?;
        match given.and_then(|write| write.wrong_codes()) {
            Some(tries) => Err(wrong_code(tries)),
            None => Ok(()),
        }
    }

    /// The same, and answers with what was stored, if anything.
    async fn stored(&self, decide: impl Fn(&WholeOrder) -> Outcome<Option<Write>>) -> Outcome<Option<Box<Write>>> {
        // What it issues names who sells, as it is known now.
        let catalog = self.app.catalog.catalog().await?;
        let seller = &Seller::known(catalog.settings());
        let decide = |whole: &WholeOrder| Ok::<_, Problem>(decide(whole)?.map(|write| write.sold_by(seller)));
        let decided = self.app.store.decide(self.order, decide).await?;
        self.app.jobs.follow(&decided).await;
        self.app.store.note_decision(&decided).await;
        match decided {
            Decision::Stored(write) => Ok(Some(write)),
            Decision::Nothing(_) => Ok(None),
            Decision::Refused(problem) => Err(problem),
            Decision::TooLittle(skus) => Err(self.too_little(&skus).await),
            Decision::NoCredit => Err(Problem::broken(format!("credit that is to move with order {} is not there", self.order))),
            Decision::Missing => Err(missing()),
        }
    }

    async fn too_little(&self, skus: &[Sku]) -> Problem {
        let catalog = self.app.catalog.catalog().await.ok();
        let name = |sku: &Sku| catalog.as_ref().and_then(|c| c.product(sku)).map_or_else(|| sku.to_string(), |p| p.head.name.clone());
        let failures = skus.iter().map(|sku| Failure::sku(sku, "sold_out", format!("There is not enough {} free to give.", name(sku))));
        let problem = Problem::conflict("sold-out", "Not enough of it").errors(failures.collect());
        problem.detail("Other orders hold what is left. Nothing was changed.").way(path(self.order), "Back to the order")
    }

    /// A browser goes back to the order's page, or sees there why not; a program gets the order or the problem.
    pub async fn answered(&self, changed: Outcome<()>, mark: &str) -> Outcome<Answer> {
        let problem = match (changed, self.want.content) {
            (Ok(()), Content::Html) => return Ok(redirect(&format!("{}{mark}", path(self.order)))),
            (Ok(()), Content::Json) => None,
            (Err(problem), Content::Html) if matches!(problem.status, 409 | 422) => Some(problem),
            (Err(problem), _) => return Err(problem),
        };
        let catalog = self.app.catalog.catalog().await?;
        let whole = self.app.store.whole_order(self.order).await?.ok_or_else(missing)?;
        let view = OrderView { problem: problem.clone(), ..OrderView::of(&whole, &catalog, self.staff) };
        Ok(match problem {
            Some(problem) => refused(self.want.clone(), &Shell::new(&self.app.site, &catalog), &view, problem),
            None => done(self.want.clone(), &view, ""),
        })
    }
}

/// Refusals as one problem that lists them all.
pub fn problem(whole: &WholeOrder, refusals: &[Refusal]) -> Problem {
    let failures: Vec<Failure> = refusals.iter().flat_map(|refusal| failures(whole, refusal)).collect();
    let all = |is: fn(&Refusal) -> bool| refusals.iter().any(is);
    let problem = if all(|r| matches!(r, Refusal::NotNow(..))) {
        Problem::conflict("not-now", "Not possible at this point")
    } else if all(|r| matches!(r, Refusal::Unpicked(_))) {
        Problem::conflict("unpicked", "Not everything is picked yet")
    } else if all(|r| matches!(r, Refusal::AgeUnchecked(_))) {
        Problem::conflict("age-unchecked", "Look at a card first")
    } else if all(|r| matches!(r, Refusal::NotRefundable(_) | Refusal::TooLate)) {
        Problem::conflict("not-refundable", "That cannot be given back")
    } else if all(|r| matches!(r, Refusal::Asked(_) | Refusal::NotAsked)) {
        Problem::conflict("asked", "The shopper has not answered yet")
    } else if all(|r| matches!(r, Refusal::CardUnasked)) {
        Problem::conflict("card-unasked", "Not to be picked yet")
    } else if all(|r| matches!(r, Refusal::NotCharged)) {
        Problem::conflict("not-charged", "Not charged yet").retry_after(5)
    } else {
        return Problem::invalid(failures).way(path(&whole.order.order), "Back to the order");
    };
    let words = refusals.first().map(sentence).unwrap_or_default();
    problem.detail(words).errors(failures).way(path(&whole.order.order), "Back to the order")
}

fn failures(whole: &WholeOrder, refusal: &Refusal) -> Vec<Failure> {
    let name = |line: u16| whole.lines.iter().find(|l| l.line == line).map_or("", |l| l.item.name.as_str());
    match refusal {
        Refusal::NotNow(..)
        | Refusal::NotCharged
        | Refusal::CardUnasked
        | Refusal::NotAsked
        | Refusal::NotRefundable(_)
        | Refusal::TooLate
        | Refusal::AgeUnchecked(_) => Vec::new(),
        Refusal::Asked(lines) => {
            let waits = |line: &u16| Failure::line((*line).into(), "asked", format!("{} waits for the shopper's answer.", name(*line)));
            lines.iter().map(waits).collect()
        }
        Refusal::NoSuchLine(line) => vec![Failure::line((*line).into(), "no_such_line", sentence(refusal))],
        Refusal::Impossible { line, why } => vec![Failure::line((*line).into(), "impossible", format!("{}: {why}.", name(*line)))],
        Refusal::Unpicked(lines) => {
            let open = |line: &u16| Failure::line((*line).into(), "unpicked", format!("{} has no result yet.", name(*line)));
            lines.iter().map(open).collect()
        }
    }
}

/// The domain's words as a sentence of their own.
fn sentence(refusal: &Refusal) -> String {
    let words = match refusal {
        Refusal::Unpicked(lines) => format!("{} of its lines have no result yet", lines.len()),
        Refusal::Asked(_) => "picking a line again takes its question back".to_owned(),
        Refusal::NotNow(..)
        | Refusal::NoSuchLine(_)
        | Refusal::Impossible { .. }
        | Refusal::NotCharged
        | Refusal::CardUnasked
        | Refusal::NotAsked
        | Refusal::NotRefundable(_)
        | Refusal::TooLate
        | Refusal::AgeUnchecked(_) => refusal.to_string().replace('_', " "),
    };
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

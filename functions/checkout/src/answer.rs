//! `POST /orders/{order}/answer`: the shopper says yes or no to what staff propose instead.

use crate::App;
use crate::order::{OrderView, opened};
use axum::extract::State;
use cloud::store::orders::Decision;
use domain::OrderId;
use domain::order::{Answer as How, PickResult, Proposal};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use texts::text;
use utoipa::ToSchema;
use web::components::{Tone, hidden, notice};
use web::{Answer, Input, Outcome, Path, Problem, Shell, Want, done};

/// An answer to one question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    /// From the order's link.
    #[serde(default)]
    key: String,
    /// Which question, from 1.
    question: u16,
    /// `yes` or `no`.
    answer: YesOrNo,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum YesOrNo {
    Yes,
    No,
}

/// Answers a question about what may be given instead. The same answer again changes nothing.
#[utoipa::path(post, path = "/orders/{order}/answer", request_body = Said, params(("order" = String, Path)), responses(
    (status = 200, description = "The order with the answer taken into account", body = OrderView),
    (status = 409, description = "The question is answered otherwise, taken back, or its time is over", body = web::problem::Details)))]
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    want: Want,
    Path(order): Path<OrderId>,
    Input(said): Input<Said>,
) -> Outcome<Answer> {
    opened(&app, &order, &said.key).await?;
    let now = app.clock.now();
    let decided = app.store.decide(&order, |whole| whole.answer(said.question, said.answer == YesOrNo::Yes, now)).await?;
    app.jobs.follow(&decided).await;
    app.store.note_decision(&decided).await;
    let link = format!("/orders/{order}?key={}", said.key);
    if let Decision::Refused(_) | Decision::TooLittle(_) = decided {
        let late = Problem::conflict("not-open", text("promise-not-open"));
        return Err(late.detail(text("promise-not-open-why")).way(link, text("cart-to-order")));
    }
    let view = OrderView::of(opened(&app, &order, &said.key).await?, said.key);
    Ok(done(want, &view, &format!("{link}#questions")))
}

impl OrderView {
    /// What the shopper is asked, and what became of it.
    pub(crate) fn questions(&self, shell: &Shell) -> Markup {
        let proposals = &self.promise.proposals;
        let open = proposals.iter().filter(|p| p.answered.is_none());
        html! {
            @if !proposals.is_empty() {
                section.card #questions {
                    h2 { (shell.text("promise-questions")) }
                    @for proposal in open { (self.question(shell, proposal)) }
                    @for proposal in proposals.iter().filter(|p| p.answered.is_some()) { p { (self.asked(shell, proposal)) " " strong { (ended(shell, proposal)) } } }
                }
            }
        }
    }

    /// "Whole Milk is missing. May we give you 2 × Oat Milk for €4.60 (promised: €2.40)?"
    fn asked(&self, shell: &Shell, proposal: &Proposal) -> std::borrow::Cow<'static, str> {
        let line = self.lines.iter().find(|l| l.line == proposal.line);
        let item = &proposal.asked.item;
        let shown = |amount, vat| shell.money(self.order.shown(amount, vat)).to_string();
        let promised = line.map(|l| shown(l.priced.total(), l.item.vat)).unwrap_or_default();
        let values = [
            ("missing", line.map_or("", |l| l.item.name.as_str()).into()),
            ("quantity", shell.language.quantity(item.quantity).into()),
            ("product", item.name.as_str().into()),
            ("price", shown(proposal.asked.priced.total(), item.vat).into()),
            ("promised", promised.into()),
        ];
        shell.say("promise-question", values)
    }

    fn question(&self, shell: &Shell, proposal: &Proposal) -> Markup {
        let time = shell.settings().map(|s| shell.language.time(proposal.until.to_zoned(s.tz()).time())).unwrap_or_default();
        let (otherwise, no) = match &proposal.otherwise {
            PickResult::Substituted(given) => {
                let price = shell.money(self.order.shown(given.priced.total(), given.item.vat)).to_string();
                let silence = shell.say("promise-silence-give", [("time", time.into()), ("price", price.as_str().into())]);
                (silence, shell.say("promise-no-agreed", [("price", price.as_str().into())]))
            }
            _ => (shell.say("promise-silence-leave", [("time", time.into())]), shell.text("promise-no")),
        };
        notice(
            Tone::Warn,
            html! {
                p { strong { (self.asked(shell, proposal)) } }
                p { (otherwise) }
                form.row method="post" action={ "/orders/" (self.id.as_str()) "/answer" } {
                    (hidden("key", &self.key))
                    (hidden("question", &proposal.number.to_string()))
                    button.main type="submit" name="answer" value="yes" { (shell.text("promise-yes")) }
                    button type="submit" name="answer" value="no" { (no) }
                }
            },
        )
    }
}

fn ended(shell: &Shell, proposal: &Proposal) -> std::borrow::Cow<'static, str> {
    match proposal.answered {
        Some((How::Yes, _)) => shell.text("promise-you-said-yes"),
        Some((How::No, _)) => shell.text("promise-you-said-no"),
        Some((How::Silence, _)) => shell.text("promise-time-over"),
        Some((How::Withdrawn, _)) | None => shell.text("promise-withdrawn"),
    }
}

//! `POST /back-office/orders/{order}/picks`: what a picker found. Picking a line again overrides it; saying the same
//! again changes nothing, even after the order moved on. A scanned code is a finding too: see `scans`.

use crate::App;
use crate::order::{OrderView, missing};
use crate::scans;
use crate::steps::{Change, problem};
use crate::who::Staff;
use axum::extract::State;
use domain::order::{Pick, Picked, Refusal, WholeOrder, Write};
use domain::{OrderId, Product, Sku, StaffId};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::slice;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Failure, Input, Outcome, Path, Problem, Want};

/// A picker's findings.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// One for each line looked at. A form sends `results[0][line]=3&results[0][pick]=found`.
    #[serde(default)]
    results: Vec<Picked>,
    /// Instead of results: a barcode, or the label of a scale.
    code: Option<String>,
}

/// As many lines as a basket may hold.
const MOST: usize = 80;

/// So many findings fit into one transaction, even if each gives something else instead of an earlier substitute.
const AT_ONCE: usize = 24;

/// Reports what was found. All of it is checked before any of it counts.
#[utoipa::path(post, path = "/back-office/orders/{order}/picks", tag = "back office", params(("order" = String, Path)), request_body = Report,
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details), (status = 422, body = web::problem::Details)))]
pub async fn report(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Input(report): Input<Report>,
) -> Outcome<Answer> {
    let change = Change { app: &app, want, staff: &staff, order: &order };
    if let Some(code) = &report.code {
        return scans::scan(&change, code).await;
    }
    let findings = &report.results;
    let mark = match findings.as_slice() {
        [one] => format!("#line-{}", one.line),
        _ => "#finish".to_owned(),
    };
    let picked = match odd(findings) {
        Some(problem) => Err(problem),
        None => pick(&change, findings).await,
    };
    change.answered(picked, &mark).await
}

/// What is wrong with a report whatever the order is.
fn odd(findings: &[Picked]) -> Option<Problem> {
    let lines: BTreeSet<u16> = findings.iter().map(|f| f.line).collect();
    let why = match findings.len() {
        0 => "There is nothing in this report.",
        n if n > MOST => "There are more results than an order has lines.",
        n if n > lines.len() => "There are two results for the same line.",
        _ => return None,
    };
    Some(Problem::invalid(vec![Failure::field("results", "invalid", why)]))
}

/// Stores findings, in as many transactions as they take.
pub async fn pick(change: &Change<'_>, all: &[Picked]) -> Outcome<()> {
    let products = products(change, &all.iter().filter_map(substitute).collect::<Vec<_>>()).await?;
    let picker = Picker { all, by: change.staff.id(), products: &products, now: change.app.clock.now() };
    for part in all.chunks(AT_ONCE) {
        change.decide(|whole| picker.decide(whole, part)).await?;
    }
    Ok(())
}

/// The products named as substitutes of these lines, and what they are to stand in for.
pub async fn products(change: &Change<'_>, named: &[(u16, &Sku)]) -> Outcome<Vec<Product>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let whole = change.app.store.whole_order(change.order).await?.ok_or_else(missing)?;
    let original = |line: u16| whole.lines.iter().find(|l| l.line == line).map(|l| l.item.sku.clone());
    let skus: BTreeSet<Sku> = named.iter().flat_map(|(line, sku)| [Some((*sku).clone()), original(*line)]).flatten().collect();
    let products = change.app.store.products(&skus.into_iter().collect::<Vec<_>>()).await?;
    // The shopper reads what they are given in the language they ordered in.
    let said = change.app.catalog.catalog().await?.read_in(&whole.order.language);
    Ok(products.into_iter().map(|product| Product { head: said.spoken(product.head.clone()), ..product }).collect())
}

fn substitute(finding: &Picked) -> Option<(u16, &Sku)> {
    match &finding.pick {
        Pick::Substituted { sku, .. } => Some((finding.line, sku)),
        Pick::Found | Pick::Weighed { .. } | Pick::Short { .. } => None,
    }
}

/// All findings of a report, and what judging them takes.
struct Picker<'a> {
    all: &'a [Picked],
    by: &'a StaffId,
    products: &'a [Product],
    now: Timestamp,
}

impl Picker<'_> {
    /// Takes a part of the findings into account, if all of them are possible.
    fn decide(&self, whole: &WholeOrder, part: &[Picked]) -> Outcome<Option<Write>> {
        let refusals: Vec<Refusal> = news(whole, self.all).iter().filter_map(|one| self.pick(whole, slice::from_ref(one)).err()).collect();
        if !refusals.is_empty() {
            return Err(problem(whole, &refusals));
        }
        match news(whole, part) {
            known if known.is_empty() => Ok(None),
            news => self.pick(whole, &news).map_err(|refusal| problem(whole, &[refusal])),
        }
    }

    fn pick(&self, whole: &WholeOrder, findings: &[Picked]) -> Result<Option<Write>, Refusal> {
        whole.pick(findings, self.by, self.products, self.now)
    }
}

/// The findings that the order does not know yet.
fn news(whole: &WholeOrder, findings: &[Picked]) -> Vec<Picked> {
    let known = |finding: &&Picked| whole.result(finding.line).is_some_and(|result| result.says(&finding.pick));
    findings.iter().filter(|f| !known(f)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::{FromRequest, Request};
    use domain::Quantity;

    async fn read(kind: &str, body: &str) -> Result<Vec<Picked>, Problem> {
        let request = Request::post("/").header("content-type", kind).body(body.to_owned().into()).unwrap();
        Input::<Report>::from_request(request, &()).await.map(|Input(report)| report.results)
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_form_says_the_same_as_json() {
        let json = r#"{"results":[{"line":1,"pick":"found"},{"line":2,"pick":{"weighed":{"grams":480}}},
            {"line":3,"pick":{"short":{"found":1}}},{"line":4,"pick":{"substituted":{"sku":"4011","quantity":{"pieces":1}}}}]}"#;
        let form = "results[0][line]=1&results[0][pick]=found\
            &results[1][line]=2&results[1][pick][weighed][grams]=480\
            &results[2][line]=3&results[2][pick][short][found]=1\
            &results[3][line]=4&results[3][pick][substituted][sku]=4011&results[3][pick][substituted][quantity][pieces]=1";
        let encoded = form.replace('[', "%5B").replace(']', "%5D");
        let from_json = read("application/json", json).await.unwrap();
        let from_form = read("application/x-www-form-urlencoded", &encoded).await.unwrap();
        assert_eq!(from_json, from_form);
        let last = Pick::Substituted { sku: Sku::parse("4011").unwrap(), quantity: Quantity::Pieces(1) };
        assert_eq!(from_form.last(), Some(&Picked { line: 4, pick: last }));
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_form_may_hold_every_line_of_a_full_basket() {
        let fields: Vec<String> =
            (0..80).map(|n| format!("results%5B{n}%5D%5Bline%5D={}&results%5B{n}%5D%5Bpick%5D=found", n + 1)).collect();
        let read = read("application/x-www-form-urlencoded", &fields.join("&")).await.unwrap();
        assert_eq!(read.len(), 80);
        assert!(odd(&read).is_none());
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_report_that_says_nothing_or_two_things_is_refused() {
        let twice = r#"{"results":[{"line":1,"pick":"found"},{"line":1,"pick":{"short":{"found":0}}}]}"#;
        assert_eq!(odd(&read("application/json", twice).await.unwrap()).unwrap().status, 422);
        assert_eq!(odd(&[]).unwrap().status, 422);
    }
}

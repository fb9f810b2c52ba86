//! `POST /back-office/orders/{order}/come-back`: nobody fetched it, or the door stayed shut. The goods come back line by
//! line, the money goes back by itself, and the shopper is told.

use crate::App;
use crate::order::{LineView, OrderView, path};
use crate::steps::{Change, problem};
use crate::who::Staff;
use axum::extract::State;
use domain::OrderId;
use domain::catalog::Catalog;
use domain::order::{Goods, NOT_COLLECTED, SettledLine, State as Stand, WholeOrder};
use domain::product::Storage;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Input, Outcome, Path, Want};

/// What came back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CameBack {
    /// By line: `restocked` or `wasted`. What is not named goes back to its shelf only if it keeps there.
    #[schema(value_type = BTreeMap<String, Goods>)]
    goods: BTreeMap<u16, Goods>,
}

/// Ends a packed order that nobody took. What keeps goes back to the shelf, the rest to the bin; all money goes back.
#[utoipa::path(post, path = "/back-office/orders/{order}/come-back", tag = "back office", params(("order" = String, Path)), request_body = CameBack,
    responses((status = 200, body = OrderView), (status = 409, body = web::problem::Details)))]
pub async fn come_back(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    Path(order): Path<OrderId>,
    Input(told): Input<CameBack>,
) -> Outcome<Answer> {
    let (change, now) = (Change { app: &app, want, staff: &staff, order: &order }, app.clock.now());
    let catalog = app.catalog.catalog().await?;
    let decided = change.decide(|whole| match &whole.order.state {
        Stand::Canceled { reason, .. } if reason == NOT_COLLECTED => Ok(None),
        _ => {
            let mut goods = usual(whole, &catalog);
            goods.extend(&told.goods);
            whole.come_back(&goods, staff.id(), now).map(Some).map_err(|refusal| problem(whole, &[refusal]))
        }
    });
    change.answered(decided.await, "#finish").await
}

/// What usually becomes of each line.
fn usual(whole: &WholeOrder, catalog: &Catalog) -> BTreeMap<u16, Goods> {
    whole.settlement().lines.iter().map(|line| (line.line, if keeps(line, catalog) { Goods::Restocked } else { Goods::Wasted })).collect()
}

/// True for what can be sold again: packed, and from a shelf that is not cooled. What is not known does not keep.
pub fn keeps(line: &SettledLine, catalog: &Catalog) -> bool {
    let product = catalog.product(&line.item.sku);
    line.item.by_weight.is_none() && product.is_some_and(|p| p.text.storage == Storage::Ambient)
}

impl OrderView<'_> {
    /// The way out for what is packed: asked twice, line by line.
    pub fn nobody_came(&self) -> Markup {
        html! {
            details.card {
                summary { "It came back, or nobody fetched it" }
                p { "The order ends. All that was paid goes back by itself, and the shopper is told." }
                form.stack method="post" action={ (path(self.order)) "/come-back" } {
                    @for line in &self.lines { (becomes(line)) }
                    button type="submit" { "End the order" }
                }
            }
        }
    }
}

fn becomes(line: &LineView) -> Markup {
    let name = format!("goods[{}]", line.line);
    html! {
        fieldset {
            legend { (line.given) }
            label { input type="radio" name=(name) value="restocked" checked[line.keeps]; " back to the shelf" }
            label { input type="radio" name=(name) value="wasted" checked[!line.keeps]; " to the bin" }
        }
    }
}

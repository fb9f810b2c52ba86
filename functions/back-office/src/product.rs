//! `PATCH /back-office/products/{sku}` and the same as a form: another price, another count of the shelf, sold or not.

use crate::App;
use crate::amount::{Amount, written};
use crate::product_row::{ProductRow, missing};
use crate::who::{Staff, local};
use axum::extract::State;
use cloud::Fault;
use cloud::store::products::Edited;
use cloud::store::recount::Count;
use domain::{Money, ProductHead, Sku};
use http::HeaderMap;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Failure, Input, Outcome, Path, Problem, Want, done};

/// What to change about a product. What is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Per piece, or per kilogram: cents as a number, or text like `1,99`. The owner's to change.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    price: Option<Amount>,
    /// Free to be sold as counted, in stock units. The book gets the difference.
    #[serde(default)]
    stock: Option<i64>,
    /// Whether it is sold at all: what is not has no page any more, and can be sold again. The owner's to change.
    #[serde(default)]
    sold: Option<bool>,
    /// Names this count, so that sending it twice changes nothing more. Programs may send `Idempotency-Key` instead.
    #[serde(default)]
    #[schema(ignore)]
    count: String,
    /// The page a form came from.
    #[serde(default)]
    #[schema(ignore)]
    back: String,
}

/// Dearer than anything a grocer sells: a slip of the finger.
const MOST_PRICE: Money = Money(1_000_000);
/// Tries for a product that others change meanwhile.
pub const TRIES: usize = 5;
/// More than any shelf holds: ten tons, or ten million pieces.
const MOST_STOCK: i64 = 10_000_000;

/// Changes a product's price, sets its stock to what was counted, takes it off the shelves or puts it back.
#[utoipa::path(patch, path = "/back-office/products/{sku}", tag = "back office",
    params(("sku" = String, Path), ("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key counts once")),
    request_body = Edit,
    responses((status = 200, body = ProductRow), (status = 403, body = web::problem::Details), (status = 404, body = web::problem::Details),
        (status = 422, body = web::problem::Details)))]
pub async fn edit(
    State(app): State<Arc<App>>,
    want: Want,
    staff: Staff,
    headers: HeaderMap,
    Path(sku): Path<Sku>,
    Input(edit): Input<Edit>,
) -> Outcome<Answer> {
    let back = local(&edit.back);
    let catalog = app.catalog.catalog().await?;
    let price = checked(&edit, &staff, &catalog.settings().currency).map_err(|problem| problem.way(back, "Back"))?;
    if let Some(price) = price {
        head_with(&app, &sku, |head| head.price = price).await?;
    }
    if let Some(sold) = edit.sold {
        head_with(&app, &sku, |head| head.active = sold).await?;
    }
    if let Some(free) = edit.stock {
        let id = count_id(&headers, &edit, &staff);
        let count = Count { sku: &sku, free, by: staff.name(), id: &id };
        let head = app.store.recount(&count, app.clock.now()).await?.ok_or_else(missing)?;
        app.store.note_shelf(&[head]).await;
    }
    let product = app.store.products(std::slice::from_ref(&sku)).await?.pop().ok_or_else(missing)?;
    let mark = if back.contains("/products/") { String::new() } else { format!("#p-{sku}") };
    Ok(done(want, &ProductRow::of(&product, &product.head), &format!("{back}{mark}")))
}

/// The price, if another one is wanted.
fn checked(edit: &Edit, staff: &Staff, currency: &str) -> Outcome<Option<Money>> {
    if (edit.price.is_some() || edit.sold.is_some()) && !staff.is_owner() {
        return Err(Problem::forbidden("Only the owner changes prices, and what is sold."));
    }
    let mut failures = Vec::new();
    let price = edit.price.as_ref().map(|price| price.read(currency));
    match price {
        Some(Err(odd)) => failures.push(Failure::field("price", "malformed", format!("That is no price: {odd}."))),
        Some(Ok(price)) if price <= Money::ZERO || price > MOST_PRICE => {
            failures.push(Failure::field(
                "price",
                "out_of_range",
                format!("A price is more than nothing and at most {}.", written(MOST_PRICE, currency)),
            ));
        }
        Some(Ok(_)) | None => {}
    }
    if edit.stock.is_some_and(|s| !(0..=MOST_STOCK).contains(&s)) {
        failures.push(Failure::field("stock", "out_of_range", "Stock is a whole number from 0 to 10,000,000."));
    }
    if edit.price.is_none() && edit.stock.is_none() && edit.sold.is_none() {
        failures.push(Failure::field("price", "required", "Say what to change: the price, the stock, or whether it is sold."));
    }
    if failures.is_empty() { Ok(price.and_then(Result::ok)) } else { Err(Problem::invalid(failures)) }
}

/// The same again is no change: baskets quoted at a price stay as they are.
async fn head_with(app: &App, sku: &Sku, change: impl Fn(&mut ProductHead)) -> Outcome<()> {
    for _ in 0..TRIES {
        let before = app.store.heads([sku]).await?.pop().ok_or_else(missing)?;
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(());
        }
        after.pv += 1;
        if let (Edited::Yes, job) = app.store.save_head(&before, &after, app.clock.now()).await? {
            app.jobs.announce(&[job]).await;
            return Ok(());
        }
    }
    Err(Fault::Busy(format!("changing {sku}")).into())
}

/// Keys of one person never meet those of another. Without a key, each request is a count of its own.
fn count_id(headers: &HeaderMap, edit: &Edit, staff: &Staff) -> String {
    let header = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    match header.or(Some(edit.count.as_str())).filter(|key| !key.is_empty()) {
        Some(key) => cloud::random::hashed(&format!("{}\n{key}", staff.name()))[..32].to_owned(),
        None => cloud::random::token(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::{FromRequest, Request};
    use cloud::store::staff::{Member, Role};
    use domain::StaffId;

    async fn read(kind: &str, body: &str) -> Result<Edit, Problem> {
        let request = Request::post("/").header("content-type", kind).body(body.to_owned().into()).unwrap();
        Input::<Edit>::from_request(request, &()).await.map(|Input(edit)| edit)
    }

    fn someone(role: Role) -> Staff {
        Staff(Member { staff: StaffId::parse("ada@shop.example").unwrap(), role })
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[tokio::test(flavor = "current_thread")]
    async fn people_write_amounts_and_programs_send_cents() {
        assert_eq!(read(FORM, "price=1%2C99&back=%2Fback-office").await.unwrap().price.unwrap().read("EUR"), Ok(Money(199)));
        assert_eq!(read("application/json", r#"{"price":199}"#).await.unwrap().price.unwrap().read("EUR"), Ok(Money(199)));
        assert_eq!(read(FORM, "stock=12&count=abc").await.unwrap().stock, Some(12));
        let much = read(FORM, "price=much").await.unwrap();
        assert_eq!(checked(&much, &someone(Role::Owner), "EUR").unwrap_err().errors[0].code, "malformed");
        assert_eq!(read("application/json", r#"{"prize":199}"#).await.unwrap_err().status, 400);
    }

    #[tokio::test(flavor = "current_thread")]
    async fn only_the_owner_changes_prices_and_what_is_sold() {
        let price = read("application/json", r#"{"price":199}"#).await.unwrap();
        let stock = read("application/json", r#"{"stock":3}"#).await.unwrap();
        let sold = read(FORM, "sold=false").await.unwrap();
        assert_eq!((sold.sold, checked(&sold, &someone(Role::Staff), "EUR").unwrap_err().status), (Some(false), 403));
        assert!(checked(&price, &someone(Role::Owner), "EUR").is_ok());
        assert_eq!(checked(&price, &someone(Role::Staff), "EUR").unwrap_err().status, 403);
        assert!(checked(&stock, &someone(Role::Staff), "EUR").is_ok());
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_slip_of_the_finger_is_refused_whole() {
        let edit = read("application/json", r#"{"price":0,"stock":-1}"#).await.unwrap();
        assert_eq!(checked(&edit, &someone(Role::Owner), "EUR").unwrap_err().errors.len(), 2);
        let nothing = read("application/json", "{}").await.unwrap();
        assert_eq!(checked(&nothing, &someone(Role::Owner), "EUR").unwrap_err().status, 422);
    }

    #[tokio::test(flavor = "current_thread")]
    async fn the_same_key_names_the_same_count() {
        let edit = read(FORM, "stock=12&count=abc").await.unwrap();
        let staff = someone(Role::Staff);
        let (mut headers, again) = (HeaderMap::new(), count_id(&HeaderMap::new(), &edit, &staff));
        assert_eq!(count_id(&headers, &edit, &staff), again);
        headers.insert("idempotency-key", "other".parse().unwrap());
        assert_ne!(count_id(&headers, &edit, &staff), again);
    }
}

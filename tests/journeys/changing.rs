//! An order is changed by its shopper: at once where that is covered, else once it is paid; and nothing is lost on the way.

use super::{Open, Placed, Reply, Shopper, assert_true_books, eventually, packed, placed, settings};
use domain::Quantity::Pieces;
use domain::order::Rank;
use domain::ways::WindowRule;
use domain::{Money, Quantity};
use jiff::civil::time;
use serde_json::{Value, json};

/// A little more than what a change is held for.
const HOLD: i64 = 31 * 60;

fn path(order: &Placed) -> String {
    format!("/orders/{}/change", order.order)
}

fn wish(order: &Placed, lines: &[(&str, u32)]) -> Value {
    let lines: serde_json::Map<String, Value> = lines.iter().map(|(sku, n)| ((*sku).to_owned(), json!({ "pieces": n }))).collect();
    json!({ "key": order.key, "lines": lines })
}

/// What a change comes to.
async fn review(ada: &mut Shopper, order: &Placed, lines: &[(&str, u32)]) -> Value {
    ada.browser.post(&path(order), &wish(order, lines)).await.good()
}

/// Reviews a change and makes it.
async fn change(ada: &mut Shopper, order: &Placed, lines: &[(&str, u32)]) -> Reply {
    let review = review(ada, order, lines).await;
    confirm(ada, order, lines, &review).await
}

async fn confirm(ada: &mut Shopper, order: &Placed, lines: &[(&str, u32)], review: &Value) -> Reply {
    let mut told = wish(order, lines);
    told["quote"] = review["fingerprint"].clone();
    told["of_age"] = json!(true);
    ada.browser.post(&path(order), &told).await
}

/// The order with the page its change is to be paid on.
fn page_of(order: &Placed, reply: &Reply) -> Placed {
    let pay_url = reply.good()["pay_url"].as_str().map(str::to_owned);
    assert!(pay_url.is_some(), "nothing is to be paid: {}", reply.body);
    Placed { pay_url, ..order.clone() }
}

fn lines(order: &Value) -> Vec<(String, Quantity)> {
    let lines = order["lines"].as_array().unwrap().iter();
    lines.map(|line| (line["sku"].as_str().unwrap().to_owned(), serde_json::from_value(line["quantity"].clone()).unwrap())).collect()
}

#[tokio::test]
async fn a_change_that_is_covered_counts_at_once() {
    let open = Open::shop().await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(5)).await;
    ada.put("cola", Pieces(2)).await;
    let order = ada.checkout().await;
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    open.quiet().await;

    let wanted = [("milk", 2), ("cola", 0), ("bread", 2)];
    let seen = review(&mut ada, &order, &wanted).await;
    assert_eq!((seen["before"].as_i64(), seen["quote"]["total"].as_i64(), seen.get("pays")), (Some(850), Some(740), None));
    assert_eq!(seen["differences"].as_array().unwrap().len(), 3, "{seen}");
    assert_eq!(open.order(&order).await.total.0, 850, "a review changes nothing");
    for _ in 0..2 {
        let changed = confirm(&mut ada, &order, &wanted, &seen).await.good();
        assert_eq!(lines(&changed), [("bread".to_owned(), Pieces(2)), ("milk".to_owned(), Pieces(2))]);
        assert_eq!((changed["total"].as_i64(), changed.get("pay_url")), (Some(740), None));
    }
    assert_eq!((open.available("milk").await, open.available("cola").await, open.available("bread").await), (48, 60, 28));
    let letter = open.mail("ada", &format!("Your order {}, changed", order.order)).await;
    assert!(letter.text.as_deref().unwrap_or_default().contains("Bread"), "{:?}", letter.text);
    let rows = super::rows(&open.shop).await;
    let former: Vec<_> = rows.iter().filter(|((pk, sk), _)| pk.ends_with(&order.order) && sk.starts_with("B#")).collect();
    assert_eq!((former.len(), former[0].1["total"].as_i64()), (1, Some(850)), "what it was is kept");
    open.quiet().await;
    assert_true_books(&open.shop).await;

    let mut kim = open.staff().await;
    kim.pick_all(&order).await;
    confirm(&mut ada, &order, &[("milk", 1)], &seen).await.refused(409, "not-now");
    kim.ready(&order).await;
    open.quiet().await;
    kim.hand_over(&order).await;
    assert_eq!(ada.look(&order).await["payment"]["captured"], 740);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_change_that_costs_more_counts_once_exactly_that_is_paid() {
    let open = Open::shop().await;
    let (mut ada, order) = open.paid("ada").await;
    let first = open.order(&order).await.payment.intent.unwrap();
    let page = page_of(&order, &change(&mut ada, &order, &[("milk", 1), ("bread", 4)]).await);
    let waits = ada.look(&order).await;
    assert_eq!((lines(&waits), waits["asking"]["amount"].as_i64()), (vec![("milk".to_owned(), Pieces(2))], Some(1_120)));
    assert_eq!((open.available("milk").await, open.available("bread").await), (48, 26), "what is more is held, what is less too");
    assert!(ada.browser.page(&order.path()).await.body.contains("counts once it is paid"));
    let staff = open.staff().await.browser.page(&format!("/back-office/orders/{}", order.order)).await;
    assert!(staff.body.contains("The shopper is changing this order."), "{}", staff.body);
    assert_true_books(&open.shop).await;

    ada.pay(&page).await;
    let order_now = eventually("the change counts", async || Some(open.order(&order).await).filter(|o| o.changes() == 1)).await;
    open.quiet().await;
    assert_eq!((order_now.upper.0, order_now.former.as_slice()), (1_120, std::slice::from_ref(&first)));
    assert_eq!((open.available("milk").await, open.available("bread").await), (49, 26));
    let payments = open.bank().payments_of(&order).await;
    let status = |intent: &Value| (intent["amount"].as_i64().unwrap(), intent["status"].as_str().unwrap().to_owned());
    let mut all: Vec<_> = payments.iter().map(status).collect();
    all.sort();
    assert_eq!(all, [(240, "canceled".to_owned()), (1_120, "requires_capture".to_owned())]);
    // All that was told, told again, changes nothing.
    let before = open.order(&order).await;
    let told: Vec<Value> = open.bank().dump().await["events"].as_array().unwrap().iter().map(|entry| entry["event"].clone()).collect();
    for event in told.iter().rev() {
        open.bank().send(event, "").await;
    }
    open.quiet().await;
    assert_eq!(open.order(&order).await, before);
    assert_true_books(&open.shop).await;

    let mut kim = open.staff().await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.quiet().await;
    kim.hand_over(&order).await;
    let paid = open.order(&order).await.payment;
    assert_eq!((paid.rank, paid.captured.0), (Rank::Captured, 1_120));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_change_that_is_not_paid_in_time_leaves_the_order_as_it_was() {
    let open = Open::shop().await;
    let (mut ada, order) = open.paid("ada").await;
    let page = page_of(&order, &change(&mut ada, &order, &[("bread", 4)]).await);
    open.advance(HOLD);
    open.fire("sweep").await;
    eventually("nothing waits", async || open.order(&order).await.awaited().is_none().then_some(())).await;
    open.quiet().await;
    assert_eq!(ada.press(&page, "pay").await.status, 410, "the page is closed");
    assert_eq!((open.available("bread").await, open.order(&order).await.upper.0), (30, 240));
    assert_true_books(&open.shop).await;
    // And it may be changed again, on another page.
    let again = page_of(&order, &change(&mut ada, &order, &[("bread", 4)]).await);
    assert_ne!(again.pay_url, page.pay_url);
    let dropped = ada.browser.post(&format!("/orders/{}/keep", order.order), &json!({ "key": order.key })).await.good();
    assert_eq!((dropped.get("asking"), open.available("bread").await), (None, 30));
    assert_eq!(ada.press(&again, "pay").await.status, 410);
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn canceling_or_picking_ends_a_change_that_waits() {
    let open = Open::shop().await;
    for canceled in [true, false] {
        let (mut ada, order) = open.paid("ada").await;
        let page = page_of(&order, &change(&mut ada, &order, &[("bread", 4)]).await);
        if canceled {
            ada.cancel(&order).await.good();
        } else {
            open.staff().await.pick_all(&order).await;
        }
        assert_eq!(open.available("bread").await, 30);
        open.quiet().await;
        assert_eq!(ada.press(&page, "pay").await.status, 410, "its page is closed");
        assert_eq!(open.order(&order).await.review, None);
    }
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_cannot_be_had_is_said_and_nothing_is_changed() {
    let open = Open::shop().await;
    let (mut ada, order) = open.paid("ada").await;
    let too_much = ada.browser.post(&path(&order), &wish(&order, &[("bread", 31)])).await;
    assert_eq!(too_much.refused(409, "unavailable"), [("bread".to_owned(), "too_little".to_owned())]);
    ada.browser.post(&path(&order), &wish(&order, &[("milk", 0)])).await.refused(422, "nothing-left");
    ada.browser.post(&path(&order), &wish(&order, &[("milk", 100)])).await.refused(422, "invalid");
    ada.browser.post(&path(&order), &wish(&order, &[("nothing", 1)])).await.refused(409, "unavailable");
    let seen = review(&mut ada, &order, &[("bread", 30)]).await;
    // Somebody else takes one.
    let mut bob = open.shopper("bob");
    bob.put("bread", Pieces(1)).await;
    bob.checkout().await;
    confirm(&mut ada, &order, &[("bread", 30)], &seen).await.refused(409, "unavailable");
    let seen = review(&mut ada, &order, &[("milk", 1)]).await;
    open.owner().await.edit("milk", &json!({ "price": 130 })).await;
    confirm(&mut ada, &order, &[("milk", 1)], &seen).await.refused(409, "price-changed");
    let mut wrong = wish(&order, &[("milk", 1)]);
    wrong["key"] = json!("someone else");
    ada.browser.post(&path(&order), &wrong).await.refused(404, "not-found");
    assert_eq!((open.order(&order).await.changes(), open.order(&order).await.upper.0), (0, 240));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn wine_is_added_by_who_is_old_enough() {
    let open = Open::shop().await;
    let (mut ada, order) = open.paid("ada").await;
    let seen = review(&mut ada, &order, &[("wine", 1)]).await;
    assert_eq!(seen["confirm_age"], 16);
    let mut young = wish(&order, &[("wine", 1)]);
    young["quote"] = seen["fingerprint"].clone();
    ada.browser.post(&path(&order), &young).await.refused(422, "invalid");
    let page = page_of(&order, &confirm(&mut ada, &order, &[("wine", 1)], &seen).await);
    ada.pay(&page).await;
    let changed = eventually("the change counts", async || Some(open.order(&order).await).filter(|o| o.changes() == 1)).await;
    assert_eq!((changed.age, changed.promise.of_age), (Some(16), Some(16)));
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_order_is_changed_without_a_script_in_both_languages() {
    let open = Open::shop().await;
    let (mut ada, order) = open.paid("ada").await;
    ada.put("cola", Pieces(3)).await;
    let page = ada.browser.page(&format!("{}?key={}", path(&order), order.key)).await;
    assert!(page.body.contains("name=\"lines[milk][pieces]\" value=\"2\"") && page.body.contains("what is in my basket"), "{}", page.body);
    let form = |step: &'static str, find: &'static str| {
        [("key", order.key.clone()), ("lines[milk][pieces]", "1".to_owned()), ("find", find.to_owned()), ("step", step.to_owned())]
    };
    async fn post(ada: &mut Shopper, order: &Placed, fields: &[(&str, String)]) -> Reply {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ada.browser.form(&path(order), &fields).await
    }
    let found = post(&mut ada, &order, &form("find", "bread")).await;
    assert!(found.body.contains("name=\"lines[bread][pieces]\" value=\"0\"") && found.body.contains("lines[milk][pieces]\" value=\"1\""));
    let along = post(&mut ada, &order, &form("basket", "")).await;
    assert!(along.body.contains("name=\"lines[cola][pieces]\" value=\"3\""), "{}", along.body);
    let review = post(&mut ada, &order, &form("review", "")).await;
    assert!(review.body.contains("was: ") && review.body.contains("Until now the order came to"), "{}", review.body);
    let fingerprint = review.between("name=\"quote\" value=\"", "\"").remove(0);
    let confirm = [("key", order.key.clone()), ("lines[milk][pieces]", "1".to_owned()), ("quote", fingerprint)];
    assert_eq!(post(&mut ada, &order, &confirm).await.leads(), order.path());
    assert_eq!(open.order(&order).await.upper.0, 120);
    let nothing = [("key", order.key.clone()), ("lines[milk][pieces]", "0".to_owned())];
    let refused = post(&mut ada, &order, &nothing).await;
    assert!(refused.status == 422 && refused.body.contains("Nothing was changed"), "{}", refused.body);
    ada.browser.form("/language", &[("language", "de"), ("to", "/")]).await;
    let page = ada.browser.page(&format!("{}?key={}", path(&order), order.key)).await;
    assert!(page.body.contains("Bestellung ändern"), "{}", page.body);
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_dearer_time_is_taken_once_it_is_paid() {
    let mut settings = settings();
    let window = (time(10, 0, 0, 0), time(11, 0, 0, 0));
    let method = domain::slot::Method::Pickup;
    settings.ways.windows = vec![WindowRule { method, window, closes: None, express: Some(Money(290)), capacity: None }];
    let open = Open::with(vec![packed("milk", 120, 50)], settings).await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let slots = ada.slots("method=pickup").await;
    let at = |hour: &str| slots.iter().rev().find(|slot| slot.contains(hour)).unwrap().clone();
    let mut details = ada.details(&at("_12:00-"));
    details["fulfillment"] = json!({ "method": "pickup", "slot": at("_12:00-") });
    let review = ada.browser.post("/checkout", &details).await.good();
    let order = placed(&ada.confirm(&review).await);
    ada.pay(&order).await;
    open.becomes(&order, "placed").await;
    open.quiet().await;
    let path = format!("/orders/{}/slot", order.order);
    let to = json!({ "key": order.key, "fulfillment": { "slot": at("_10:00-") } });
    let page = page_of(&order, &ada.browser.post(&path, &to).await);
    assert_eq!(page_of(&order, &ada.browser.post(&path, &to).await), page, "asked for again, it is the same page");
    assert_eq!(ada.look(&order).await["fulfillment"]["slot"], json!(at("_12:00-")));
    assert_true_books(&open.shop).await;
    ada.pay(&page).await;
    eventually("it has the other time", async || (open.order(&order).await.upper.0 == 530).then_some(())).await;
    open.quiet().await;
    assert_eq!(ada.look(&order).await["fulfillment"]["slot"], json!(at("_10:00-")));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_payment_that_was_lost_is_made_again() {
    let open = Open::shop().await;
    let (mut ada, order) = open.paid("ada").await;
    let first = open.order(&order).await.payment.intent.unwrap();
    open.bank().let_go(&first).await;
    let lost = eventually("it is lost", async || Some(open.order(&order).await).filter(|o| o.payment.rank == Rank::Voided)).await;
    open.quiet().await;
    let letter = open.mail("ada", &format!("Please pay for your order {} again", order.order)).await;
    assert!(letter.text.as_deref().unwrap_or_default().contains(&order.path()), "{:?}", letter.text);
    assert!(ada.browser.page(&order.path()).await.body.contains("Please pay once more"));
    let paid = ada.browser.post(&format!("/orders/{}/pay", order.order), &json!({ "key": order.key })).await.good();
    let page = Placed { pay_url: paid["pay_url"].as_str().map(str::to_owned), ..order.clone() };
    ada.pay(&page).await;
    let again = eventually("it is paid", async || Some(open.order(&order).await).filter(|o| o.payment.rank == Rank::Authorized)).await;
    assert_eq!((again.former, again.asking, lost.payment.captured.0), (vec![first], None, 0));
    let mut kim = open.staff().await;
    kim.pick_all(&order).await;
    kim.ready(&order).await;
    open.quiet().await;
    kim.hand_over(&order).await;
    assert_true_books(&open.shop).await;
}

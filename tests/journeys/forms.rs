//! The same journey with plain forms: pages, buttons, redirects, no script.

use super::{Open, Placed, assert_true_books};
use domain::OrderId;

#[tokio::test]
async fn forms_work_like_json() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    // The shelf, the basket.
    assert!(ada.page("/aisles/fruit-vegetables").await.body.contains("Apples"));
    let page = ada.page("/products/apples/apples").await;
    assert!(page.body.contains("action=\"/cart/lines\""), "the product can be put into the basket");
    let next = ada.form("/cart/lines", &[("sku", "apples"), ("quantity[grams]", "1000")]).await.leads();
    assert_eq!(next, "/cart");
    ada.form("/cart/lines", &[("sku", "cola"), ("quantity[pieces]", "2"), ("mode", "add")]).await.leads();
    ada.form("/cart/lines", &[("sku", "cola"), ("quantity[pieces]", "1"), ("mode", "add")]).await.leads();
    let basket = ada.page("/cart").await;
    assert!(basket.body.contains("Apples") && basket.body.contains("6.75"), "3.00 + 3 x 1.25");

    // Who, how, when. What is wrong is said beside the form, which keeps what was told.
    let form = ada.page("/checkout?method=pickup").await;
    let slot = form.between("name=\"fulfillment[slot]\" value=\"", "\"").pop().unwrap();
    let mut fields = vec![
        ("fulfillment[method]", "pickup"),
        ("fulfillment[slot]", slot.as_str()),
        ("contact[name]", "Ada Marsh"),
        ("contact[email]", "ada at example"),
        ("contact[phone]", ""),
        ("wish", "similar"),
    ];
    let again = ada.form("/checkout", &fields).await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("Ada Marsh") && again.body.contains("Please enter an e-mail address"));
    fields[3].1 = "ada@example.org";
    assert_eq!(ada.form("/checkout", &fields).await.leads(), "/checkout/review");
    let review = ada.page("/checkout/review").await;
    let quote = review.between("name=\"quote\" value=\"", "\"").pop().unwrap();
    assert!(review.body.contains("7.05"), "up to 7.05 is set aside");

    // Placed, paid, back on the order's page.
    let pay_page = ada.form("/checkout", &[("quote", &quote)]).await.leads();
    assert!(pay_page.starts_with(&open.shop.stripe_url), "{pay_page}");
    assert_eq!(ada.form("/checkout", &[("quote", &quote)]).await.leads(), pay_page, "a second submit leads to the same page");
    let back = ada.form(&pay_page, &[("action", "pay")]).await.leads();
    let path = back.strip_prefix(&open.shop.origin).unwrap().to_owned();
    let order = path.trim_start_matches("/orders/").split('?').next().unwrap().to_owned();
    let key = open.key_of(&OrderId::parse(order.clone()).unwrap());
    let placed = Placed { order, key, pay_url: Some(pay_page), total: 675, upper: 705 };
    open.becomes(&placed, "placed").await;
    assert!(ada.page(&path).await.body.contains("Thank you!"));
    open.quiet().await;

    pick_with_forms(&open, &placed).await;
    let page = ada.page(&path).await;
    assert!(page.body.contains("Enjoy your groceries") && page.body.contains("6.60"), "charged by the scale: 2.85 + 3.75");
    assert_true_books(&open.shop).await;
}

/// Signs in by the link, as the person at `make run` does, and plays the staff.
async fn pick_with_forms(open: &Open, placed: &Placed) {
    let mut owner = open.stranger();
    let link = open.shop.sign_in_url.replace(&open.shop.origin, "");
    assert_eq!(owner.form(&link, &[]).await.leads(), "/back-office");
    let day = open.order(placed).await.fulfillment.slot.date().to_owned();
    assert!(owner.page(&format!("/back-office/orders?day={day}")).await.body.contains(&placed.order));
    let path = format!("/back-office/orders/{}", placed.order);
    let page = owner.page(&path).await;
    assert!(page.body.contains(&format!("action=\"{path}/picks\"")));
    let early = owner.form(&format!("{path}/ready"), &[]).await;
    assert_eq!(early.status, 409, "not before everything is picked");
    let picks = format!("{path}/picks");
    let weighed = [("results[0][line]", "1"), ("results[0][pick][weighed][grams]", "950")];
    assert!(owner.form(&picks, &weighed).await.leads().starts_with(&path));
    owner.form(&picks, &[("results[0][line]", "2"), ("results[0][pick]", "found")]).await.leads();
    owner.form(&format!("{path}/ready"), &[]).await.leads();
    open.bank().payment(placed, "succeeded").await;
    open.quiet().await;
    owner.form(&format!("{path}/handover"), &[]).await.leads();
    assert!(owner.page("/back-office/takings").await.body.contains("6.60"));
    owner.form("/back-office/sign-out", &[]).await.leads();
    assert!(owner.page("/back-office").await.leads().starts_with("/back-office/sign-in"));
}

#[tokio::test]
async fn a_page_says_what_is_wrong_in_words() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    ada.form("/cart/lines", &[("sku", "milk"), ("quantity[pieces]", "3")]).await.leads();
    let removed = ada.form("/cart/lines", &[("sku", "milk"), ("quantity[pieces]", "0")]).await.leads();
    assert!(ada.page(&removed).await.body.contains("was taken out"));
    ada.form("/cart/undo", &[]).await.leads();
    assert!(ada.page("/cart").await.body.contains("3.60"));
    let lost = ada.page("/products/unicorn").await;
    assert_eq!(lost.status, 404);
    assert!(lost.body.contains("<html") && !lost.body.contains("/problems/"));
    let empty = open.stranger().page("/checkout").await;
    assert_eq!(empty.status, 409);
    assert!(empty.body.contains("The basket is empty"));
}

#[tokio::test]
async fn one_more_and_one_less_on_a_tile_fit_what_lies_in_the_basket() {
    let open = Open::shop().await;
    let mut ada = open.stranger();
    let page = ada.page("/aisles/fruit-vegetables").await.body;
    assert!(page.contains("name=\"mode\" value=\"less\"") && page.contains("<noscript>"), "{page}");
    let less = [("sku", "apples"), ("quantity[pieces]", "1"), ("mode", "less")];
    assert_eq!(ada.form("/cart/lines", &less).await.leads(), "/cart", "less of nothing is nothing");
    assert_eq!(ada.get("/cart").await.good()["items"], 0);
    for (quantity, mode, held) in [("pieces", "add", "1"), ("grams", "add", "4"), ("pieces", "less", "3")] {
        let (field, amount) = (format!("quantity[{quantity}]"), if quantity == "grams" { "600" } else { "1" });
        ada.form("/cart/lines", &[("sku", "apples"), (&field, amount), ("mode", mode)]).await.leads();
        assert_eq!(ada.get("/cart").await.good()["lines"][0]["quantity"]["pieces"].to_string(), held, "{quantity} {mode}");
    }
    ada.form("/cart/lines", &[("sku", "apples"), ("quantity[grams]", "500"), ("mode", "set")]).await.leads();
    ada.form("/cart/lines", &[("sku", "apples"), ("quantity[pieces]", "1"), ("mode", "add")]).await.leads();
    assert_eq!(ada.get("/cart").await.good()["lines"][0]["quantity"]["grams"], 700);
    ada.form("/cart/lines", &[("sku", "apples"), ("quantity[grams]", "9000"), ("mode", "less")]).await.leads();
    assert_eq!(ada.get("/cart").await.good()["items"], 0);
}

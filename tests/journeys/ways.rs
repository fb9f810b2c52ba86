//! Slots and ways: points and closed slots, the right to finish, fresh goods, another time, the curb, parcels.

use super::{Browser, Open, Picker, Placed, Shopper, assert_true_books, assortment, eventually, placed, settings};
use domain::Quantity::Pieces;
use domain::product::{Storage, Times};
use domain::ways::{Curbside, Points, Shipment, WindowRule};
use domain::{Money, Product, Settings, SlotId};
use jiff::civil::time;
use serde_json::{Value, json};

/// The demonstration shop with all ways, and slots that take six points.
fn all_ways() -> Settings {
    let mut settings = settings();
    settings.slots.capacity_pickup = 6;
    settings.ways.curbside = Some(Curbside { bays: 3, capacity: 4 });
    settings.ways.shipment = Some(Shipment { fee: Money(590), free_from: Money(0), cut_off: time(9, 0, 0, 0) });
    settings
}

/// With bread only in the morning and milk that must stay cool.
fn goods() -> Vec<Product> {
    let mut goods = assortment();
    for product in &mut goods {
        match product.head.sku.as_str() {
            "bread" => product.text.times = Some(Times { from: None, before: Some(time(11, 0, 0, 0)) }),
            "milk" => product.text.storage = Storage::Chilled,
            _ => {}
        }
    }
    goods
}

fn way(ada: &Shopper, method: &str, slot: &str) -> Value {
    let address = json!({ "street": "Musterweg 1", "postcode": "80331", "city": "München" });
    let address = if method == "shipment" { address } else { Value::Null };
    let mut details = ada.details(slot);
    details["fulfillment"] = json!({ "method": method, "slot": slot, "address": address });
    details
}

async fn order(ada: &mut Shopper, method: &str, slot: &str) -> Placed {
    let details = way(ada, method, slot);
    let review = ada.browser.post("/checkout", &details).await.good();
    placed(&ada.confirm(&review).await)
}

async fn paid(open: &Open, ada: &mut Shopper, method: &str, slot: &str) -> Placed {
    let placed = order(ada, method, slot).await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    open.quiet().await;
    placed
}

async fn last(ada: &mut Shopper, method: &str) -> String {
    ada.slots(&format!("method={method}")).await.pop().unwrap()
}

/// An hour before the slot's window begins, everywhere.
fn go_to(open: &Open, slot: &str) {
    let slot = SlotId::parse(slot).unwrap();
    let begins = slot.day().unwrap().to_datetime(slot.times().unwrap().0).to_zoned(settings().tz()).unwrap();
    open.advance(begins.timestamp().duration_since(open.shop.clock.now()).as_secs() - 3_599);
}

/// How full the day's list says a slot is.
async fn room(kim: &mut Picker, slot: &str) -> (i64, i64) {
    let day = kim.browser.get(&format!("/back-office/orders?day={}", &slot[..10])).await.good();
    let rooms = day["slots"].as_array().unwrap();
    let room = rooms.iter().find(|room| room["slot"] == slot).unwrap_or_else(|| panic!("{slot} is not listed: {day}"));
    (room["used"].as_i64().unwrap(), room["takes"].as_i64().unwrap())
}

#[tokio::test]
async fn an_order_takes_the_points_it_is_and_gives_exactly_those_back() {
    let mut settings = all_ways();
    settings.ways.points = Some(Points { order: 2, lines: 2, frozen_crate: 0, crate_lines: 0 });
    let open = Open::with(goods(), settings).await;
    let (mut ada, mut bob, mut kim) = (open.shopper("ada"), open.shopper("bob"), open.staff().await);
    let slot = last(&mut ada, "pickup").await;
    for (sku, pieces) in [("milk", 1), ("cola", 1), ("wine", 1), ("oat-milk", 1)] {
        ada.put(sku, Pieces(pieces)).await;
    }
    let big = paid(&open, &mut ada, "pickup", &slot).await;
    assert_eq!(room(&mut kim, &slot).await, (4, 6), "two for the order, one for each two lines");
    bob.put("milk", Pieces(1)).await;
    let small = order(&mut bob, "pickup", &slot).await;
    assert_eq!(room(&mut kim, &slot).await, (6, 6));
    let mut eve = open.shopper("eve");
    eve.put("milk", Pieces(1)).await;
    let details = way(&eve, "pickup", &slot);
    let review = eve.browser.post("/checkout", &details).await.good();
    eve.confirm(&review).await.refused(409, "slot-full");
    bob.cancel(&small).await.good();
    assert_eq!(room(&mut kim, &slot).await, (4, 6));
    ada.cancel(&big).await.good();
    assert_eq!(room(&mut kim, &slot).await, (0, 6));
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn the_owner_closes_a_slot_and_the_orders_in_it_stay() {
    let open = Open::with(goods(), all_ways()).await;
    let (mut ada, mut bob, mut owner) = (open.shopper("ada"), open.shopper("bob"), open.owner().await);
    let slot = last(&mut ada, "pickup").await;
    ada.put("milk", Pieces(1)).await;
    paid(&open, &mut ada, "pickup", &slot).await;
    bob.put("milk", Pieces(1)).await;
    let details = way(&bob, "pickup", &slot);
    let review = bob.browser.post("/checkout", &details).await.good();
    for _ in 0..2 {
        owner.browser.post("/back-office/slots", &json!({ "slot": slot, "points": 0 })).await.good();
    }
    assert_eq!(room(&mut owner, &slot).await, (1, 0));
    assert!(!bob.slots("method=pickup").await.contains(&slot));
    bob.confirm(&review).await.refused(409, "slot-full");
    assert_true_books(&open.shop).await;
    owner.browser.post("/back-office/slots", &json!({ "slot": slot, "points": 2 })).await.good();
    let placed = placed(&bob.confirm(&review).await);
    assert_eq!((room(&mut owner, &slot).await, open.order(&placed).await.points()), ((2, 2), 1));
    owner
        .browser
        .post("/back-office/slots", &json!({ "slot": "2026-01-01_10:00-11:00_pickup_store", "points": 1 }))
        .await
        .refused(422, "invalid");
    assert_true_books(&open.shop).await;
}

/// Open Food Network #8142: the cut-off passed during 3-D Secure, and the basket was emptied.
#[tokio::test]
async fn who_holds_a_slot_may_finish_after_its_cut_off() {
    let open = Open::with(goods(), all_ways()).await;
    let mut ada = open.shopper("ada");
    let all = ada.browser.get("/slots?method=pickup").await.good();
    let first = all["slots"][0].clone();
    ada.put("milk", Pieces(1)).await;
    let closes: jiff::Timestamp = first["closes"].as_str().unwrap().parse().unwrap();
    let wait = closes.as_second() - open.shop.clock.now().as_second();
    // A minute before the cut-off it is placed; the bank's page takes two.
    open.advance(wait - 60);
    let slot = first["id"].as_str().unwrap().to_owned();
    let placed = order(&mut ada, "pickup", &slot).await;
    open.advance(120);
    assert!(!ada.slots("method=pickup").await.contains(&slot), "nobody else may choose it");
    ada.press(&placed, "authenticate").await;
    ada.press(&placed, "approve").await.leads();
    open.becomes(&placed, "placed").await;
    assert_eq!(open.order(&placed).await.fulfillment.slot.as_str(), slot);
    open.quiet().await;
    let elsewhere = json!({ "key": placed.key, "fulfillment": { "slot": last(&mut ada, "pickup").await } });
    ada.browser.post(&format!("/orders/{}/slot", placed.order), &elsewhere).await.refused(409, "not-now");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn bread_that_is_gone_by_noon_is_said_on_its_line() {
    let open = Open::with(goods(), all_ways()).await;
    let mut ada = open.shopper("ada");
    ada.put("bread", Pieces(1)).await;
    let slots = ada.slots("method=pickup").await;
    let at = |hour: &str| slots.iter().rev().find(|slot| slot.contains(hour)).unwrap().clone();
    let late = way(&ada, "pickup", &at("_11:00-"));
    let reply = ada.browser.post("/checkout", &late).await;
    assert_eq!(reply.refused(409, "unfit"), [("bread".to_owned(), "not_then".to_owned())], "{}", reply.body);
    assert!(reply.body.contains("before 11:00"), "{}", reply.body);
    assert!(ada.browser.page("/checkout").await.body.contains("Ada Marsh"), "what was typed is still there");
    let early = way(&ada, "pickup", &at("_10:00-"));
    ada.browser.post("/checkout", &early).await.good();
}

#[tokio::test]
async fn an_order_moves_to_another_time_until_its_own_closes() {
    let mut settings = all_ways();
    let express = |method, from, to| WindowRule {
        method,
        window: (time(from, 0, 0, 0), time(to, 0, 0, 0)),
        closes: None,
        express: Some(Money(290)),
        capacity: None,
    };
    settings.ways.windows = vec![express(domain::slot::Method::Pickup, 10, 11)];
    let open = Open::with(goods(), settings).await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("milk", Pieces(2)).await;
    let slots = ada.slots("method=pickup").await;
    let at = |hour: &str| slots.iter().rev().find(|slot| slot.contains(hour)).unwrap().clone();
    let (plain, quick, other) = (at("_12:00-"), at("_10:00-"), at("_15:00-"));
    let placed = paid(&open, &mut ada, "pickup", &quick).await;
    assert_eq!(placed.total, 240 + 290);
    let path = format!("/orders/{}/slot", placed.order);
    let to = |slot: &str| json!({ "key": placed.key, "fulfillment": { "slot": slot } });

    let offered = ada.browser.get(&format!("{path}?key={}", placed.key)).await.good();
    assert!(offered["slots"].as_array().unwrap().iter().any(|slot| slot["id"] == plain.as_str()), "{offered}");
    for _ in 0..2 {
        let moved = ada.browser.post(&path, &to(&plain)).await.good();
        assert_eq!((&moved["fulfillment"]["slot"], moved["total"].as_i64(), &moved["fees"]), (&json!(plain), Some(240), &json!([])));
    }
    assert_eq!((room(&mut kim, &quick).await.0, room(&mut kim, &plain).await.0), (0, 1));
    // What is set aside on the card is still enough for the way back.
    ada.browser.post(&path, &to(&quick)).await.good();
    let moved = ada.browser.post(&path, &to(&other)).await.good();
    assert_eq!(moved["total"], 240);
    let listed = kim.browser.get(&format!("/back-office/orders?day={}", &other[..10])).await.good();
    let row = listed["orders"].as_array().unwrap().iter().find(|row| row["order"] == placed.order.as_str()).unwrap();
    assert_eq!(row["window"], "15:00-16:00");

    kim.pick_all(&placed).await;
    ada.browser.post(&path, &to(&plain)).await.refused(409, "not-now");
    kim.ready(&placed).await;
    open.quiet().await;
    kim.hand_over(&placed).await;
    assert_eq!(ada.look(&placed).await["payment"]["captured"], 240);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_order_does_not_move_where_there_is_no_room() {
    let mut settings = all_ways();
    let window = (time(10, 0, 0, 0), time(11, 0, 0, 0));
    let method = domain::slot::Method::Pickup;
    settings.ways.windows = vec![WindowRule { method, window, closes: None, express: Some(Money(290)), capacity: None }];
    let open = Open::with(goods(), settings).await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    ada.put("milk", Pieces(2)).await;
    let slots = ada.slots("method=pickup").await;
    let at = |hour: &str| slots.iter().rev().find(|slot| slot.contains(hour)).unwrap().clone();
    let placed = paid(&open, &mut ada, "pickup", &at("_12:00-")).await;
    let path = format!("/orders/{}/slot", placed.order);
    let to = |slot: &str| json!({ "key": placed.key, "fulfillment": { "slot": slot } });
    let offered = ada.browser.get(&format!("{path}?key={}", placed.key)).await.good();
    assert!(offered["slots"].as_array().unwrap().iter().any(|slot| slot["id"] == at("_10:00-").as_str()), "dearer, and paid first");
    owner.browser.post("/back-office/slots", &json!({ "slot": at("_15:00-"), "points": 0 })).await.good();
    ada.browser.post(&path, &to(&at("_15:00-"))).await.refused(409, "slot-full");
    ada.browser.post(&path, &to("2026-01-01_10:00-11:00_pickup_store")).await.refused(422, "invalid");
    let mut wrong = to(&at("_15:00-"));
    wrong["key"] = json!("someone else");
    ada.browser.post(&path, &wrong).await.refused(404, "not-found");
    assert_eq!(room(&mut owner, &at("_12:00-")).await.0, 1);
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn times_that_a_product_is_not_there_for_are_not_offered() {
    let open = Open::with(goods(), all_ways()).await;
    let mut ada = open.shopper("ada");
    ada.put("bread", Pieces(1)).await;
    let form = ada.browser.get("/checkout?method=pickup").await.good();
    let starts: Vec<&str> = form["slots"]["slots"].as_array().unwrap().iter().map(|slot| &slot["id"].as_str().unwrap()[11..16]).collect();
    assert!(!starts.is_empty() && starts.iter().all(|start| *start < "11:00"), "{starts:?}");
    let page = ada.browser.page("/checkout?method=pickup").await;
    assert!(page.body.contains("only there for times that begin before 11:00"), "{}", page.body);
    let early = ada.slots("method=pickup").await.into_iter().rev().find(|slot| slot.contains("_10:00-")).unwrap();
    let placed = paid(&open, &mut ada, "pickup", &early).await;
    let others = ada.browser.get(&format!("/orders/{}/slot?key={}", placed.order, placed.key)).await.good();
    let others = others["slots"].as_array().unwrap();
    assert!(!others.is_empty() && others.iter().all(|slot| &slot["id"].as_str().unwrap()[11..16] < "11:00"), "{others:?}");
    let product = ada.browser.page("/products/bread/bread").await;
    assert!(product.body.contains("Only at times that begin before 11:00"), "{}", product.body);
}

#[tokio::test]
async fn who_moves_an_order_to_the_curb_fetches_it_for_a_code_and_is_written_to() {
    let open = Open::with(goods(), all_ways()).await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let (slot, curb) = (last(&mut ada, "pickup").await, last(&mut ada, "curbside").await);
    let placed = paid(&open, &mut ada, "pickup", &slot).await;
    let to = |slot: &str| json!({ "key": placed.key, "fulfillment": { "slot": slot } });
    let path = format!("/orders/{}/slot", placed.order);
    let moved = ada.browser.post(&path, &to(&curb)).await.good();
    let code = moved["way"]["code"].as_str().unwrap().to_owned();
    assert_eq!(moved["history"].as_array().unwrap().last().unwrap()[0], "changed");
    open.quiet().await;
    let letter = open.mail("ada", &format!("Your order {}, changed", placed.order)).await;
    assert!(letter.text.as_deref().unwrap_or_default().contains(&code), "{letter:?}");
    let back = ada.browser.post(&path, &to(&slot)).await.good();
    assert_eq!(back["way"].get("code"), None, "in the store nobody asks for one");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn an_order_whose_day_is_closed_since_moves_to_another() {
    let open = Open::with(goods(), all_ways()).await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    ada.put("milk", Pieces(2)).await;
    let slots = ada.slots("method=pickup").await;
    let other = slots.last().unwrap().clone();
    let day = &other[..10];
    let placed = paid(&open, &mut ada, "pickup", &other).await;
    let windows: Vec<String> = ["08:00-09:00", "10:00-11:00", "15:00-16:00"].map(str::to_owned).into();
    let closed = json!({ "exceptions": format!("{day} closed Stock-taking"), "pickup_windows": windows.join("\n"), "days": "6" });
    owner.browser.post("/back-office/calendar", &closed).await.good();
    eventually("nobody chooses it any more", async || (!ada.slots("method=pickup").await.contains(&other)).then_some(())).await;
    let elsewhere = ada.slots("method=pickup").await.pop().unwrap();
    let path = format!("/orders/{}/slot", placed.order);
    assert!(ada.browser.page(&format!("/orders/{}?key={}", placed.order, placed.key)).await.body.contains(&format!("{path}?key=")));
    let to = json!({ "key": placed.key, "fulfillment": { "slot": elsewhere } });
    assert_eq!(ada.browser.post(&path, &to).await.good()["fulfillment"]["slot"], json!(elsewhere));
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn who_waits_at_the_curb_is_seen_and_gets_the_order_for_its_code() {
    let open = Open::with(goods(), all_ways()).await;
    let mut ada = open.shopper("ada");
    ada.put("milk", Pieces(2)).await;
    let slot = last(&mut ada, "curbside").await;
    let placed = paid(&open, &mut ada, "curbside", &slot).await;
    let code = ada.look(&placed).await["way"]["code"].as_str().unwrap().to_owned();
    let receipt = open.mail("ada", &format!("Your order {}", placed.order)).await;
    assert!(code.len() == 4 && receipt.text.as_deref().unwrap_or_default().contains(&code));

    let here = |bay: u16| json!({ "key": placed.key, "bay": bay, "car": "red Golf" });
    let path = format!("/orders/{}/here", placed.order);
    ada.browser.post(&path, &here(2)).await.refused(409, "not-now");
    go_to(&open, &slot);
    let mut kim = open.staff().await;
    ada.browser.post(&path, &here(9)).await.refused(422, "invalid");
    let first = ada.browser.post(&path, &here(2)).await.good();
    open.advance(60);
    assert_eq!(ada.browser.post(&path, &here(2)).await.good(), first, "said again, they wait since the first time");
    let day = kim.browser.get(&format!("/back-office/orders?day={}", &slot[..10])).await.good();
    assert_eq!((&day["orders"][0]["here"]["bay"], &day["orders"][0]["here"]["car"]), (&json!(2), &json!("red Golf")));
    assert!(kim.browser.page(&format!("/back-office/orders?day={}", &slot[..10])).await.body.contains("Waiting outside"));

    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.quiet().await;
    let handover = format!("/back-office/orders/{}/handover", placed.order);
    kim.step(&placed, "handover").await.refused(422, "invalid");
    kim.browser.post(&handover, &json!({ "code": "none" })).await.refused(422, "invalid");
    let given = kim.browser.post(&handover, &json!({ "code": code })).await.good();
    assert_eq!(given["state"], "handed_over");
    kim.browser.post(&handover, &json!({ "code": code })).await.good();
    ada.browser.post(&path, &here(1)).await.refused(409, "not-now");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_bay_has_room_for_one_car_until_it_has_gone() {
    let open = Open::with(goods(), all_ways()).await;
    let (mut ada, mut bob) = (open.shopper("ada"), open.shopper("bob"));
    ada.put("milk", Pieces(1)).await;
    bob.put("cola", Pieces(1)).await;
    let slot = last(&mut ada, "curbside").await;
    let (first, second) = (paid(&open, &mut ada, "curbside", &slot).await, paid(&open, &mut bob, "curbside", &slot).await);
    go_to(&open, &slot);
    let waits = async |browser: &Browser, placed: &Placed, bay: u16| {
        let mut browser = browser.clone();
        browser.post(&format!("/orders/{}/here", placed.order), &json!({ "key": placed.key, "bay": bay })).await
    };
    let (a, b) = tokio::join!(waits(&ada.browser, &first, 2), waits(&bob.browser, &second, 2));
    let (came, late) = if a.status == 200 { ((&ada, &first), (&bob, &second, b)) } else { ((&bob, &second), (&ada, &first, a)) };
    assert_eq!(late.2.refused(422, "invalid"), [("bay".to_owned(), "taken".to_owned())], "of two at once one waits there");
    waits(&late.0.browser, late.1, 3).await.good();
    waits(&came.0.browser, came.1, 1).await.good();
    waits(&late.0.browser, late.1, 2).await.good();
    waits(&came.0.browser, came.1, 2).await.refused(422, "invalid");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn a_stranger_with_a_wrong_code_sends_nobodys_wine_back() {
    let mut settings = all_ways();
    settings.ways.code = true;
    let open = Open::with(goods(), settings).await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("wine", Pieces(1)).await;
    ada.put("bread", Pieces(1)).await;
    let slot = ada.slots("method=pickup").await.into_iter().find(|slot| slot.contains("_10:00-")).unwrap();
    let placed = paid(&open, &mut ada, "pickup", &slot).await;
    let code = ada.look(&placed).await["way"]["code"].as_str().unwrap().to_owned();
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    open.quiet().await;
    let handover = format!("/back-office/orders/{}/handover", placed.order);
    let wines = open.available("wine").await;
    for (said, why) in [(json!({ "code": "wrong", "age": "no_card" }), "wrong_code"), (json!({ "age": "too_young" }), "required")] {
        assert_eq!(kim.browser.post(&handover, &said).await.refused(422, "invalid")[0].1, why);
        assert!(open.order(&placed).await.promise.age_check.is_none(), "nobody's card was looked at");
    }
    assert_eq!((open.available("wine").await, open.order(&placed).await.refunds.len()), (wines, 0));
    kim.browser.post(&handover, &json!({ "code": code })).await.refused(409, "age-unchecked");
    kim.browser.post(&handover, &json!({ "id_checked": true, "age": "old_enough" })).await.good();
    assert!(open.order(&placed).await.way.unwrap().by_id.is_some(), "that no code was said is noted");
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn of_many_guesses_at_a_code_five_are_looked_at() {
    let mut settings = all_ways();
    settings.ways.code = true;
    let open = Open::with(goods(), settings).await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("milk", Pieces(2)).await;
    let slot = last(&mut ada, "pickup").await;
    let placed = paid(&open, &mut ada, "pickup", &slot).await;
    let code = ada.look(&placed).await["way"]["code"].as_str().unwrap().to_owned();
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.quiet().await;
    let handover = format!("/back-office/orders/{}/handover", placed.order);
    let guesses = (0..40).map(|n| {
        let (mut browser, handover) = (kim.browser.clone(), handover.clone());
        async move { browser.post(&handover, &json!({ "code": format!("x{n}") })).await }
    });
    let replies = futures::future::join_all(guesses).await;
    assert!(
        replies.iter().all(|reply| matches!(reply.status, 409 | 422 | 503)),
        "{:?}",
        replies.iter().map(|r| r.status).collect::<Vec<_>>()
    );
    let tries = async || open.order(&placed).await.way.unwrap().tries;
    for n in 0..5 {
        if tries().await < 5 {
            kim.browser.post(&handover, &json!({ "code": format!("y{n}") })).await;
        }
    }
    assert_eq!(tries().await, 5);
    kim.browser.post(&handover, &json!({ "code": code })).await.refused(409, "code-spent");
    kim.browser.post(&handover, &json!({ "id_checked": true })).await.good();
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn what_keeps_is_sent_in_a_parcel_and_followed() {
    let open = Open::with(goods(), all_ways()).await;
    let (mut ada, mut kim) = (open.shopper("ada"), open.staff().await);
    ada.put("wine", Pieces(1)).await;
    ada.put("milk", Pieces(1)).await;
    let slot = last(&mut ada, "shipment").await;
    let details = way(&ada, "shipment", &slot);
    let refused = ada.browser.post("/checkout", &details).await.refused(409, "unfit");
    assert_eq!(refused, [("milk".to_owned(), "not_by_parcel".to_owned())]);
    ada.browser.form("/cart/lines", &[("sku", "milk"), ("quantity[pieces]", "0")]).await;
    let placed = paid(&open, &mut ada, "shipment", &slot).await;
    assert_eq!(placed.total, 800 + 590);
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.quiet().await;
    let handover = format!("/back-office/orders/{}/handover", placed.order);
    let wrong = kim.browser.post(&handover, &json!({})).await.refused(422, "invalid");
    assert_eq!(wrong.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["carrier", "tracking"]);
    kim.browser.post(&handover, &json!({ "carrier": "DHL", "tracking": "00340 4347" })).await.good();
    let mail = open.mail("ada", &format!("Order {} is on its way", placed.order)).await;
    assert!(mail.text.as_deref().unwrap_or_default().contains("piececode=003404347"), "{:?}", mail.text);
    let page = ada.browser.page(&placed.path()).await;
    assert!(page.body.contains("piececode=003404347"), "{}", page.body);
    open.quiet().await;
    assert_true_books(&open.shop).await;
}

#[tokio::test]
async fn days_windows_and_ways_are_the_owners_to_change() {
    let open = Open::with(goods(), all_ways()).await;
    let (mut ada, mut owner) = (open.shopper("ada"), open.owner().await);
    let slot = last(&mut ada, "pickup").await;
    let day = &slot[..10];
    let calendar = |exceptions: String| json!({ "exceptions": exceptions, "pickup_windows": "10:00-11:00, express 2.90\n15:00-16:00", "delivery_windows": "18:00-20:00", "days": "6" });
    owner.browser.post("/back-office/calendar", &calendar("someday closed".into())).await.refused(422, "invalid");
    owner.browser.post("/back-office/calendar", &calendar(format!("{day} closed Inventory"))).await.good();
    eventually("the day is closed", async || {
        let slots = ada.slots("method=pickup").await;
        (!slots.is_empty() && slots.iter().all(|slot| !slot.starts_with(day))).then_some(())
    })
    .await;
    assert_eq!(ada.browser.get("/slots?method=curbside").await.status, 422, "there are no bays any more");
    let page = owner.browser.page("/back-office/calendar").await;
    assert!(page.body.contains("closed Inventory") && page.body.contains("10:00-11:00, express 2.90"), "{}", page.body);
    assert!(ada.browser.page("/delivery").await.body.contains("Inventory"));
    owner.browser.post("/back-office/calendar/holidays", &json!({ "state": "XX" })).await.refused(422, "invalid");
    let all = owner.browser.post("/back-office/calendar/holidays", &json!({ "state": "BE" })).await.good();
    assert!(all["ways"]["exceptions"].as_array().unwrap().len() >= 10);
    assert_eq!(owner.browser.post("/back-office/calendar/holidays", &json!({ "state": "BE" })).await.good(), all);
}

//! Every file in `events/` is accepted by the function it is named after, as AWS would hand it over.

use crate::journeys::Open;
use axum::Router;
use axum::body::{Body, to_bytes};
use cloud::Clock;
use domain::order::{Contact, Fulfillment, Promise, Via, Wanted, Way, Wish, place};
use domain::quote::{Terms, quote};
use domain::slot::Method;
use domain::{CartId, OrderId, Quantity, Sku, Slot, SlotId};
use fulfillment_worker::Event;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use web::{Site, guarded};

/// When the samples were taken: the signature in one of them counts for five minutes.
const TAKEN: i64 = 1_795_356_000;
const SECRET: &str = "whsec_of_the_samples";
const ORDER: &str = "SAMP1E0RDER7";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../events")
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(&sample(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// The functions as `main` builds them: for https, each behind its own guard.
struct Functions {
    open: Open,
    clock: Clock,
    site: Site,
}

impl Functions {
    async fn new() -> Functions {
        let clock = Clock::default();
        clock.advance(TAKEN - clock.now().as_second());
        Functions { open: Open::shop().await, clock, site: Site::new("https://shop.example") }
    }

    fn router(&self, function: &str) -> Router {
        let (worker, clock, site) = (&self.open.shop.worker, self.clock.clone(), self.site.clone());
        let (store, catalog, jobs) = (worker.store.clone(), worker.published.clone(), worker.jobs.clone());
        let (files, mail, provider, links) = (worker.files.clone(), worker.mail.clone(), worker.provider.clone(), worker.links.clone());
        let push = worker.push.clone();
        let secrets = vec!["whsec_the_next_one".to_owned(), SECRET.to_owned()];
        match function {
            "browse" => guarded(browse::router(browse::App { catalog, store, clock, site: site.clone() }), site),
            "cart" => guarded(cart::router(cart::App { store, catalog, clock, site: site.clone() }), site),
            "checkout" => guarded(
                checkout::router(checkout::App { store, jobs, catalog, files, provider, clock, links, push, site: site.clone() }),
                site,
            ),
            "back-office" => {
                guarded(back_office::router(back_office::App { store, jobs, catalog, files, mail, clock, links, site: site.clone() }), site)
            }
            "payment-webhook" => {
                payment_webhook::router(payment_webhook::App { store, jobs, provider_clock: clock.clone(), clock, secrets, paypal: None })
            }
            other => panic!("no function {other} answers HTTP"),
        }
    }

    /// What API Gateway would send back.
    async fn answer(&self, name: &str) -> (StatusCode, HeaderMap, String) {
        let functions = ["browse", "cart", "checkout", "back-office", "payment-webhook"];
        let function = functions.into_iter().find(|f| name.starts_with(&format!("{f}-"))).unwrap();
        let request = lambda_http::request::from_str(&sample(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let (parts, body) = request.into_parts();
        let request = http::Request::from_parts(parts, Body::from(body.to_vec()));
        let (parts, body) = self.router(function).oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    /// The order that the webhook of the samples is about: two of milk, 2.40.
    async fn place_the_order(&self) {
        let (store, now) = (&self.open.shop.worker.store, self.clock.now());
        let (milk, cart) = (Sku::parse("milk").unwrap(), CartId::parse("a".repeat(32)).unwrap());
        store.set_line(&cart, &milk, Quantity::Pieces(2)).await.unwrap();
        let head = store.heads([&milk]).await.unwrap().remove(0);
        let id = SlotId::parse("2026-11-23_10:00-11:00_pickup_store").unwrap();
        let wanted = Wanted {
            order: OrderId::parse(ORDER).unwrap(),
            cart: (cart, 1),
            quote: quote(&[(&head, Quantity::Pieces(2))], Terms { now, ..Terms::default() }),
            currency: "EUR".into(),
            contact: Contact { name: "Ada Marsh".into(), email: "ada@example.org".into(), phone: String::new(), offers: false },
            fulfillment: Fulfillment { method: Method::Pickup, slot: id.clone(), address: None },
            wish: Wish::LeaveOut,
            promise: Promise::default(),
            language: "en".into(),
            slot: Slot { id, starts: now, ends: now, closes: now, capacity: 8, express: domain::Money::ZERO },
            way: Way::default(),
            trust: None,
            credit: Vec::new(),
            via: Via::Card,
        };
        assert!(matches!(store.place(&place(wanted, now)).await.unwrap(), cloud::store::orders::Placed::Yes));
    }
}

#[tokio::test]
async fn every_sample_is_accepted_by_its_function() {
    let functions = Functions::new().await;
    functions.place_the_order().await;
    let expected = BTreeMap::from([
        ("back-office-sign-in.json", 200),
        ("browse-home.json", 200),
        ("cart-line-form.json", 303),
        ("cart-line-json.json", 200),
        ("checkout-slots.json", 200),
        ("payment-webhook-stripe.json", 200),
    ]);
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        match expected.get(name.as_str()) {
            Some(status) => {
                let (is, _, body) = functions.answer(&name).await;
                assert_eq!(is.as_u16(), *status, "{name}: {body}");
            }
            None => functions.run(&name).await,
        }
    }
}

impl Functions {
    /// What is not asked over HTTP.
    async fn run(&self, name: &str) {
        let worker = &self.open.shop.worker;
        if name.starts_with("fulfillment-worker-") {
            let event: Event = read(name);
            assert_eq!(matches!(event, Event::Sweep { .. }), name.contains("sweep"));
            assert_eq!(matches!(event, Event::Reconcile { .. }), name.contains("reconcile"));
            let answer = fulfillment_worker::handle(worker, event).await.unwrap();
            assert!(answer.batch_item_failures.is_empty(), "{name}");
        } else if name.starts_with("reports-") {
            let event: reports::Event = read(name);
            let (store, files, published) = (worker.store.clone(), worker.files.clone(), worker.published.clone());
            let app = reports::App { store, files, published, clock: self.clock.clone() };
            let report = reports::handle(&app, event).await.unwrap();
            assert_eq!(report.day, if event.day.is_some() { "2026-11-22" } else { "2026-11-21" });
        } else if name.starts_with("promotions-") {
            let event: promotions::Event = read(name);
            assert_eq!(event.weekly, name.contains("weekly"));
            let (store, jobs, published) = (worker.store.clone(), worker.jobs.clone(), worker.published.clone());
            promotions::handle(&promotions::App { store, jobs, published, clock: self.clock.clone() }, event).await.unwrap();
        } else {
            panic!("events/{name} belongs to no function");
        }
    }
}

#[tokio::test]
async fn a_form_event_is_decoded_and_its_cookies_are_read() {
    let functions = Functions::new().await;
    let (status, headers, _) = functions.answer("cart-line-form.json").await;
    assert_eq!((status.as_u16(), headers["location"].to_str().unwrap()), (303, "/cart"));
    let cookies: Vec<_> = headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap()).collect();
    let kept = cookies.iter().find(|c| c.starts_with("__Host-cart=5f1c0e3a9b7d4c6e8f2a1b0c9d8e7f60;"));
    let kept = kept.unwrap_or_else(|| panic!("the basket of the cookie is used: {cookies:?}"));
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(kept.contains(part), "{kept}");
    }
    assert_eq!(headers["strict-transport-security"], "max-age=63072000; includeSubDomains");
    let (_, headers, body) = functions.answer("cart-line-json.json").await;
    assert!(body.contains("\"total\":360"), "{body}");
    assert!(headers["content-type"].to_str().unwrap().starts_with("application/json"));
}

#[tokio::test]
async fn the_signed_sample_pays_its_order_once() {
    let functions = Functions::new().await;
    functions.place_the_order().await;
    for _ in 0..3 {
        assert_eq!(functions.answer("payment-webhook-stripe.json").await.0, 200);
    }
    let order = functions.open.shop.worker.store.order(&OrderId::parse(ORDER).unwrap()).await.unwrap().unwrap();
    assert_eq!((order.state.name(), order.payment.authorized.0), ("placed", 240));
    functions.clock.advance(301);
    assert_eq!(functions.answer("payment-webhook-stripe.json").await.0, 400, "signed five minutes ago");
}

#[tokio::test]
async fn a_poison_message_is_named_and_the_others_are_done() {
    let open = Open::shop().await;
    let mut batch: serde_json::Value = read("fulfillment-worker-queue.json");
    batch["Records"][0]["body"] = "no job at all".into();
    let poisoned = batch["Records"][0]["messageId"].as_str().unwrap().to_owned();
    let event = serde_json::from_value(batch).unwrap();
    let answer = fulfillment_worker::handle(&open.shop.worker, event).await.unwrap();
    let failed: Vec<_> = answer.batch_item_failures.iter().map(|f| f.item_identifier.as_str()).collect();
    assert_eq!(failed, [poisoned]);
    let reply = serde_json::to_value(&answer).unwrap();
    assert!(reply["batchItemFailures"][0]["itemIdentifier"].is_string(), "as Lambda reads it: {reply}");
}

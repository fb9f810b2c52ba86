//! Through the public door: requests to the router, in one process.

use std::path::Path;

use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::{Config, Delivery, StandIn};

const NEW_SESSION: &str = "mode=payment&success_url=http://shop.test/ok?s={CHECKOUT_SESSION_ID}&cancel_url=http://shop.test/no\
    &client_reference_id=ORDER1&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur\
    &line_items[0][price_data][unit_amount]=1234&line_items[0][price_data][product_data][name]=Order\
    &payment_intent_data[capture_method]=manual&payment_intent_data[metadata][order]=ORDER1";

fn open(journal: Option<&Path>) -> StandIn {
    StandIn::open(Config {
        public_url: "http://pay.test".into(),
        journal: journal.map(Path::to_path_buf),
        webhook_url: "http://127.0.0.1:9/".into(),
        webhook_secret: "whsec_test".into(),
        api_key: "sk_test_1".into(),
        delivery: Delivery { paused: true, ..Delivery::default() },
    })
    .unwrap()
}

struct Reply {
    status: StatusCode,
    location: String,
    replayed: bool,
    body: Value,
}

async fn ask(router: &Router, method: &str, path: &str, key: &str, body: &str) -> Reply {
    let mut request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, "Bearer sk_test_1");
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (status, location, replayed) = (response.status(), header("location").unwrap_or_default(), header("idempotent-replayed").is_some());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Reply { status, location, replayed, body: serde_json::from_slice(&bytes).unwrap_or_default() }
}

async fn new_session(router: &Router) -> String {
    let session = ask(router, "POST", "/v1/checkout/sessions", "", NEW_SESSION).await;
    assert_eq!(session.status, StatusCode::OK, "{}", session.body);
    session.body["id"].as_str().unwrap().to_owned()
}

async fn kinds_of_events(router: &Router) -> Vec<String> {
    let events = ask(router, "GET", "/v1/events?limit=100", "", "").await;
    let kinds = events.body["data"].as_array().unwrap().iter().rev();
    kinds.map(|event| event["type"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn everything_is_there_again_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let first = open(Some(&journal));
    let router = first.router();
    let session = new_session(&router).await;
    let paid = ask(&router, "POST", &format!("/pay/{session}"), "", "action=pay").await;
    assert_eq!((paid.status, paid.location), (StatusCode::SEE_OTHER, format!("http://shop.test/ok?s={session}")));
    let path = format!("/v1/checkout/sessions/{session}?expand[]=payment_intent.latest_charge");
    let known = ask(&router, "GET", &path, "", "").await.body;
    let intent = known["payment_intent"]["id"].as_str().unwrap();
    let capture = format!("/v1/payment_intents/{intent}/capture");
    let captured = ask(&router, "POST", &capture, "capture-1", "amount_to_capture=1000").await;
    assert_eq!((captured.status, &captured.body["amount_received"]), (StatusCode::OK, &1000.into()));
    let dump = ask(&router, "GET", "/_test/dump", "", "").await.body;
    drop((first, router));

    let second = open(Some(&journal));
    let router = second.router();
    assert_eq!(ask(&router, "GET", "/_test/dump", "", "").await.body, dump);
    assert_eq!(second.undelivered(), 6);
    let again = ask(&router, "POST", &capture, "capture-1", "amount_to_capture=1000").await;
    assert!(again.replayed && again.body == captured.body);
    let twice = ask(&router, "POST", &capture, "capture-2", "").await;
    assert_eq!(twice.body["error"]["code"], "payment_intent_unexpected_state");
}

#[tokio::test]
async fn a_key_stands_for_one_request() {
    let router = open(None).router();
    let path = "/v1/checkout/sessions";
    let first = ask(&router, "POST", path, "k", NEW_SESSION).await;
    let second = ask(&router, "POST", path, "k", NEW_SESSION).await;
    assert!(!first.replayed && second.replayed && first.body == second.body);
    let other = ask(&router, "POST", path, "k", &NEW_SESSION.replace("1234", "1235")).await;
    assert_eq!((other.status, &other.body["error"]["type"]), (StatusCode::BAD_REQUEST, &"idempotency_error".into()));
    let elsewhere = ask(&router, "POST", "/v1/refunds", "k", "charge=ch_1").await;
    assert_eq!(elsewhere.body["error"]["type"], "idempotency_error");
    // What failed its validation may be corrected under the same key.
    let wrong = ask(&router, "POST", path, "w", "mode=payment").await;
    assert_eq!((wrong.status, &wrong.body["error"]["code"]), (StatusCode::BAD_REQUEST, &"parameter_missing".into()));
    assert_eq!(ask(&router, "POST", path, "w", NEW_SESSION).await.status, StatusCode::OK);
    let dump = ask(&router, "GET", "/_test/dump", "", "").await.body;
    assert_eq!(dump["sessions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_page_is_paid_once_whatever_is_pressed() {
    let router = open(None).router();
    let page = format!("/pay/{}", new_session(&router).await);
    for (action, next) in [
        ("decline", page.as_str()),
        ("authenticate", "/verify"),
        ("fail", &page),
        ("fail", &page),
        ("leave", "/no"),
        ("pay", ""),
        ("pay", ""),
        ("decline", ""),
    ] {
        let reply = ask(&router, "POST", &page, "", &format!("action={action}")).await;
        assert!(
            reply.status == StatusCode::SEE_OTHER && (next.is_empty() || reply.location.ends_with(next)),
            "{action}: {}",
            reply.location
        );
    }
    let expected = [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        "payment_intent.requires_action",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "checkout.session.completed",
    ];
    assert_eq!(kinds_of_events(&router).await, expected);
}

#[tokio::test]
async fn time_ends_sessions_and_authorizations() {
    let router = open(None).router();
    let abandoned = new_session(&router).await;
    let paid = new_session(&router).await;
    ask(&router, "POST", &format!("/pay/{paid}"), "", "action=pay").await;
    ask(&router, "POST", &format!("/pay/{abandoned}"), "", "action=authenticate").await;
    let later = ask(&router, "POST", "/_test/clock", "", r#"{"seconds": 86401}"#).await;
    assert_eq!(later.status, StatusCode::OK);
    let late = ask(&router, "POST", &format!("/pay/{abandoned}"), "", "action=approve").await;
    assert_eq!(late.status, StatusCode::GONE);
    let kinds = kinds_of_events(&router).await;
    assert!(kinds.ends_with(&["payment_intent.canceled".into(), "checkout.session.expired".into()]), "{kinds:?}");
    ask(&router, "POST", "/_test/clock", "", r#"{"seconds": 604800}"#).await;
    let kinds = kinds_of_events(&router).await;
    assert!(kinds.ends_with(&["charge.expired".into(), "payment_intent.canceled".into()]), "{kinds:?}");
}

//! Through the public door: requests to the router, in one process.

use crate::{Config, StandIn};
use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::path::Path;
use tower::ServiceExt;

struct Client {
    router: Router,
    bearer: String,
}

fn open(file: Option<&Path>) -> StandIn {
    StandIn::open(Config {
        public_url: "http://pay.test".into(),
        file: file.map(Path::to_path_buf),
        webhook_url: "http://127.0.0.1:9/".into(),
        webhook_id: "WH1".into(),
        client: ("client".into(), "secret".into()),
    })
    .unwrap()
}

impl Client {
    async fn of(stand_in: &StandIn) -> Client {
        let mut client = Client { router: stand_in.router(), bearer: "Basic Y2xpZW50OnNlY3JldA==".into() };
        let granted = client.raw("POST", "/v1/oauth2/token", "", "grant_type=client_credentials".into()).await;
        client.bearer = format!("Bearer {}", granted.1["access_token"].as_str().unwrap());
        client
    }

    async fn raw(&self, method: &str, path: &str, id: &str, body: String) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path).header("authorization", &self.bearer);
        if !id.is_empty() {
            request = request.header("paypal-request-id", id);
        }
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn post(&self, path: &str, id: &str, body: Value) -> (u16, Value) {
        self.raw("POST", path, id, body.to_string()).await
    }

    /// What it was refused for.
    async fn refused(&self, path: &str, id: &str, body: Value) -> String {
        let (status, answer) = self.post(path, id, body).await;
        assert!((400..500).contains(&status), "{status} {answer}");
        answer["details"][0]["issue"].as_str().unwrap().to_owned()
    }

    async fn new_order(&self, id: &str, value: &str) -> String {
        let (status, order) = self.post("/v2/checkout/orders", id, new_order(value)).await;
        assert_eq!((status, &order["status"]), (200, &json!("PAYER_ACTION_REQUIRED")), "{order}");
        order["id"].as_str().unwrap().to_owned()
    }
}

fn new_order(value: &str) -> Value {
    json!({
        "intent": "AUTHORIZE",
        "purchase_units": [{"custom_id": "ORDER1", "amount": {"currency_code": "EUR", "value": value}}],
        "payment_source": {"paypal": {"experience_context": {"return_url": "http://shop.test/ok?a=1", "cancel_url": "http://shop.test/no"}}},
    })
}

fn eur(value: &str) -> Value {
    json!({"amount": {"currency_code": "EUR", "value": value}})
}

#[tokio::test]
async fn money_goes_one_way_and_never_more_than_there_is() {
    let client = Client::of(&open(None)).await;
    let order = client.new_order("o", "12.34").await;
    let authorize = format!("/v2/checkout/orders/{order}/authorize");
    assert_eq!(client.refused(&authorize, "", json!({})).await, "ORDER_NOT_APPROVED");
    assert_eq!(client.raw("POST", &format!("/checkoutnow?token={order}"), "", "action=approve".into()).await.0, 303);
    let (_, held) = client.post(&authorize, "", json!({})).await;
    assert_eq!(client.refused(&authorize, "", json!({})).await, "ORDER_ALREADY_AUTHORIZED");
    let held = held["purchase_units"][0]["payments"]["authorizations"][0]["id"].as_str().unwrap().to_owned();
    let capture = format!("/v2/payments/authorizations/{held}/capture");
    assert_eq!(client.refused(&capture, "", eur("12.35")).await, "MAX_CAPTURE_AMOUNT_EXCEEDED");
    let last = json!({"amount": {"currency_code": "EUR", "value": "10.00"}, "final_capture": true});
    let (_, taken) = client.post(&capture, "c", last.clone()).await;
    assert_eq!(client.post(&capture, "c", last).await.1, taken, "the same id is the same capture");
    assert_eq!(client.refused(&capture, "c", eur("1.00")).await, "DUPLICATE_REQUEST_ID");
    assert_eq!(client.refused(&capture, "d", eur("1.00")).await, "AUTHORIZATION_ALREADY_CAPTURED");
    assert_eq!(client.refused(&format!("/v2/payments/authorizations/{held}/void"), "", json!({})).await, "PREVIOUSLY_CAPTURED");
    let refund = format!("/v2/payments/captures/{}/refund", taken["id"].as_str().unwrap());
    assert_eq!(client.post(&refund, "r", eur("4.00")).await.0, 201);
    assert_eq!(client.refused(&refund, "s", eur("6.01")).await, "REFUND_AMOUNT_EXCEEDED");
    assert_eq!(client.post(&refund, "s", json!({})).await.1["amount"]["value"], "6.00");
    assert_eq!(client.refused(&refund, "t", json!({})).await, "CAPTURE_FULLY_REFUNDED");
}

#[tokio::test]
async fn a_dispute_holds_the_money_until_it_is_decided_once() {
    let stand_in = open(None);
    let client = Client::of(&stand_in).await;
    let order = client.new_order("o", "12.34").await;
    client.raw("POST", &format!("/checkoutnow?token={order}"), "", "action=approve".into()).await;
    let (_, held) = client.post(&format!("/v2/checkout/orders/{order}/authorize"), "", json!({})).await;
    let held = held["purchase_units"][0]["payments"]["authorizations"][0]["id"].as_str().unwrap().to_owned();
    let (_, taken) = client.post(&format!("/v2/payments/authorizations/{held}/capture"), "c", eur("12.34")).await;
    let capture = taken["id"].as_str().unwrap();
    let case = async |body: Value| {
        let request = Request::post("/_test/disputes").header("content-type", "application/json").body(Body::from(body.to_string()));
        let answer = client.router.clone().oneshot(request.unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice::<Value>(&bytes).unwrap_or_default())
    };
    assert_eq!(case(json!({ "capture": capture, "cents": 1235 })).await.0, 400, "more than was taken");
    let (_, opened) = case(json!({ "capture": capture })).await;
    assert_eq!((&opened["status"], &opened["dispute_amount"]["value"]), (&json!("OPEN"), &json!("12.34")));
    assert_eq!(case(json!({ "capture": capture })).await.0, 400, "one at a time");
    let refund = format!("/v2/payments/captures/{capture}/refund");
    assert_eq!(client.refused(&refund, "r", eur("1.00")).await, "CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED");
    let dispute = opened["dispute_id"].clone();
    let ends = json!({ "dispute": dispute, "outcome": "RESOLVED_BUYER_FAVOUR", "cents": 200 });
    assert_eq!(case(ends.clone()).await.1["dispute_outcome"]["amount_refunded"]["value"], "2.00");
    assert_eq!(case(ends).await.0, 400, "it is decided");
    let list = client.raw("GET", &format!("/v1/customer/disputes?disputed_transaction_id={capture}"), "", String::new()).await.1;
    assert_eq!((&list["items"][0]["dispute_id"], list["items"][0].get("dispute_outcome")), (&dispute, None), "the list says no outcome");
    let shown = client.raw("GET", &format!("/v1/customer/disputes/{}", dispute.as_str().unwrap()), "", String::new()).await.1;
    assert_eq!(shown["dispute_outcome"]["outcome_code"], "RESOLVED_BUYER_FAVOUR");
    assert_eq!(client.post(&refund, "s", json!({})).await.1["amount"]["value"], "10.34", "what is left goes back as ever");
}

#[tokio::test]
async fn what_it_has_promised_is_there_again_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paypal.json");
    let client = Client::of(&open(Some(&file))).await;
    let order = client.new_order("o", "5.00").await;
    client.raw("POST", &format!("/checkoutnow?token={order}"), "", "action=approve".into()).await;
    let second = open(Some(&file));
    let client = Client::of(&second).await;
    assert_eq!(client.raw("GET", &format!("/v2/checkout/orders/{order}"), "", String::new()).await.1["status"], "APPROVED");
    assert_eq!(client.post("/v2/checkout/orders", "o", new_order("5.00")).await.1["id"], order.as_str());
    assert_eq!(second.undelivered(), 1);
}

#[tokio::test]
async fn strangers_and_wrong_shapes_are_refused() {
    let stand_in = open(None);
    let mut client = Client::of(&stand_in).await;
    assert_eq!(client.refused("/v2/checkout/orders", "", new_order("1.00")).await, "PAYPAL_REQUEST_ID_REQUIRED");
    for wrong in ["1", "1.5", "1,00", "-1.00", "1.000"] {
        client.refused("/v2/checkout/orders", "x", new_order(wrong)).await;
    }
    let mut unknown = new_order("1.00");
    unknown["surprise"] = json!(1);
    client.refused("/v2/checkout/orders", "x", unknown).await;
    client.bearer = "Bearer nobody".into();
    assert_eq!(client.post("/v2/checkout/orders", "x", new_order("1.00")).await.0, StatusCode::UNAUTHORIZED.as_u16());
}

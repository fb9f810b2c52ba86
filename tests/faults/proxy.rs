//! Between the SDK and the table: what networks and AWS do on bad days, by a plan.

use super::plan::{Call, Fault, Plan, fair, mixed};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use http::header::{CONTENT_LENGTH, HOST};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// A proxy before one table. Clones are the same proxy.
#[derive(Clone)]
pub struct Proxy(Arc<Inner>);

struct Inner {
    url: String,
    table: String,
    http: reqwest::Client,
    state: Mutex<Traffic>,
}

struct Traffic {
    plan: Plan,
    calls: u64,
    faults: u64,
    tries: HashMap<u64, u32>,
}

impl Proxy {
    /// In front of the table at this address.
    pub async fn before(table: &str) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Mutex::new(Traffic { plan: fair(), calls: 0, faults: 0, tries: HashMap::new() });
        let proxy = Proxy(Arc::new(Inner { url, table: table.to_owned(), http, state }));
        let router = Router::new().fallback(pass).with_state(proxy.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        proxy
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// From now on.
    pub fn follow(&self, plan: Plan) {
        self.0.state.lock().unwrap().plan = plan;
    }

    /// How many calls met something so far: a test of faults without faults proves nothing.
    pub fn faults(&self) -> u64 {
        self.0.state.lock().unwrap().faults
    }

    fn judged(&self, operation: &str, body: &Bytes) -> (Fault, Call) {
        let mut hasher = DefaultHasher::new();
        (operation, body).hash(&mut hasher);
        let mut traffic = self.0.state.lock().unwrap();
        traffic.calls += 1;
        let tries = traffic.tries.entry(hasher.finish()).or_default();
        *tries += 1;
        let tries = *tries - 1;
        let body = serde_json::from_slice(body).unwrap_or(Value::Null);
        let call = Call { operation: operation.to_owned(), body, nth: traffic.calls, tries };
        let fault = fitting((traffic.plan)(&call), &call);
        traffic.faults += u64::from(fault != Fault::Pass);
        (fault, call)
    }

    async fn forward(&self, headers: &HeaderMap, body: &Bytes) -> Response {
        let mut headers = headers.clone();
        headers.remove(HOST);
        headers.remove(CONTENT_LENGTH);
        let answer = self.0.http.post(&self.0.table).headers(headers).body(body.clone()).send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut response = Response::new(Body::from(answer.bytes().await.unwrap()));
        (*response.status_mut(), *response.headers_mut()) = (status, headers);
        response.headers_mut().remove(http::header::TRANSFER_ENCODING);
        response
    }
}

/// Reads cannot conflict, and only one kind of call has parts left undone.
fn fitting(fault: Fault, call: &Call) -> Fault {
    let read = matches!(call.operation.as_str(), "GetItem" | "BatchGetItem" | "Query");
    match fault {
        Fault::Conflict if read => Fault::Pass,
        Fault::Unprocessed if call.operation != "BatchGetItem" => Fault::Pass,
        Fault::Repeat if read => Fault::Pass,
        other => other,
    }
}

async fn pass(State(proxy): State<Proxy>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let target = parts.headers.get("x-amz-target").and_then(|t| t.to_str().ok()).unwrap_or_default();
    let (fault, call) = proxy.judged(target.rsplit('.').next().unwrap_or_default(), &body);
    match fault {
        Fault::Pass => proxy.forward(&parts.headers, &body).await,
        Fault::Reject => refusal(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", json!({})),
        Fault::FailAfter => {
            proxy.forward(&parts.headers, &body).await;
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", json!({}))
        }
        Fault::LoseReply => {
            proxy.forward(&parts.headers, &body).await;
            let broken = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("the line went dead")) });
            Body::from_stream(broken).into_response()
        }
        Fault::Repeat => {
            proxy.forward(&parts.headers, &body).await;
            proxy.forward(&parts.headers, &body).await
        }
        Fault::Delay => {
            tokio::time::sleep(Duration::from_millis(mixed(call.nth) % 60)).await;
            proxy.forward(&parts.headers, &body).await
        }
        Fault::Conflict if call.is_transaction() => canceled(&call, "TransactionConflict"),
        Fault::Conflict => refusal(StatusCode::BAD_REQUEST, "TransactionConflictException", json!({})),
        Fault::Throttle if call.is_transaction() => canceled(&call, "ThrottlingError"),
        Fault::Throttle => refusal(StatusCode::BAD_REQUEST, "ProvisionedThroughputExceededException", json!({})),
        Fault::Unprocessed => Json(json!({ "Responses": {}, "UnprocessedKeys": call.body["RequestItems"] })).into_response(),
    }
}

/// A cancellation as DynamoDB words it: one reason for each action, by position.
fn canceled(call: &Call, why: &str) -> Response {
    let count = call.body["TransactItems"].as_array().map_or(1, Vec::len);
    let hit = usize::try_from(mixed(call.nth) % 97).unwrap() % count;
    let reason =
        |n| if n == hit { json!({ "Code": why, "Message": "Transaction is ongoing for the item" }) } else { json!({ "Code": "None" }) };
    let reasons: Vec<Value> = (0..count).map(reason).collect();
    refusal(StatusCode::BAD_REQUEST, "TransactionCanceledException", json!({ "CancellationReasons": reasons }))
}

fn refusal(status: StatusCode, kind: &str, more: Value) -> Response {
    let mut body = json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{kind}"), "message": format!("{kind} of the tests") });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    (status, [("content-type", "application/x-amz-json-1.0")], body.to_string()).into_response()
}

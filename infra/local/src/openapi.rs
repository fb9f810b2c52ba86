//! `GET /openapi.json`: the documents of all functions as one.

use axum::Json;
use serde_json::Value;

/// The whole API. Operations are named by method and path, because handlers of several functions have the same names.
pub(crate) async fn document() -> Json<Value> {
    let mut all = browse::api();
    for part in [cart::api(), checkout::api(), payment_webhook::api(), back_office::api()] {
        all.merge(part);
    }
    all.info.title = "Larder".into();
    let mut document = serde_json::to_value(all).unwrap_or_default();
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten().filter(|(_, o)| o.is_object()) {
            operation["operationId"] = named(method, path).into();
            describe(operation);
        }
    }
    Json(document)
}

/// `get_back_office_orders_order`
fn named(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

/// The standard asks every answer for a description; one that needs no other words has its status's own.
fn describe(operation: &mut Value) {
    for (status, answer) in operation["responses"].as_object_mut().into_iter().flatten() {
        if answer["description"].as_str().unwrap_or_default().is_empty() {
            let code = status.parse().ok().and_then(|code| http::StatusCode::from_u16(code).ok());
            answer["description"] = code.and_then(|code| code.canonical_reason()).unwrap_or("Answer").into();
        }
    }
}

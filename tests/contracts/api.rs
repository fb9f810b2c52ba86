//! `GET /openapi.json` is a description that clients can be made from, and it names every route they were promised.

use crate::journeys::Open;
use serde_json::Value;
use std::collections::BTreeSet;

/// Issue 2, points 3 and 6: stable names.
const PROMISED: [(&str, &str); 25] = [
    ("get", "/"),
    ("get", "/aisles/{aisle}"),
    ("get", "/products"),
    ("get", "/products/{sku}"),
    ("get", "/search"),
    ("get", "/slots"),
    ("get", "/cart"),
    ("post", "/cart/lines"),
    ("get", "/checkout"),
    ("post", "/checkout"),
    ("get", "/orders/{order}"),
    ("post", "/orders/{order}/cancel"),
    ("post", "/webhooks/stripe"),
    ("get", "/back-office/orders"),
    ("get", "/back-office/orders/{order}"),
    ("post", "/back-office/orders/{order}/picks"),
    ("post", "/back-office/orders/{order}/ready"),
    ("post", "/back-office/orders/{order}/handover"),
    ("post", "/back-office/orders/{order}/refunds"),
    ("post", "/orders/{order}/claims"),
    ("get", "/back-office/claims"),
    ("post", "/back-office/orders/{order}/claims/{claim}"),
    ("patch", "/back-office/products/{sku}"),
    ("get", "/back-office/products"),
    ("get", "/back-office/takings"),
];

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

async fn document() -> Value {
    let open = Open::shop().await;
    let reply = open.stranger().get("/openapi.json").await;
    assert!(reply.headers["content-type"].to_str().unwrap().starts_with("application/json"));
    reply.good()
}

/// Every operation: its path, its method, itself.
fn operations(document: &Value) -> Vec<(&String, &String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of = paths.iter().flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, op)| (path, method, op)));
    of.filter(|(_, method, _)| METHODS.contains(&method.as_str())).collect()
}

#[tokio::test]
async fn the_description_names_every_promised_route() {
    let document = document().await;
    let missing: Vec<_> = PROMISED.iter().filter(|(method, path)| document["paths"][path][method].is_null()).collect();
    assert!(missing.is_empty(), "not described: {missing:?}");
}

#[tokio::test]
async fn the_description_is_valid() {
    let document = document().await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut names = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, method, operation) in operations(&document) {
        let here = format!("{method} {path}");
        let responses = operation["responses"].as_object();
        if responses.is_none_or(|r| r.is_empty() || r.values().any(|r| !r["description"].is_string())) {
            wrong.push(format!("{here}: every answer has a description"));
        }
        if let Some(name) = operation["operationId"].as_str()
            && !names.insert(format!("{}/{name}", operation["tags"]))
        {
            wrong.push(format!("{here}: {name} is there twice"));
        }
        let declared: BTreeSet<&str> = parameters(operation, "path").collect();
        let named: BTreeSet<&str> = path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        if declared != named {
            wrong.push(format!("{here}: parameters {declared:?} where the path has {named:?}"));
        }
    }
    wrong.extend(references(&document).into_iter().filter(|r| document.pointer(r.trim_start_matches('#')).is_none()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn operations_have_names_of_their_own() {
    let document = document().await;
    let mut names: Vec<&str> = operations(&document).into_iter().filter_map(|(_, _, op)| op["operationId"].as_str()).collect();
    names.sort_unstable();
    let twice: BTreeSet<_> = names.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
    assert!(twice.is_empty(), "clients make one function of each: {twice:?}");
}

fn parameters<'a>(operation: &'a Value, place: &'a str) -> impl Iterator<Item = &'a str> {
    let all = operation["parameters"].as_array().into_iter().flatten();
    all.filter(move |p| p["in"] == place).filter_map(|p| p["name"].as_str())
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(all) => {
            let own = all.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(all.values().flat_map(references)).collect()
        }
        Value::Array(all) => all.iter().flat_map(references).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

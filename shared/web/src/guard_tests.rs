use super::*;
use axum::body::Body;
use axum::routing::get;
use http_body_util::BodyExt;
use tower::ServiceExt;

const ORIGIN: &str = "https://shop.example";

fn shop() -> Router {
    let router = Router::new()
        .route("/", get(|| async { answer::redirect("/elsewhere") }).post(|| async { "posted" }))
        .route("/fault", get(|| async { Problem::from(std::io::Error::other("the table's name is secret")) }))
        .route("/panic", get(panics));
    guarded(router, Site::paying_at(ORIGIN, ["https://pay.example".to_owned()]))
}

async fn panics() -> Response {
    panic!("a secret")
}

async fn send(method: &str, path: &str, headers: &[(&str, &str)]) -> (Response<()>, String) {
    let request = headers.iter().fold(Request::builder().method(method).uri(path), |r, (name, value)| r.header(*name, *value));
    let (parts, body) = shop().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().into_parts();
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    (Response::from_parts(parts, ()), text)
}

async fn posts(headers: &[(&str, &str)]) -> bool {
    send("POST", "/", headers).await.0.status() == StatusCode::OK
}

#[tokio::test]
async fn another_sites_form_is_refused() {
    assert!(!posts(&[("origin", "https://evil.example")]).await);
    assert!(!posts(&[("origin", "null")]).await);
    assert!(!posts(&[("sec-fetch-site", "cross-site")]).await);
    assert!(!posts(&[("sec-fetch-site", "same-site"), ("origin", ORIGIN)]).await);
    assert!(!posts(&[("sec-fetch-site", "same-origin"), ("origin", "https://shop.example.evil.example")]).await);
}

#[tokio::test]
async fn the_shops_own_form_and_programs_pass() {
    assert!(posts(&[("origin", ORIGIN), ("sec-fetch-site", "same-origin")]).await);
    assert!(posts(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]).await);
    assert!(posts(&[]).await);
}

#[tokio::test]
async fn a_fault_is_a_page_for_people_and_a_document_for_programs() {
    let (response, page) = send("GET", "/fault", &[("accept", "text/html")]).await;
    assert_eq!(response.status(), 500);
    assert_eq!(response.headers().get_all(header::CONTENT_TYPE).iter().collect::<Vec<_>>(), ["text/html; charset=utf-8"]);
    assert!(page.contains("Our mistake") && page.contains("<!DOCTYPE html>") && !page.contains("secret"));
    let (response, text) = send("GET", "/fault", &[("accept", "application/json")]).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    assert!(text.contains("/problems/fault") && !text.contains("secret"));
}

#[tokio::test]
async fn a_panic_is_a_fault() {
    let (response, page) = send("GET", "/panic", &[]).await;
    assert_eq!(response.status(), 500);
    assert!(page.contains("Our mistake") && !page.contains("secret"));
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    for (method, path) in [("GET", "/"), ("GET", "/nowhere"), ("DELETE", "/"), ("GET", "/panic")] {
        let headers = send(method, path, &[]).await.0.headers().clone();
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("form-action 'self' https://pay.example;"), "{path}");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY) && headers.contains_key(header::X_CONTENT_TYPE_OPTIONS));
    }
}

#[tokio::test]
async fn an_unknown_address_and_an_unknown_method_are_problems() {
    let json = [("accept", "application/json")];
    assert!(send("GET", "/nowhere", &json).await.1.contains("/problems/not-found"));
    assert!(send("DELETE", "/", &json).await.1.contains("/problems/method-not-allowed"));
}

#[test]
fn a_known_tag_is_recognized() {
    let value = HeaderValue::from_static;
    assert!(knows(Some(&value("\"a\", W/\"b\"")), Some(&value("\"b\""))));
    assert!(!knows(Some(&value("\"a\"")), Some(&value("\"b\""))));
    assert!(!knows(None, Some(&value("\"b\""))));
}

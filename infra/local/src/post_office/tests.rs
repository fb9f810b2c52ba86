//! The post office through its door: the SES wire format in, pages out.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use tower::ServiceExt;

use super::*;

fn office(data: Option<&Path>) -> PostOffice {
    PostOffice::open(data, || "2026-11-22T13:24:00Z".parse().unwrap()).unwrap()
}

async fn ask(router: Router, request: Request<Body>) -> (StatusCode, String) {
    let answer = router.oneshot(request).await.unwrap();
    let status = answer.status();
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn get(router: Router, path: &str) -> (StatusCode, String) {
    ask(router, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn send(office: &PostOffice, mail: serde_json::Value) -> (StatusCode, String) {
    let request = Request::post("/v2/email/outbound-emails").header(header::CONTENT_TYPE, "application/json");
    ask(office.router(), request.body(Body::from(mail.to_string())).unwrap()).await
}

fn letter(to: &str, subject: &str) -> serde_json::Value {
    json!({
        "FromEmailAddress": "Larder <shop@larder.example>",
        "Destination": { "ToAddresses": [to] },
        "Content": { "Simple": {
            "Subject": { "Data": subject, "Charset": "UTF-8" },
            "Body": {
                "Text": { "Data": "Your order:\nhttps://larder.example/orders/1?key=a&b=c <ok>\n" },
                "Html": { "Data": "<html><head><title>x</title></head><body><a href='/orders/1'>Order</a><script>x</script></body></html>" }
            },
            "Headers": [{ "Name": "List-Unsubscribe", "Value": "<https://larder.example/bye>" }]
        } }
    })
}

#[tokio::test]
async fn a_mail_is_taken_and_shown_newest_first() {
    let office = office(None);
    let (status, answer) = send(&office, letter("ann@example.com", "Receipt")).await;
    assert_eq!(status, StatusCode::OK);
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["MessageId"], office.mails()[0].id.as_str());
    send(&office, letter("Ben@example.com", "Sign in")).await;
    let subjects: Vec<_> = office.mails().iter().map(|mail| mail.subject.clone()).collect();
    assert_eq!(subjects, ["Sign in", "Receipt"]);
    let (_, list) = get(office.router(), "/").await;
    assert!(list.find("Sign in").unwrap() < list.find("Receipt").unwrap());
    let (_, list) = get(office.router(), "/?to=ben@").await;
    assert!(list.contains("Sign in") && !list.contains("Receipt"));
    let (_, all) = get(office.router(), "/mails.json?to=ann").await;
    let all: Vec<Mail> = serde_json::from_str(&all).unwrap();
    assert_eq!((all.len(), all[0].headers[0].0.as_str()), (1, "List-Unsubscribe"));
}

#[tokio::test]
async fn whatever_is_in_a_mail_is_shown_and_not_run() {
    let office = office(None);
    send(&office, letter("<b>@example.com", "<script>alert(1)</script>")).await;
    let id = office.mails()[0].id.clone();
    let (_, page) = get(office.router(), &format!("/mails/{id}")).await;
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;") && !page.contains("<b>@"));
    assert!(page.contains(r#"<a href="https://larder.example/orders/1?key=a&amp;b=c">"#), "{page}");
    let request = Request::get(format!("/mails/{id}/html")).body(Body::empty()).unwrap();
    let answer = office.router().oneshot(request).await.unwrap();
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("sandbox ") && !policy.contains("allow-scripts"));
}

#[tokio::test]
async fn links_hold_wherever_it_is_mounted() {
    let office = office(None);
    send(&office, letter("ann@example.com", "Receipt")).await;
    let id = office.mails()[0].id.clone();
    for (mount, list) in [("/post", "/post"), ("/post", "/post?to=ann")] {
        let nested = Router::new().nest(mount, office.router());
        let (status, page) = get(nested, list).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains(&format!(r#"href="/post/mails/{id}""#)), "{page}");
    }
    let nested = Router::new().nest("/post", office.router());
    let (_, page) = get(nested, &format!("/post/mails/{id}")).await;
    assert!(page.contains(&format!(r#"src="/post/mails/{id}/html""#)), "{page}");
    let (status, _) = get(office.router(), "/mails/other").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_ses_refuses_is_refused() {
    let office = office(None);
    let mut nobody = letter("ann@example.com", "x");
    nobody["Destination"]["ToAddresses"] = json!([]);
    let mut nothing = letter("ann@example.com", "x");
    nothing["Content"]["Simple"]["Body"] = json!({});
    let injected = letter("ann@example.com\r\nBcc: all@example.com", "x");
    for bad in [nobody, nothing, injected, json!({})] {
        let (status, answer) = send(&office, bad).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    }
    assert!(office.mails().is_empty());
}

#[tokio::test]
async fn mail_outlives_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let first = office(Some(folder.path()));
    send(&first, letter("ann@example.com", "Receipt")).await;
    let journal = folder.path().join("mails.jsonl");
    let whole = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, format!("{whole}{{\"id\":\"cut sh")).unwrap();
    let second = office(Some(folder.path()));
    assert_eq!(second.mails(), first.mails());
    send(&second, letter("ben@example.com", "Sign in")).await;
    assert_eq!(office(Some(folder.path())).mails().len(), 2);
}

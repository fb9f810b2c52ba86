//! `SendEmail` of SES version 2, as the SDK sends it. Only simple content: the shop sends no
//! templates and no raw mail.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::{Mail, PostOffice};
use crate::aws::chain;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SendEmail {
    from_email_address: String,
    destination: Destination,
    #[serde(default)]
    reply_to_addresses: Vec<String>,
    content: Content,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct Destination {
    to_addresses: Vec<String>,
    cc_addresses: Vec<String>,
    bcc_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Simple,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Part,
    body: Body,
    #[serde(default)]
    headers: Vec<Header>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    text: Option<Part>,
    html: Option<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Part {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Header {
    name: String,
    value: String,
}

/// `POST /v2/email/outbound-emails`
pub(super) async fn send_email(State(office): State<PostOffice>, body: Bytes) -> Response {
    let request: SendEmail = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(fault) => return refused(&format!("This is not a simple mail: {fault}")),
    };
    if let Some(problem) = problem(&request) {
        return refused(&problem);
    }
    match office.take(|at, id| mail(request, at, id)) {
        Ok(id) => Json(json!({ "MessageId": id })).into_response(),
        Err(fault) => {
            tracing::error!(fault = chain(&fault), "a mail was not taken");
            error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServiceErrorException", "The mail was not taken.")
        }
    }
}

fn problem(request: &SendEmail) -> Option<String> {
    let Destination { to_addresses: to, cc_addresses: cc, bcc_addresses: bcc } = &request.destination;
    let mut addresses = to.iter().chain(cc).chain(bcc).peekable();
    if addresses.peek().is_none() {
        return Some("A mail needs a recipient.".into());
    }
    let mut all = addresses.chain([&request.from_email_address]).chain(&request.reply_to_addresses);
    let bad = all.find(|address| !address.contains('@') || address.contains(['\r', '\n']));
    if let Some(bad) = bad {
        return Some(format!("This is no address: {bad:?}"));
    }
    let simple = &request.content.simple;
    let bodies = [&simple.body.text, &simple.body.html];
    bodies.iter().all(|part| part.is_none()).then(|| "A mail needs a text or an HTML part.".into())
}

fn mail(request: SendEmail, at: jiff::Timestamp, id: String) -> Mail {
    let Destination { mut to_addresses, cc_addresses, bcc_addresses } = request.destination;
    to_addresses.extend(cc_addresses.into_iter().chain(bcc_addresses));
    let Simple { subject, body, headers } = request.content.simple;
    Mail {
        id,
        at,
        from: request.from_email_address,
        to: to_addresses,
        reply_to: request.reply_to_addresses,
        subject: subject.data,
        text: body.text.map(|part| part.data),
        html: body.html.map(|part| part.data),
        headers: headers.into_iter().map(|header| (header.name, header.value)).collect(),
    }
}

fn refused(message: &str) -> Response {
    error(StatusCode::BAD_REQUEST, "BadRequestException", message)
}

fn error(status: StatusCode, kind: &'static str, message: &str) -> Response {
    (status, [("x-amzn-errortype", kind)], Json(json!({ "message": message }))).into_response()
}

//! The pages of the post office: the list, one mail, and its HTML part in a frame that may run
//! nothing.

use axum::Json;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;

use super::{Mail, PostOffice};

/// How many mails the list shows on a page.
const PAGE: usize = 100;

/// Nothing is loaded from anywhere but the frame with the mail.
const OURS: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'";

/// A mail may show pictures and leave its frame by a click, and nothing else.
const THEIRS: &str = "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; \
    default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; font-src https: data:";

#[derive(Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    to: String,
    #[serde(default)]
    page: usize,
}

/// `GET /`
pub(super) async fn list(
    State(office): State<PostOffice>,
    OriginalUri(whole): OriginalUri,
    uri: Uri,
    Query(search): Query<Search>,
) -> Response {
    let at = Base::of(&whole, &uri);
    let mails: Vec<_> = office.mails().into_iter().filter(|mail| mail.is_to(&search.to)).collect();
    let shown = mails.iter().skip(search.page.saturating_mul(PAGE)).take(PAGE);
    let more = mails.len() > search.page.saturating_add(1).saturating_mul(PAGE);
    let body = html! {
        form method="get" action=(at.path("/")) {
            label for="to" { "Sent to" }
            input #to type="search" name="to" value=(search.to) placeholder="any address";
            button { "Show" }
        }
        @if mails.is_empty() {
            p.empty { @if search.to.is_empty() { "No mail yet." } @else { "No mail to such an address." } }
        } @else {
            p.count { (mails.len()) @if mails.len() == 1 { " mail" } @else { " mails" } ", newest first" }
            ul.mails { @for mail in shown { (row(&at, mail)) } }
        }
        @if more {
            form.more method="get" action=(at.path("/")) {
                input type="hidden" name="to" value=(search.to);
                input type="hidden" name="page" value=(search.page.saturating_add(1));
                button { "Older mail" }
            }
        }
    };
    page("Post office", &at, &body)
}

/// `GET /mails.json`
pub(super) async fn json(State(office): State<PostOffice>, Query(search): Query<Search>) -> Response {
    let mails: Vec<_> = office.mails().into_iter().filter(|mail| mail.is_to(&search.to)).collect();
    Json(mails.iter().map(AsRef::as_ref).collect::<Vec<&Mail>>()).into_response()
}

/// `GET /mails/{id}`
pub(super) async fn mail(State(office): State<PostOffice>, OriginalUri(whole): OriginalUri, uri: Uri, Path(id): Path<String>) -> Response {
    let at = Base::of(&whole, &uri);
    let Some(mail) = office.mail(&id) else {
        return missing(&at);
    };
    let body = html! {
        p { a href=(at.path("/")) { "All mail" } }
        h2 { (mail.subject) }
        dl {
            dt { "To" } dd { (mail.to.join(", ")) }
            dt { "From" } dd { (mail.from) }
            @if !mail.reply_to.is_empty() { dt { "Reply to" } dd { (mail.reply_to.join(", ")) } }
            dt { "Time" } dd { (time(mail.at)) }
            @for (name, value) in &mail.headers { dt { (name) } dd { (value) } }
        }
        @if mail.html.is_some() {
            h3 { "As HTML" }
            iframe title="The mail as HTML" src=(at.path(&format!("/mails/{id}/html")))
                sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" {}
        }
        @if let Some(text) = &mail.text {
            h3 { "As text" }
            pre { (linked(text)) }
        }
    };
    page(&mail.subject, &at, &body)
}

/// `GET /mails/{id}/html`: the mail as it came, but for links, which open in the whole window.
pub(super) async fn html(State(office): State<PostOffice>, OriginalUri(whole): OriginalUri, uri: Uri, Path(id): Path<String>) -> Response {
    let mail = office.mail(&id);
    let Some(body) = mail.and_then(|mail| mail.html.clone()) else {
        return missing(&Base::of(&whole, &uri));
    };
    let target = r#"<base target="_top">"#;
    let body = match body.split_once("<head>") {
        Some((before, after)) => format!("{before}<head>{target}{after}"),
        None => format!("{target}{body}"),
    };
    ([(header::CONTENT_SECURITY_POLICY, THEIRS)], Html(body)).into_response()
}

fn row(at: &Base, mail: &Mail) -> Markup {
    html! {
        li {
            a href=(at.path(&format!("/mails/{}", mail.id))) {
                span.subject { @if mail.subject.is_empty() { "(no subject)" } @else { (mail.subject) } }
                span.to { (mail.to.join(", ")) }
                (time(mail.at))
            }
        }
    }
}

fn time(at: Timestamp) -> Markup {
    html! { time datetime=(at) { (at.strftime("%-d %b %Y, %H:%M:%S UTC")) } }
}

/// A text with its web addresses made links.
fn linked(text: &str) -> Markup {
    let is_link = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    html! {
        @for word in text.split_inclusive(char::is_whitespace) {
            @let link = Some(word.trim_end()).filter(is_link);
            @if let Some(link) = link { a href=(link) { (link) } (word[link.len()..]) } @else { (word) }
        }
    }
}

fn missing(at: &Base) -> Response {
    let body = html! { p.empty { "There is no such mail. " a href=(at.path("/")) { "All mail" } } };
    (StatusCode::NOT_FOUND, page("No such mail", at, &body)).into_response()
}

fn page(title: &str, at: &Base, body: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                header { h1 { a href=(at.path("/")) { "Post office" } } p { "Every mail the shop sent. Nothing left this machine." } }
                main { (body) }
            }
        }
    };
    ([(header::CONTENT_SECURITY_POLICY, OURS)], page).into_response()
}

/// Where the post office is mounted: empty, or a path such as `/post`.
struct Base(String);

impl Base {
    fn of(whole: &Uri, uri: &Uri) -> Base {
        let whole = whole.path().trim_end_matches('/');
        let base = whole.strip_suffix(uri.path().trim_end_matches('/')).unwrap_or(whole);
        Base(base.to_owned())
    }

    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

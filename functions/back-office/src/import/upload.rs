//! The list, as a program sends it (`text/csv`) or a form does.

use crate::upload::{self, MOST, Unread};
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::StatusCode;
use web::{Failure, Problem};

/// A list.
pub struct Upload(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Upload, Problem> {
        let file = upload::file(request, state, |kind| matches!(kind, "text/csv" | "text/plain")).await;
        file.map(Upload).map_err(|why| unread(why).way("/back-office/import", "Choose another file"))
    }
}

fn unread(why: Unread) -> Problem {
    match why {
        Unread::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too much at once")
            .detail(format!("A file may have {MOST}. Split it: each part can be imported on its own.")),
        Unread::BrokenOff => Problem::malformed("The file broke off on its way."),
        Unread::Nothing => Problem::invalid(vec![Failure::field("file", "required", "Choose a file first.")]),
        Unread::OtherKind => Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unknown kind of content")
            .detail("Send text/csv, or a form with the file in its field `file`."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upload::MOST_BYTES;
    use axum::body::Body;
    use axum::extract::DefaultBodyLimit;
    use axum::routing::post;
    use http::header;
    use tower::ServiceExt;

    async fn send(kind: &str, body: Vec<u8>) -> (u16, usize) {
        let router = axum::Router::new()
            .route("/", post(async |Upload(file): Upload| file.len().to_string()).layer(DefaultBodyLimit::max(MOST_BYTES)));
        let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
        let response = router.layer(DefaultBodyLimit::max(1000)).oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        (status, String::from_utf8_lossy(&body).parse().unwrap_or(0))
    }

    fn form(name: &str, file: &str) -> Vec<u8> {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--x--\r\n").into_bytes()
    }

    #[tokio::test]
    async fn a_program_and_a_form_send_the_same_file() {
        let file = "sku,name,price\n".repeat(200);
        assert_eq!(send("text/csv; charset=utf-8", file.clone().into_bytes()).await, (200, 3000));
        assert_eq!(send("multipart/form-data; boundary=x", form("file", &file)).await, (200, 3000));
    }

    #[tokio::test]
    async fn what_is_no_file_is_refused() {
        assert_eq!(send("application/json", b"{}".to_vec()).await.0, 415);
        assert_eq!(send("multipart/form-data; boundary=x", form("other", "x")).await.0, 422);
        assert_eq!(send("multipart/form-data; boundary=y", form("file", "x")).await.0, 400);
        assert_eq!(send("text/csv", vec![b'x'; MOST_BYTES + 1]).await.0, 413);
    }
}

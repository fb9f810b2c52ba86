//! The file, as a program sends it (`text/csv`) or a form does.

use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::{StatusCode, header};
use web::{Failure, Problem};

/// Most bytes of a file. Lambda itself takes 6 MB of request.
pub(super) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// A file.
pub struct Upload(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Upload, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        match kind.split(';').next().unwrap_or_default().trim() {
            "text/csv" | "text/plain" => Bytes::from_request(request, state).await.map(Upload).map_err(|e| unread(e.status())),
            "multipart/form-data" => from_form(request, state).await.map(Upload),
            _ => {
                let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unknown kind of content");
                Err(problem.detail("Send text/csv, or a form with the file in its field `file`."))
            }
        }
    }
}

async fn from_form<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let mut form = Multipart::from_request(request, state).await.map_err(|e| unread(e.status()))?;
    while let Some(field) = form.next_field().await.map_err(|e| unread(e.status()))? {
        if field.name() == Some("file") {
            return field.bytes().await.map_err(|e| unread(e.status()));
        }
    }
    let problem = Problem::invalid(vec![Failure::field("file", "required", "Choose a file first.")]);
    Err(problem.way("/back-office/import", "Back"))
}

fn unread(status: StatusCode) -> Problem {
    let problem = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "too-large", "Too much at once")
            .detail("A file may have 8 MB. Split it: each part can be imported on its own."),
        _ => Problem::malformed("The file broke off on its way."),
    };
    problem.way("/back-office/import", "Choose another file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::extract::DefaultBodyLimit;
    use axum::routing::post;
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

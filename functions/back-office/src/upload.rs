//! A file, as a program sends it or a form does; and the most that fits through Lambda.

use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::{StatusCode, header};

/// Most bytes of a request with a file: 4.4 MB, and the form around it.
///
/// Lambda takes 6 MB of event. The body stands in it as base64, four letters for three bytes, and beside it are the headers.
pub const MOST_BYTES: usize = 4_450_000;

/// The same, for people.
pub const MOST: &str = "4.4 MB";

/// Why no file was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// It ended before its end.
    BrokenOff,
    /// The form's field `file` is missing, or nothing was chosen.
    Nothing,
    /// Neither a form nor a kind that is wanted.
    OtherKind,
}

/// The file of a request: the body, if it is of a kind that is wanted, or a form's field `file`.
pub async fn file<S: Send + Sync>(request: Request, state: &S, wanted: fn(&str) -> bool) -> Result<Bytes, Unread> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim() {
        "multipart/form-data" => from_form(request, state).await,
        kind if wanted(kind) => Bytes::from_request(request, state).await.map_err(|refusal| unread(refusal.status())),
        _ => Err(Unread::OtherKind),
    }
}

async fn from_form<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Unread> {
    let mut form = Multipart::from_request(request, state).await.map_err(|refusal| unread(refusal.status()))?;
    while let Some(field) = form.next_field().await.map_err(|fault| unread(fault.status()))? {
        if field.name() == Some("file") {
            // A browser sends a field without a name and content where nothing was chosen.
            let chosen = field.file_name() != Some("");
            let content = field.bytes().await.map_err(|fault| unread(fault.status()))?;
            return if chosen || !content.is_empty() { Ok(content) } else { Err(Unread::Nothing) };
        }
    }
    Err(Unread::Nothing)
}

fn unread(status: StatusCode) -> Unread {
    if status == StatusCode::PAYLOAD_TOO_LARGE { Unread::TooLarge } else { Unread::BrokenOff }
}

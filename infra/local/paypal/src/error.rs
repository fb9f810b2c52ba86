//! Refusals, as `PayPal` words them: a general name, and in the details what exactly it is.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde_json::json;

/// A refusal.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub status: StatusCode,
    name: &'static str,
    issue: String,
}

impl Refusal {
    /// The request is of the wrong shape.
    pub fn shape(issue: impl ToString) -> Refusal {
        Refusal { status: StatusCode::BAD_REQUEST, name: "INVALID_REQUEST", issue: issue.to_string() }
    }

    /// The request is understood, and cannot be done.
    pub fn rule(issue: &str) -> Refusal {
        Refusal { status: StatusCode::UNPROCESSABLE_ENTITY, name: "UNPROCESSABLE_ENTITY", issue: issue.to_owned() }
    }

    /// What exactly it is.
    pub fn issue(&self) -> &str {
        &self.issue
    }

    pub fn missing() -> Refusal {
        Refusal { status: StatusCode::NOT_FOUND, name: "RESOURCE_NOT_FOUND", issue: "INVALID_RESOURCE_ID".to_owned() }
    }

    pub fn stranger() -> Refusal {
        Refusal { status: StatusCode::UNAUTHORIZED, name: "AUTHENTICATION_FAILURE", issue: "INVALID_TOKEN".to_owned() }
    }

    pub fn fault() -> Refusal {
        Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, name: "INTERNAL_SERVER_ERROR", issue: "NOT_WRITTEN_DOWN".to_owned() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"name": self.name, "message": "The requested action could not be performed.", "debug_id": "stand-in",
            "details": [{"issue": self.issue, "description": self.issue.replace('_', " ").to_lowercase()}]});
        (self.status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
    }
}

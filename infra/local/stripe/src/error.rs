//! What the API answers when it refuses: Stripe's error object and the status that goes with it.

use http::StatusCode;
use serde_json::{Map, Value, json};

/// A refusal in Stripe's shape.
#[derive(Debug, Clone)]
pub struct ApiError {
    pub status: StatusCode,
    pub kind: &'static str,
    pub code: Option<&'static str>,
    pub message: String,
    pub param: Option<String>,
    /// The object whose state stood in the way, as Stripe adds it: `("payment_intent", {..})`.
    pub about: Option<(&'static str, Box<Value>)>,
    /// An error of execution is the stored answer of its idempotency key; one of validation is not.
    pub executed: bool,
    /// A card said no. What was drafted happened all the same: the failed attempt is on record.
    pub declined: Option<Box<Declined>>,
}

/// What is told beside the code when a card says no.
#[derive(Debug, Clone)]
pub struct Declined {
    pub decline_code: &'static str,
    pub charge: String,
}

impl ApiError {
    /// A parameter that is wrong in itself.
    pub fn parameter(code: &'static str, param: &str, message: impl Into<String>) -> Self {
        Self { code: Some(code), param: Some(param.to_owned()), ..Self::invalid(message) }
    }

    /// An invalid request without a code, which Stripe has for several refusals.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            kind: "invalid_request_error",
            code: None,
            message: message.into(),
            param: None,
            about: None,
            executed: false,
            declined: None,
        }
    }

    /// The request is well formed, but the object's state does not allow it.
    pub fn state(code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Some(code), executed: true, ..Self::invalid(message) }
    }

    /// An id which names nothing: 404 in a path, 400 in a parameter, as Stripe does.
    pub fn missing(what: &str, id: &str, param: &str) -> Self {
        let status = match param {
            "id" | "intent" | "session" => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, ..Self::parameter("resource_missing", param, format!("No such {what}: '{id}'")) }
    }

    /// A card said no, to an attempt that stays on record.
    pub fn card(code: &'static str, message: impl Into<String>, declined: Declined) -> Self {
        let (status, kind) = (StatusCode::PAYMENT_REQUIRED, "card_error");
        Self { status, kind, code: Some(code), executed: true, declined: Some(Box::new(declined)), ..Self::invalid(message) }
    }

    /// No key, or another one.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::invalid(message) }
    }

    /// A URL the API does not have.
    pub fn unrecognized(method: &str, path: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::invalid(format!("Unrecognized request URL ({method}: {path}).")) }
    }

    /// An idempotency key used again for something else.
    pub fn idempotency(message: impl Into<String>) -> Self {
        Self { kind: "idempotency_error", ..Self::invalid(message) }
    }

    /// The stand-in's own trouble: its journal could not be written.
    pub fn fault(message: impl Into<String>) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, kind: "api_error", ..Self::invalid(message) }
    }

    /// The same error about the object that caused it.
    pub fn about(mut self, name: &'static str, object: Value) -> Self {
        self.about = Some((name, Box::new(object)));
        self
    }

    /// `{"error": {..}}`.
    pub fn body(&self) -> Value {
        let mut error = Map::new();
        error.insert("type".into(), json!(self.kind));
        error.insert("message".into(), json!(self.message));
        if let Some(code) = self.code {
            error.insert("code".into(), json!(code));
            let page = format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-"));
            error.insert("doc_url".into(), json!(page));
        }
        if let Some(param) = &self.param {
            error.insert("param".into(), json!(param));
        }
        if let Some(declined) = &self.declined {
            error.insert("decline_code".into(), json!(declined.decline_code));
            error.insert("charge".into(), json!(declined.charge));
        }
        if let Some((name, object)) = &self.about {
            error.insert((*name).to_owned(), (**object).clone());
        }
        json!({ "error": error })
    }
}

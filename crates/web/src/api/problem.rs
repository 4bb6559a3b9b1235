//! What went wrong, as RFC 9457 has it: a type, a title, a status and where in what was sent. Nothing about anybody.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use helhed_casework::{Stop, StoreError};

/// One thing that is wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At {
    /// Where: a JSON pointer into the body.
    pub pointer: String,
    /// What: `missing`, `too-long`, `not-on-list`, …
    pub code: String,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// No token, or one that opens nothing.
    NoToken,
    /// A token and a cookie: whose request it is cannot be told.
    Cookie,
    /// The token does not let it ask for this.
    Scope,
    /// Asked too often; again in so many seconds.
    TooMany(i64),
    /// Nothing here, or not for this unit: the same answer.
    Absent,
    /// The unit may know of it and may not do this.
    NotAllowed,
    /// No such method here.
    Method,
    /// Not JSON, or not an object.
    Unreadable,
    /// Not sent as JSON.
    NotJson,
    /// More than there is room for.
    TooLarge,
    /// A change without a key that makes it count once, or with one that is no UUID.
    KeyMissing,
    /// The key was used for something else.
    KeyReused,
    /// The version that was read is not told.
    VersionMissing,
    /// Somebody else has changed it since.
    Changed,
    /// It has ended already, or what it rests on has.
    Ended,
    /// What is wrong, each at its place.
    Wrong(Vec<At>),
    /// Storage failed.
    Failed,
}

impl Problem {
    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoToken => (
                StatusCode::UNAUTHORIZED,
                "no-token",
                "No token, or none that opens anything",
            ),
            Self::Cookie => (
                StatusCode::BAD_REQUEST,
                "cookie",
                "A token is never sent together with a cookie",
            ),
            Self::Scope => (StatusCode::FORBIDDEN, "scope", "The token is not for this"),
            Self::TooMany(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many",
                "Too many requests",
            ),
            Self::Absent => (StatusCode::NOT_FOUND, "absent", "Nothing here"),
            Self::NotAllowed => (StatusCode::FORBIDDEN, "not-allowed", "Not allowed"),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method",
                "No such method here",
            ),
            Self::Unreadable => (
                StatusCode::BAD_REQUEST,
                "unreadable",
                "What was sent cannot be read",
            ),
            Self::NotJson => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "Send application/json",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "More than there is room for",
            ),
            Self::KeyMissing => (
                StatusCode::BAD_REQUEST,
                "key-missing",
                "A change carries an Idempotency-Key, a UUID",
            ),
            Self::KeyReused => (
                StatusCode::CONFLICT,
                "key-reused",
                "The Idempotency-Key was used for something else",
            ),
            Self::VersionMissing => (
                StatusCode::PRECONDITION_REQUIRED,
                "version-missing",
                "Tell in If-Match which version was read",
            ),
            Self::Changed => (
                StatusCode::PRECONDITION_FAILED,
                "changed",
                "Somebody else has changed it since",
            ),
            Self::Ended => (StatusCode::CONFLICT, "ended", "It has ended already"),
            Self::Wrong(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong",
                "Something in what was sent cannot be taken",
            ),
            Self::Failed => (
                StatusCode::SERVICE_UNAVAILABLE,
                "failed",
                "Nothing was done; try again later",
            ),
        }
    }

    /// The problem of a status that some other part answered with.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::Absent,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::FORBIDDEN => Self::NotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            status if status.is_client_error() => Self::Unreadable,
            _ => Self::Failed,
        }
    }
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Absent => Self::Absent,
            Stop::NotAllowed => Self::NotAllowed,
            // Who answers for a case gives a ground on its page; a system has none to give.
            Stop::Restricted(_) => Self::Absent,
            Stop::Storage(_) => Self::Failed,
        }
    }
}

/// Storage has told the log already, where the cause is known.
impl From<StoreError> for Problem {
    fn from(_: StoreError) -> Self {
        Self::Failed
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, title) = self.parts();
        let mut body = json!({
            "type": format!("urn:helhed:problem:{code}"),
            "title": title,
            "status": status.as_u16(),
        });
        if let (Self::Wrong(faults), Value::Object(body)) = (&self, &mut body) {
            let faults = faults.iter();
            let faults = faults.map(|it| json!({ "pointer": it.pointer, "code": it.code }));
            body.insert("errors".to_owned(), faults.collect());
        }
        let mut response = (status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Self::TooMany(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

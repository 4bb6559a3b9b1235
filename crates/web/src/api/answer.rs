//! Answers: what was read, with a tag by which it is known again, and what was done.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::call::Call;

/// The first half of a checksum, as hexadecimal digits.
pub(super) fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..16].iter().map(|it| format!("{it:02x}")).collect()
}

/// What was read; nothing more where the asker has it already.
pub(super) fn read(call: &Call, value: &Value) -> Response {
    let tag = format!("\"{}\"", checksum(value.to_string().as_bytes()));
    tagged(call, value, &tag)
}

/// The same for a thing that several may change: its tag is its version.
pub(super) fn read_version(call: &Call, value: &Value, version: i64) -> Response {
    tagged(call, value, &format!("\"v{version}\""))
}

/// A value as JSON.
pub(super) fn written(value: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json");
    ([kind], value.to_string()).into_response()
}

fn tagged(call: &Call, value: &Value, tag: &str) -> Response {
    let mut response = match call.has(tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => written(value),
    };
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// What was done.
pub(super) fn done(status: u16, id: &str, href: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = written(&json!({ "id": id, "href": href }));
    *response.status_mut() = status;
    if status == StatusCode::CREATED
        && let Ok(href) = HeaderValue::from_str(href)
    {
        response.headers_mut().insert(header::LOCATION, href);
    }
    response
}

/// The same again, where the same was sent before: what was noted of it then is `CHECKSUM ID ADDRESS`.
pub(super) fn again(noted: &str, what: &str, status: u16) -> Option<Response> {
    let (of, rest) = noted.split_once(' ')?;
    let (id, href) = rest.split_once(' ')?;
    (of == what).then(|| done(status, id, href))
}

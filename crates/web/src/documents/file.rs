//! One file, on its way to whoever may read it.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use helhed_casework::document::download_document;

use crate::app::App;
use crate::page::PageResult;
use crate::viewer::Viewer;

/// A file is saved, never opened as a page of ours; were it opened, it could do nothing: no scripts, no forms, no requests, no origin.
const POLICY: &str =
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Names a file in a header (RFC 6266): in plain letters for old readers, and as it is called in UTF-8 (RFC 8187).
pub(crate) fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

/// Sends bytes that came from somebody, as a file to save.
pub(crate) fn send(
    name: &str,
    media_type: &'static str,
    content: Vec<u8>,
) -> axum::response::Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(name)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, content).into_response()
}

/// Fetches the file.
pub(super) async fn fetch(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
) -> PageResult {
    let (family, document) = super::both_of(ids)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let download = download_document(&mut reading, family, document)
        .await?
        .into_inner();
    let found = download.document;
    Ok(send(
        found.name.as_str(),
        found.kind.media_type(),
        download.content,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_break_no_header() {
        assert_eq!(
            attachment("Samtykke Åse.pdf"),
            "attachment; filename=\"Samtykke _se.pdf\"; filename*=UTF-8''Samtykke%20%C3%85se.pdf"
        );
        let forged = attachment("a\"; x=\r\nSet-Cookie: b.txt");
        assert!(!forged.contains(['\r', '\n']) && forged.matches('"').count() == 2);
    }
}

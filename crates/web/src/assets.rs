//! Style sheets, fonts, pictures and scripts, inside the binary.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::error::PageError;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

/// The address that assets are under. It holds a hash of them all, so that they can be kept for ever.
pub(crate) fn prefix() -> &'static str {
    static PREFIX: OnceLock<String> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let mut sha = Sha256::new();
        for path in Files::iter() {
            sha.update(path.as_bytes());
            sha.update(
                Files::get(&path)
                    .map(|file| file.metadata.sha256_hash())
                    .unwrap_or_default(),
            );
        }
        sha.update(helhed_reports::STYLE);
        let hash: String = sha
            .finalize()
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("/assets/{hash}")
    })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}

/// One file.
pub(crate) async fn file(Path((_, path)): Path<(String, String)>) -> Result<Response, PageError> {
    // How reports look is the business of `helhed-reports`.
    let data = match path.as_str() {
        "report.css" => helhed_reports::STYLE.as_bytes().into(),
        path => Files::get(path).ok_or(PageError::Absent)?.data,
    };
    let headers = [
        (header::CONTENT_TYPE, kind(&path)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, data).into_response())
}

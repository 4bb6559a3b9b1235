//! A page on its way out.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::PageError;

/// What a handler answers with.
pub(crate) type PageResult = Result<Response, PageError>;

/// Shows a template.
pub(crate) fn show(page: &impl Template) -> PageResult {
    show_with(StatusCode::OK, page)
}

/// Shows a form again with what is wrong in it.
pub(crate) fn show_errors(page: &impl Template) -> PageResult {
    show_with(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// Shows a template with a status.
pub(crate) fn show_with(status: StatusCode, page: &impl Template) -> PageResult {
    let html = page.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        PageError::Failed
    })?;
    Ok((
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        html,
    )
        .into_response())
}

/// Goes on to another page; `done` names what to tell there, see [`crate::frame::Frame`].
pub(crate) fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Whether a text that somebody sent is a path of this server: nobody is led elsewhere, and no header is broken by it.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for path in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "evil",
            "/a\nb",
        ] {
            assert!(!is_own_path(path), "{path}");
        }
        assert!(is_own_path("/families?done=x"));
    }
}

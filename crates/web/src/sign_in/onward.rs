//! A page that leads on to a provider by itself, with a link for whoever does not want to wait: a form of ours may lead nowhere else
//! (`form-action 'self'`), and a link may.

use askama::Template;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Response};

use crate::error::PageError;
use crate::frame::Frame;
use crate::page::show;

#[derive(Template)]
#[template(path = "sign_in/onward.html")]
struct OnwardPage {
    frame: Frame,
    /// What happens, and the link, as keys.
    text: &'static str,
    link: &'static str,
    provider: String,
    to: String,
}

/// Leads on to `to`, which is a provider's.
pub(super) fn onward(
    frame: Frame,
    (text, link): (&'static str, &'static str),
    provider: &str,
    to: String,
) -> Result<Response, PageError> {
    let refresh = format!("0; url={to}");
    let page = OnwardPage {
        frame,
        text,
        link,
        provider: provider.to_owned(),
        to,
    };
    let shown = show(&page)?;
    Ok((AppendHeaders([(header::REFRESH, refresh)]), shown).into_response())
}

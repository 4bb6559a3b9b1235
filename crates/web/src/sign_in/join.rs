//! Somebody of a family was invited: the code first, then their own sign-in at the families' provider.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{AppendHeaders, IntoResponse};

use helhed_casework::one_time_link::LinkPurpose;

use super::away::visit;
use super::onward::onward;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::language;
use crate::link_page::{Door, LinkPage};
use crate::page::PageResult;

fn link_page<'a>(app: &'a App, headers: &HeaderMap, uri: &'a Uri) -> LinkPage<'a> {
    LinkPage {
        app,
        w: language::of_request(headers),
        uri,
        purpose: LinkPurpose::Join,
        written: "code",
    }
}

/// The page before the code.
pub(super) async fn page(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    link_page(&app, &headers, &uri).ask(&token).await
}

/// Takes the code and leads on to the provider. The link is used up when they come back signed in.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
    form: Form,
) -> PageResult {
    let page = link_page(&app, &headers, &uri);
    let (opened, form) = match page.open(&token, address, form).await? {
        Door::Open(opened, form) => (opened, form),
        Door::Shut(shown) => return shown,
    };
    let invitation = opened.id();
    drop(opened);
    let found = app
        .settings
        .providers
        .for_families()
        .ok_or(PageError::Absent)?;
    let begun = visit(&app, &headers, found, "/".to_owned(), Some(invitation)).await;
    let (to, cookie) = begun.map_err(|_| PageError::Failed)?;
    let frame = page.frame("join-family-title", &form);
    let name = &found.provider.settings().name;
    let shown = onward(frame, ("join-family-text", "join-family-link"), name, to)?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), shown).into_response())
}

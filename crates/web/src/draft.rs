//! Drafts: a form keeps what is written in it while it is written, and what was sent after a session timed out.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use helhed_casework::domain::ids::{AccountId, FormId};
use helhed_casework::draft::{Draft, drop_draft, find_draft, keep_draft, keep_draft_of_form};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::page::{go, is_own_path};
use crate::viewer::Viewer;

/// What was begun in a form.
pub(crate) async fn find(
    app: &App,
    viewer: &Viewer,
    place: &str,
) -> Result<Option<Draft>, PageError> {
    Ok(find_draft(&app.casework, viewer.account.id, place).await?)
}

/// Keeps what was sent by somebody whose session had timed out.
pub(crate) async fn keep_sent(
    app: &App,
    account: AccountId,
    place: &str,
    body: &Bytes,
) -> Result<bool, PageError> {
    let Ok(body) = std::str::from_utf8(body) else {
        return Ok(false);
    };
    // A pass phrase is typed again: it is kept nowhere but as a hash. A one-time code is over by then.
    let is_secret = |name: &str| name.starts_with("phrase") || name == "code";
    if form_urlencoded::parse(body.as_bytes()).any(|(name, _)| is_secret(&name)) {
        return Ok(false);
    }
    Ok(keep_draft(&app.casework, account, place, body, app.now()).await?)
}

/// Keeps one field of a form as its draft; forgets it where the field is empty.
pub(crate) async fn keep_field(
    app: &App,
    viewer: &Viewer,
    place: &str,
    field: &str,
    text: &str,
) -> Result<(), PageError> {
    let (house, account) = (&app.casework, viewer.account.id);
    if text.trim().is_empty() {
        return Ok(drop_draft(house, account, place, app.now()).await?);
    }
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair(field, text)
        .finish();
    keep_draft(house, account, place, &body, app.now()).await?;
    Ok(())
}

/// A form keeps its draft: the script sends the form's own fields with `draft-place`.
pub(crate) async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    body: Bytes,
) -> Result<Response, PageError> {
    let text = std::str::from_utf8(&body).map_err(|_| PageError::Unreadable)?;
    let field = |wanted: &str| {
        form_urlencoded::parse(text.as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
    };
    let place = field("draft-place")
        .filter(|place| is_own_path(place))
        .ok_or(PageError::Unreadable)?;
    let (house, account, now) = (&app.casework, viewer.account.id, app.now());
    let kept = match field("form-id").and_then(|id| FormId::parse(&id)) {
        Some(form) => keep_draft_of_form(house, account, (&place, form), text, now).await?,
        None => keep_draft(house, account, &place, text, now).await?,
    };
    Ok(if kept {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::PAYLOAD_TOO_LARGE
    }
    .into_response())
}

/// Throws a draft away and opens the form anew.
pub(crate) async fn forget(
    State(app): State<App>,
    viewer: Viewer,
    form: Form,
) -> Result<Response, PageError> {
    let place = form.text("draft-place");
    if !is_own_path(place) {
        return Err(PageError::Unreadable);
    }
    drop_draft(&app.casework, viewer.account.id, place, app.now()).await?;
    Ok(go(place))
}

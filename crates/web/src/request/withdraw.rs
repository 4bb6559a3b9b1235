//! Taking a request back, with a reason.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::text::Line;
use helhed_casework::request::{
    RequestPage, WithdrawRequest, WithdrawRequestError, withdraw_request,
};

use crate::app::App;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "request/end.html")]
pub(super) struct EndView {
    pub(super) frame: Frame,
    pub(super) head: HeadView,
    pub(super) form: Form,
    pub(super) page: RequestPage,
    /// What is done, and its button, as keys.
    pub(super) text: &'static str,
    pub(super) send: &'static str,
    pub(super) back: String,
}

/// Asks why.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), &path, form).await?)
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    path: &(String, String),
    form: Form,
) -> Result<EndView, crate::error::PageError> {
    let (family, request) = super::ids(path)?;
    let title = viewer.words.t("withdraw-title");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(EndView {
        frame,
        head: super::head(app, viewer, family).await?,
        form,
        page: super::to_change(app, viewer, family, request).await?,
        text: "withdraw-text",
        send: "withdraw-send",
        back: format!("{}/{request}", super::requests_of(family)),
    })
}

/// Takes it back.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, request) = super::ids(&path)?;
    let href = format!("{}/{request}", super::requests_of(family));
    let reason = form.take("reason", "end-reason", Line::parse(form.text("reason")));
    if let Some(reason) = reason {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = WithdrawRequest {
            family,
            request,
            reason,
        };
        match withdraw_request(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{href}?done=withdrawn");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(WithdrawRequestError::Wrong(_)) => {
                form.fault("reason", "end-reason", "request-already-ended");
            }
            Err(WithdrawRequestError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), &path, form).await?)
}

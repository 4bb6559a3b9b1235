//! Annulling a statement that is about the wrong child.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::text::Line;
use helhed_casework::request::{AnnulStatement, AnnulStatementError, annul_statement};

use super::withdraw::EndView;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    path: &(String, String),
    form: Form,
) -> Result<EndView, PageError> {
    let (family, request) = super::ids(path)?;
    let page = super::to_change(app, viewer, family, request).await?;
    if page.statement.is_none() {
        return Err(PageError::Absent);
    }
    let title = viewer.words.t("annul-statement-title");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(EndView {
        frame,
        head: super::head(app, viewer, family).await?,
        form,
        page,
        text: "annul-statement-text",
        send: "annul-statement-send",
        back: format!("{}/{request}", super::requests_of(family)),
    })
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

/// Annuls it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, request) = super::ids(&path)?;
    let reason = form.take("reason", "end-reason", Line::parse(form.text("reason")));
    let page = super::to_change(&app, &viewer, family, request).await?;
    let statement = page.statement.ok_or(PageError::Absent)?.id;
    if let Some(reason) = reason {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = AnnulStatement {
            family,
            statement,
            reason,
        };
        match annul_statement(&mut ctx, command).await {
            Ok(()) => {
                let to = format!(
                    "{}/{request}?done=statement-annulled",
                    super::requests_of(family)
                );
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AnnulStatementError::Already) => {
                form.fault("reason", "end-reason", "statement-already-annulled");
            }
            Err(AnnulStatementError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), &path, form).await?)
}

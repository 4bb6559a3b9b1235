//! Annulling a document, with a reason.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::document::{
    AnnulDocument, AnnulDocumentError, annul_document, document_is_there,
};
use helhed_casework::domain::ids::{DocumentId, FamilyId};
use helhed_casework::domain::text::Line;

use crate::app::App;
use crate::case::ReasonView;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

use super::{both_of, documents_of};

async fn view(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> Result<ReasonView, PageError> {
    let head = HeadView::read(app, viewer, family, uri).await?;
    Ok(ReasonView::new(
        Frame::new(app, viewer, uri, viewer.words.t("document-annul")),
        (head, documents_of(family)),
        form,
        ("document-annul-lead", "document-annul"),
    ))
}

async fn is_there(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    document: DocumentId,
) -> Result<(), PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(document_is_there(&mut reading, family, document).await?)
}

/// Asks why.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, document) = both_of(ids)?;
    is_there(&app, &viewer, family, document).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, family, &uri, form).await?)
}

/// Annuls it. One that is annulled already is left as it is.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, document) = both_of(ids)?;
    is_there(&app, &viewer, family, document).await?;
    let reason = Line::parse(form.text("reason"));
    let Some(reason) = form.take("reason", "case-reason", reason) else {
        return show_errors(&view(&app, &viewer, family, &uri, form).await?);
    };
    let to = format!("{}?done=document-annulled", documents_of(family));
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(led) = ctx.sent_before(id).await?
    {
        return Ok(go(&led));
    }
    let command = AnnulDocument {
        family,
        document,
        reason,
    };
    match annul_document(&mut ctx, command).await {
        Ok(()) => ctx.commit_form(form.id(), uri.path(), &to).await?,
        Err(AnnulDocumentError::Already) => {}
        Err(AnnulDocumentError::Stopped(stop)) => return Err(stop.into()),
    }
    Ok(go(&to))
}

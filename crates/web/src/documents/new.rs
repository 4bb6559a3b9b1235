//! Keeping a file with a family's case. Works without scripts; a file has no draft.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::document::{AddDocument, AddDocumentError, add_document, document_form};
use helhed_casework::domain::document::DocumentMark;
use helhed_casework::domain::file::FileKind;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::note::GENERAL;

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::upload::{Upload, megabytes};
use crate::viewer::Viewer;

use super::{documents_of, family_of};

#[derive(Template)]
#[template(path = "documents/new.html")]
struct NewView {
    frame: Frame,
    head: HeadView,
    form: Form,
    megabytes: i64,
    /// The endings of the kinds that are taken, for the browser's own window.
    accept: String,
    categories: Pairs,
    people: Pairs,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> Result<NewView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let choices = document_form(&mut reading, family).await?.into_inner();
    let mut frame = Frame::new(app, viewer, uri, w.t("document-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let endings = FileKind::ALL.iter().flat_map(|kind| kind.endings());
    let accept: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    Ok(NewView {
        form,
        megabytes: megabytes(app),
        accept: accept.join(","),
        categories: from_list(app, w, "category", frame.today),
        people: choose::people(&choices.kin),
        back: documents_of(family),
        head: HeadView::read(app, viewer, family, uri).await?,
        frame,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("category", GENERAL);
    show(&view(&app, &viewer, family_of(&id)?, &uri, form).await?)
}

fn mark(form: &mut Form) -> Option<DocumentMark> {
    let about: Option<Vec<PersonId>> = form.all("about").map(PersonId::parse).collect();
    if about.is_none() {
        form.fault("about", "document-about", "field-choose");
    }
    Some(DocumentMark {
        category: form.text("category").to_owned(),
        about: about?,
        restricted: form.has("restricted", "yes"),
    })
}

/// Takes the file.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    upload: Upload,
) -> PageResult {
    let family = family_of(&id)?;
    let Upload { mut form, file } = upload;
    let file = match file {
        Some(file) => form.take("file", "document-file", file),
        None => form.take("file", "document-file", Err("document-choose")),
    };
    let mark = mark(&mut form);
    if let (Some(file), Some(mark)) = (file, mark) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match add_document(&mut ctx, AddDocument { family, file, mark }).await {
            Ok(_) => {
                let to = format!("{}?done=document", documents_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AddDocumentError::File(fault)) => form.fault("file", "document-file", fault),
            Err(AddDocumentError::NoSuchCategory) => {
                form.fault("category", "note-category", "field-choose");
            }
            Err(AddDocumentError::NotOfFamily) => {
                form.fault("about", "document-about", "field-choose");
            }
            Err(AddDocumentError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, family, &uri, form).await?)
}

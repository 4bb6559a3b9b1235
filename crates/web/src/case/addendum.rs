//! Adding to a note what it lacks or got wrong.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, NoteId};
use helhed_casework::domain::note::Note;
use helhed_casework::domain::text::Prose;
use helhed_casework::journal::{AddAddendum, add_addendum, note_to_add_to};

use crate::app::App;
use crate::case::journal::journal_of;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/addendum.html")]
struct AddendumView {
    frame: Frame,
    head: HeadView,
    /// What is added to.
    note: Note,
    form: Form,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    note: NoteId,
    form: Form,
) -> Result<AddendumView, PageError> {
    let note = note_to_add_to(&mut reading(app, viewer), family, note).await?;
    let title = viewer.words.t("addendum-new");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(AddendumView {
        frame,
        head: head(app, viewer, family, "journal").await?,
        note: note.into_inner(),
        form,
        back: journal_of(family),
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, note)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let note = NoteId::parse(&note).ok_or(PageError::Absent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family, note, form).await?)
}

/// Takes the addendum.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, note)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let note = NoteId::parse(&note).ok_or(PageError::Absent)?;
    if let Some(body) = form.take("body", "addendum", Prose::parse(form.text("body"))) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        add_addendum(&mut ctx, AddAddendum { family, note, body }).await?;
        let to = format!("{}?done=addendum", journal_of(family));
        ctx.commit_form(form.id(), uri.path(), &to).await?;
        return Ok(go(&to));
    }
    show_errors(&view((&app, &viewer, &uri), family, note, form).await?)
}

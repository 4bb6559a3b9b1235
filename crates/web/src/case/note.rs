//! Writing a journal note.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::domain::text::Prose;
use helhed_casework::journal::{WriteNote, WriteNoteError, write_note};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::journal::journal_of;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/note.html")]
struct NoteView {
    frame: Frame,
    head: HeadView,
    form: Form,
    categories: Pairs,
    people: Pairs,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    choices: Choices,
) -> Result<NoteView, PageError> {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("note-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut people = vec![choose::nothing(w, "note-whole-family")];
    people.extend(choose::people(&choices.kin));
    Ok(NoteView {
        categories: choose::categories(w, app.casework.lists(), frame.today),
        frame,
        head: head(app, viewer, choices.family, "journal").await?,
        form,
        people,
        back: journal_of(choices.family),
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let mut reading = reading(&app, &viewer);
    let choices = choices(&mut reading, family).await?.into_inner();
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("category", GENERAL)
        .preset("about", reading.today().to_string());
    show(&view(&app, &viewer, &uri, form, choices).await?)
}

/// Takes the note.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let about = form.take("about", "note-about", parse_day(form.text("about")));
    let body = form.take("body", "note-body", Prose::parse(form.text("body")));
    if let (Some(about), Some(body)) = (about, body) {
        let command = WriteNote {
            family,
            category: form.text("category").to_owned(),
            person: PersonId::parse(form.text("person")),
            about,
            body,
        };
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match write_note(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=note", journal_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(WriteNoteError::Wrong(_)) => form.fault("about", "note-about", "field-future"),
            Err(WriteNoteError::NoSuchCategory) => {
                form.fault("category", "note-category", "field-choose");
            }
            Err(WriteNoteError::NotOfFamily) => form.fault("person", "note-person", "field-choose"),
            Err(WriteNoteError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    show_errors(&view(&app, &viewer, &uri, form, choices.into_inner()).await?)
}

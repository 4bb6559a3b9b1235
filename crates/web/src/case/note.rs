//! Writing a journal note, or several at once: what is about different people or matters is kept apart, so that each can be shared by
//! itself.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Ctx;
use helhed_casework::choices::{Choices, choices};
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::domain::text::Prose;
use helhed_casework::journal::{WriteNote, WriteNoteError, write_note};
use helhed_casework::sharing::{MarkItem, MarkItemError, mark_item};
use jiff::civil::Date;

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

/// The most parts that are written at once.
const MOST: usize = 8;

/// The names of the fields of one part.
struct Part {
    body: String,
    category: String,
    person: String,
    restricted: String,
    crisis: String,
}

impl Part {
    /// The first has the plain names.
    fn at(number: usize) -> Self {
        let name = |field: &str| match number {
            1 => field.to_owned(),
            _ => format!("{field}-{number}"),
        };
        Self {
            body: name("body"),
            category: name("category"),
            person: name("person"),
            restricted: name("restricted"),
            crisis: name("crisis"),
        }
    }
}

/// How many parts a form has.
fn parts(form: &Form) -> usize {
    form.text("parts").parse().unwrap_or(1).clamp(1, MOST)
}

#[derive(Template)]
#[template(path = "case/note.html")]
struct NoteView {
    frame: Frame,
    head: HeadView,
    form: Form,
    categories: Pairs,
    people: Pairs,
    parts: Vec<Part>,
    may_more: bool,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    (choices, count): (Choices, usize),
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
        parts: (1..=count).map(Part::at).collect(),
        may_more: count < MOST,
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
    let count = parts(&form);
    show(&view(&app, &viewer, &uri, form, (choices, count)).await?)
}

/// Writes one part, and marks it where it is for the team only or tells of a crisis; false where that cannot be, told at its field.
async fn write(
    ctx: &mut Ctx,
    form: &mut Form,
    (family, about): (FamilyId, Date),
    (part, body): (&Part, Prose),
) -> Result<bool, PageError> {
    let category = form.text(&part.category).to_owned();
    let command = WriteNote {
        family,
        category: category.clone(),
        person: PersonId::parse(form.text(&part.person)),
        about,
        body,
    };
    let note = match write_note(ctx, command).await {
        Ok(note) => note,
        Err(WriteNoteError::Wrong(_)) => {
            form.fault("about", "note-about", "field-future");
            return Ok(false);
        }
        Err(WriteNoteError::NoSuchCategory) => {
            form.fault(&part.category, "note-category", "field-choose");
            return Ok(false);
        }
        Err(WriteNoteError::NotOfFamily) => {
            form.fault(&part.person, "note-person", "field-choose");
            return Ok(false);
        }
        Err(WriteNoteError::Stopped(stop)) => return Err(stop.into()),
    };
    let restricted = form.has(&part.restricted, "yes");
    let crisis = form.has(&part.crisis, "yes");
    if !restricted && !crisis {
        return Ok(true);
    }
    let mark = MarkItem {
        family,
        item: note.uuid(),
        category,
        restricted,
        crisis,
    };
    match mark_item(ctx, mark).await {
        Ok(()) => Ok(true),
        Err(MarkItemError::NoSuchCategory) => Ok(false),
        Err(MarkItemError::Stopped(stop)) => Err(stop.into()),
    }
}

/// The text of each part that has one; the first has to.
fn bodies(form: &mut Form, count: usize) -> Option<Vec<(Part, Prose)>> {
    let mut read = Vec::new();
    for number in 1..=count {
        let part = Part::at(number);
        let text = form.text(&part.body);
        if number == 1 || !text.trim().is_empty() {
            let body = Prose::parse(text);
            read.push((form.take(&part.body, "note-body", body), part));
        }
    }
    let all = read.into_iter().map(|(body, part)| Some((part, body?)));
    all.collect()
}

/// Takes the note, all its parts or none; or makes room for one more part.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let count = parts(&form);
    if form.has("more", "yes") {
        let choices = choices(&mut reading(&app, &viewer), family).await?;
        let more = (choices.into_inner(), (count + 1).min(MOST));
        return show(&view(&app, &viewer, &uri, form, more).await?);
    }
    let about = form.take("about", "note-about", parse_day(form.text("about")));
    let bodies = bodies(&mut form, count);
    if let (Some(about), Some(bodies)) = (about, bodies) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let mut all = true;
        for (part, body) in bodies {
            all &= write(&mut ctx, &mut form, (family, about), (&part, body)).await?;
        }
        if all {
            let to = format!("{}?done=note", journal_of(family));
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            return Ok(go(&to));
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    let again = (choices.into_inner(), count);
    show_errors(&view(&app, &viewer, &uri, form, again).await?)
}

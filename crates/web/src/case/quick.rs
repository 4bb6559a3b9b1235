//! The quick-entry bar: saves at once what needs no more, and opens the right form with what was written for the rest.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::task::{TaskFacts, TaskKind};
use helhed_casework::domain::text::{Line, Prose, TextError};
use helhed_casework::journal::{WriteNote, WriteNoteError, write_note};
use helhed_casework::task::{SetTask, SetTaskError, set_task};
use helhed_casework::today::today_page;

use crate::app::App;
use crate::case::appointment_form::{self, appointment_of};
use crate::case::choose::Pairs;
use crate::case::contact::{self, contact_of};
use crate::case::journal::journal_of;
use crate::case::{begin, reading};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/quick_page.html")]
struct QuickView {
    frame: Frame,
    form: Form,
    families: Pairs,
    kinds: Pairs,
}

async fn view(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> Result<QuickView, PageError> {
    let w = viewer.words;
    let today = today_page(&mut reading(app, viewer)).await?;
    let mut frame = Frame::new(app, viewer, uri, w.t("quick-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let families = today.families.iter().map(|line| {
        let facts = &line.facts;
        (facts.family.to_string(), facts.name.as_str().to_owned())
    });
    let kinds = ["contact", "note", "task", "appointment"];
    Ok(QuickView {
        frame,
        form,
        families: families.collect(),
        kinds: kinds
            .map(|kind| (kind.to_owned(), w.join("quick-", kind)))
            .into(),
    })
}

/// The bar as a page of its own.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, form).await?)
}

/// Takes what was written in the bar.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = FamilyId::parse(form.text("family")).ok_or("field-choose");
    if let Some(family) = form.take("family", "quick-family", family) {
        let answer = match form.text("kind") {
            kind @ ("contact" | "appointment") => {
                let is_contact = kind == "contact";
                match one_line(&mut form) {
                    Some(line) => Some(begun(&app, &viewer, family, is_contact, line).await?),
                    None => None,
                }
            }
            "task" => save_task(&app, &viewer, &mut form, family).await?,
            _ => save_note(&app, &viewer, &mut form, family).await?,
        };
        if let Some(answer) = answer {
            return Ok(answer);
        }
    }
    show_errors(&view(&app, &viewer, &uri, form).await?)
}

/// What was written, as the one line that a contact, an appointment or a task holds: breaks become spaces, and what is too long is
/// told here, where all of it still stands.
fn one_line(form: &mut Form) -> Option<Option<Line>> {
    let lines: Vec<&str> = form.text("text").lines().map(str::trim).collect();
    let line = Line::parse_optional(&lines.join(" "));
    form.take("text", "quick-text", line)
}

/// The form of a contact or an appointment, with what was written in it.
async fn begun(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    is_contact: bool,
    line: Option<Line>,
) -> PageResult {
    let text = line.as_ref().map_or("", Line::as_str);
    let form = Form::open(app, viewer, "").await?;
    if is_contact {
        let uri = own_form(contact_of(family))?;
        contact::begun(app, viewer, family, &uri, form.preset("summary", text)).await
    } else {
        let uri = own_form(appointment_of(family))?;
        appointment_form::begun(app, viewer, family, &uri, form.preset("title", text)).await
    }
}

/// The address of another form, shown in answer to this one: nothing that was written goes into an address.
fn own_form(path: String) -> Result<Uri, PageError> {
    path.parse().map_err(|_| PageError::Unreadable)
}

/// A general note about today.
async fn save_note(
    app: &App,
    viewer: &Viewer,
    form: &mut Form,
    family: FamilyId,
) -> Result<Option<Response>, PageError> {
    let Some(body) = form.take("text", "quick-text", Prose::parse(form.text("text"))) else {
        return Ok(None);
    };
    let mut ctx = begin(app, viewer).await?;
    if let Some(id) = form.id()
        && let Some(led) = ctx.sent_before(id).await?
    {
        return Ok(Some(go(&led)));
    }
    let command = WriteNote {
        family,
        category: GENERAL.to_owned(),
        person: None,
        about: ctx.today(),
        body,
    };
    match write_note(&mut ctx, command).await {
        Ok(_) => {
            let to = format!("{}?done=note", journal_of(family));
            ctx.commit_form(form.id(), "/quick", &to).await?;
            Ok(Some(go(&to)))
        }
        Err(WriteNoteError::Stopped(stop)) => Err(stop.into()),
        Err(_) => {
            form.fault("text", "quick-text", "quick-not-saved");
            Ok(None)
        }
    }
}

/// A task of the writer's own, with no day.
async fn save_task(
    app: &App,
    viewer: &Viewer,
    form: &mut Form,
    family: FamilyId,
) -> Result<Option<Response>, PageError> {
    let Some(line) = one_line(form) else {
        return Ok(None);
    };
    let Some(title) = form.take("text", "quick-text", line.ok_or(TextError::Missing)) else {
        return Ok(None);
    };
    let mut ctx = begin(app, viewer).await?;
    if let Some(id) = form.id()
        && let Some(led) = ctx.sent_before(id).await?
    {
        return Ok(Some(go(&led)));
    }
    let facts = TaskFacts {
        kind: TaskKind::Task,
        title,
        owner: Owner::Account(viewer.account.id),
        due: None,
        goal: None,
    };
    match set_task(&mut ctx, SetTask { family, facts }).await {
        Ok(_) => {
            let to = format!("/families/{family}/tasks?done=task");
            ctx.commit_form(form.id(), "/quick", &to).await?;
            Ok(Some(go(&to)))
        }
        Err(SetTaskError::Stopped(stop)) => Err(stop.into()),
        Err(_) => {
            form.fault("text", "quick-text", "quick-not-saved");
            Ok(None)
        }
    }
}

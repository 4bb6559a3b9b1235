//! Speaks up: says that a passage is not like that, or adds a sentence. Also on a telephone, also without scripts.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, MinutesLineId, MinutesSectionId};
use helhed_casework::domain::minutes::{RemarkKind, heard};
use helhed_casework::domain::text::Passage;
use helhed_casework::minutes::{MinutesPage, SpeakUp, SpeakUpError, speak_up};

use super::minutes_at;
use super::page::read;
use crate::app::App;
use crate::assessment::head;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "minutes/speak.html")]
struct SpeakView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    /// Whether the viewer has pages of the family to go to.
    knows_family: bool,
    form: Form,
    /// The passage it is about.
    passage: Option<String>,
    sections: Vec<(String, String)>,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    page: &MinutesPage,
    form: Form,
) -> Result<SpeakView, PageError> {
    let w = viewer.words;
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    let line = MinutesLineId::parse(form.text("line"));
    let found = begun.lines.iter().find(|it| Some(it.line.id) == line);
    let title = match found {
        Some(_) => "minutes-not-like-that",
        None => "minutes-add",
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let sections = begun.sections.iter();
    let back = minutes_at(page.family, page.meeting);
    Ok(SpeakView {
        head: match page.is_team {
            true => head(app, viewer, page.family, "meetings").await?,
            false => None,
        },
        knows_family: page.knows_family,
        family: page.family,
        is_family: viewer.is(Role::FamilyMember),
        passage: found.and_then(|it| it.line.body.as_ref().map(|it| it.as_str().to_owned())),
        sections: sections
            .map(|it| (it.id.to_string(), it.facts.title.as_str().to_owned()))
            .collect(),
        back: found.map_or(back.clone(), |it| format!("{back}#l-{}", it.line.id)),
        form,
        frame,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, &path).await?;
    let query = Query::of(&uri);
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form
        .holding("line", query.text("line"))
        .holding("section", query.text("section"));
    show(&view((&app, &viewer, &uri), &page, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let page = read(&app, &viewer, &path).await?;
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    let line = MinutesLineId::parse(form.text("line"));
    let of_line = begun.lines.iter().find(|it| Some(it.line.id) == line);
    let section = match of_line {
        Some(it) => Some(it.line.section),
        None => MinutesSectionId::parse(form.text("section")),
    };
    let section = section.ok_or("minutes-choose");
    let section = form.take("section", "minutes-section", section);
    let body = Passage::parse_optional(form.text("body"));
    let body = form.take("body", "minutes-your-words", body);
    if let (Some(section), Some(body)) = (section, body) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = SpeakUp {
            family: page.family,
            meeting: page.meeting,
            section,
            line: of_line.map(|it| it.line.id),
            kind: match of_line {
                Some(_) => RemarkKind::NotLikeThat,
                None => RemarkKind::Add,
            },
            body,
        };
        match speak_up(&mut ctx, command).await {
            Ok(_) => {
                let at = minutes_at(page.family, page.meeting);
                let to = format!("{at}?done=minutes-said");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SpeakUpError::Closed) => form.fault("body", "minutes-your-words", "minutes-closed"),
            Err(SpeakUpError::Nothing) => form.fault("body", "minutes-your-words", "field-missing"),
            Err(SpeakUpError::TooMuch) => {
                form.fault("body", "minutes-your-words", "minutes-too-much");
            }
            Err(SpeakUpError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), &page, form).await?)
}

/// Says to the minutes what somebody wrote who does not hold the pen any more: what of a section that was sent whole is not in it.
pub(super) async fn keep(
    app: &App,
    viewer: &Viewer,
    page: &MinutesPage,
    form: &Form,
) -> PageResult {
    let at = minutes_at(page.family, page.meeting);
    let (Some(begun), Some((_, section))) = (&page.begun, form.text("deed").split_once(' ')) else {
        return Ok(go(&at));
    };
    let Some(id) = MinutesSectionId::parse(section) else {
        return Ok(go(&at));
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let is_there = |text: &Passage| {
        begun
            .lines
            .iter()
            .any(|it| it.line.body.as_ref() == Some(text))
    };
    for body in heard(form.text(&format!("text-{id}")))
        .into_iter()
        .flatten()
    {
        if is_there(&body) {
            continue;
        }
        let command = SpeakUp {
            family: page.family,
            meeting: page.meeting,
            section: id,
            line: None,
            kind: RemarkKind::Add,
            body: Some(body),
        };
        match speak_up(&mut ctx, command).await {
            Ok(_) => {}
            Err(SpeakUpError::Stopped(stop)) => return Err(stop.into()),
            Err(_) => break,
        }
    }
    ctx.commit().await?;
    Ok(go(&format!("{at}?done=minutes-kept")))
}

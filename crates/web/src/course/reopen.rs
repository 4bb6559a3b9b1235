//! Taking a family's case up again.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::course::{
    ReopenCourse, ReopenCourseError, ReopenForm, reopen_course, reopen_form,
};
use helhed_casework::domain::course::{CourseState, ReopenError};
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::{AccountId, FamilyId};

use crate::app::App;
use crate::choices::{coordinators, with_none};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "course/reopen.html")]
struct ReopenPage {
    frame: Frame,
    form: Form,
    /// When and why it ended, in words; nothing where there is nothing to take up.
    ended: Option<String>,
    coordinators: Vec<(String, String)>,
}

async fn reopen_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    id: FamilyId,
    form: Option<Form>,
) -> Result<ReopenPage, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let it: ReopenForm = reopen_form(&mut reading, id).await?.into_inner();
    let form = match form {
        Some(form) => form,
        None => {
            let form = Form::open(app, viewer, uri.path()).await?;
            let before = it.coordinator.map(|it| it.to_string()).unwrap_or_default();
            form.preset("on", day_of(app.now()).to_string())
                .preset("coordinator", before)
        }
    };
    let title = w.with("reopen-title", it.family.name.as_str());
    let mut frame = Frame::new(app, viewer, uri, title)
        .about(id)
        .without_quick();
    frame.has_errors = !form.errors().is_empty();
    let ended = match it.latest.as_ref().map(|it| &it.state) {
        Some(CourseState::Ended(end)) if !it.runs => Some(w.args(
            "reopen-ended",
            &[
                ("day", &w.day(end.on)),
                ("reason", &w.join("end-", end.reason.code())),
            ],
        )),
        _ => None,
    };
    Ok(ReopenPage {
        coordinators: with_none(w, coordinators(w, &it.colleagues)),
        frame,
        form,
        ended,
    })
}

/// Shows the form.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    show(&reopen_page(&app, &viewer, &uri, id, None).await?)
}

/// Takes the form.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let on = parse_day(form.text("on"));
    let on = form.take("on", "reopen-on", on);
    let coordinator = AccountId::parse(form.text("coordinator")).ok_or("field-choose");
    let coordinator = form.take("coordinator", "take-in-coordinator", coordinator);
    if let (Some(on), Some(coordinator)) = (on, coordinator) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(form_id) = form.id()
            && let Some(led_to) = ctx.sent_before(form_id).await?
        {
            return Ok(go(&led_to));
        }
        let command = ReopenCourse {
            family: id,
            on,
            coordinator: Some(coordinator),
        };
        match reopen_course(&mut ctx, command).await {
            Ok(_) => {
                let leads_to = format!("/families/{id}?done=reopened");
                ctx.commit_form(form.id(), uri.path(), &leads_to).await?;
                return Ok(go(&leads_to));
            }
            Err(error) => fault(&mut form, error)?,
        }
    }
    show_errors(&reopen_page(&app, &viewer, &uri, id, Some(form)).await?)
}

fn fault(form: &mut Form, error: ReopenCourseError) -> Result<(), PageError> {
    let (field, label, key) = match error {
        ReopenCourseError::Stopped(stop) => return Err(stop.into()),
        ReopenCourseError::NeverHadOne => ("on", "reopen-on", "field-never-had-course"),
        ReopenCourseError::Waiting => ("on", "reopen-on", "field-on-waiting-list"),
        ReopenCourseError::Reopen(ReopenError::Running) => {
            ("on", "reopen-on", "field-runs-already")
        }
        ReopenCourseError::Reopen(ReopenError::BeforeEnd) => {
            ("on", "reopen-on", "field-before-end")
        }
        ReopenCourseError::Reopen(ReopenError::InTheFuture) => ("on", "reopen-on", "field-future"),
        ReopenCourseError::NoSuchCoordinator => {
            ("coordinator", "take-in-coordinator", "field-choose")
        }
        ReopenCourseError::Full(_) => (
            "coordinator",
            "take-in-coordinator",
            "field-coordinator-full",
        ),
    };
    form.fault(field, label, key);
    Ok(())
}

//! Closing a course.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::course::{CloseCourse, CloseError, CloseForm, close_course, close_form};
use helhed_casework::domain::course::{EndError, EndReason};
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;

use crate::app::App;
use crate::choices::from_list;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "course/close.html")]
struct ClosePage {
    frame: Frame,
    form: Form,
    it: CloseForm,
    reasons: Vec<(String, String)>,
    goes_on_to: Vec<(String, String)>,
}

async fn close_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    id: FamilyId,
    form: Form,
) -> Result<ClosePage, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let it = close_form(&mut reading, id).await?.into_inner();
    let title = w.with("close-title", it.family.name.as_str());
    let mut frame = Frame::new(app, viewer, uri, title)
        .about(id)
        .without_quick();
    frame.has_errors = !form.errors().is_empty();
    let reasons = EndReason::ALL.iter();
    let reasons = reasons.map(|it| (it.code().to_owned(), w.join("end-", it.code())));
    Ok(ClosePage {
        reasons: reasons.collect(),
        goes_on_to: from_list(app, w, "goes_on_to", frame.today),
        frame,
        form,
        it,
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
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("on", day_of(app.now()).to_string());
    show(&close_page(&app, &viewer, &uri, id, form).await?)
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
    let reason = EndReason::from_code(form.text("reason")).ok_or("field-choose");
    let reason = form.take("reason", "close-reason", reason);
    let on = parse_day(form.text("on"));
    let on = form.take("on", "close-on", on);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "close-word", word);
    if let (Some(reason), Some(on), Some(word)) = (reason, on, word) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(form_id) = form.id()
            && let Some(led_to) = ctx.sent_before(form_id).await?
        {
            return Ok(go(&led_to));
        }
        let command = CloseCourse {
            family: id,
            on,
            reason,
            goes_on_to: form.all("goes-on-to").map(str::to_owned).collect(),
            word,
        };
        match close_course(&mut ctx, command).await {
            Ok(_) => {
                let leads_to = format!("/families/{id}/closed?done=closed");
                ctx.commit_form(form.id(), uri.path(), &leads_to).await?;
                return Ok(go(&leads_to));
            }
            Err(CloseError::Stopped(stop)) => return Err(stop.into()),
            Err(CloseError::NotRunning | CloseError::End(EndError::AlreadyEnded)) => {
                form.fault("on", "close-on", "field-not-running");
            }
            Err(CloseError::End(EndError::BeforeStart)) => {
                form.fault("on", "close-on", "field-before-start");
            }
            Err(CloseError::End(EndError::InTheFuture)) => {
                form.fault("on", "close-on", "field-future");
            }
            Err(CloseError::End(EndError::WordMissing)) => {
                form.fault("word", "close-word", "field-say-what");
            }
            Err(CloseError::NoSuchWayOn) => {
                form.fault("goes-on-to", "close-goes-on-to", "field-not-on-list");
            }
        }
    }
    show_errors(&close_page(&app, &viewer, &uri, id, form).await?)
}

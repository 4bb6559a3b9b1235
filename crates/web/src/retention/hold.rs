//! Holding a case whatever its age, and lifting the hold.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;
use helhed_casework::keeping::{HeldCase, HoldCaseError, held_case, hold_case, lift_hold};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

use super::family_of;

#[derive(Template)]
#[template(path = "retention/hold.html")]
struct HoldView {
    frame: Frame,
    form: Form,
    case: HeldCase,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    family: FamilyId,
    form: Form,
) -> Result<HoldView, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let case = held_case(&mut reading, family).await?.into_inner();
    let title = match case.hold {
        Some(_) => "retention-lift-title",
        None => "retention-hold-title",
    };
    let title = viewer.words.with(title, case.name.as_str());
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(HoldView { frame, form, case })
}

/// The form: to hold, or to lift.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, family_of(&id)?, form).await?)
}

/// Holds the case, or lifts the hold.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let lifts = form.text("lift") == "yes";
    let reason = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "retention-reason", reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let done = if lifts {
            lift_hold(&mut ctx, family, reason).await?;
            Some("retention-lifted")
        } else {
            match hold_case(&mut ctx, family, reason).await {
                Ok(_) => Some("retention-hold-set"),
                Err(HoldCaseError::HeldAlready) => {
                    form.fault("reason", "retention-reason", "retention-held-already");
                    None
                }
                Err(HoldCaseError::Stopped(stop)) => return Err(stop.into()),
            }
        };
        if let Some(done) = done {
            let to = format!("/retention?done={done}");
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            return Ok(go(&to));
        }
    }
    show_errors(&view(&app, &viewer, &uri, family, form).await?)
}

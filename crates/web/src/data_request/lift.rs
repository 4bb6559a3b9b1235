//! Is the person told, so that it may be used again?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::data_request::{
    LiftRestriction, LiftRestrictionError, lift_restriction, restriction_page,
};
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{FamilyId, RestrictionId};
use helhed_casework::domain::text::Line;

use super::{family_of, restriction_of};
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "data_request/lift.html")]
struct LiftView {
    frame: Frame,
    form: Form,
    family_name: String,
    reason: String,
    back: String,
}

type Ids = (FamilyId, RestrictionId);

fn ids((family, restriction): &(String, String)) -> Result<Ids, PageError> {
    let restriction = RestrictionId::parse(restriction).ok_or(PageError::Absent)?;
    Ok((family_of(family)?, restriction))
}

async fn view(
    app: &App,
    viewer: &Viewer,
    (family, restriction): Ids,
    uri: &Uri,
    form: Form,
) -> Result<LiftView, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = restriction_page(&mut reading, family).await?;
    let mut standing = page.restricted.iter();
    let found = standing.find(|it| it.restriction.id == restriction);
    let found = found.ok_or(PageError::Absent)?;
    let title = viewer.words.t("restriction-lift");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(LiftView {
        family_name: page.family_name.as_str().to_owned(),
        reason: found.restriction.reason.as_str().to_owned(),
        back: restriction_of(family),
        frame,
        form,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(of): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let today = helhed_casework::domain::day::day_of(app.now());
    let form = form.preset("told-on", today.to_string());
    show(&view(&app, &viewer, ids(&of)?, &uri, form).await?)
}

/// Lifts it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(of): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, restriction) = ids(&of)?;
    let told_on = parse_day(form.text("told-on"));
    let told_on = form.take("told-on", "restriction-told-on", told_on);
    let told_how = Line::parse(form.text("told-how"));
    let told_how = form.take("told-how", "restriction-told-how", told_how);
    let reason = Line::parse(form.text("lift-reason"));
    let reason = form.take("lift-reason", "restriction-lift-reason", reason);
    if let (Some(told_on), Some(told_how), Some(reason)) = (told_on, told_how, reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = LiftRestriction {
            family,
            restriction,
            told_on,
            told_how,
            reason,
        };
        let back = restriction_of(family);
        match lift_restriction(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{back}?done=restriction-lifted");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(LiftRestrictionError::NotTold) => {
                form.fault("told-on", "restriction-told-on", "restriction-not-told");
            }
            Err(LiftRestrictionError::Already) => return Err(PageError::Absent),
            Err(LiftRestrictionError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, (family, restriction), &uri, form).await?)
}

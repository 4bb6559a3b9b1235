//! What is this unit, and who works there?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::account::{
    ChangeUnit, ChangeUnitError, CloseUnitError, change_unit, close_unit, reopen_unit, unit_page,
};
use helhed_casework::domain::ids::UnitId;
use helhed_casework::domain::unit::Unit;

use super::new_unit::{kinds, take_unit};
use super::new_user::Choices;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "users/unit.html")]
struct UnitTemplate {
    frame: Frame,
    form: Form,
    unit: Unit,
    /// How many work there.
    working: i64,
    kinds: Choices,
    /// Somebody else changed it meanwhile: what they wrote stands beside.
    conflict: bool,
}

async fn read(app: &App, viewer: &Viewer, id: &str) -> Result<Visible<(Unit, i64)>, PageError> {
    let id = UnitId::parse(id).ok_or(PageError::Absent)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(unit_page(&mut reading, id).await?)
}

fn filled(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    found: Visible<(Unit, i64)>,
    conflict: bool,
) -> UnitTemplate {
    let (unit, working) = found.into_inner();
    let mut frame = Frame::new(app, viewer, uri, unit.name.as_str());
    frame.has_errors = conflict || !form.errors().is_empty();
    UnitTemplate {
        frame,
        form,
        unit,
        working,
        kinds: kinds(viewer.words),
        conflict,
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(id): Path<String>,
) -> PageResult {
    let found = read(&app, &viewer, &id).await?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("name", found.0.name.as_str())
        .preset("kind", found.0.kind.code())
        .preset("version", found.0.version.to_string());
    show(&filled(&app, &viewer, &uri, form, found, false))
}

/// Changes the unit.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(id): Path<String>,
    mut form: Form,
) -> PageResult {
    let found = read(&app, &viewer, &id).await?;
    let Some((name, kind)) = take_unit(&mut form) else {
        return show_errors(&filled(&app, &viewer, &uri, form, found, false));
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(to) = ctx.sent_before(id).await?
    {
        return Ok(go(&to));
    }
    let command = ChangeUnit {
        unit: found.0.id,
        name,
        kind,
        version: form.text("version").parse().unwrap_or(0),
    };
    match change_unit(&mut ctx, command).await {
        Ok(()) => {}
        Err(ChangeUnitError::Changed) => {
            drop(ctx);
            return show_errors(&filled(&app, &viewer, &uri, form, found, true));
        }
        Err(ChangeUnitError::Stopped(stop)) => return Err(stop.into()),
    }
    let to = "/units?done=saved";
    ctx.commit_form(form.id(), uri.path(), to).await?;
    Ok(go(to))
}

/// Closes the unit.
pub(super) async fn close(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let id = UnitId::parse(&id).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    match close_unit(&mut ctx, id).await {
        Ok(()) => ctx.commit().await?,
        // Somebody has begun there since the page was shown: the page says how many, and offers no closing.
        Err(CloseUnitError::StillWorking(_)) => return Ok(go(&format!("/units/{id}"))),
        Err(CloseUnitError::Stopped(stop)) => return Err(stop.into()),
    }
    Ok(go("/units?done=saved"))
}

/// Opens the unit again.
pub(super) async fn reopen(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let id = UnitId::parse(&id).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    reopen_unit(&mut ctx, id).await?;
    ctx.commit().await?;
    Ok(go("/units?done=saved"))
}

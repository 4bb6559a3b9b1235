//! Begins a map on a day.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::map::{MakeMap, MakeMapError, make_map};

use super::map_of;
use crate::app::App;
use crate::assessment::head;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "map/new.html")]
struct NewView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    /// Whether there is a map to begin from.
    has_last: bool,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    form: Form,
) -> Result<NewView, PageError> {
    let page = super::read(app, viewer, family, (None, None)).await?;
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t("map-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(NewView {
        head: head(app, viewer, family, "map").await?,
        has_last: !page.all.is_empty(),
        back: match viewer.is(Role::FamilyMember) {
            true => "/our".to_owned(),
            false => format!("/families/{family}/map"),
        },
        form,
        frame,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("on", day_of(app.now()).to_string())
        .preset("from-last", "yes");
    show(&view((&app, &viewer, &uri), family, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let on = parse_day(form.text("on"));
    if let Some(on) = form.take("on", "map-on", on) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = MakeMap {
            family,
            on,
            from_last: form.has("from-last", "yes"),
        };
        match make_map(&mut ctx, command).await {
            Ok(map) => {
                let to = format!("{}?done=map", map_of(family, map));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(MakeMapError::InTheFuture) => form.fault("on", "map-on", "field-future"),
            Err(MakeMapError::AlreadyThere) => form.fault("on", "map-on", "map-there"),
            Err(MakeMapError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, form).await?)
}

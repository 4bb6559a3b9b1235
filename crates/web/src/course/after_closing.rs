//! The page after closing: whose turn it is for the freed place.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::course::{AfterClosing, after_closing};
use helhed_casework::domain::ids::FamilyId;

use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "course/after_closing.html")]
struct AfterClosingPage {
    frame: Frame,
    form: Form,
    it: AfterClosing,
}

/// Shows what comes next.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let it = after_closing(&mut reading, id).await?.into_inner();
    let title = viewer.words.with("closed-title", it.family.name.as_str());
    show(&AfterClosingPage {
        frame: Frame::new(&app, &viewer, &uri, title).without_quick(),
        form: Form::open(&app, &viewer, uri.path()).await?,
        it,
    })
}

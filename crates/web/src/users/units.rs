//! Which units are there?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::account::units_page;
use helhed_casework::domain::unit::Unit;

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "users/units.html")]
struct UnitsTemplate {
    frame: Frame,
    units: Visible<Vec<(Unit, i64)>>,
}

/// The list.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let units = units_page(&mut reading).await?;
    show(&UnitsTemplate {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("units-title")),
        units,
    })
}

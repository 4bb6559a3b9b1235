//! Which scenarios do we have, and where does a new one start?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::economy::Scenario;
use helhed_casework::economics::case::Start;
use helhed_casework::economy::economy_desk;

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "economy/desk.html")]
struct DeskView {
    frame: Frame,
    scenarios: Vec<Scenario>,
    /// Shipped models to start from: the code and the key of its words.
    examples: Vec<&'static str>,
    may_change: bool,
}

/// Shows the scenarios.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let desk = economy_desk(&mut reading).await?.into_inner();
    show(&DeskView {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("economy-title")),
        scenarios: desk.scenarios,
        examples: Start::examples().map(|example| example.id).collect(),
        may_change: desk.may_change,
    })
}

//! A scenario as a file: the report in print, and the shape of the national model.

use axum::extract::{Path, State};
use axum::response::Response;

use helhed_casework::Stop;
use helhed_casework::economics::som_input;
use helhed_reports::pdf;

use super::computed::Outcome;
use super::ground::Ground;
use super::id;
use crate::app::App;
use crate::documents::send;
use crate::error::PageError;
use crate::page::PageResult;
use crate::viewer::Viewer;

async fn read(app: &App, viewer: &Viewer, scenario: &str) -> Result<(String, Outcome), PageError> {
    let ground = Ground::of(app, viewer, id(scenario)?, 0).await?;
    let name = ground
        .versions
        .first()
        .map(|it| it.name.as_str().to_owned());
    let saved = ground.saved.as_ref().filter(|_| !ground.lost);
    let outcome = saved.and_then(Outcome::of);
    name.zip(outcome).ok_or(Stop::Absent.into())
}

/// The report in print.
pub(super) async fn report(
    State(app): State<App>,
    viewer: Viewer,
    Path(scenario): Path<String>,
) -> PageResult {
    let (name, outcome) = read(&app, &viewer, &scenario).await?;
    let printed = pdf(&outcome.document(viewer.words, &name)).map_err(|error| {
        tracing::error!(%error, "a report could not be printed");
        PageError::Failed
    })?;
    Ok(file(&name, "pdf", "application/pdf", printed))
}

/// What is typed into the national model, field by field.
pub(super) async fn national(
    State(app): State<App>,
    viewer: Viewer,
    Path(scenario): Path<String>,
) -> PageResult {
    let (name, outcome) = read(&app, &viewer, &scenario).await?;
    let csv = som_input(&outcome.model).to_csv();
    Ok(file(
        &name,
        "csv",
        "text/csv; charset=utf-8",
        csv.into_bytes(),
    ))
}

fn file(name: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    send(&format!("{name}.{ending}"), kind, bytes)
}

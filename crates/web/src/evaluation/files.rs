//! What comes out of an evaluation, as files to fetch.

use axum::extract::{Path, State};

use helhed_casework::domain::ids::EvaluationRunId;
use helhed_casework::evaluation::evaluation_file;
use helhed_reports::Numbers;

use crate::app::App;
use crate::documents::send;
use crate::error::PageError;
use crate::page::PageResult;
use crate::viewer::Viewer;
use crate::words::Words;

use super::id;

/// What stands on the page; not a file to fetch.
pub(super) const PAGE: &str = "page.html";

/// Address, name, size in words.
type Line = (String, String, String);

/// The files that a reader wants, and the tables and pictures behind them.
pub(super) fn lists(
    w: Words,
    run: EvaluationRunId,
    files: &[(String, i64)],
) -> (Vec<Line>, Vec<Line>) {
    let line = |(name, size): &(String, i64)| {
        let kilobytes = (*size as f64 / 1024.0).ceil();
        (
            format!("/evaluations/{run}/files/{name}"),
            name.clone(),
            w.with("evaluation-size", Numbers(w.0).fixed(kilobytes, 0)),
        )
    };
    let is_part = |name: &str| name.starts_with("tables-") || name.starts_with("figures-");
    let shown = files.iter().filter(|(name, _)| name != PAGE);
    let (parts, whole): (Vec<_>, Vec<_>) = shown.partition(|(name, _)| is_part(name));
    (
        whole.into_iter().map(line).collect(),
        parts.into_iter().map(line).collect(),
    )
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("pdf") => "application/pdf",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// Fetches one.
pub(super) async fn fetch(
    State(app): State<App>,
    viewer: Viewer,
    Path((run, file)): Path<(String, String)>,
) -> PageResult {
    if file == PAGE {
        return Err(PageError::Absent);
    }
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let body = evaluation_file(&mut reading, id(&run)?, &file).await?;
    Ok(send(&file, kind(&file), body.into_inner()))
}

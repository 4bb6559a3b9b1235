//! How does it run?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::operation::operation_page;

use super::process;
use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// From when a letter waits long: a mail server that is away for an hour is worth a look.
const WAITS_LONG: i64 = 60;

#[derive(Template)]
#[template(path = "operation/page.html")]
struct OperationView {
    frame: Frame,
    /// What is to be looked at, in words.
    wrong: Vec<String>,
    /// What stands in each row: what it is, how it stands.
    rows: Vec<(&'static str, String)>,
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let (w, now) = (viewer.words, app.now());
    let mut reading = app.casework.reading(&viewer.actor, now);
    let it = operation_page(&mut reading).await?;
    let waited = it.oldest_due.map(|at| now.duration_since(at).as_mins());
    let waits_long = waited.filter(|it| *it >= WAITS_LONG);
    let mut wrong = Vec::new();
    if let Some(minutes) = waits_long {
        wrong.push(w.n("operation-letters-wait", minutes));
    }
    if it.letters_given_up > 0 {
        wrong.push(w.n("operation-letters-given-up", it.letters_given_up));
    }
    let today = helhed_casework::domain::day::day_of(now);
    let mut rows = vec![
        ("operation-version", env!("CARGO_PKG_VERSION").to_owned()),
        ("operation-migration", it.migration.to_string()),
        ("operation-sessions", it.sessions.to_string()),
        ("operation-accounts", it.accounts.to_string()),
        ("operation-letters", it.letters_due.to_string()),
        ("operation-audit", it.audit_entries.to_string()),
    ];
    if let Some(at) = it.last_entry {
        rows.push(("operation-audit-last", w.moment(at, today)));
    }
    rows.push(("operation-under-way", app.metrics.under_way().to_string()));
    if let Some(it) = process::now() {
        let megabytes = it.resident_bytes >> 20;
        rows.push((
            "operation-memory",
            w.n("operation-megabytes", megabytes as i64),
        ));
        rows.push(("operation-files", it.open_files.to_string()));
    }
    show(&OperationView {
        frame: Frame::new(&app, &viewer, &uri, w.t("operation-title")),
        wrong,
        rows,
    })
}

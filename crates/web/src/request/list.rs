//! What was asked about a family, and every statement that serves.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::statement::Statement;
use helhed_casework::request::{RequestLine, requests_page};

use super::shown::{RequestShown, shown};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// A statement with the request that it answers.
struct StatementShown {
    request: RequestShown,
    statement: Statement,
}

#[derive(Template)]
#[template(path = "request/list.html")]
struct ListView {
    frame: Frame,
    head: HeadView,
    open: Vec<RequestShown>,
    statements: Vec<StatementShown>,
    /// Refused, sent back, taken back, annulled.
    other: Vec<RequestShown>,
    may_ask: bool,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = requests_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let is_open = |line: &&RequestLine| line.request.ended.is_none();
    let serves = |line: &&RequestLine| line.statement.is_some_and(|(_, annulled)| !annulled);
    let mut statements = Vec::new();
    for statement in page.statements {
        let line = page
            .lines
            .iter()
            .find(|line| line.request.id == statement.request);
        let request = shown(&app, w, line, today).pop();
        if let (Some(request), None) = (request, &statement.annulled) {
            statements.push(StatementShown { request, statement });
        }
    }
    let mut open: Vec<_> = page.lines.iter().filter(is_open).collect();
    open.sort_by_key(|line| line.request.facts.due);
    let other = page
        .lines
        .iter()
        .filter(|line| !is_open(line) && !serves(line));
    show(&ListView {
        frame: Frame::new(&app, &viewer, &uri, w.t("requests-title")).about(family),
        head: super::head(&app, &viewer, family).await?,
        open: shown(&app, w, open, today),
        statements,
        other: shown(&app, w, other, today),
        may_ask: page.may_ask,
    })
}

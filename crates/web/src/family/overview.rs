//! A family on one page.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::appointment::AppointmentLine;
use helhed_casework::domain::goal::Goal;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::task::TaskState;
use helhed_casework::family::{FamilyPage, Missing, family_page};
use helhed_casework::journal::{Entry, What};
use helhed_casework::task::TaskLine;

use super::head::HeadView;
use crate::app::App;
use crate::error::PageError;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// How many open tasks the overview shows.
const NEXT_STEPS: usize = 6;

#[derive(Template)]
#[template(path = "family/overview.html")]
struct OverviewPage {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    tasks: Vec<(TaskLine, TaskState)>,
    /// Open tasks beyond those shown.
    more_tasks: usize,
    appointments: Vec<AppointmentLine>,
    goals: Vec<Goal>,
    recent: Vec<Entry>,
    missing: Vec<Missing>,
}

/// Shows the overview.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(id): Path<String>,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let FamilyPage {
        head,
        mut tasks,
        appointments,
        goals,
        recent,
        missing,
    } = family_page(&mut reading, family).await?.into_inner();
    let frame = Frame::new(&app, &viewer, &uri, viewer.words.t("tab-overview")).about(family);
    let more_tasks = tasks.len().saturating_sub(NEXT_STEPS);
    tasks.truncate(NEXT_STEPS);
    let with_state = |line: TaskLine| {
        let state = line.task.state(frame.today);
        (line, state)
    };
    let tasks = tasks.into_iter().map(with_state).collect();
    let head = HeadView::new(head, &uri);
    show(&OverviewPage {
        head,
        family,
        tasks,
        more_tasks,
        appointments,
        goals,
        recent,
        missing,
        frame,
    })
}

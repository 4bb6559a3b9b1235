//! The tasks and agreements of a family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::domain::ids::{FamilyId, FormId};
use helhed_casework::domain::task::{TaskKind, TaskState};
use helhed_casework::task::{TaskLine, tasks_page};

use crate::app::App;
use crate::case::{family_of, head, reading};
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "case/tasks.html")]
struct TasksView {
    frame: Frame,
    head: HeadView,
    open: Vec<TaskShown>,
    ended: Vec<TaskShown>,
    may_change: bool,
}

/// A task in a list: on its family's page, on Today, on the plan.
#[derive(Debug, Clone)]
pub(crate) struct TaskShown {
    pub(crate) line: TaskLine,
    pub(crate) state: TaskState,
    /// Its day in words: "om 3 dage".
    pub(crate) due: String,
    /// The class of the sign beside its day.
    pub(crate) sign: &'static str,
    /// Makes a button in the list count once.
    pub(crate) form_id: FormId,
}

impl TaskShown {
    /// A task as it stands today.
    pub(crate) fn new(app: &App, w: Words, line: TaskLine, today: Date) -> Self {
        let state = line.task.state(today);
        let days = line.task.facts.due.map(|due| (due - today).get_days());
        let (due, sign) = match (state, days) {
            (TaskState::Overdue, Some(days)) => (w.n("task-days-over", -days), "overdue"),
            (TaskState::DueToday, _) => (w.t("today"), "today"),
            (TaskState::Open, Some(days)) => {
                let due = line.task.facts.due.unwrap_or(today);
                let sign = if days <= 7 { "soon" } else { "later" };
                (w.distance(due, today), sign)
            }
            (TaskState::Open | TaskState::Overdue, None) => (w.t("task-no-day"), "later"),
            (ended, _) => (w.t(ended.label_key()), "done"),
        };
        Self {
            line,
            state,
            due,
            sign,
            form_id: app.casework.new_id(app.now()),
        }
    }

    /// Whether it is an agreement with the family.
    pub(crate) fn is_agreement(&self) -> bool {
        self.line.task.facts.kind == TaskKind::Agreement
    }

    /// The address of the task.
    pub(crate) fn href(&self) -> String {
        let task = &self.line.task;
        format!("{}/{}", tasks_of(task.family), task.id)
    }
}

/// The address of a family's tasks.
pub(crate) fn tasks_of(family: FamilyId) -> String {
    format!("/families/{family}/tasks")
}

/// Tasks as they stand today.
pub(crate) fn shown(app: &App, w: Words, lines: Vec<TaskLine>, today: Date) -> Vec<TaskShown> {
    lines
        .into_iter()
        .map(|line| TaskShown::new(app, w, line, today))
        .collect()
}

/// The tasks.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let page = tasks_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    show(&TasksView {
        frame: Frame::new(&app, &viewer, &uri, w.t("tasks-title")).about(family),
        head: head(&app, &viewer, family, "tasks").await?,
        open: shown(&app, w, page.open, today),
        ended: shown(&app, w, page.ended, today),
        may_change: page.may_change,
    })
}

//! Saying that a task was done, was missed and why, or should never have been there.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, TaskId};
use helhed_casework::domain::task::{TaskError, TaskOutcome};
use helhed_casework::domain::text::Line;
use helhed_casework::task::{
    AnnulTask, FinishTask, FinishTaskError, TaskLine, annul_task, finish_task, tasks_page,
};

use crate::app::App;
use crate::case::choose::Pairs;
use crate::case::task::tasks_of;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/task_end.html")]
struct TaskEndView {
    frame: Frame,
    head: HeadView,
    form: Form,
    line: TaskLine,
    outcomes: Pairs,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    task: &str,
    form: Form,
) -> Result<TaskEndView, PageError> {
    let w = viewer.words;
    let page = tasks_page(&mut reading(app, viewer), family).await?;
    let page = page.into_inner();
    let task = TaskId::parse(task);
    let mut all = page.open.into_iter().chain(page.ended);
    let line = all
        .find(|line| Some(line.task.id) == task)
        .ok_or(PageError::Absent)?;
    let mut frame = Frame::new(app, viewer, uri, w.t("task-end")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let outcomes = TaskOutcome::ALL.iter();
    Ok(TaskEndView {
        frame,
        head: head(app, viewer, family, "tasks").await?,
        form,
        line,
        outcomes: outcomes
            .map(|outcome| (outcome.code().to_owned(), w.t(outcome.label_key())))
            .collect(),
        back: tasks_of(family),
    })
}

/// Asks how it ended.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, task)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let place = (&app, &viewer, &uri);
    show(&view(place, family_of(&id)?, &task, form).await?)
}

/// Takes how it ended; the button of a list sends that it was done.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, task)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let task_id = TaskId::parse(&task).ok_or(PageError::Absent)?;
    let outcome = TaskOutcome::from_code(form.text("outcome")).ok_or("field-choose");
    let outcome = form.take("outcome", "task-outcome", outcome);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "task-word", word);
    let version = form.text("version").parse().unwrap_or(0);
    if let (Some(outcome), Some(word)) = (outcome, word) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let ended = match (outcome, word) {
            (TaskOutcome::Annulled, Some(reason)) => {
                let command = AnnulTask {
                    family,
                    task: task_id,
                    version,
                    reason,
                };
                annul_task(&mut ctx, command).await
            }
            (TaskOutcome::Annulled, None) => Err(TaskError::WordMissing.into()),
            (outcome, word) => {
                let command = FinishTask {
                    family,
                    task: task_id,
                    version,
                    done: outcome == TaskOutcome::Done,
                    word,
                };
                finish_task(&mut ctx, command).await
            }
        };
        match ended {
            Ok(()) => {
                let to = format!("{}?done=task-ended", tasks_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(FinishTaskError::Wrong(TaskError::WordMissing)) => {
                form.fault("word", "task-word", "task-word-missing");
            }
            Err(FinishTaskError::Wrong(_)) => {
                form.fault("outcome", "task-outcome", "task-already-ended");
            }
            Err(FinishTaskError::Changed) => {
                form.fault("outcome", "task-outcome", "changed-by-another");
            }
            Err(FinishTaskError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let place = (&app, &viewer, &uri);
    show_errors(&view(place, family, &task, form).await?)
}

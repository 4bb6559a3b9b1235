//! Setting a task or an agreement, and changing one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::day::parse_optional_day;
use helhed_casework::domain::ids::{FamilyId, GoalId, TaskId};
use helhed_casework::domain::task::{TaskError, TaskFacts, TaskKind};
use helhed_casework::domain::text::Line;
use helhed_casework::task::{
    ChangeTask, ChangeTaskError, SetTask, SetTaskError, TaskLine, change_task, set_task, tasks_page,
};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::task::tasks_of;
use crate::case::{begin, family_of, head, reading};
use crate::collision::ahead::{Ahead, collided};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::sharing::mark::mark_new;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/task_form.html")]
struct TaskView {
    frame: Frame,
    head: HeadView,
    form: Form,
    categories: Pairs,
    kinds: Pairs,
    owners: Pairs,
    goals: Pairs,
    /// The task as it stands, when it is changed; as somebody else left it, when they have.
    stands: Option<TaskLine>,
    conflict: bool,
    ahead: Ahead,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    form: Form,
    (choices, collided): (Choices, &[CollisionLine]),
    stands: Option<TaskLine>,
) -> Result<TaskView, PageError> {
    let w = viewer.words;
    let title = if stands.is_some() {
        "task-change"
    } else {
        "task-new"
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut goals = vec![choose::nothing(w, "task-no-goal")];
    goals.extend(choices.goals.iter().map(|line| {
        let goal = &line.goal;
        (goal.id.to_string(), goal.facts.title.as_str().to_owned())
    }));
    let kinds = TaskKind::ALL.iter();
    Ok(TaskView {
        kinds: kinds
            .map(|kind| (kind.code().to_owned(), w.t(kind.label_key())))
            .collect(),
        owners: choose::owners(viewer, &choices.kin, &choices.professionals),
        goals,
        conflict: form
            .errors()
            .iter()
            .any(|fault| fault.key == "changed-by-another"),
        categories: choose::categories(w, app.casework.lists(), frame.today),
        ahead: Ahead::of(w, (choices.family, &choices.kin), collided, frame.today),
        frame,
        form,
        stands,
        back: tasks_of(choices.family),
        head: head(app, viewer, choices.family, "tasks").await?,
    })
}

fn parse(form: &mut Form) -> Option<TaskFacts> {
    let kind = TaskKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "task-kind", kind);
    let title = form.take("title", "task-title", Line::parse(form.text("title")));
    let owner = choose::owner(form);
    if owner == Some(None) {
        form.fault("owner", "owner", "field-choose");
    }
    let due = form.take("due", "task-due", parse_optional_day(form.text("due")));
    Some(TaskFacts {
        kind: kind?,
        title: title?,
        owner: owner??,
        due: due?,
        goal: GoalId::parse(form.text("goal")),
    })
}

fn told(form: &mut Form, error: TaskError) {
    match error {
        TaskError::DueBefore => form.fault("due", "task-due", "task-due-before"),
        TaskError::AlreadyEnded => form.fault("title", "task-title", "task-already-ended"),
        TaskError::WordMissing => form.fault("word", "task-word", "field-missing"),
    }
}

/// The form of a new task.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let choices = choices(&mut reading(&app, &viewer), family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("kind", TaskKind::Task.code());
    let place = (&app, &viewer, &uri);
    show(&view(place, form, (choices.into_inner(), &[]), None).await?)
}

/// Takes a new task.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match set_task(&mut ctx, SetTask { family, facts }).await {
            Ok(id) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() && mark_new(&mut ctx, &mut form, family, id.uuid()).await? {
                    let to = format!("{}?done=task", tasks_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(SetTaskError::Wrong(error)) => told(&mut form, error),
            Err(SetTaskError::NoSuchOwner) => form.fault("owner", "owner", "field-choose"),
            Err(SetTaskError::NoSuchGoal) => form.fault("goal", "task-goal", "field-choose"),
            Err(SetTaskError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    let place = (&app, &viewer, &uri);
    show_errors(&view(place, form, (choices.into_inner(), &ahead), None).await?)
}

async fn found(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    task: &str,
) -> Result<(Choices, TaskLine), PageError> {
    let mut reading = reading(app, viewer);
    let page = tasks_page(&mut reading, family).await?.into_inner();
    let task = TaskId::parse(task);
    let mut all = page.open.into_iter().chain(page.ended);
    let line = all
        .find(|line| Some(line.task.id) == task)
        .ok_or(PageError::Absent)?;
    let choices = Choices {
        family,
        family_name: page.family_name,
        kin: page.kin,
        professionals: page.professionals,
        goals: page.goals,
    };
    Ok((choices, line))
}

/// The form of a task that is there.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, task)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (choices, line) = found(&app, &viewer, family_of(&id)?, &task).await?;
    let facts = &line.task.facts;
    let (owner, name) = choose::owner_value(&facts.owner);
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", line.task.version.to_string())
        .preset("kind", facts.kind.code())
        .preset("title", facts.title.as_str())
        .preset("owner", owner)
        .preset("owner-name", name)
        .preset(
            "due",
            facts.due.map(|due| due.to_string()).unwrap_or_default(),
        )
        .preset(
            "goal",
            facts.goal.map(|goal| goal.to_string()).unwrap_or_default(),
        );
    let place = (&app, &viewer, &uri);
    show(&view(place, form, (choices, &[]), Some(line)).await?)
}

/// Takes a changed task.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, task)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let task_id = TaskId::parse(&task).ok_or(PageError::Absent)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = ChangeTask {
            family,
            task: task_id,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_task(&mut ctx, command).await {
            Ok(()) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let to = format!("{}?done=task-changed", tasks_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(ChangeTaskError::Changed) => {
                form.fault("title", "task-title", "changed-by-another");
            }
            Err(ChangeTaskError::Wrong(error)) => told(&mut form, error),
            Err(ChangeTaskError::NoSuchOwner) => form.fault("owner", "owner", "field-choose"),
            Err(ChangeTaskError::NoSuchGoal) => form.fault("goal", "task-goal", "field-choose"),
            Err(ChangeTaskError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let (choices, line) = found(&app, &viewer, family, &task).await?;
    let place = (&app, &viewer, &uri);
    show_errors(&view(place, form, (choices, &ahead), Some(line)).await?)
}

impl TaskView {
    /// The version that sending again is meant for: what stands now, once both texts were shown.
    fn version(&self) -> String {
        match &self.stands {
            Some(line) if self.conflict => line.task.version.to_string(),
            _ => self.form.text("version").to_owned(),
        }
    }
}

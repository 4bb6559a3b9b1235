//! Saying that a goal was reached, or dropped and why.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::choices;
use helhed_casework::domain::goal::{GoalError, GoalOutcome};
use helhed_casework::domain::ids::{FamilyId, GoalId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{EndGoal, EndGoalError, end_goal};

use crate::app::App;
use crate::case::choose::Pairs;
use crate::case::goal::among;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::plan::plan_of;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/goal_end.html")]
struct GoalEndView {
    frame: Frame,
    head: HeadView,
    form: Form,
    title: String,
    version: i64,
    outcomes: Pairs,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<GoalEndView, PageError> {
    let w = viewer.words;
    let choices = choices(&mut reading(app, viewer), family).await?;
    let goal = &among(&choices, goal)?.goal;
    let mut frame = Frame::new(app, viewer, uri, w.t("goal-end")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(GoalEndView {
        frame,
        head: head(app, viewer, family, "plan").await?,
        form,
        title: goal.facts.title.as_str().to_owned(),
        version: goal.version,
        outcomes: GoalOutcome::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        back: plan_of(family),
    })
}

/// Asks how it ended.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let place = (&app, &viewer, &uri);
    show(&view(place, family_of(&id)?, &goal, form).await?)
}

/// Takes how it ended.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = GoalId::parse(&goal).ok_or(PageError::Absent)?;
    let outcome = GoalOutcome::from_code(form.text("outcome")).ok_or("field-choose");
    let outcome = form.take("outcome", "task-outcome", outcome);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "task-word", word);
    if let (Some(outcome), Some(word)) = (outcome, word) {
        let to = format!("{}?done=goal-ended", plan_of(family));
        let mut ctx = begin(&app, &viewer).await?;
        let command = EndGoal {
            family,
            goal: goal_id,
            version: form.text("version").parse().unwrap_or(0),
            outcome,
            word,
        };
        match end_goal(&mut ctx, command).await {
            Ok(()) => {
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(EndGoalError::Wrong(GoalError::AlreadyEnded)) => return Ok(go(&plan_of(family))),
            Err(EndGoalError::Wrong(_)) => form.fault("word", "task-word", "task-word-missing"),
            Err(EndGoalError::Changed) => {
                form.fault("outcome", "task-outcome", "changed-by-another");
            }
            Err(EndGoalError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let place = (&app, &viewer, &uri);
    show_errors(&view(place, family, &goal, form).await?)
}

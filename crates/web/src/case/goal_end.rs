//! Saying that a goal was reached, or dropped and why.

use askama::Template;
use axum::extract::Path;

use helhed_casework::choices::choices;
use helhed_casework::domain::goal::{GoalError, GoalOutcome};
use helhed_casework::domain::ids::{FamilyId, GoalId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{EndGoal, EndGoalError, end_goal};

use crate::case::choose::Pairs;
use crate::case::family_of;
use crate::case::goal::among;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::place::Place;
use crate::plan::plan_of;

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
    place: &Place,
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<GoalEndView, PageError> {
    let w = place.w();
    let choices = choices(&mut place.reading(), family).await?;
    let goal = &among(&choices, goal)?.goal;
    let frame = place.frame(w.t("goal-end"), &form);
    Ok(GoalEndView {
        frame,
        head: place.head(family, "plan").await?,
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
pub(super) async fn page(place: Place, Path((id, goal)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, family_of(&id)?, &goal, form).await?)
}

/// Takes how it ended.
pub(super) async fn take(
    place: Place,
    Path((id, goal)): Path<(String, String)>,
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
        let mut ctx = place.begin(&form).await?;
        let command = EndGoal {
            family,
            goal: goal_id,
            version: form.text("version").parse().unwrap_or(0),
            outcome,
            word,
        };
        match end_goal(&mut ctx, command).await {
            Ok(()) => return place.lead(ctx, &form, &to).await,
            Err(EndGoalError::Wrong(GoalError::AlreadyEnded)) => return Ok(go(&plan_of(family))),
            Err(EndGoalError::Wrong(_)) => form.fault("word", "task-word", "task-word-missing"),
            Err(EndGoalError::Changed) => {
                form.fault("outcome", "task-outcome", "changed-by-another");
            }
            Err(EndGoalError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, family, &goal, form).await?)
}

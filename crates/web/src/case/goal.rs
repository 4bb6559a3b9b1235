//! Setting a goal, and changing one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::domain::day::parse_optional_day;
use helhed_casework::domain::goal::{Goal, GoalError, GoalFacts, Horizon};
use helhed_casework::domain::ids::GoalId;
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{
    ChangeGoal, ChangeGoalError, GoalLine, SetGoal, SetGoalError, change_goal, set_goal,
};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::plan::plan_of;
use crate::sharing::mark::mark_new;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/goal.html")]
struct GoalView {
    frame: Frame,
    head: HeadView,
    form: Form,
    categories: Pairs,
    horizons: Pairs,
    parents: Pairs,
    owners: Pairs,
    /// The goal as it stands, when it is changed.
    stands: Option<GoalLine>,
    conflict: bool,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    form: Form,
    choices: &Choices,
    stands: Option<&GoalLine>,
) -> Result<GoalView, PageError> {
    let w = viewer.words;
    let title = if stands.is_some() {
        "goal-change"
    } else {
        "goal-new"
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut parents = vec![choose::nothing(w, "goal-no-parent")];
    let me = stands.map(|line| line.goal.id);
    // Nothing leads to a sub-goal.
    for horizon in [Horizon::Wish, Horizon::Long, Horizon::Short] {
        let all = choices.goals.iter().map(|line| &line.goal);
        let fits = |goal: &&Goal| goal.facts.horizon == horizon && Some(goal.id) != me;
        let level = w.join("level-", horizon.code());
        parents.extend(all.filter(fits).map(|goal| {
            let title = goal.facts.title.as_str();
            (goal.id.to_string(), format!("{level}: {title}"))
        }));
    }
    let mut owners = vec![choose::nothing(w, "goal-no-owner")];
    owners.extend(choose::owners(viewer, &choices.kin, &choices.professionals));
    Ok(GoalView {
        categories: choose::categories(w, app.casework.lists(), frame.today),
        frame,
        conflict: form
            .errors()
            .iter()
            .any(|fault| fault.key == "changed-by-another"),
        form,
        horizons: Horizon::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        parents,
        owners,
        stands: stands.cloned(),
        back: plan_of(choices.family),
        head: head(app, viewer, choices.family, "plan").await?,
    })
}

fn parse(form: &mut Form) -> Option<GoalFacts> {
    let wish = Line::parse_optional(form.text("wish"));
    let wish = form.take("wish", "goal-wish", wish);
    let title = form.take("title", "goal-title", Line::parse(form.text("title")));
    let horizon = Horizon::from_code(form.text("horizon")).ok_or("field-choose");
    let horizon = form.take("horizon", "goal-horizon", horizon);
    let owner = choose::owner(form);
    let target = parse_optional_day(form.text("target"));
    let target = form.take("target", "goal-target", target);
    Some(GoalFacts {
        wish: wish?,
        title: title?,
        horizon: horizon?,
        parent: GoalId::parse(form.text("parent")),
        owner: owner?,
        target: target?,
    })
}

fn told(form: &mut Form, error: GoalError) {
    let (field, label, key) = match error {
        GoalError::OwnParent => ("parent", "goal-parent", "field-choose"),
        GoalError::NoSuchParent => ("parent", "goal-parent", "goal-no-such-parent"),
        GoalError::WishWithParent => ("parent", "goal-parent", "goal-wish-with-parent"),
        GoalError::ParentMissing => ("parent", "goal-parent", "goal-parent-missing"),
        GoalError::HasSteps => ("horizon", "goal-horizon", "goal-has-steps"),
        GoalError::TargetBefore => ("target", "goal-target", "task-due-before"),
        GoalError::AlreadyEnded => ("title", "goal-title", "goal-already-ended"),
        GoalError::WordMissing => ("word", "task-word", "task-word-missing"),
    };
    form.fault(field, label, key);
}

/// The form of a new goal.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let choices = choices(&mut reading(&app, &viewer), family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), form, &choices, None).await?)
}

/// Takes a new goal.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match set_goal(&mut ctx, SetGoal { family, facts }).await {
            Ok(id) => {
                if mark_new(&mut ctx, &mut form, family, id.uuid()).await? {
                    let to = format!("{}?done=goal", plan_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(SetGoalError::Wrong(error)) => told(&mut form, error),
            Err(SetGoalError::NoSuchOwner) => form.fault("owner", "owner", "field-choose"),
            Err(SetGoalError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    show_errors(&view((&app, &viewer, &uri), form, &choices, None).await?)
}

/// An open goal among those that may be chosen.
pub(crate) fn among<'a>(choices: &'a Choices, goal: &str) -> Result<&'a GoalLine, PageError> {
    let id = GoalId::parse(goal);
    let mut all = choices.goals.iter();
    all.find(|line| Some(line.goal.id) == id)
        .ok_or(PageError::Absent)
}

/// The form of a goal that is there.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let choices = choices(&mut reading(&app, &viewer), family_of(&id)?).await?;
    let line = among(&choices, &goal)?;
    let facts = &line.goal.facts;
    let owner = facts.owner.as_ref().map(choose::owner_value);
    let (owner, name) = owner.unwrap_or_default();
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", line.goal.version.to_string())
        .preset("wish", facts.wish.as_ref().map_or("", Line::as_str))
        .preset("title", facts.title.as_str())
        .preset("horizon", facts.horizon.code())
        .preset(
            "parent",
            facts.parent.map(|it| it.to_string()).unwrap_or_default(),
        )
        .preset("owner", owner)
        .preset("owner-name", name)
        .preset(
            "target",
            facts.target.map(|it| it.to_string()).unwrap_or_default(),
        );
    show(&view((&app, &viewer, &uri), form, &choices, Some(line)).await?)
}

/// Takes a changed goal.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = GoalId::parse(&goal).ok_or(PageError::Absent)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = ChangeGoal {
            family,
            goal: goal_id,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_goal(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=goal-changed", plan_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(ChangeGoalError::Changed) => {
                form.fault("title", "goal-title", "changed-by-another")
            }
            Err(ChangeGoalError::Wrong(error)) => told(&mut form, error),
            Err(ChangeGoalError::NoSuchOwner) => form.fault("owner", "owner", "field-choose"),
            Err(ChangeGoalError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    let line = among(&choices, &goal)?;
    show_errors(&view((&app, &viewer, &uri), form, &choices, Some(line)).await?)
}

impl GoalView {
    /// The version that sending again is meant for: what stands now, once both were shown.
    fn version(&self) -> String {
        match &self.stands {
            Some(line) if self.conflict => line.goal.version.to_string(),
            _ => self.form.text("version").to_owned(),
        }
    }
}

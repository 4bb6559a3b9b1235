//! The plan of a family: goals as a road, the tasks that lead to them, and reviews.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::domain::goal::{GoalState, Horizon};
use helhed_casework::domain::ids::{FamilyId, GoalId};
use helhed_casework::plan::{GoalLine, ReviewLine, plan_page};

use crate::app::App;
use crate::case::road::{LEFT, RIGHT, Road, WIDTH, road, short};
use crate::case::task::{TaskShown, shown};
use crate::case::{family_of, head, reading};
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// A goal with what leads to it.
struct Branch {
    line: GoalLine,
    state: GoalState,
    /// Its number on the road; long goals have none.
    number: Option<usize>,
    tasks: Vec<TaskShown>,
    steps: Vec<Branch>,
}

impl Branch {
    fn title(&self) -> &str {
        self.line.goal.facts.title.as_str()
    }

    fn tasks(&self) -> &[TaskShown] {
        &self.tasks
    }

    fn sign(&self) -> &'static str {
        match self.state {
            GoalState::Open => "info",
            GoalState::Late => "warn",
            GoalState::Reached => "ok",
            GoalState::Dropped => "quiet",
        }
    }

    fn is_open(&self) -> bool {
        matches!(self.state, GoalState::Open | GoalState::Late)
    }

    fn href(&self) -> String {
        format!(
            "/families/{}/goals/{}",
            self.line.goal.family, self.line.goal.id
        )
    }
}

#[derive(Template)]
#[template(path = "case/plan.html")]
struct PlanView {
    frame: Frame,
    head: HeadView,
    road: Road,
    branches: Vec<Branch>,
    reviews: Vec<ReviewLine>,
    /// When the next review is due, and the class of its sign.
    due: Option<(String, &'static str)>,
    may_change: bool,
}

impl PlanView {
    /// The title of the goal a lane leads to.
    fn lane_title(&self, goal: &Option<GoalId>) -> String {
        let found = self
            .branches
            .iter()
            .find(|branch| Some(branch.line.goal.id) == *goal);
        found.map_or_else(
            || self.frame.w.t("plan-no-long-goal"),
            |branch| short(branch.title()),
        )
    }
}

/// The address of a family's plan.
pub(super) fn plan_of(family: FamilyId) -> String {
    format!("/families/{family}/plan")
}

/// Long goals with their steps, then steps that lead to none; numbers as on the road.
fn branches(goals: Vec<GoalLine>, tasks: &[TaskShown], today: Date) -> Vec<Branch> {
    let of_goal = |line: &GoalLine| {
        let leads = |task: &&TaskShown| task.line.task.facts.goal == Some(line.goal.id);
        tasks.iter().filter(leads).cloned().collect::<Vec<_>>()
    };
    let (long, short): (Vec<_>, Vec<_>) = goals
        .into_iter()
        .partition(|line| line.goal.facts.horizon == Horizon::Long);
    let mut number = 0;
    let mut branch = |line: &GoalLine, numbered: bool| {
        let state = line.goal.state(today);
        let number = (numbered && state != GoalState::Dropped).then(|| {
            number += 1;
            number
        });
        Branch {
            tasks: of_goal(line),
            line: line.clone(),
            state,
            number,
            steps: Vec::new(),
        }
    };
    let is_dropped = |line: &GoalLine| line.goal.state(today) == GoalState::Dropped;
    let stands = |id| {
        long.iter()
            .any(|line| line.goal.id == id && !is_dropped(line))
    };
    let mut all = Vec::new();
    for line in long.iter().filter(|line| !is_dropped(line)) {
        let mut trunk = branch(line, false);
        let own = short
            .iter()
            .filter(|step| step.goal.facts.parent == Some(line.goal.id));
        trunk.steps = own.map(|step| branch(step, true)).collect();
        all.push(trunk);
    }
    let loose = |step: &&GoalLine| !step.goal.facts.parent.is_some_and(stands);
    all.extend(short.iter().filter(loose).map(|step| branch(step, true)));
    all.extend(
        long.iter()
            .filter(|line| is_dropped(line))
            .map(|line| branch(line, false)),
    );
    all
}

/// The plan.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let page = plan_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let due = page.review_due.map(|due| {
        let words = w.args(
            "plan-review-due",
            &[
                ("day", &w.weekday(due.day(), today)),
                ("distance", &w.distance(due.day(), today)),
            ],
        );
        let sign = match () {
            () if due.is_overdue(today) => "overdue",
            () if due.day() == today => "today",
            () if due.is_near(today) => "soon",
            () => "later",
        };
        (words, sign)
    });
    let tasks = shown(&app, w, page.tasks, today);
    show(&PlanView {
        frame: Frame::new(&app, &viewer, &uri, w.t("plan-title")).about(family),
        head: head(&app, &viewer, family, "plan").await?,
        road: road(&page.goals, today),
        branches: branches(page.goals, &tasks, today),
        reviews: page.reviews,
        due,
        may_change: page.may_change,
    })
}

//! Our plan: the road and the steps, as somebody of the family sees them.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::goal::GoalState;
use helhed_casework::plan::{OurVersion, our_plan};

use super::figure::road_on_page;
use super::tree::{Branch, PlanTree};
use crate::app::App;
use crate::case::reading;
use crate::case::task::shown;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// The plan of one family.
struct Ours {
    road: Option<String>,
    tree: PlanTree,
    /// Where the viewer says yes or no, and what they said to the newest version.
    answer: Option<(String, OurVersion)>,
}

impl Ours {
    /// The first step that is not reached.
    fn next(&self) -> Option<&Branch> {
        self.tree.steps().find(|it| it.is_open())
    }

    /// How many steps are reached.
    fn reached(&self) -> usize {
        let reached = |it: &&Branch| it.state == GoalState::Reached;
        self.tree.steps().filter(reached).count()
    }
}

#[derive(Template)]
#[template(path = "plan/ours.html")]
struct OursView {
    frame: Frame,
    plans: Vec<Ours>,
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let plans = our_plan(&mut reading).await?.into_inner();
    let today = reading.today();
    let plans = plans.into_iter().enumerate().map(|(n, plan)| {
        let family = plan.family;
        let may = plan.version.filter(|it| it.may_answer);
        let answer = may.map(|it| (format!("/our/plan/{family}/answer"), it));
        let tasks = shown(&app, w, plan.tasks, today);
        let tree = PlanTree::new(plan.goals, &tasks, &plan.words, today);
        let road = road_on_page(&tree, w, &format!("road-{n}"));
        Ours { road, tree, answer }
    });
    show(&OursView {
        plans: plans.collect(),
        frame: Frame::new(&app, &viewer, &uri, w.t("ours-title")),
    })
}

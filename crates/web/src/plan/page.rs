//! The plan of a family as the family sees it: the road, the steps in words, and what was said at reviews.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::review::ReviewDue;
use helhed_casework::plan::{AgreementLine, PlanPage, PlanVersionLine, ReviewLine, plan_page};
use jiff::civil::Date;

use super::figure::road_on_page;
use super::tree::PlanTree;
use crate::app::App;
use crate::case::task::shown;
use crate::case::{family_of, head, reading};
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "plan/plan.html")]
struct PlanView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    /// The road as SVG.
    road: Option<String>,
    tree: PlanTree,
    reviews: Vec<ReviewLine>,
    latest: Option<(PlanVersionLine, Vec<AgreementLine>)>,
    /// How much the plan lacks.
    gaps: usize,
    /// When the next review is due, and the class of its sign.
    due: Option<(String, &'static str)>,
    may_change: bool,
}

/// When a review is due in words, and the class of its sign.
pub(super) fn due_words(w: Words, due: ReviewDue, today: Date) -> (String, &'static str) {
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
}

/// The goals of a plan page in order.
pub(super) fn tree_of(app: &App, w: Words, page: &mut PlanPage, today: Date) -> PlanTree {
    let tasks = shown(app, w, std::mem::take(&mut page.tasks), today);
    PlanTree::new(std::mem::take(&mut page.goals), &tasks, &page.words, today)
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
    let mut page = plan_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let tree = tree_of(&app, w, &mut page, today);
    let road = road_on_page(&tree, w, "road");
    show(&PlanView {
        frame: Frame::new(&app, &viewer, &uri, w.t("plan-title")).about(family),
        head: head(&app, &viewer, family, "plan").await?,
        family,
        road,
        tree,
        reviews: page.reviews,
        latest: page.latest,
        gaps: page.gaps.len(),
        due: page.review_due.map(|due| due_words(w, due, today)),
        may_change: page.may_change,
    })
}

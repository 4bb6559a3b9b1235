//! A family member's own page, in plain words.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::appointment::AppointmentLine;
use helhed_casework::domain::goal::{GoalState, Horizon};
use helhed_casework::plan::GoalLine;
use helhed_casework::today::our_page;

use crate::app::App;
use crate::case::reading;
use crate::case::task::{TaskShown, shown};
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/our.html")]
struct OurView {
    frame: Frame,
    today: Date,
    families: Vec<helhed_casework::domain::ids::FamilyId>,
    appointments: Vec<AppointmentLine>,
    mine: Vec<TaskShown>,
    others: Vec<TaskShown>,
    /// Where we want to be.
    long: Vec<GoalLine>,
    /// The steps on the way.
    short: Vec<GoalLine>,
}

impl OurView {
    fn is_reached(&self, line: &GoalLine) -> bool {
        line.goal.state(self.today) == GoalState::Reached
    }
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let page = our_page(&mut reading).await?.into_inner();
    let today = reading.today();
    let (long, short) = page
        .goals
        .into_iter()
        .partition(|line| line.goal.facts.horizon == Horizon::Long);
    show(&OurView {
        frame: Frame::new(&app, &viewer, &uri, w.t("our-title")),
        today,
        families: page.families,
        appointments: page.appointments,
        mine: shown(&app, w, page.mine, today),
        others: shown(&app, w, page.others, today),
        long,
        short,
    })
}

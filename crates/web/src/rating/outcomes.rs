//! What the ratings come to over all families.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::fit::{AgeGroup, Group, Line};
use helhed_casework::rating::outcomes_page;

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::rating::outcomes_table::{Cell, Measure, measures};
use crate::rating::ratings::norm_line;
use crate::viewer::Viewer;

/// One age group.
struct Part {
    name: String,
    measures: Vec<Measure>,
}

/// One year's closed episodes.
struct Year {
    year: i16,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "rating/outcomes.html")]
struct OutcomesView {
    frame: Frame,
    /// How few closed episodes there are, where they are too few.
    too_few: Option<usize>,
    measures: Vec<Measure>,
    by_age: Vec<Part>,
    /// The measures that are told year by year.
    over_time: Vec<String>,
    years: Vec<Year>,
    norms: String,
    left_out: usize,
}

/// What is told year by year.
const OVER_TIME: [&str; 5] = [
    "episodes",
    "client_mean_raw_change",
    "client_reaching_target",
    "client_above_cutoff",
    "dropout_share",
];

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let w = viewer.words;
    let mut reading = app.casework.reading_long(&viewer.actor, app.now()).await;
    let page = outcomes_page(&mut reading).await?.into_inner();
    let by_age = AgeGroup::ALL.map(|age| {
        let parts = page.outcomes.by_age.iter().filter(|it| it.age == age);
        let lines: Vec<Line> = parts.flat_map(|it| it.lines.clone()).collect();
        Part {
            name: w.t(&format!("age-{}", age.as_str())),
            measures: measures(w, &lines),
        }
    });
    let years = page.by_year.iter().map(|(year, outcomes)| {
        let closed: Vec<Line> = OVER_TIME
            .iter()
            .filter_map(|wanted| {
                let is_it = |it: &&Line| it.group == Group::Closed && it.measure == *wanted;
                outcomes.lines.iter().find(is_it).cloned()
            })
            .collect();
        Year {
            year: *year,
            cells: measures(w, &closed)
                .into_iter()
                .map(|it| it.closed)
                .collect(),
        }
    });
    show(&OutcomesView {
        frame: Frame::new(&app, &viewer, &uri, w.t("outcomes-title")),
        too_few: page
            .outcomes
            .warning()
            .map(|_| page.outcomes.closed_episodes),
        measures: measures(w, &page.outcomes.lines),
        by_age: by_age.into(),
        over_time: OVER_TIME
            .iter()
            .map(|it| w.t(&format!("outcomes-{it}")))
            .collect(),
        years: years.collect(),
        norms: norm_line(&app, w),
        left_out: page.left_out,
    })
}

//! Courses for a supervision meeting: one after another, with nothing that says whose they are.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::fit::Course;
use helhed_casework::rating::supervision_page;
use helhed_reports::Numbers;
use helhed_reports::figure::{Drawing, Ink, Named, Pen, line_pen, svg};

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::rating::ratings::{beside_the_zone, norm_line};
use crate::viewer::Viewer;
use crate::words::Words;

/// One course.
struct Row {
    number: usize,
    age: String,
    ratings: usize,
    first: String,
    last: String,
    expected: String,
    zone: &'static str,
    signals: Vec<&'static str>,
    picture: String,
}

#[derive(Template)]
#[template(path = "rating/supervision.html")]
struct SupervisionView {
    frame: Frame,
    rows: Vec<Row>,
    norms: String,
}

/// The ratings as a small line, and what is expected now as a dotted one: order, not days, since days could tell whose it is. At least
/// 16 points high, so that a small change looks small.
fn picture(w: Words, number: usize, course: &Course) -> String {
    let points = course.series.points();
    let mut drawing = Drawing::new(220.0, 72.0);
    let step = 208.0 / (points.len().max(2) - 1) as f64;
    let expected = course.band.expected;
    let totals = || points.iter().map(|point| point.total.points());
    let (low, high) = (
        totals().fold(expected, f64::min),
        totals().fold(expected, f64::max),
    );
    let spread = (high - low).max(16.0);
    let middle = f64::midpoint(low, high);
    let level = |total: f64| 36.0 - (total - middle) * 60.0 / spread;
    let place = |(k, total): (usize, f64)| (6.0 + k as f64 * step, level(total));
    let pen = Pen {
        ink: Ink::Text,
        width: 1.2,
        dash: &[2.0, 3.0],
    };
    drawing.line((6.0, level(expected)), (214.0, level(expected)), pen);
    let places: Vec<_> = totals().enumerate().map(place).collect();
    drawing.path(places.clone(), line_pen(0));
    for place in places {
        drawing.spot(place, 0, 3.0);
    }
    let title = w.n("supervision-course", number);
    let named = Named {
        id: &format!("course-{number}"),
        lang: w.lang(),
        title: &title,
        description: &title,
    };
    svg(&drawing, named)
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let w = viewer.words;
    let mut reading = app.casework.reading_long(&viewer.actor, app.now()).await;
    let page = supervision_page(&mut reading).await?.into_inner();
    let numbers = Numbers(w.0);
    let row = |(at, it): (usize, &Course)| {
        let total = |point: Option<helhed_casework::fit::Point>| {
            point.map_or_else(String::new, |it| numbers.fixed(it.total.points(), 1))
        };
        Row {
            number: at + 1,
            age: w.t(&format!("age-{}", it.age.as_str())),
            ratings: it.series.points().len(),
            first: total(it.series.intake()),
            last: total(it.series.last()),
            expected: numbers.fixed(it.band.expected, 1),
            zone: it.zone.as_str(),
            signals: beside_the_zone(&it.signals),
            picture: picture(w, at + 1, it),
        }
    };
    show(&SupervisionView {
        frame: Frame::new(&app, &viewer, &uri, w.t("supervision-title")),
        rows: page.courses.iter().enumerate().map(row).collect(),
        norms: norm_line(&app, w),
    })
}

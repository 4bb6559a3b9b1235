//! Courses for a supervision meeting: one after another, with nothing that says whose they are.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::fit::Course;
use helhed_casework::rating::supervision_page;
use helhed_reports::Numbers;
use helhed_reports::figure::{Drawing, Named, line_pen, svg};

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::rating::ratings::norm_line;
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

/// The ratings as a small line from 0 to 40: order, not days, since days could tell whose it is.
fn picture(w: Words, number: usize, course: &Course) -> String {
    let points = course.series.points();
    let mut drawing = Drawing::new(160.0, 48.0);
    let step = 148.0 / (points.len().max(2) - 1) as f64;
    let place = |(k, total): (usize, f64)| (6.0 + k as f64 * step, 44.0 - total);
    let places: Vec<_> = points
        .iter()
        .map(|point| point.total.points())
        .enumerate()
        .map(place)
        .collect();
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
    let mut reading = app.casework.reading(&viewer.actor, app.now());
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
            signals: it.signals.iter().map(|it| it.as_str()).collect(),
            picture: picture(w, at + 1, it),
        }
    };
    show(&SupervisionView {
        frame: Frame::new(&app, &viewer, &uri, w.t("supervision-title")),
        rows: page.courses.iter().enumerate().map(row).collect(),
        norms: norm_line(&app, w),
    })
}

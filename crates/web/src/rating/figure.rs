//! The picture of a course: own ratings, everybody else's, what was expected with its band, and the cut-off.

use helhed_casework::domain::text::Name;
use helhed_casework::fit::{Point as Rated, Series};
use helhed_casework::rating::{CourseEvent, PersonCourse};
use helhed_reports::figure::{Axis, Line, LineChart, Point};
use helhed_reports::{Format, Numbers};
use jiff::civil::Date;

use crate::time_chart::{TimeFigure, along, days, figure};
use crate::words::Words;

fn line(name: String, first: Date, series: &Series) -> Line {
    let point = |it: &Rated| Point {
        x: days(first, it.date),
        y: Some(it.total.points()),
        ..Point::default()
    };
    Line {
        name,
        points: series.points().iter().map(point).collect(),
    }
}

/// The expected score at each own rating, with the band under it.
fn expected(course: &PersonCourse, name: String, first: Date) -> Option<Line> {
    let norm = course.norm.as_ref()?;
    let intake = course.own.intake()?;
    let at = |(k, it): (usize, &Rated)| {
        let band = norm.band(k, intake.total);
        Point {
            x: days(first, it.date),
            y: Some(band.expected),
            low: Some(band.low),
            high: Some(band.expected),
        }
    };
    Some(Line {
        name,
        points: course.own.points().iter().enumerate().map(at).collect(),
    })
}

/// Draws a course with what happened meanwhile in a lane under it; nothing before its first rating.
pub(super) fn draw(
    w: Words,
    given_name: &Name,
    course: &PersonCourse,
    events: &[CourseEvent],
) -> Option<TimeFigure> {
    let all = || {
        let others = course.others.iter().map(|it| &it.series);
        std::iter::once(&course.own).chain(others)
    };
    let dates = || all().flat_map(|series| series.points().iter().map(|it| it.date));
    let (first, last) = (dates().min()?, dates().max()?);
    let mut lines = Vec::new();
    lines.extend(expected(course, w.t("rating-expected"), first));
    lines.push(line(given_name.as_str().to_owned(), first, &course.own));
    for other in &course.others {
        lines.push(line(
            other.rater.name.as_str().to_owned(),
            first,
            &other.series,
        ));
    }
    lines.retain(|line| !line.points.is_empty());
    let level = course
        .norm
        .as_ref()
        .map(|norm| (norm.cutoff, w.t("rating-cutoff")));
    let chart = LineChart {
        x: Axis::new("", Format::Whole).written(along(w, first, last)),
        y: Axis::new(w.t("rating-axis"), Format::Whole).showing(0.0, 40.0),
        lines,
        references: Vec::new(),
        level,
        steps: false,
    };
    let numbers = Numbers(w.0);
    let title = w.with("rating-figure-title", given_name.as_str());
    let description = told(w, numbers, given_name, course);
    let lane: Vec<_> = events
        .iter()
        .filter(|event| (first..=last).contains(&event.on))
        .map(|event| days(first, event.on))
        .collect();
    Some(figure(w, (&chart, &lane), "course", &title, description))
}

fn told(w: Words, numbers: Numbers, given_name: &Name, course: &PersonCourse) -> String {
    let told = |name: &str, series: &Series| {
        let (Some(first), Some(last)) = (series.intake(), series.last()) else {
            return String::new();
        };
        let values = [
            ("name", name.to_owned()),
            ("n", series.points().len().to_string()),
            ("first", numbers.fixed(first.total.points(), 1)),
            ("last", numbers.fixed(last.total.points(), 1)),
            ("day", w.day(last.date)),
        ];
        let values: Vec<_> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        w.args("rating-figure-line", &values)
    };
    let mut parts = vec![told(given_name.as_str(), &course.own)];
    let others = course.others.iter();
    parts.extend(others.map(|it| told(it.rater.name.as_str(), &it.series)));
    if let (Some(band), Some(norm)) = (course.band, &course.norm) {
        let values = [
            ("expected", numbers.fixed(band.expected, 1)),
            ("low", numbers.fixed(band.low, 1)),
            ("cutoff", numbers.fixed(norm.cutoff, 0)),
        ];
        let values: Vec<_> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        parts.push(w.args("rating-figure-expected", &values));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

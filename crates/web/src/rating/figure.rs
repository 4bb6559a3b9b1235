//! The picture of a course: own ratings, everybody else's, what was expected with its band, and the cut-off.

use helhed_casework::domain::text::Name;
use helhed_casework::fit::{Point as Rated, Series};
use helhed_casework::rating::PersonCourse;
use helhed_reports::figure::{Axis, Drawing, Line, LineChart, Named, Point, line_pen, svg};
use helhed_reports::{Format, Numbers};
use jiff::civil::Date;

use crate::words::Words;

/// What the picture is made of in words, too.
pub(super) struct CourseFigure {
    /// For a wide screen and for paper.
    pub wide: String,
    /// For a narrow one.
    pub narrow: String,
    /// The sign and the name of each line.
    pub legend: Vec<(String, String)>,
    /// What is to be seen, for one who cannot see it.
    pub description: String,
}

fn days(first: Date, day: Date) -> f64 {
    f64::from((day - first).get_days())
}

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

/// The first days of months between two days, at most seven of them.
fn months(w: Words, first: Date, last: Date) -> Vec<(f64, String)> {
    let mut found = Vec::new();
    let mut month = first.first_of_month();
    while month <= last {
        if month >= first {
            found.push((days(first, month), w.short_month(month)));
        }
        let Ok(next) = month.checked_add(jiff::Span::new().months(1)) else {
            break;
        };
        month = next;
    }
    let every = found.len().div_ceil(7).max(1);
    found.into_iter().step_by(every).collect()
}

/// Draws a course; nothing before its first rating.
pub(super) fn draw(w: Words, given_name: &Name, course: &PersonCourse) -> Option<CourseFigure> {
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
    let mut at = months(w, first, last);
    if at.len() < 2 {
        at = vec![
            (0.0, w.short_day(first)),
            (days(first, last), w.short_day(last)),
        ];
        at.dedup_by(|a, b| a.0 == b.0);
    }
    let level = course
        .norm
        .as_ref()
        .map(|norm| (norm.cutoff, w.t("rating-cutoff")));
    let chart = LineChart {
        x: Axis::new("", Format::Whole).written(at),
        y: Axis::new(w.t("rating-axis"), Format::Whole).showing(0.0, 40.0),
        lines,
        references: Vec::new(),
        level,
        steps: false,
    };
    let numbers = Numbers(w.0);
    let title = w.with("rating-figure-title", given_name.as_str());
    let description = told(w, numbers, given_name, course);
    let written = |id: &str, drawing: &Drawing, class: &str| {
        let named = Named {
            id,
            lang: w.lang(),
            title: &title,
            description: &description,
        };
        let picture = svg(drawing, named);
        picture.replacen("hh-chart", class, 1)
    };
    let wide = written(
        "course-wide",
        &chart.draw(numbers),
        "hh-chart hh-chart--wide",
    );
    let narrow = chart.draw_narrow(numbers);
    let narrow = written("course-narrow", &narrow, "hh-chart hh-chart--narrow");
    let legend = chart
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| (sign(at as u8), line.name.clone()));
    Some(CourseFigure {
        legend: legend.collect(),
        wide,
        narrow,
        description,
    })
}

/// A piece of a line with its mark: shape and dashes, not colour alone.
fn sign(series: u8) -> String {
    let mut drawing = Drawing::new(44.0, 16.0);
    drawing.path(vec![(2.0, 8.0), (42.0, 8.0)], line_pen(series));
    drawing.spot((22.0, 8.0), series, 4.5);
    let named = Named {
        id: &format!("sign-{series}"),
        lang: "da",
        title: "",
        description: "",
    };
    let picture = svg(&drawing, named);
    // The name beside it says all there is to say.
    picture.replacen(
        "role=\"img\"",
        "aria-hidden=\"true\" focusable=\"false\"",
        1,
    )
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

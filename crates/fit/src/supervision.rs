//! The anonymous list for a supervision meeting: open courses, red and yellow first.

use crate::age::AgeGroup;
use crate::course::{Band, Zone};
use crate::norm::{NormSet, Respondent};
use crate::outcomes::{age_at_first_rating, by_client, by_series, day, real, row};
use crate::read::{Bundle, RatingRow};
use crate::series::{Point, Rater, Series};
use crate::signal::{Signal, signals};
use helhed_domain::episode::Instrument;

/// An open course without anything that says whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Age group at the first rating.
    pub age: AgeGroup,
    /// The client's own outcome ratings.
    pub series: Series,
    /// Where the last rating lies.
    pub zone: Zone,
    /// What was expected there.
    pub band: Band,
    /// Signals on it.
    pub signals: Vec<Signal>,
}

/// Clients' own courses in open episodes at the end of observation, red first, then yellow, those
/// furthest below what was expected first.
pub fn supervision(bundle: &Bundle, norms: &NormSet) -> Vec<Course> {
    let open = by_client(bundle).filter(|(client, _)| client.closed.is_none());
    let mut courses = open
        .filter_map(|(client, ratings)| {
            course(
                bundle,
                norms,
                age_at_first_rating(client, ratings)?,
                ratings,
            )
        })
        .collect::<Vec<_>>();
    let below = |c: &Course| {
        c.series
            .last()
            .map_or(0.0, |l| l.total.points() - c.band.expected)
    };
    courses.sort_by(|a, b| a.zone.cmp(&b.zone).then(below(a).total_cmp(&below(b))));
    courses
}

fn course(bundle: &Bundle, norms: &NormSet, years: u8, ratings: &[RatingRow]) -> Option<Course> {
    let norm = norms.norm(Respondent::Own, years)?;
    let own = by_series(ratings)
        .find(|(instrument, rater, ..)| (*instrument, *rater) == (Instrument::Outcome, Rater::Own));
    let point = |r: &RatingRow| {
        Some(Point {
            date: day(r.day),
            total: r.total?,
        })
    };
    let series = Series::new(own?.3.iter().filter_map(point).collect());
    let (intake, last) = (series.intake()?.total, series.last()?.total);
    let mut found = signals(norm, &series, Some(bundle.observed_to));
    let age = AgeGroup::of(years);
    if age == AgeGroup::Child && !ratings.iter().any(|r| r.rater == Rater::Collateral) {
        found.push(Signal::CollateralMissing);
    }
    let k = series.after_intake();
    Some(Course {
        age,
        zone: norm.zone(k, intake, last),
        band: norm.band(k, intake),
        signals: found,
        series,
    })
}

/// Table `fit_supervision`: one line per course, numbered in its order.
pub fn fit_supervision(courses: &[Course]) -> String {
    let mut text =
        String::from("course,age_group,ratings,intake,last,expected,band_low,zone,signals\n");
    for (i, course) in courses.iter().enumerate() {
        let total = |p: Option<Point>| p.map(|p| p.total.to_string()).unwrap_or_default();
        let signals = course
            .signals
            .iter()
            .map(|s| s.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        row(
            &mut text,
            &[
                &(i + 1).to_string(),
                course.age.as_str(),
                &course.series.points().len().to_string(),
                &total(course.series.intake()),
                &total(course.series.last()),
                &real(Some(course.band.expected)),
                &real(Some(course.band.low)),
                course.zone.as_str(),
                &signals,
            ],
        );
    }
    text
}

//! The ratings of one client by one rater with one instrument, in order of date.

use helhed_domain::rating::Total;
use jiff::civil::Date;

/// Who rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rater {
    /// The client.
    Own,
    /// Somebody who knows the client.
    Collateral,
}

/// One rating with all its items answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub date: Date,
    /// The total.
    pub total: Total,
}

/// Ratings in order of date; the first is the intake. Ratings with a skipped item are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Series {
    points: Vec<Point>,
}

impl Series {
    /// Puts the points in order of date.
    pub fn new(mut points: Vec<Point>) -> Self {
        points.sort_by_key(|p| p.date);
        Self { points }
    }

    /// The points.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The first.
    pub fn intake(&self) -> Option<Point> {
        self.points.first().copied()
    }

    /// The last.
    pub fn last(&self) -> Option<Point> {
        self.points.last().copied()
    }

    /// The one before the last.
    pub fn before_last(&self) -> Option<Point> {
        self.points.len().checked_sub(2).map(|i| self.points[i])
    }

    /// Ratings after the intake.
    pub fn after_intake(&self) -> usize {
        self.points.len().saturating_sub(1)
    }
}

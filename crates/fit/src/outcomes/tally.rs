//! Sums over the clients of a group and age.

use super::by_series;
use crate::norm::{NormSet, Respondent};
use crate::progress::{Indices, Progress};
use crate::read::RatingRow;
use crate::series::Rater;
use helhed_domain::episode::Instrument;
use helhed_domain::rating::Total;

/// A mean of totals, exact until it is divided.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mean {
    pub(super) n: usize,
    tenths: u64,
}

impl Mean {
    fn add(&mut self, total: Total) {
        self.n += 1;
        self.tenths += u64::from(total.tenths());
    }

    pub(super) fn value(self) -> Option<f64> {
        (self.n > 0).then(|| self.tenths as f64 / (10.0 * self.n as f64))
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            tenths: self.tenths + other.tenths,
        }
    }
}

/// Own or collateral ratings.
#[derive(Debug, Clone, Default)]
pub(super) struct Ratings {
    pub(super) outcome_intake: Mean,
    pub(super) session_intake: Mean,
    pub(super) results: Vec<Progress>,
}

impl Ratings {
    pub(super) fn indices(results: &[&[Progress]]) -> Indices {
        let mut indices = Indices::default();
        results
            .iter()
            .copied()
            .flatten()
            .for_each(|one| indices.add(one));
        indices
    }
}

/// A group's clients of one age group.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// People with ratings.
    pub(super) persons: Vec<u32>,
    /// Collateral raters, with repetitions.
    pub(super) raters: Vec<u32>,
    pub(super) own: Ratings,
    pub(super) collateral: Ratings,
}

impl Tally {
    pub(super) fn add_client(
        &mut self,
        person: u32,
        years: u8,
        ratings: &[RatingRow],
        norms: &NormSet,
    ) {
        self.persons.push(person);
        for (instrument, rater, number, rows) in by_series(ratings) {
            if rater == Rater::Collateral {
                self.raters.push(number);
            }
            let (of, respondent) = match rater {
                Rater::Own => (&mut self.own, Respondent::Own),
                Rater::Collateral => (&mut self.collateral, Respondent::Collateral),
            };
            // Ratings with a skipped item have no total and are not part of the series.
            let mut totals = rows.iter().filter_map(|r| r.total);
            let Some(intake) = totals.next() else {
                continue;
            };
            if instrument == Instrument::Session {
                of.session_intake.add(intake);
                continue;
            }
            of.outcome_intake.add(intake);
            let (k, last) = totals.fold((0, intake), |(k, _), total| (k + 1, total));
            let norm = norms.norm(respondent, years);
            of.results
                .extend(norm.and_then(|norm| Progress::of(norm, intake, last, k)));
        }
    }
}

//! Reviews: the family and the coordinator look at the plan, at the latest after so many months.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::ids::{AccountId, FamilyId, ReviewId};
use crate::text::Prose;

/// A review: the family and the coordinator look at every goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// The family.
    pub family: FamilyId,
    /// The day it was held.
    pub held: Date,
    /// What has moved.
    pub moved: Prose,
    /// What has not.
    pub stuck: Option<Prose>,
    /// What now.
    pub next: Prose,
    /// Who wrote it down.
    pub by: AccountId,
    /// When it was written down.
    pub written_at: Timestamp,
}

/// What is wrong with a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// It has not been held yet.
    #[error("a review on a day to come")]
    InTheFuture,
    /// It was held before the intervention started.
    #[error("a review before the start")]
    BeforeStart,
    /// No intervention runs.
    #[error("no intervention runs")]
    NoCourse,
}

impl Review {
    /// Checks the day it was held against the running intervention.
    pub fn check_day(held: Date, started: Option<Date>, today: Date) -> Result<Date, ReviewError> {
        match started {
            None => Err(ReviewError::NoCourse),
            Some(started) if held < started => Err(ReviewError::BeforeStart),
            Some(_) if held > today => Err(ReviewError::InTheFuture),
            Some(_) => Ok(held),
        }
    }
}

/// The day by which the next review of a running intervention is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReviewDue(Date);

impl ReviewDue {
    /// So many days ahead a review is told of.
    pub const SOON_DAYS: i32 = 14;

    /// `months` after the last review since the start, or after the start. The last day of a shorter month stands for its
    /// missing days: three months after 30 November is 28 February.
    pub fn of(started: Date, last_held: Option<Date>, months: i64) -> Self {
        let from = last_held.filter(|held| *held >= started).unwrap_or(started);
        Self(from.saturating_add(months.months()))
    }

    /// The day.
    pub fn day(self) -> Date {
        self.0
    }

    /// Whether that day has passed.
    pub fn is_overdue(self, today: Date) -> bool {
        self.0 < today
    }

    /// Whether it is near enough to be told of, or has passed.
    pub fn is_near(self, today: Date) -> bool {
        (self.0 - today).get_days() <= Self::SOON_DAYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn reviews_are_due_from_the_start_then_from_the_last() {
        let started = date(2026, 1, 31);
        let due = |held| ReviewDue::of(started, held, 3).day();
        assert_eq!(due(None), date(2026, 4, 30));
        assert_eq!(due(Some(date(2026, 4, 20))), date(2026, 7, 20));
        // A review of an earlier intervention does not count in a reopened one.
        assert_eq!(due(Some(date(2025, 12, 1))), date(2026, 4, 30));
    }

    #[test]
    fn a_review_is_held_within_the_intervention() {
        let (started, today) = (Some(date(2026, 9, 1)), date(2026, 11, 24));
        let check = |held, started| Review::check_day(held, started, today).map(|_| ());
        assert_eq!(check(today, started), Ok(()));
        assert_eq!(
            check(date(2026, 11, 25), started),
            Err(ReviewError::InTheFuture)
        );
        assert_eq!(
            check(date(2026, 8, 31), started),
            Err(ReviewError::BeforeStart)
        );
        assert_eq!(check(today, None), Err(ReviewError::NoCourse));
    }

    proptest! {
        #[test]
        fn a_later_review_never_makes_the_next_due_sooner(a in 0i32..900, b in 0i32..900, months in 1i64..13) {
            let started = date(2024, 2, 29);
            let held = |days: i32| Some(started.saturating_add(days.days()));
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(ReviewDue::of(started, held(a), months) <= ReviewDue::of(started, held(b), months));
        }
    }
}

//! Measures: what is done for somebody in the family, by whom, on which law, for how long, and what it asks of them each week.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::contact::Annulment;
use crate::ids::{AccountId, FamilyId, GoalId, MeasureId, PersonId};
use crate::kinds::kinds;
use crate::text::{Line, Name};

kinds! {
    /// What a measure is.
    MeasureKind, "measure" {
        /// What somebody lives on: a category of public support.
        Support = "support",
        /// Activation: a duty towards the jobcentre.
        Activation = "activation",
        /// Help to the family or a child, by decision or agreement.
        Measure = "measure",
        /// An open case.
        Case = "case",
        /// Day care, or a special offer at school.
        DayCare = "day_care",
        /// Treatment.
        Treatment = "treatment",
    }
}

impl MeasureKind {
    /// The information category that follows from the kind, until somebody marks the measure. `store` writes the same as SQL.
    pub fn category(self) -> &'static str {
        match self {
            Self::Support => "economy",
            Self::Activation => "work",
            Self::Measure => "general",
            Self::Case => "child_case",
            Self::DayCare => "school_day_care",
            Self::Treatment => "health",
        }
    }
}

/// What is known of a measure, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureFacts {
    /// What it is.
    pub kind: MeasureKind,
    /// What it is called.
    pub title: Line,
    /// Whom it is for; `None` is the whole family.
    pub concerns: Option<PersonId>,
    /// A code of the list `legal_basis`.
    pub legal_basis: Option<String>,
    /// Who gives it.
    pub given_by: Option<Name>,
    /// What it asks of them: a code of the list `asks`.
    pub asks: Option<String>,
    /// How many times a week somebody has to be there.
    pub weekly: i64,
    /// The first day.
    pub from: Date,
    /// The last day, where it has ended or will.
    pub until: Option<Date>,
    /// The goals it serves.
    pub goals: Vec<GoalId>,
}

/// What is wrong with a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// It ends before it begins.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// It begins before the one it is for was born.
    #[error("it begins before they were born")]
    BeforeBirth,
    /// It begins over two years ahead.
    #[error("over two years ahead")]
    TooFarAhead,
    /// More often a week than a week has room for.
    #[error("more often than a week has room for")]
    TooOften,
    /// It was annulled.
    #[error("it was annulled")]
    Annulled,
}

impl MeasureFacts {
    /// The most times a week: three a day.
    pub const MOST_WEEKLY: i64 = 21;

    /// Checks the days against the birth of whom it is for, where that is known, and against today.
    pub fn checked(self, born: Option<Date>, today: Date) -> Result<Self, MeasureError> {
        if self.until.is_some_and(|until| until < self.from) {
            return Err(MeasureError::EndsBeforeItBegins);
        }
        if born.is_some_and(|born| self.from < born) {
            return Err(MeasureError::BeforeBirth);
        }
        if self.from > today.saturating_add(2.years()) {
            return Err(MeasureError::TooFarAhead);
        }
        if !(0..=Self::MOST_WEEKLY).contains(&self.weekly) {
            return Err(MeasureError::TooOften);
        }
        Ok(self)
    }

    /// Whether it holds on a day; both ends count.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The first day on which both hold, from `since` on.
    pub fn meets(&self, other: &Self, since: Date) -> Option<Date> {
        let first = self.from.max(other.from).max(since);
        (self.holds_on(first) && other.holds_on(first)).then_some(first)
    }
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// The family.
    pub family: FamilyId,
    /// What is known.
    pub facts: MeasureFacts,
    /// Who wrote it down.
    pub by: AccountId,
    /// When.
    pub set_at: Timestamp,
    /// That it should never have been there.
    pub annulled: Option<Annulment>,
    /// Counts changes.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn facts(from: Date, until: Option<Date>) -> MeasureFacts {
        MeasureFacts {
            kind: MeasureKind::Treatment,
            title: Line::parse("Samtaler hos psykolog").expect("a line"),
            concerns: None,
            legal_basis: None,
            given_by: None,
            asks: None,
            weekly: 1,
            from,
            until,
            goals: Vec::new(),
        }
    }

    #[test]
    fn days_that_cannot_be() {
        let today = date(2026, 11, 24);
        let check = |from, until, born| facts(from, until).checked(born, today).map(|_| ());
        assert_eq!(check(today, None, None), Ok(()));
        assert_eq!(check(date(2019, 1, 1), Some(today), None), Ok(()));
        assert_eq!(
            check(today, Some(date(2026, 11, 23)), None),
            Err(MeasureError::EndsBeforeItBegins)
        );
        assert_eq!(
            check(date(2019, 1, 1), None, Some(date(2023, 5, 4))),
            Err(MeasureError::BeforeBirth)
        );
        assert_eq!(
            check(date(2028, 11, 25), None, None),
            Err(MeasureError::TooFarAhead)
        );
        let often = MeasureFacts {
            weekly: 22,
            ..facts(today, None)
        };
        assert_eq!(often.checked(None, today), Err(MeasureError::TooOften));
    }

    proptest! {
        #[test]
        fn two_measures_meet_the_same_way_round(a in 0i32..400, b in 0i32..400, la in 0i32..400, lb in 0i32..400, since in 0i32..800) {
            let day = |n: i32| date(2025, 1, 1).saturating_add(n.days());
            let (one, other) = (facts(day(a), Some(day(a + la))), facts(day(b), Some(day(b + lb))));
            prop_assert_eq!(one.meets(&other, day(since)), other.meets(&one, day(since)));
        }
    }
}

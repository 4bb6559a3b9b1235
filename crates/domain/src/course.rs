//! A course: the intervention of one family from taking in to closing.

use jiff::civil::Date;

use crate::ids::{AccountId, CourseId, FamilyId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// Why a course ended.
    EndReason, "end" {
        /// The family has reached what it came for.
        Completed = "completed",
        /// The family stopped before.
        DroppedOut = "dropped_out",
        /// The family moved away.
        Moved = "moved",
        /// Something else.
        Other = "other",
    }
}

/// How a course ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseEnd {
    /// The last day.
    pub on: Date,
    /// Why.
    pub reason: EndReason,
    /// What the family goes on to: codes of the list `goes_on_to`.
    pub goes_on_to: Vec<String>,
    /// In a few words.
    pub word: Option<Line>,
    /// Who closed it.
    pub by: AccountId,
}

/// Where a course is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourseState {
    /// It runs.
    Running,
    /// It has ended.
    Ended(CourseEnd),
}

/// A course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its id.
    pub id: CourseId,
    /// The family.
    pub family: FamilyId,
    /// The course it takes up again.
    pub reopens: Option<CourseId>,
    /// The first day.
    pub started_on: Date,
    /// Where it is.
    pub state: CourseState,
}

/// Why a course cannot start on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// Before the family was referred.
    #[error("before the referral")]
    BeforeReferral,
    /// Over three months ahead: then it waits.
    #[error("over three months ahead")]
    TooFarAhead,
}

/// Why a course cannot end on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndError {
    /// It has ended.
    #[error("ended already")]
    AlreadyEnded,
    /// Before it started.
    #[error("before it started")]
    BeforeStart,
    /// After today.
    #[error("in the future")]
    InTheFuture,
    /// Something else, and it is not said what.
    #[error("no word on what else it was")]
    WordMissing,
}

/// Why a course cannot be taken up again on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReopenError {
    /// It runs.
    #[error("it runs")]
    Running,
    /// Before it ended.
    #[error("before it ended")]
    BeforeEnd,
    /// After today.
    #[error("in the future")]
    InTheFuture,
}

/// How many days ahead a start may be set.
const DAYS_AHEAD: i32 = 92;

impl Course {
    /// Starts a course: not before the referral came, and at most three months ahead.
    pub fn start(
        id: CourseId,
        family: FamilyId,
        on: Date,
        referred_on: Date,
        today: Date,
    ) -> Result<Self, StartError> {
        if on < referred_on {
            return Err(StartError::BeforeReferral);
        }
        if (on - today).get_days() > DAYS_AHEAD {
            return Err(StartError::TooFarAhead);
        }
        Ok(Self {
            id,
            family,
            reopens: None,
            started_on: on,
            state: CourseState::Running,
        })
    }

    /// Ends it. A course whose start is still ahead ends on the day it would have started.
    pub fn end(self, end: CourseEnd, today: Date) -> Result<Self, EndError> {
        if self.state != CourseState::Running {
            return Err(EndError::AlreadyEnded);
        }
        if end.on < self.started_on {
            return Err(EndError::BeforeStart);
        }
        if end.on > today.max(self.started_on) {
            return Err(EndError::InTheFuture);
        }
        if end.reason == EndReason::Other && end.word.is_none() {
            return Err(EndError::WordMissing);
        }
        Ok(Self {
            state: CourseState::Ended(end),
            ..self
        })
    }

    /// A new course that takes this one up again.
    pub fn reopen(&self, id: CourseId, on: Date, today: Date) -> Result<Self, ReopenError> {
        let CourseState::Ended(end) = &self.state else {
            return Err(ReopenError::Running);
        };
        if on < end.on {
            return Err(ReopenError::BeforeEnd);
        }
        if on > today {
            return Err(ReopenError::InTheFuture);
        }
        Ok(Self {
            id,
            family: self.family,
            reopens: Some(self.id),
            started_on: on,
            state: CourseState::Running,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 24);

    fn course() -> Course {
        let (id, family) = (CourseId::from(Uuid::nil()), FamilyId::from(Uuid::nil()));
        Course::start(id, family, TODAY, date(2026, 11, 1), TODAY).expect("started")
    }

    fn end(on: Date) -> CourseEnd {
        CourseEnd {
            on,
            reason: EndReason::Completed,
            goes_on_to: vec!["work_or_education".into()],
            word: None,
            by: AccountId::from(Uuid::nil()),
        }
    }

    #[test]
    fn a_course_starts_after_its_referral_and_soon() {
        let start = |on| {
            let (id, family) = (CourseId::from(Uuid::nil()), FamilyId::from(Uuid::nil()));
            Course::start(id, family, on, date(2026, 11, 1), TODAY).map(|it| it.started_on)
        };
        assert_eq!(start(date(2026, 10, 31)), Err(StartError::BeforeReferral));
        assert_eq!(start(date(2026, 11, 1)), Ok(date(2026, 11, 1)));
        assert_eq!(start(date(2027, 2, 24)), Ok(date(2027, 2, 24)));
        assert_eq!(start(date(2027, 2, 25)), Err(StartError::TooFarAhead));
    }

    #[test]
    fn a_course_ends_once_between_its_start_and_today() {
        assert_eq!(
            course().end(end(date(2026, 11, 23)), TODAY),
            Err(EndError::BeforeStart)
        );
        assert_eq!(
            course().end(end(date(2026, 11, 25)), TODAY),
            Err(EndError::InTheFuture)
        );
        let ended = course().end(end(TODAY), TODAY).expect("ended");
        assert_eq!(ended.end(end(TODAY), TODAY), Err(EndError::AlreadyEnded));
    }

    #[test]
    fn another_reason_is_told_in_words() {
        let other = CourseEnd {
            reason: EndReason::Other,
            ..end(TODAY)
        };
        assert_eq!(
            course().end(other.clone(), TODAY),
            Err(EndError::WordMissing)
        );
        let word = Line::parse("Familien fik en anden indsats").ok();
        assert!(course().end(CourseEnd { word, ..other }, TODAY).is_ok());
    }

    #[test]
    fn a_course_that_has_not_begun_ends_on_its_first_day() {
        let ahead = Course {
            started_on: date(2026, 12, 1),
            ..course()
        };
        assert!(ahead.clone().end(end(date(2026, 12, 1)), TODAY).is_ok());
        assert_eq!(
            ahead.end(end(date(2026, 12, 2)), TODAY),
            Err(EndError::InTheFuture)
        );
    }

    #[test]
    fn reopening_makes_a_new_course_that_names_the_old() {
        let again = CourseId::from(Uuid::from_u128(2));
        assert_eq!(
            course().reopen(again, TODAY, TODAY),
            Err(ReopenError::Running)
        );
        let ended = course().end(end(TODAY), TODAY).expect("ended");
        let later = date(2027, 1, 5);
        let second = ended.reopen(again, later, later).expect("reopened");
        assert_eq!(
            (second.reopens, second.state),
            (Some(ended.id), CourseState::Running)
        );
        assert_eq!(
            ended.reopen(again, date(2026, 11, 23), TODAY),
            Err(ReopenError::BeforeEnd)
        );
        assert_eq!(
            ended.reopen(again, later, TODAY),
            Err(ReopenError::InTheFuture)
        );
    }
}

//! The half-yearly status of a family that is followed closely: written once, never changed, corrected by what is added.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, FamilyId, FollowingId, StatusAddendumId, StatusId};
use crate::review::ReviewDue;
use crate::text::Prose;

/// That a family is followed closely for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    /// Its id.
    pub id: FollowingId,
    /// The family.
    pub family: FamilyId,
    /// The first day.
    pub from: Date,
    /// The last day, where it has ended.
    pub until: Option<Date>,
}

impl Following {
    /// When the next status is due: so many months after the last since it began, or after it began. It counts as a review does.
    pub fn next_due(from: Date, last: Option<Date>, months: i64) -> ReviewDue {
        ReviewDue::of(from, last, months)
    }
}

/// A status: where the family stands, what has changed and why, what now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its id.
    pub id: StatusId,
    /// The family.
    pub family: FamilyId,
    /// The day it is about.
    pub day: Date,
    /// Where the family stands.
    pub stands: Prose,
    /// What has changed, and what it came of.
    pub changed: Option<Prose>,
    /// What now.
    pub next: Option<Prose>,
    /// Who wrote it.
    pub by: AccountId,
    /// When it was written.
    pub at: Timestamp,
}

/// What was added to a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusAddendum {
    /// Its id.
    pub id: StatusAddendumId,
    /// The status.
    pub status: StatusId,
    /// What is added.
    pub body: Prose,
    /// Who wrote it.
    pub by: AccountId,
    /// When it was written.
    pub at: Timestamp,
}

/// What is wrong with a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// On a day to come.
    #[error("on a day to come")]
    InTheFuture,
    /// The family is not followed.
    #[error("the family is not followed")]
    NotFollowed,
    /// Before the family was followed.
    #[error("before the family was followed")]
    BeforeFollowed,
}

impl Status {
    /// Checks the day against how the family is followed.
    pub fn check_day(
        day: Date,
        following: Option<Following>,
        today: Date,
    ) -> Result<(), StatusError> {
        let following = following.ok_or(StatusError::NotFollowed)?;
        if day > today {
            return Err(StatusError::InTheFuture);
        }
        if day < following.from {
            return Err(StatusError::BeforeFollowed);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn a_status_is_about_a_day_on_which_the_family_was_followed() {
        let following = Following {
            id: Uuid::nil().into(),
            family: Uuid::nil().into(),
            from: date(2026, 5, 1),
            until: None,
        };
        let today = date(2026, 11, 24);
        let check = |day| Status::check_day(day, Some(following), today);
        assert_eq!(check(today), Ok(()));
        assert_eq!(check(date(2026, 11, 25)), Err(StatusError::InTheFuture));
        assert_eq!(check(date(2026, 4, 30)), Err(StatusError::BeforeFollowed));
        let none = Status::check_day(today, None, today);
        assert_eq!(none, Err(StatusError::NotFollowed));
    }

    #[test]
    fn it_is_due_twice_a_year() {
        let due = |last| Following::next_due(date(2026, 1, 31), last, 6).day();
        assert_eq!(due(None), date(2026, 7, 31));
        assert_eq!(due(Some(date(2026, 8, 31))), date(2027, 2, 28));
    }
}

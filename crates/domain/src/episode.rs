//! Feedback ratings: episodes of the people who rate, who rates them, and what cannot be.
//!
//! The forms are copyrighted; no wording of theirs is here. An item is a number from 0.0 to 10.0, or skipped.

use jiff::civil::Date;

use crate::ids::{EpisodeId, FamilyId, PersonId, RatedId, RaterId, RatingId};
use crate::kinds::kinds;
use crate::rating::{Rating, Total};
use crate::text::Name;

kinds! {
    /// The two forms.
    Instrument, "instrument" {
        /// How life has been (outcome rating).
        Outcome = "ors",
        /// How the contact was (session rating).
        Session = "srs",
    }
}

kinds! {
    /// How an episode ended for somebody.
    EpisodeEnd, "episode-end" {
        /// As agreed.
        Planned = "planned",
        /// One-sidedly.
        DroppedOut = "dropped_out",
        /// The family moved.
        Moved = "moved",
    }
}

kinds! {
    /// What a collateral rater is to the one they rate.
    RaterKind, "rater" {
        /// A parent, about a child.
        Parent = "parent",
        /// A teacher or pedagogue in a school.
        Teacher = "teacher",
        /// Staff of a day care.
        DayCare = "day_care",
        /// A health visitor.
        HealthVisitor = "health_visitor",
        /// Staff of the jobcentre.
        Jobcentre = "jobcentre",
        /// Somebody else who knows them.
        Other = "other",
    }
}

kinds! {
    /// How a rating was given.
    RatingWay, "rating-way" {
        /// On a screen, by the rater.
        Screen = "screen",
        /// On paper, typed in from it.
        Paper = "paper",
        /// On a one-time link.
        Link = "link",
        /// Taken over from another system.
        Import = "import",
    }
}

/// Somebody of a family in an episode of ratings. Several people may share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// Its id.
    pub id: RatedId,
    /// The episode they share.
    pub episode: EpisodeId,
    /// Whose.
    pub family: FamilyId,
    /// Who.
    pub person: PersonId,
    /// First day.
    pub opened: Date,
    /// The last day and how it ended, once it has.
    pub closed: Option<(Date, EpisodeEnd)>,
}

/// Somebody who knows a person and rates beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collateral {
    /// Its id.
    pub id: RaterId,
    /// Whom they know.
    pub person: PersonId,
    /// What they are to them.
    pub kind: RaterKind,
    /// What they are called.
    pub name: Name,
    /// Who in the family they are, for a parent.
    pub relative: Option<PersonId>,
}

/// Four items as they were answered; a skipped one is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Items(pub [Option<Rating>; 4]);

impl Items {
    /// The total; a skipped item leaves none.
    pub fn total(self) -> Option<Total> {
        Total::of(self.0)
    }

    /// Whether nothing was answered: the rating was skipped.
    pub fn skipped(self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

/// What somebody has answered on one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingFacts {
    /// Which form.
    pub instrument: Instrument,
    /// Who answered: a collateral rater, or the person themselves.
    pub rater: Option<RaterId>,
    /// The day.
    pub on: Date,
    /// The answers.
    pub items: Items,
    /// The total where another system keeps no items.
    pub bare_total: Option<Total>,
    /// How it was given.
    pub way: RatingWay,
}

impl RatingFacts {
    /// The total of the items, or the bare one.
    pub fn total(&self) -> Option<Total> {
        self.items.total().or(self.bare_total)
    }

    /// Whether nothing was answered.
    pub fn skipped(&self) -> bool {
        self.items.skipped() && self.bare_total.is_none()
    }
}

/// A rating of somebody in an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRating {
    /// Its id.
    pub id: RatingId,
    /// Who was rated, in which episode.
    pub rated: RatedId,
    /// What was answered.
    pub facts: RatingFacts,
}

/// Why a rating cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RatingError {
    /// The forms have four items.
    #[error("not four items")]
    NotFour,
    /// On a day that has not come.
    #[error("in the future")]
    InTheFuture,
    /// Before the person was born.
    #[error("before the birth")]
    BeforeBirth,
    /// Before the episode began.
    #[error("before the episode was opened")]
    BeforeOpening,
    /// After the episode ended.
    #[error("after the episode was closed")]
    AfterClosing,
    /// The same rater has filled in the same form that day.
    #[error("rated that day already")]
    SameDay,
    /// There is an outcome rating of this week.
    #[error("an outcome rating this week already")]
    SameWeek,
}

impl RatingFacts {
    /// Checks the day against birth, episode and today, and against the days on which the same rater has answered the same
    /// form: a form once a day, an outcome rating once a week (Monday to Sunday), in which a skipped one does not count.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn checked(
        self,
        rated: &Rated,
        born: Option<Date>,
        before: &[(Date, bool)],
        today: Date,
    ) -> Result<Self, RatingError> {
        let week = |day: Date| {
            let it = day.iso_week_date();
            (it.year(), it.week())
        };
        if self.on > today {
            return Err(RatingError::InTheFuture);
        }
        if born.is_some_and(|born| self.on < born) {
            return Err(RatingError::BeforeBirth);
        }
        if rated.closed.is_some_and(|(last, _)| self.on > last) {
            return Err(RatingError::AfterClosing);
        }
        if self.on < rated.opened {
            return Err(RatingError::BeforeOpening);
        }
        if before.iter().any(|(day, _)| *day == self.on) {
            return Err(RatingError::SameDay);
        }
        let this_week = |(day, skipped): &(Date, bool)| !skipped && week(*day) == week(self.on);
        if self.instrument == Instrument::Outcome && !self.skipped() && before.iter().any(this_week)
        {
            return Err(RatingError::SameWeek);
        }
        Ok(self)
    }
}

/// Why an episode cannot be opened or closed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EpisodeError {
    /// Nobody was named.
    #[error("nobody was named")]
    Nobody,
    /// On a day that has not come.
    #[error("in the future")]
    InTheFuture,
    /// Before somebody in it was born, or their birth is not known.
    #[error("somebody in it is not born then")]
    NotBorn,
    /// Closed before it began, or before its last rating.
    #[error("closed before something that is in it")]
    ClosedBefore,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn rated() -> Rated {
        Rated {
            id: RatedId::from(Uuid::from_u128(1)),
            episode: EpisodeId::from(Uuid::from_u128(2)),
            family: FamilyId::from(Uuid::from_u128(3)),
            person: PersonId::from(Uuid::from_u128(4)),
            opened: date(2026, 9, 1),
            closed: Some((date(2026, 11, 20), EpisodeEnd::Planned)),
        }
    }

    fn on(day: Date, instrument: Instrument) -> RatingFacts {
        RatingFacts {
            instrument,
            rater: None,
            on: day,
            items: Items([Rating::from_tenths(0); 4]),
            bare_total: None,
            way: RatingWay::Screen,
        }
    }

    #[test]
    fn a_rating_lies_in_life_and_episode() {
        let today = date(2026, 11, 24);
        let check = |day, born| {
            let facts = on(day, Instrument::Outcome);
            facts.checked(&rated(), Some(born), &[], today).err()
        };
        let born = date(2026, 9, 10);
        assert_eq!(check(date(2026, 9, 10), born), None);
        assert_eq!(
            check(date(2026, 9, 9), born),
            Some(RatingError::BeforeBirth)
        );
        assert_eq!(
            check(date(2026, 11, 21), born),
            Some(RatingError::AfterClosing)
        );
        assert_eq!(
            check(date(2026, 11, 25), born),
            Some(RatingError::InTheFuture)
        );
        assert_eq!(
            check(date(2026, 8, 31), date(1990, 1, 1)),
            Some(RatingError::BeforeOpening)
        );
    }

    #[test]
    fn one_outcome_rating_a_week_and_one_form_a_day() {
        let today = date(2026, 11, 24);
        // Sunday and the Monday after it are two weeks.
        let (sunday, monday) = (date(2026, 11, 8), date(2026, 11, 9));
        let check = |day, instrument, before: &[(Date, bool)]| {
            on(day, instrument)
                .checked(&rated(), None, before, today)
                .err()
        };
        assert_eq!(check(monday, Instrument::Outcome, &[(sunday, false)]), None);
        let tuesday = date(2026, 11, 10);
        assert_eq!(
            check(tuesday, Instrument::Outcome, &[(monday, false)]),
            Some(RatingError::SameWeek)
        );
        assert_eq!(check(tuesday, Instrument::Outcome, &[(monday, true)]), None);
        assert_eq!(
            check(tuesday, Instrument::Session, &[(monday, false)]),
            None
        );
        assert_eq!(
            check(monday, Instrument::Session, &[(monday, true)]),
            Some(RatingError::SameDay)
        );
    }

    #[test]
    fn a_skip_is_no_zero() {
        let zero = Items([Rating::from_tenths(0); 4]);
        assert_eq!(zero.total(), Total::from_tenths(0));
        assert!(!zero.skipped());
        assert!(Items::default().skipped() && Items::default().total().is_none());
    }
}

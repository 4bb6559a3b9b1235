//! The family: a household's people over time, and one intervention at a time.

use jiff::civil::Date;

use crate::ids::{FamilyId, MembershipId, PersonId};
use crate::kinds::kinds;
use crate::text::Name;

kinds! {
    /// What a person is in a family.
    MemberRole, "member" {
        /// A child.
        Child = "child",
        /// The mother.
        Mother = "mother",
        /// The father.
        Father = "father",
        /// Another adult of the household.
        OtherAdult = "other_adult",
    }
}

kinds! {
    /// Where a family stands. Computed from facts, never stored: see [`FamilyState::of`].
    FamilyState, "state" {
        /// Referred; the team has not decided.
        Referred = "referred",
        /// On the waiting list.
        Waiting = "waiting",
        /// In an intervention.
        Active = "active",
        /// The intervention has ended.
        Ended = "ended",
        /// The referral was declined.
        Declined = "declined",
    }
}

/// The facts that a family's state follows from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StateFacts {
    /// A course runs.
    pub course_running: bool,
    /// A course has ended.
    pub course_ended: bool,
    /// It stands on the waiting list.
    pub waiting: bool,
    /// A referral waits for a decision.
    pub undecided: bool,
}

impl FamilyState {
    /// The first question answered yes decides.
    pub fn of(facts: StateFacts) -> Self {
        match facts {
            StateFacts {
                course_running: true,
                ..
            } => Self::Active,
            StateFacts { waiting: true, .. } => Self::Waiting,
            StateFacts {
                undecided: true, ..
            } => Self::Referred,
            StateFacts {
                course_ended: true, ..
            } => Self::Ended,
            _ => Self::Declined,
        }
    }
}

/// A family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its id.
    pub id: FamilyId,
    /// What the household is called.
    pub name: Name,
    /// Counts changes.
    pub version: i64,
}

/// That a person belongs to a family from a day to a day. A person can belong to two households.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// The family.
    pub family: FamilyId,
    /// The person.
    pub person: PersonId,
    /// What the person is there.
    pub role: MemberRole,
    /// Since when.
    pub from: Date,
    /// The last day, once it has ended.
    pub to: Option<Date>,
}

impl Membership {
    /// Whether it holds on a day; both ends count.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reopened_family_is_active_though_an_earlier_course_ended() {
        let facts = StateFacts {
            course_running: true,
            course_ended: true,
            ..StateFacts::default()
        };
        assert_eq!(FamilyState::of(facts), FamilyState::Active);
    }

    #[test]
    fn a_family_referred_again_after_its_course_waits_for_a_decision() {
        let facts = StateFacts {
            undecided: true,
            course_ended: true,
            ..StateFacts::default()
        };
        assert_eq!(FamilyState::of(facts), FamilyState::Referred);
        assert_eq!(
            FamilyState::of(StateFacts::default()),
            FamilyState::Declined
        );
    }
}

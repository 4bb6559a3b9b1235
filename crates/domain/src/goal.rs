//! Goals: where a family wants to be, and the steps on the way there.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, FamilyId, GoalId};
use crate::kinds::kinds;
use crate::owner::Owner;
use crate::task::Ended;
use crate::text::Line;

kinds! {
    /// How far ahead a goal lies: from what the family wishes down to the parts of a step.
    Horizon, "horizon" {
        /// What the family wishes.
        Wish = "wish",
        /// Where the family wants to be.
        Long = "long",
        /// A step on the way there.
        Short = "short",
        /// A part of a step.
        Sub = "sub",
    }
}

impl Horizon {
    /// What it leads to; a wish leads to nothing.
    pub fn above(self) -> Option<Self> {
        match self {
            Self::Wish => None,
            Self::Long => Some(Self::Wish),
            Self::Short => Some(Self::Long),
            Self::Sub => Some(Self::Short),
        }
    }
}

kinds! {
    /// How a goal ended.
    GoalOutcome, "goal-outcome" {
        /// It was reached.
        Reached = "reached",
        /// It is no goal any more.
        Dropped = "dropped",
    }
}

kinds! {
    /// Where a goal stands. Computed, never stored.
    GoalState, "goal-state" {
        /// On the way.
        Open = "open",
        /// On the way, though its day has passed.
        Late = "late",
        /// Reached.
        Reached = "reached",
        /// Dropped.
        Dropped = "dropped",
    }
}

/// What is known of a goal, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalFacts {
    /// The wish, in the family's words.
    pub wish: Option<Line>,
    /// The goal, in a line.
    pub title: Line,
    /// How far ahead it lies.
    pub horizon: Horizon,
    /// What it leads to: the goal one step further ahead.
    pub parent: Option<GoalId>,
    /// Who carries it.
    pub owner: Option<Owner>,
    /// By which day.
    pub target: Option<Date>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// The family.
    pub family: FamilyId,
    /// What is known of it.
    pub facts: GoalFacts,
    /// Who set it.
    pub by: AccountId,
    /// When it was set.
    pub set_at: Timestamp,
    /// That it has ended.
    pub ended: Option<Ended<GoalOutcome>>,
    /// Counts changes.
    pub version: i64,
}

/// What is wrong with a goal or with what is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GoalError {
    /// It would lead to itself.
    #[error("a goal that leads to itself")]
    OwnParent,
    /// A wish leads to none.
    #[error("a wish leads to no other")]
    WishWithParent,
    /// A part of a step needs its step.
    #[error("a sub-goal leads to a short goal")]
    ParentMissing,
    /// What it leads to is no goal of this family one step further ahead.
    #[error("it leads to no goal of this family one step further ahead")]
    NoSuchParent,
    /// Others lead to it, so that it stays as far ahead as it is.
    #[error("others lead to it")]
    HasSteps,
    /// Its day has passed. A day that was set in time may stand when the rest is changed.
    #[error("its day has passed")]
    TargetBefore,
    /// It has ended already.
    #[error("it has ended already")]
    AlreadyEnded,
    /// What is dropped needs a word why.
    #[error("a word why is missing")]
    WordMissing,
}

impl GoalFacts {
    /// Checks a goal against the other goals of its family; `me` and `was` are its id and day when it is changed.
    pub fn checked(
        self,
        others: &[Goal],
        me: Option<GoalId>,
        today: Date,
        was: Option<Date>,
    ) -> Result<Self, GoalError> {
        match (self.parent, self.horizon.above()) {
            (Some(parent), _) if me == Some(parent) => return Err(GoalError::OwnParent),
            (Some(_), None) => return Err(GoalError::WishWithParent),
            (Some(parent), Some(above)) => {
                let fits = |goal: &Goal| goal.id == parent && goal.facts.horizon == above;
                if !others.iter().any(fits) {
                    return Err(GoalError::NoSuchParent);
                }
            }
            (None, _) if self.horizon == Horizon::Sub => return Err(GoalError::ParentMissing),
            (None, _) => {}
        }
        // Levels go one way only, so that no goal can lead back to itself.
        let hangs_on = |goal: &Goal| {
            me.is_some()
                && goal.facts.parent == me
                && goal.facts.horizon.above() != Some(self.horizon)
        };
        if others.iter().any(hangs_on) {
            return Err(GoalError::HasSteps);
        }
        match self.target {
            Some(target) if target < today && self.target != was => Err(GoalError::TargetBefore),
            _ => Ok(self),
        }
    }
}

impl Goal {
    /// Where it stands on a day.
    pub fn state(&self, today: Date) -> GoalState {
        match (&self.ended, self.facts.target) {
            (Some(ended), _) if ended.outcome == GoalOutcome::Reached => GoalState::Reached,
            (Some(_), _) => GoalState::Dropped,
            (None, Some(target)) if target < today => GoalState::Late,
            (None, _) => GoalState::Open,
        }
    }

    /// Changes it, while it is open.
    pub fn changed(self, facts: GoalFacts, all: &[Goal], today: Date) -> Result<Self, GoalError> {
        if self.ended.is_some() {
            return Err(GoalError::AlreadyEnded);
        }
        let facts = facts.checked(all, Some(self.id), today, self.facts.target)?;
        Ok(Self { facts, ..self })
    }

    /// Ends it. What is reached needs no word; what is dropped does.
    pub fn ended(
        self,
        outcome: GoalOutcome,
        word: Option<Line>,
        at: Timestamp,
    ) -> Result<Self, GoalError> {
        if self.ended.is_some() {
            return Err(GoalError::AlreadyEnded);
        }
        if word.is_none() && outcome == GoalOutcome::Dropped {
            return Err(GoalError::WordMissing);
        }
        let ended = Some(Ended { outcome, word, at });
        Ok(Self { ended, ..self })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn id(n: u128) -> GoalId {
        GoalId::from(Uuid::from_u128(n))
    }

    /// A goal with a number for its id.
    pub(crate) fn goal(n: u128, horizon: Horizon, parent: Option<u128>) -> Goal {
        Goal {
            id: id(n),
            family: FamilyId::from(Uuid::from_u128(90)),
            facts: GoalFacts {
                wish: None,
                title: Line::parse("Far i arbejde").expect("a line"),
                horizon,
                parent: parent.map(id),
                owner: None,
                target: None,
            },
            by: AccountId::from(Uuid::from_u128(91)),
            set_at: Timestamp::UNIX_EPOCH,
            ended: None,
            version: 1,
        }
    }

    #[test]
    fn a_goal_leads_to_one_of_the_family_a_step_further_ahead_and_never_to_itself() {
        let today = date(2026, 11, 24);
        let all = [
            goal(1, Horizon::Long, None),
            goal(2, Horizon::Short, Some(1)),
        ];
        let check = |horizon, parent, me: Option<u128>| {
            goal(9, horizon, parent)
                .facts
                .checked(&all, me.map(id), today, None)
                .map(|_| ())
        };
        assert_eq!(check(Horizon::Short, Some(1), None), Ok(()));
        assert_eq!(check(Horizon::Short, None, None), Ok(()));
        assert_eq!(
            check(Horizon::Short, Some(2), Some(2)),
            Err(GoalError::OwnParent)
        );
        assert_eq!(
            check(Horizon::Short, Some(2), None),
            Err(GoalError::NoSuchParent)
        );
        assert_eq!(
            check(Horizon::Short, Some(7), None),
            Err(GoalError::NoSuchParent)
        );
        assert_eq!(
            check(Horizon::Long, Some(1), None),
            Err(GoalError::NoSuchParent)
        );
        assert_eq!(
            check(Horizon::Wish, Some(1), None),
            Err(GoalError::WishWithParent)
        );
        assert_eq!(check(Horizon::Sub, Some(2), None), Ok(()));
        assert_eq!(
            check(Horizon::Sub, None, None),
            Err(GoalError::ParentMissing)
        );
        assert_eq!(
            check(Horizon::Short, None, Some(1)),
            Err(GoalError::HasSteps)
        );
    }

    #[test]
    fn a_goal_is_late_when_its_day_has_passed_and_ends_once() {
        let today = date(2026, 11, 24);
        let mut late = goal(1, Horizon::Long, None);
        late.facts.target = Some(date(2026, 11, 23));
        assert_eq!(late.state(today), GoalState::Late);
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(
            late.clone().ended(GoalOutcome::Dropped, None, now),
            Err(GoalError::WordMissing)
        );
        let reached = late.ended(GoalOutcome::Reached, None, now).expect("ended");
        assert_eq!(reached.state(today), GoalState::Reached);
        assert_eq!(
            reached.ended(GoalOutcome::Reached, None, now),
            Err(GoalError::AlreadyEnded)
        );
    }
}

//! Tasks and agreements: what somebody has taken on to do by a day.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, FamilyId, GoalId, TaskId};
use crate::kinds::kinds;
use crate::owner::Owner;
use crate::text::Line;

kinds! {
    /// What has been taken on.
    TaskKind, "task" {
        /// Something to do.
        Task = "task",
        /// Something agreed with the family.
        Agreement = "agreement",
    }
}

kinds! {
    /// How a task ended.
    TaskOutcome, "task-outcome" {
        /// It was done.
        Done = "done",
        /// It was not done, and will not be.
        Missed = "missed",
        /// It should never have been there.
        Annulled = "annulled",
    }
}

kinds! {
    /// Where a task stands. Computed, never stored: see [`TaskState::of`].
    TaskState, "task-state" {
        /// To be done.
        Open = "open",
        /// To be done today.
        DueToday = "due_today",
        /// Its day has passed.
        Overdue = "overdue",
        /// Done.
        Done = "done",
        /// Not done, and will not be.
        Missed = "missed",
        /// Annulled.
        Annulled = "annulled",
    }
}

impl TaskState {
    /// The first question answered yes decides: has it ended, has its day passed, is it today?
    pub fn of(outcome: Option<TaskOutcome>, due: Option<Date>, today: Date) -> Self {
        match (outcome, due) {
            (Some(TaskOutcome::Done), _) => Self::Done,
            (Some(TaskOutcome::Missed), _) => Self::Missed,
            (Some(TaskOutcome::Annulled), _) => Self::Annulled,
            (None, Some(due)) if due < today => Self::Overdue,
            (None, Some(due)) if due == today => Self::DueToday,
            (None, _) => Self::Open,
        }
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::DueToday | Self::Overdue)
    }
}

/// How, when and with which words something ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended<Outcome> {
    /// How.
    pub outcome: Outcome,
    /// A word why.
    pub word: Option<Line>,
    /// When.
    pub at: Timestamp,
}

/// What is known of a task, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskFacts {
    /// Task or agreement.
    pub kind: TaskKind,
    /// What is to be done.
    pub title: Line,
    /// Who does it.
    pub owner: Owner,
    /// By which day.
    pub due: Option<Date>,
    /// The goal it leads to.
    pub goal: Option<GoalId>,
}

/// A task or an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The family.
    pub family: FamilyId,
    /// What is known of it.
    pub facts: TaskFacts,
    /// Who set it.
    pub by: AccountId,
    /// When it was set.
    pub set_at: Timestamp,
    /// That it has ended.
    pub ended: Option<Ended<TaskOutcome>>,
    /// Counts changes.
    pub version: i64,
}

/// What is wrong with a task or with what is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    /// It is due on a day that has passed. A day that was set in time may stand when the rest is changed.
    #[error("due on a day that has passed")]
    DueBefore,
    /// It has ended already.
    #[error("it has ended already")]
    AlreadyEnded,
    /// What was missed or annulled needs a word why.
    #[error("a word why is missing")]
    WordMissing,
}

impl TaskFacts {
    /// Checks the day it is due: not before today, unless that day stood there before (`was`).
    pub fn checked(self, today: Date, was: Option<Date>) -> Result<Self, TaskError> {
        match self.due {
            Some(due) if due < today && self.due != was => Err(TaskError::DueBefore),
            _ => Ok(self),
        }
    }
}

impl Task {
    /// Where it stands on a day.
    pub fn state(&self, today: Date) -> TaskState {
        TaskState::of(
            self.ended.as_ref().map(|ended| ended.outcome),
            self.facts.due,
            today,
        )
    }

    /// Changes what is to be done, while it is open.
    pub fn changed(self, facts: TaskFacts, today: Date) -> Result<Self, TaskError> {
        if self.ended.is_some() {
            return Err(TaskError::AlreadyEnded);
        }
        let facts = facts.checked(today, self.facts.due)?;
        Ok(Self { facts, ..self })
    }

    /// Ends it. What is done needs no word; what is missed or annulled does.
    pub fn ended(
        self,
        outcome: TaskOutcome,
        word: Option<Line>,
        at: Timestamp,
    ) -> Result<Self, TaskError> {
        if self.ended.is_some() {
            return Err(TaskError::AlreadyEnded);
        }
        if word.is_none() && outcome != TaskOutcome::Done {
            return Err(TaskError::WordMissing);
        }
        let ended = Some(Ended { outcome, word, at });
        Ok(Self { ended, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Name;
    use jiff::civil::date;
    use uuid::Uuid;

    fn task(due: Option<Date>) -> Task {
        Task {
            id: TaskId::from(Uuid::from_u128(1)),
            family: FamilyId::from(Uuid::from_u128(2)),
            facts: TaskFacts {
                kind: TaskKind::Task,
                title: Line::parse("Ring til skolen").expect("a line"),
                owner: Owner::Named(Name::parse("Lægen").expect("a name")),
                due,
                goal: None,
            },
            by: AccountId::from(Uuid::from_u128(3)),
            set_at: Timestamp::UNIX_EPOCH,
            ended: None,
            version: 1,
        }
    }

    #[test]
    fn the_ladder_of_states() {
        let today = date(2026, 11, 24);
        let state = |outcome, due| TaskState::of(outcome, due, today);
        assert_eq!(state(None, None), TaskState::Open);
        assert_eq!(state(None, Some(date(2026, 11, 25))), TaskState::Open);
        assert_eq!(state(None, Some(today)), TaskState::DueToday);
        assert_eq!(state(None, Some(date(2026, 11, 23))), TaskState::Overdue);
        let long_past = Some(date(2020, 1, 1));
        for (outcome, expected) in [
            (TaskOutcome::Done, TaskState::Done),
            (TaskOutcome::Missed, TaskState::Missed),
            (TaskOutcome::Annulled, TaskState::Annulled),
        ] {
            assert_eq!(state(Some(outcome), long_past), expected);
            assert!(!expected.is_open());
        }
    }

    #[test]
    fn a_day_that_has_passed_may_stand_but_not_be_set() {
        let (today, passed) = (date(2026, 11, 24), Some(date(2026, 11, 1)));
        let old = task(passed);
        assert_eq!(
            old.facts.clone().checked(today, None),
            Err(TaskError::DueBefore)
        );
        let facts = TaskFacts {
            kind: TaskKind::Agreement,
            ..old.facts.clone()
        };
        assert!(old.changed(facts, today).is_ok());
    }

    #[test]
    fn it_ends_once_and_a_miss_has_a_word() {
        let now = Timestamp::UNIX_EPOCH;
        let missed = task(None).ended(TaskOutcome::Missed, None, now);
        assert_eq!(missed, Err(TaskError::WordMissing));
        let done = task(None)
            .ended(TaskOutcome::Done, None, now)
            .expect("ended");
        assert_eq!(
            done.clone().ended(TaskOutcome::Done, None, now),
            Err(TaskError::AlreadyEnded)
        );
        let facts = done.facts.clone();
        assert_eq!(
            done.changed(facts, date(2026, 11, 24)),
            Err(TaskError::AlreadyEnded)
        );
    }
}

//! Needs: what stands between a family and the life it wants, and which of them stands in the way of which.

use jiff::Timestamp;

use crate::ids::{AccountId, FamilyId, NeedId, PersonId};
use crate::kinds::kinds;
use crate::task::Ended;
use crate::text::{Line, Prose};

kinds! {
    /// How grave a need is.
    Severity, "severity" {
        /// It can be lived with.
        Slight = "slight",
        /// It troubles every day.
        Marked = "marked",
        /// It harms.
        Grave = "grave",
        /// Life or safety is at stake.
        Critical = "critical",
    }
}

kinds! {
    /// How soon something must happen.
    Urgency, "urgency" {
        /// It can wait.
        CanWait = "can_wait",
        /// Within some months.
        Months = "months",
        /// Within some weeks.
        Weeks = "weeks",
        /// Now.
        Now = "now",
    }
}

kinds! {
    /// How much somebody of the family wants to begin here.
    Wish, "wish" {
        /// Rather not yet.
        NotYet = "not_yet",
        /// Gladly.
        Gladly = "gladly",
        /// Before anything else.
        First = "first",
    }
}

kinds! {
    /// How a need ended.
    NeedOutcome, "need-outcome" {
        /// It is met.
        Met = "met",
        /// It is none any more.
        Gone = "gone",
    }
}

impl Severity {
    /// The steps it weighs: 1 to 4.
    pub fn steps(self) -> i64 {
        self as i64 + 1
    }
}

impl Urgency {
    /// The steps it weighs: 0 to 3.
    pub fn steps(self) -> i64 {
        self as i64
    }
}

impl Wish {
    /// The steps it weighs: 0 to 2.
    pub fn steps(self) -> i64 {
        self as i64
    }
}

/// What is known of a need, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedFacts {
    /// Whom it is about; nobody in particular is the whole family.
    pub person: Option<PersonId>,
    /// The life domain: a code of the list `life_domain`.
    pub domain: String,
    /// What it is like when the need is met, in the family's words: *Tobias is safe*.
    pub title: Line,
    /// What stands between.
    pub word: Option<Prose>,
    /// How grave it is.
    pub severity: Severity,
    /// How soon something must happen.
    pub urgency: Urgency,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its id.
    pub id: NeedId,
    /// The family.
    pub family: FamilyId,
    /// What is known of it.
    pub facts: NeedFacts,
    /// Who wrote it down.
    pub by: AccountId,
    /// When.
    pub set_at: Timestamp,
    /// That it has ended.
    pub ended: Option<Ended<NeedOutcome>>,
    /// Counts changes.
    pub version: i64,
}

/// That one need stands in the way of another: the second can hardly be met before the first is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blocks {
    /// What stands in the way.
    pub blocker: NeedId,
    /// Of what.
    pub blocked: NeedId,
}

/// How much somebody of the family wants to begin with a need. The latest of each counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedWish {
    /// The need.
    pub need: NeedId,
    /// Who wishes.
    pub person: PersonId,
    /// How much.
    pub wish: Wish,
}

/// What is wrong with a need or with what is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NeedError {
    /// It would stand in its own way.
    #[error("a need that stands in its own way")]
    BlocksItself,
    /// What it is to stand in the way of is no need of this family.
    #[error("no such need in this family")]
    NoSuchNeed,
    /// It has ended already.
    #[error("it has ended already")]
    AlreadyEnded,
    /// What is given up needs a word why.
    #[error("a word why is missing")]
    WordMissing,
}

impl Need {
    /// Checks what a need is said to stand in the way of, against the open needs of its family; each once, in the order of the family's.
    /// Circles may be: two needs can hold each other, and what comes first tells so.
    pub fn check_blocks(
        me: Option<NeedId>,
        blocked: &[NeedId],
        open: &[NeedId],
    ) -> Result<Vec<NeedId>, NeedError> {
        for other in blocked {
            if me == Some(*other) {
                return Err(NeedError::BlocksItself);
            }
            if !open.contains(other) {
                return Err(NeedError::NoSuchNeed);
            }
        }
        let chosen = open.iter().copied().filter(|id| blocked.contains(id));
        Ok(chosen.collect())
    }

    /// Changes it, while it is open.
    pub fn changed(self, facts: NeedFacts) -> Result<Self, NeedError> {
        if self.ended.is_some() {
            return Err(NeedError::AlreadyEnded);
        }
        Ok(Self { facts, ..self })
    }

    /// Ends it. What is met needs no word; what is given up does.
    pub fn ended(
        self,
        outcome: NeedOutcome,
        word: Option<Line>,
        at: Timestamp,
    ) -> Result<Self, NeedError> {
        if self.ended.is_some() {
            return Err(NeedError::AlreadyEnded);
        }
        if word.is_none() && outcome == NeedOutcome::Gone {
            return Err(NeedError::WordMissing);
        }
        let ended = Some(Ended { outcome, word, at });
        Ok(Self { ended, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> NeedId {
        NeedId::from(Uuid::from_u128(n))
    }

    fn need() -> Need {
        Need {
            id: id(1),
            family: FamilyId::from(Uuid::from_u128(90)),
            facts: NeedFacts {
                person: None,
                domain: "work".into(),
                title: Line::parse("Karina i arbejde").expect("a line"),
                word: None,
                severity: Severity::Marked,
                urgency: Urgency::Months,
            },
            by: AccountId::from(Uuid::from_u128(91)),
            set_at: Timestamp::UNIX_EPOCH,
            ended: None,
            version: 1,
        }
    }

    #[test]
    fn a_need_stands_in_the_way_of_others_of_its_family_and_not_of_itself() {
        let open = [id(1), id(2), id(3)];
        let check = |blocked: &[NeedId]| Need::check_blocks(Some(id(1)), blocked, &open);
        assert_eq!(check(&[id(3), id(2), id(3)]), Ok(vec![id(2), id(3)]));
        assert_eq!(check(&[id(1)]), Err(NeedError::BlocksItself));
        assert_eq!(check(&[id(7)]), Err(NeedError::NoSuchNeed));
    }

    #[test]
    fn a_need_ends_once_and_is_not_given_up_without_a_word() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(
            need().ended(NeedOutcome::Gone, None, now),
            Err(NeedError::WordMissing)
        );
        let met = need().ended(NeedOutcome::Met, None, now).expect("met");
        let facts = met.facts.clone();
        assert_eq!(met.clone().changed(facts), Err(NeedError::AlreadyEnded));
        assert_eq!(
            met.ended(NeedOutcome::Met, None, now),
            Err(NeedError::AlreadyEnded)
        );
    }

    #[test]
    fn steps_rise_with_the_kinds() {
        let severities: Vec<i64> = Severity::ALL.iter().map(|it| it.steps()).collect();
        assert_eq!(severities, [1, 2, 3, 4]);
        let urgencies: Vec<i64> = Urgency::ALL.iter().map(|it| it.steps()).collect();
        assert_eq!(urgencies, [0, 1, 2, 3]);
        let wishes: Vec<i64> = Wish::ALL.iter().map(|it| it.steps()).collect();
        assert_eq!(wishes, [0, 1, 2]);
    }
}

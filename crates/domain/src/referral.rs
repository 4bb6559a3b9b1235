//! A referral and what the team decides on it.
//!
//! Decisions are append-only facts; where a referral stands follows from the last one. A family may be referred more than
//! once, by units that do not know of each other.

use jiff::Timestamp;

use crate::ids::{AccountId, DecisionId, FamilyId, ReferralId, UnitId};
use crate::kinds::kinds;
use crate::text::{Line, Name, Prose};

kinds! {
    /// How a decision on a referral turned out.
    DecisionKind, "decision" {
        /// The family is taken in: a course starts.
        TakenIn = "taken_in",
        /// The family is put on the waiting list.
        PutOnList = "put_on_list",
        /// The referral is declined.
        Declined = "declined",
        /// The family's course runs already: the referral joins it.
        Joined = "joined",
    }
}

/// Why a referral is declined: a code of the list `decline_reason`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeclineReason(String);

impl DeclineReason {
    /// A code; whether the list holds it on the day is asked of the list.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

/// What the team decided, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The family is taken in.
    TakenIn,
    /// The family is put on the waiting list.
    PutOnList,
    /// The referral is declined.
    Declined {
        /// Why, from the list.
        reason: DeclineReason,
        /// In the team's own words.
        word: Option<Line>,
    },
    /// The referral joins the course that runs.
    Joined,
}

impl Outcome {
    /// Its kind.
    pub fn kind(&self) -> DecisionKind {
        match self {
            Self::TakenIn => DecisionKind::TakenIn,
            Self::PutOnList => DecisionKind::PutOnList,
            Self::Declined { .. } => DecisionKind::Declined,
            Self::Joined => DecisionKind::Joined,
        }
    }
}

/// A decision on a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// On which referral.
    pub referral: ReferralId,
    /// Of which family.
    pub family: FamilyId,
    /// What was decided.
    pub outcome: Outcome,
    /// Who wrote it down.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// A referral as its writer left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// The family it is about.
    pub family: FamilyId,
    /// Who wrote it.
    pub by: AccountId,
    /// The unit that refers.
    pub unit: UnitId,
    /// What the writer calls the household; the family may go by another name here.
    pub household: Name,
    /// When it came.
    pub received_at: Timestamp,
    /// Why one coordinator and one plan would help.
    pub reasons: Prose,
    /// Whether the unit may know that the family is known here: from the start where the referral brought the family, else
    /// once it is taken in. Until then nothing is told of a family that somebody else referred.
    pub disclosed: bool,
}

kinds! {
    /// Where a referral stands.
    Standing, "standing" {
        /// The team has not decided.
        Undecided = "undecided",
        /// The family is on the waiting list.
        Waiting = "waiting",
        /// The family was taken in, or was in already.
        TakenIn = "taken_in",
        /// It was declined.
        Declined = "declined",
    }
}

/// Why a decision cannot be made now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// The family is on the list already.
    #[error("already on the waiting list")]
    AlreadyWaiting,
    /// The family was taken in on this referral.
    #[error("already taken in")]
    AlreadyTakenIn,
    /// It was declined already.
    #[error("already declined")]
    AlreadyDeclined,
}

impl Standing {
    /// From the last decision, if there is one.
    pub fn after(last: Option<DecisionKind>) -> Self {
        match last {
            None => Self::Undecided,
            Some(DecisionKind::PutOnList) => Self::Waiting,
            Some(DecisionKind::TakenIn | DecisionKind::Joined) => Self::TakenIn,
            Some(DecisionKind::Declined) => Self::Declined,
        }
    }

    /// Where a decision leads. A declined referral may be taken up again; what was taken in is closed, never undone.
    pub fn decide(self, kind: DecisionKind) -> Result<Self, DecideError> {
        let next = Self::after(Some(kind));
        match (self, next) {
            (Self::TakenIn, _) => Err(DecideError::AlreadyTakenIn),
            (Self::Waiting, Self::Waiting) => Err(DecideError::AlreadyWaiting),
            (Self::Declined, Self::Declined) => Err(DecideError::AlreadyDeclined),
            _ => Ok(next),
        }
    }

    /// Whether the team still has it before it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Undecided | Self::Waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_referral_waits_and_is_then_taken_in() {
        let waiting = Standing::Undecided
            .decide(DecisionKind::PutOnList)
            .expect("put on the list");
        assert_eq!(waiting, Standing::Waiting);
        assert_eq!(
            waiting.decide(DecisionKind::PutOnList),
            Err(DecideError::AlreadyWaiting)
        );
        assert_eq!(waiting.decide(DecisionKind::TakenIn), Ok(Standing::TakenIn));
    }

    #[test]
    fn the_team_may_think_again_of_what_it_declined() {
        let declined = Standing::Declined;
        assert_eq!(
            declined.decide(DecisionKind::Declined),
            Err(DecideError::AlreadyDeclined)
        );
        assert_eq!(
            declined.decide(DecisionKind::TakenIn),
            Ok(Standing::TakenIn)
        );
    }

    proptest! {
        #[test]
        fn nothing_is_decided_after_taking_in(kinds in proptest::collection::vec(0usize..4, 0..12)) {
            let mut standing = Standing::Undecided;
            for kind in kinds.into_iter().map(|at| DecisionKind::ALL[at]) {
                match standing.decide(kind) {
                    Ok(next) => {
                        prop_assert_ne!(standing, Standing::TakenIn);
                        standing = next;
                    }
                    Err(_) => prop_assert_eq!(Standing::after(Some(kind)) == standing || standing == Standing::TakenIn, true),
                }
            }
        }
    }
}

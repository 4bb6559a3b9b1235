//! A word on how a goal goes: whether it moved, and what somebody says of it. Words are added, never changed.

use jiff::Timestamp;

use crate::ids::{AccountId, FamilyId, GoalId, GoalWordId, ReviewId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// Whether a goal has moved since it was last looked at.
    Moved, "moved" {
        /// Nearer.
        Forward = "forward",
        /// Where it was.
        Still = "still",
        /// Further away.
        Back = "back",
    }
}

/// A word on how a goal goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalWord {
    /// Its id.
    pub id: GoalWordId,
    /// The family.
    pub family: FamilyId,
    /// The goal.
    pub goal: GoalId,
    /// The review it was said at, if it was at one.
    pub review: Option<ReviewId>,
    /// Whether it has moved.
    pub moved: Moved,
    /// What is said of it.
    pub word: Line,
    /// Who wrote it down.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// A word on a goal as it comes from a review: which goal, whether it moved, what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The goal.
    pub goal: GoalId,
    /// Whether it has moved.
    pub moved: Moved,
    /// What is said of it.
    pub word: Line,
}

//! A case locked against its family: in an honour conflict the parents are not told before the risk has been assessed.

use jiff::Timestamp;

use crate::ids::{AccountId, FamilyId, LockId, PersonId};
use crate::text::Line;

/// A lock that stands: while it does, nobody of the family sees the case but whom it protects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// Its id.
    pub id: LockId,
    /// The family.
    pub family: FamilyId,
    /// Why.
    pub reason: Line,
    /// Whom it protects: they still see what is theirs.
    pub protects: Vec<PersonId>,
    /// Who set it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

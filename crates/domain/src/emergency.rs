//! A case opened in an emergency by somebody who has no part in it: for a short time, with a reason, told to the leader and the family.

use jiff::{Timestamp, ToSpan};

use crate::ids::{AccountId, EmergencyId, FamilyId};
use crate::text::Line;

/// An emergency access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Its id.
    pub id: EmergencyId,
    /// The family.
    pub family: FamilyId,
    /// Who opened it.
    pub by: AccountId,
    /// Why.
    pub reason: Line,
    /// When.
    pub at: Timestamp,
    /// Until just before this instant.
    pub until: Timestamp,
}

impl Emergency {
    /// When an emergency access that begins now ends.
    pub fn end_of(at: Timestamp, minutes: i64) -> Timestamp {
        at.checked_add(minutes.minutes()).unwrap_or(at)
    }
}

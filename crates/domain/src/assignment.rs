//! Who coordinates a family, who stands in, and how many families one may have.

use jiff::Timestamp;

use crate::ids::{AccountId, AssignmentId, FamilyId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// As what somebody has a family.
    AssignmentKind, "assignment" {
        /// The family's one way in. One at a time.
        Coordinator = "coordinator",
        /// Stands in for the coordinator for a time; takes none of the ten places.
        Deputy = "deputy",
    }
}

/// That somebody has a family, from an instant until another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub account: AccountId,
    /// As what.
    pub kind: AssignmentKind,
    /// Since when.
    pub from: Timestamp,
    /// Until when, once it has ended.
    pub to: Option<Timestamp>,
    /// Why, in a few words.
    pub word: Option<Line>,
    /// Who decided it.
    pub set_by: AccountId,
}

/// How many families with a running course a coordinator has, and may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Families now.
    pub families: i64,
    /// The most there may be: the rule `coordinator_capacity`.
    pub most: i64,
}

/// There is no room for the families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no room: {families} of {most} places are taken")]
pub struct Full {
    /// Families now.
    pub families: i64,
    /// The most there may be.
    pub most: i64,
}

impl Capacity {
    /// Places that are free; never under none, also where the rule was lowered since.
    pub fn free(self) -> i64 {
        (self.most - self.families).max(0)
    }

    /// Takes some families more, if there is room for all of them.
    pub fn take(self, more: i64) -> Result<Self, Full> {
        if more <= self.free() {
            Ok(Self {
                families: self.families + more,
                ..self
            })
        } else {
            Err(Full {
                families: self.families,
                most: self.most,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_family_has_no_place() {
        let nine = Capacity {
            families: 9,
            most: 10,
        };
        let ten = nine.take(1).expect("room for one");
        assert_eq!(
            ten.take(1),
            Err(Full {
                families: 10,
                most: 10
            })
        );
        assert!(nine.take(2).is_err());
    }

    #[test]
    fn a_lowered_rule_takes_no_family_away() {
        let over = Capacity {
            families: 10,
            most: 8,
        };
        assert_eq!(over.free(), 0);
        assert_eq!(over.take(0), Ok(over));
    }
}

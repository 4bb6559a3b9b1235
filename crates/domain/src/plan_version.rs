//! The plan as it stood: versions that are never changed, and what differs between two.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, CaseItemId, FamilyId, PlanVersionId, ReviewId};
use crate::kinds::kinds;
use crate::text::{Line, Name};

kinds! {
    /// What an item of a version is.
    PlanPart, "plan-part" {
        /// A goal, at any level.
        Goal = "goal",
        /// A task or an agreement.
        Task = "task",
        /// A measure.
        Measure = "measure",
    }
}

kinds! {
    /// What became of an item from one version to another.
    PlanChangeKind, "plan-change" {
        /// It is new.
        Added = "added",
        /// It is there no more.
        Removed = "removed",
        /// It moved: its state is another.
        Moved = "moved",
        /// It says something else: its words, owner, day or place in the plan.
        Changed = "changed",
    }
}

/// A version of the plan: who made it, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// Its id.
    pub id: PlanVersionId,
    /// The family.
    pub family: FamilyId,
    /// 1 for the first, without gaps.
    pub number: i64,
    /// The review it was made at, if it was at one.
    pub review: Option<ReviewId>,
    /// Why it was kept.
    pub why: Option<Line>,
    /// Who made it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Something as it stood in a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersionItem {
    /// What it is.
    pub part: PlanPart,
    /// Its id.
    pub id: CaseItemId,
    /// The goal it leads to.
    pub parent: Option<CaseItemId>,
    /// The code of its horizon or kind.
    pub level: String,
    /// What it said.
    pub title: Line,
    /// What its owner was called.
    pub owner: Option<Name>,
    /// Its day.
    pub day: Option<Date>,
    /// The code of its state.
    pub state: String,
    /// The last word on how it went.
    pub word: Option<Line>,
}

/// What became of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanChange<'a> {
    /// What became of it.
    pub kind: PlanChangeKind,
    /// As it stood in the earlier version.
    pub before: Option<&'a PlanVersionItem>,
    /// As it stood in the later one.
    pub after: Option<&'a PlanVersionItem>,
}

/// What differs between an earlier and a later version, in the order of the later one, then what is gone.
pub fn compared<'a>(
    before: &'a [PlanVersionItem],
    after: &'a [PlanVersionItem],
) -> Vec<PlanChange<'a>> {
    let mut earlier: BTreeMap<_, _> = before.iter().map(|it| (it.id, it)).collect();
    let mut changes = Vec::new();
    for now in after {
        let kind = match earlier.remove(&now.id) {
            None => (PlanChangeKind::Added, None),
            Some(was) if was.state != now.state => (PlanChangeKind::Moved, Some(was)),
            Some(was) if was != now => (PlanChangeKind::Changed, Some(was)),
            Some(_) => continue,
        };
        changes.push(PlanChange {
            kind: kind.0,
            before: kind.1,
            after: Some(now),
        });
    }
    let gone = before.iter().filter(|it| earlier.contains_key(&it.id));
    changes.extend(gone.map(|was| PlanChange {
        kind: PlanChangeKind::Removed,
        before: Some(was),
        after: None,
    }));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn item(n: u8, title: &str, state: &str) -> PlanVersionItem {
        PlanVersionItem {
            part: PlanPart::Goal,
            id: CaseItemId::from(Uuid::from_u128(n.into())),
            parent: None,
            level: "short".into(),
            title: Line::parse(title).expect("a line"),
            owner: None,
            day: None,
            state: state.into(),
            word: None,
        }
    }

    #[test]
    fn what_is_new_moved_said_otherwise_and_gone() {
        let before = [
            item(1, "Sove", "open"),
            item(2, "Bo", "open"),
            item(3, "Ro", "open"),
            item(4, "Job", "open"),
        ];
        let after = [
            item(5, "Cykel", "open"),
            item(2, "Bo", "reached"),
            item(3, "Ro om aftenen", "open"),
            item(4, "Job", "open"),
        ];
        let kinds: Vec<_> = compared(&before, &after).iter().map(|it| it.kind).collect();
        use PlanChangeKind::*;
        assert_eq!(kinds, [Added, Moved, Changed, Removed]);
        assert!(compared(&before, &before).is_empty());
    }

    proptest! {
        #[test]
        fn turned_round_what_was_added_is_gone(a in proptest::collection::btree_set(0u8..20, 0..12), b in proptest::collection::btree_set(0u8..20, 0..12)) {
            let of = |ids: &std::collections::BTreeSet<u8>| -> Vec<_> { ids.iter().map(|n| item(*n, "Sove", "open")).collect() };
            let (a, b) = (of(&a), of(&b));
            let count = |changes: &[PlanChange<'_>], kind| changes.iter().filter(|it| it.kind == kind).count();
            let (there, back) = (compared(&a, &b), compared(&b, &a));
            prop_assert_eq!(count(&there, PlanChangeKind::Added), count(&back, PlanChangeKind::Removed));
            prop_assert_eq!(count(&there, PlanChangeKind::Removed), count(&back, PlanChangeKind::Added));
        }
    }
}

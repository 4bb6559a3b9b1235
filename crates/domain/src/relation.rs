//! Relations between two people, and what cannot be: nobody is their own grandmother.

use jiff::civil::Date;

use crate::ids::{PersonId, RelationId};
use crate::person::Birth;

/// That somebody is something to somebody: *`person` is `kind` `other`*, as "Mette is parent of Ida".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// Who is.
    pub person: PersonId,
    /// Is what: a code of the list `relation`.
    pub kind: String,
    /// To whom.
    pub other: PersonId,
    /// The day it ended, once it has.
    pub ended: Option<Date>,
}

/// Why two people cannot stand in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelationError {
    /// Both are the same person.
    #[error("a relation to oneself")]
    ToOneself,
    /// It is known already.
    #[error("already known")]
    AlreadyThere,
    /// The other is a parent or grandparent of the first, by what is known already.
    #[error("the other comes before the first in the family line")]
    TurnsRound,
    /// What is known between the two rules it out: a parent is no sibling and no partner.
    #[error("another relation between the two rules it out")]
    Contradicts,
    /// A parent or grandparent is not born before the child.
    #[error("a parent born after the child")]
    NotOlder,
}

/// Whether a kind says that `person` comes before `other` in the family line.
pub fn is_descent(kind: &str) -> bool {
    matches!(kind, "parent" | "grandparent")
}

/// Whether a kind says the same read from either side.
pub fn is_mutual(kind: &str) -> bool {
    matches!(kind, "partner" | "former_partner" | "sibling" | "other")
}

/// Whether a kind cannot be where one comes before the other in the family line.
fn is_beside(kind: &str) -> bool {
    matches!(kind, "partner" | "former_partner" | "sibling")
}

/// Checks a relation against those that hold: every one between the two, and every line of descent that leads down from `other`.
pub fn check(
    person: (PersonId, Birth),
    kind: &str,
    other: (PersonId, Birth),
    known: &[Relation],
) -> Result<(), RelationError> {
    let ((person, person_birth), (other, other_birth)) = (person, other);
    if person == other {
        return Err(RelationError::ToOneself);
    }
    let open = || known.iter().filter(|relation| relation.ended.is_none());
    let there = |relation: &Relation| {
        relation.kind == kind
            && ((relation.person, relation.other) == (person, other)
                || (is_mutual(kind) && (relation.person, relation.other) == (other, person)))
    };
    if open().any(there) {
        return Err(RelationError::AlreadyThere);
    }
    let between = || {
        open().filter(|relation| {
            [(person, other), (other, person)].contains(&(relation.person, relation.other))
        })
    };
    let contradicts = if is_descent(kind) {
        between().any(|relation| is_beside(&relation.kind))
    } else {
        is_beside(kind) && between().any(|relation| is_descent(&relation.kind))
    };
    if contradicts {
        return Err(RelationError::Contradicts);
    }
    if is_descent(kind) {
        if leads_down(other, person, known) {
            return Err(RelationError::TurnsRound);
        }
        let first_day = |birth: Birth| birth.born().or(birth.expected());
        if let (Some(older), Some(younger)) = (first_day(person_birth), first_day(other_birth))
            && older >= younger
        {
            return Err(RelationError::NotOlder);
        }
    }
    Ok(())
}

/// Whether lines of descent lead from one person down to another.
fn leads_down(from: PersonId, to: PersonId, known: &[Relation]) -> bool {
    let mut seen = std::collections::BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(above) = next.pop() {
        for relation in known {
            let goes_on =
                relation.ended.is_none() && relation.person == above && is_descent(&relation.kind);
            if goes_on && seen.insert(relation.other) {
                next.push(relation.other);
            }
        }
    }
    seen.contains(&to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u8) -> PersonId {
        Uuid::from_bytes([number; 16]).into()
    }

    fn known(rows: &[(u8, &str, u8)]) -> Vec<Relation> {
        let row = |(person, kind, other): &(u8, &str, u8)| Relation {
            id: Uuid::nil().into(),
            person: id(*person),
            kind: (*kind).to_owned(),
            other: id(*other),
            ended: None,
        };
        rows.iter().map(row).collect()
    }

    fn new(
        person: u8,
        kind: &str,
        other: u8,
        rows: &[(u8, &str, u8)],
    ) -> Result<(), RelationError> {
        check(
            (id(person), Birth::Unknown),
            kind,
            (id(other), Birth::Unknown),
            &known(rows),
        )
    }

    #[test]
    fn nobody_is_their_own_grandmother() {
        let line = [(1, "parent", 2), (2, "parent", 3)];
        assert_eq!(new(3, "parent", 1, &line), Err(RelationError::TurnsRound));
        assert_eq!(
            new(3, "grandparent", 1, &line),
            Err(RelationError::TurnsRound)
        );
        assert_eq!(new(1, "grandparent", 3, &line), Ok(()));
        assert_eq!(new(1, "parent", 1, &[]), Err(RelationError::ToOneself));
    }

    #[test]
    fn a_relation_is_known_once_from_either_side() {
        let rows = [(1, "partner", 2)];
        assert_eq!(
            new(2, "partner", 1, &rows),
            Err(RelationError::AlreadyThere)
        );
        assert_eq!(new(2, "former_partner", 1, &rows), Ok(()));
        assert_eq!(
            new(2, "step_parent", 1, &[(1, "step_parent", 2)]),
            Ok(()),
            "not mutual, and not in the family line"
        );
    }

    #[test]
    fn a_parent_is_no_sibling_and_no_partner() {
        for kind in ["sibling", "partner", "former_partner"] {
            let rows = [(1, "parent", 2)];
            assert_eq!(new(2, kind, 1, &rows), Err(RelationError::Contradicts));
        }
        let rows = [(1, "sibling", 2)];
        assert_eq!(new(1, "parent", 2, &rows), Err(RelationError::Contradicts));
    }

    #[test]
    fn an_ended_relation_stands_in_nobodys_way() {
        let mut rows = known(&[(1, "parent", 2)]);
        rows[0].ended = Some(date(2026, 1, 1));
        let unknown = Birth::Unknown;
        assert_eq!(
            check((id(2), unknown), "parent", (id(1), unknown), &rows),
            Ok(())
        );
    }

    #[test]
    fn a_parent_is_older_also_than_a_child_that_is_expected() {
        let mother = (id(1), Birth::Born(date(2009, 5, 1)));
        let expected = (id(2), Birth::Expected(date(2027, 1, 1)));
        assert_eq!(check(mother, "parent", expected, &[]), Ok(()));
        assert_eq!(
            check(expected, "parent", mother, &[]),
            Err(RelationError::NotOlder)
        );
    }

    proptest! {
        /// Whatever is entered in whatever order, no line of descent ever comes back to where it began.
        #[test]
        fn what_is_let_in_has_no_circle(tries in proptest::collection::vec((0_u8..6, 0_u8..6), 0..40)) {
            let mut rows: Vec<(u8, &str, u8)> = Vec::new();
            for (person, other) in tries {
                if new(person, "parent", other, &rows).is_ok() {
                    rows.push((person, "parent", other));
                }
            }
            for (person, _, other) in &rows {
                prop_assert!(!leads_down(id(*other), id(*person), &known(&rows)));
            }
        }
    }
}

//! Whose ratings in a family somebody may see and give.

use helhed_domain::account::Role;
use helhed_domain::ids::PersonId;

use crate::Actor;

/// The age from which a young person's own answers are theirs alone: a parent sees what they rated themselves.
pub const OWN_ANSWERS_FROM: i16 = 15;

/// What ties a viewer to one rated person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedTie {
    /// Who is rated.
    pub person: PersonId,
    /// Their age in whole years, where the birth is known.
    pub age: Option<i16>,
    /// Whether the viewer holds custody of them.
    pub holds_custody: bool,
}

/// How much of one person's ratings somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingReach {
    /// The whole course: own ratings and everybody else's.
    Whole,
    /// What the viewer has rated, and nothing else.
    Given,
    /// Nothing, not even that there is something.
    Nothing,
}

/// Narrows the leave to read or add ratings of a family to one person in it: who works with the family sees all; a family
/// member sees their own course, that of a child they hold custody of until the child is 15, and from then on to 17 only what
/// they have rated themselves.
pub fn ratings_of(actor: &Actor, tie: RatedTie) -> RatingReach {
    if actor.role != Role::FamilyMember {
        return RatingReach::Whole;
    }
    match tie.age {
        _ if actor.person == Some(tie.person) => RatingReach::Whole,
        Some(age) if tie.holds_custody && age < OWN_ANSWERS_FROM => RatingReach::Whole,
        Some(age) if tie.holds_custody && age < 18 => RatingReach::Given,
        _ => RatingReach::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_domain::ids::AccountId;
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(n))
    }

    #[test]
    fn a_parent_sees_small_children_and_of_young_people_only_what_they_rated() {
        let mother = Actor {
            account: AccountId::from(Uuid::from_u128(9)),
            role: Role::FamilyMember,
            unit: None,
            person: Some(person(1)),
        };
        let reach = |who, age, holds_custody| {
            let person = person(who);
            ratings_of(
                &mother,
                RatedTie {
                    person,
                    age,
                    holds_custody,
                },
            )
        };
        assert_eq!(reach(1, Some(36), false), RatingReach::Whole);
        assert_eq!(reach(2, Some(14), true), RatingReach::Whole);
        assert_eq!(reach(2, Some(15), true), RatingReach::Given);
        assert_eq!(reach(2, Some(18), true), RatingReach::Nothing);
        assert_eq!(reach(2, None, true), RatingReach::Nothing);
        assert_eq!(reach(3, Some(4), false), RatingReach::Nothing);
        assert_eq!(reach(4, Some(38), false), RatingReach::Nothing);
        let karen = Actor {
            role: Role::Coordinator,
            person: None,
            ..mother
        };
        let tie = RatedTie {
            person: person(2),
            age: None,
            holds_custody: false,
        };
        assert_eq!(ratings_of(&karen, tie), RatingReach::Whole);
    }
}

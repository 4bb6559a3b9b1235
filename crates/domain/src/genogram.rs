//! The genogram: a family's people over generations, those outside it too, who is dead, and how close two people are.

use jiff::civil::Date;

use crate::ids::PersonId;
use crate::kinds::kinds;
use crate::person::{Birth, Sex};
use crate::text::Name;

kinds! {
    /// How close two people are.
    Closeness, "closeness" {
        /// Closer than is usual: nothing between them.
        VeryClose = "very_close",
        /// Close.
        Close = "close",
        /// Distant.
        Distant = "distant",
        /// In conflict.
        Conflict = "conflict",
        /// They have broken with each other.
        CutOff = "cut_off",
    }
}

/// How close two people are, said of both alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bond {
    /// The one.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// How close.
    pub closeness: Closeness,
}

/// What is wrong with a bond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BondError {
    /// Both are the same person.
    #[error("a bond to oneself")]
    ToOneself,
}

/// Two people in one order, whoever is named first, so that a bond is known once.
pub fn in_order(one: PersonId, other: PersonId) -> Result<(PersonId, PersonId), BondError> {
    match one.cmp(&other) {
        std::cmp::Ordering::Less => Ok((one, other)),
        std::cmp::Ordering::Greater => Ok((other, one)),
        std::cmp::Ordering::Equal => Err(BondError::ToOneself),
    }
}

/// That somebody is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Death {
    /// The day, where it is known.
    pub on: Option<Date>,
}

/// What is wrong with a death.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeathError {
    /// Before the birth.
    #[error("died before the birth")]
    BeforeBirth,
    /// On a day to come.
    #[error("died on a day to come")]
    InTheFuture,
}

impl Death {
    /// Checks the day against the birth and today. Who is expected only has not lived.
    pub fn checked(self, birth: Birth, today: Date) -> Result<Self, DeathError> {
        let Some(on) = self.on else { return Ok(self) };
        if on > today {
            return Err(DeathError::InTheFuture);
        }
        if birth.born().is_some_and(|born| on < born) {
            return Err(DeathError::BeforeBirth);
        }
        Ok(self)
    }
}

/// What is known of somebody outside the family: a grandmother who is no member, a father who never moved in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KinFacts {
    /// Given name or names.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub birth: Birth,
    /// That they are dead.
    pub death: Option<Death>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn nobody_dies_before_the_birth_or_tomorrow() {
        let today = date(2026, 11, 24);
        let born = Birth::Born(date(1950, 5, 1));
        let died = |on| Death { on }.checked(born, today).map(|_| ());
        assert_eq!(died(None), Ok(()));
        assert_eq!(died(Some(date(2019, 1, 1))), Ok(()));
        assert_eq!(died(Some(date(1950, 5, 1))), Ok(()));
        assert_eq!(died(Some(date(1950, 4, 30))), Err(DeathError::BeforeBirth));
        assert_eq!(died(Some(date(2026, 11, 25))), Err(DeathError::InTheFuture));
        let unknown = Death {
            on: Some(date(1900, 1, 1)),
        };
        assert!(unknown.checked(Birth::Unknown, today).is_ok());
    }

    #[test]
    fn a_bond_is_the_same_from_either_side() {
        let id = |n| PersonId::from(Uuid::from_u128(n));
        assert_eq!(in_order(id(2), id(1)), in_order(id(1), id(2)));
        assert_eq!(in_order(id(1), id(1)), Err(BondError::ToOneself));
    }
}

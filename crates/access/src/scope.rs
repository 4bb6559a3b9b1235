//! Which families a list or a search may hold: the lens as a condition on many.

use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, PersonId, UnitId};

use crate::{Actor, Basis, Ties};

/// The families whose face an actor may read. Storage turns it into one condition of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    reach: Reach,
}

/// How far a scope reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every family.
    All,
    /// The families this account coordinates or deputises for.
    Assigned(AccountId),
    /// The families this unit referred.
    Referred(UnitId),
    /// The families this person belongs to.
    Member(PersonId),
    /// None.
    Nothing,
}

impl Scope {
    /// The scope of an actor.
    pub fn of(actor: &Actor) -> Self {
        let reach = match (actor.role, actor.unit, actor.person) {
            (Role::TeamLeader, _, _) => Reach::All,
            (Role::Coordinator, _, _) => Reach::Assigned(actor.account),
            (Role::Partner, Some(unit), _) => Reach::Referred(unit),
            (Role::FamilyMember, _, Some(person)) => Reach::Member(person),
            _ => Reach::Nothing,
        };
        Self { reach }
    }

    /// How far it reaches.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Why its families may be seen: kept with the reading of a list.
    pub fn basis(&self) -> Basis {
        match self.reach {
            Reach::All => Basis::TeamLeader,
            Reach::Assigned(_) => Basis::Coordinator,
            Reach::Referred(_) => Basis::ReferringUnit,
            Reach::Member(_) => Basis::OwnCase,
            Reach::Nothing => Basis::Employment,
        }
    }

    /// Whether a family with these ties is in it; the same question as the condition of the query.
    pub fn holds(&self, ties: Ties) -> bool {
        match self.reach {
            Reach::All => true,
            Reach::Assigned(_) => ties.coordinator || ties.deputy,
            Reach::Referred(_) => ties.referred,
            Reach::Member(_) => ties.member,
            Reach::Nothing => false,
        }
    }
}

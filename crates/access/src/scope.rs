//! Which families a list or a search may hold: the lens as a condition on many.

use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, PersonId, UnitId};
use jiff::Timestamp;

use crate::{Actor, Basis, Ties};

/// The families whose face an actor may read. Storage turns it into one condition of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    reach: Reach,
}

/// How far a scope reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every family; what is restricted only where this account gave a ground that holds at an instant.
    All(AccountId, Timestamp),
    /// The families this account coordinates or deputises for, or has opened in an emergency, at an instant.
    Assigned(AccountId, Timestamp),
    /// The families this unit referred, and those of which something is shared with it at an instant.
    Party(UnitId, Timestamp),
    /// The families this person belongs to, unless they are locked against them.
    Member(PersonId),
    /// None.
    Nothing,
}

impl Scope {
    /// The scope of an actor at an instant.
    pub fn of(actor: &Actor, now: Timestamp) -> Self {
        let reach = match (actor.role, actor.unit, actor.person) {
            (Role::TeamLeader, _, _) => Reach::All(actor.account, now),
            (Role::Coordinator, _, _) => Reach::Assigned(actor.account, now),
            (Role::Partner, Some(unit), _) => Reach::Party(unit, now),
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
            Reach::All(..) => Basis::TeamLeader,
            Reach::Assigned(..) => Basis::Coordinator,
            Reach::Party(..) => Basis::Shared,
            Reach::Member(_) => Basis::OwnCase,
            Reach::Nothing => Basis::Employment,
        }
    }

    /// Whether a family with these ties is in it; the same question as the condition of the query.
    pub fn holds(&self, ties: Ties) -> bool {
        if ties.is_only_kept() {
            return false;
        }
        match self.reach {
            Reach::All(..) => true,
            Reach::Assigned(..) => ties.coordinator || ties.deputy || ties.emergency,
            Reach::Party(..) => ties.referred || ties.shared,
            Reach::Member(_) => ties.member && !ties.locked,
            Reach::Nothing => false,
        }
    }
}

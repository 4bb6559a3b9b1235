//! Whoever is asked something about a family: let to that question and no further into the family.

use helhed_domain::ids::{FamilyId, UnitId};

use crate::{Actor, Doing, Permit, What, may_by_link, may_when_asked};

/// A permit for the question that was asked of a unit and the answer to it, or for a task that is the unit's own, for an actor who works there.
pub fn permit_when_asked<W: What, V: Doing>(
    actor: &Actor,
    family: FamilyId,
    asked: Option<UnitId>,
) -> Option<Permit<W, V>> {
    may_when_asked(actor, asked, W::RESOURCE, V::VERB).map(|basis| Permit::grant(family, basis))
}

/// A permit for the one thing that a one-time link was made for. Asked for by whoever has checked the link and its code; what is
/// read or written with it is the link's subject and nothing else of the family.
pub fn permit_by_link<W: What, V: Doing>(family: FamilyId) -> Option<Permit<W, V>> {
    may_by_link(W::RESOURCE, V::VERB).map(|basis| Permit::grant(family, basis))
}

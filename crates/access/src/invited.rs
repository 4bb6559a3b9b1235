//! Whoever is called to a meeting: let to that meeting and no further into the family.

use helhed_domain::ids::FamilyId;

use crate::{Actor, Doing, Permit, Ties, What, may_when_invited};

/// A permit for the meeting that an actor was called to. Asked for by whoever has seen in the meeting's own rows that they were; what is
/// read or written with it is that meeting and nothing else of the family.
pub fn permit_when_invited<W: What, V: Doing>(
    actor: &Actor,
    ties: Ties,
    family: FamilyId,
    invited: bool,
) -> Option<Permit<W, V>> {
    may_when_invited(actor, ties, invited, W::RESOURCE, V::VERB)
        .map(|basis| Permit::grant(family, basis))
}

//! What one viewer sees of one family now.

use helhed_domain::ids::FamilyId;

use crate::{Actor, Basis, Doing, Permit, Resource, Ties, Verb, What, may_in_family};

/// What an actor may see of and do in one family: asked for once a page.
///
/// A family of which nothing may be read has no lens, so that hidden and absent give the same answer.
#[derive(Debug, Clone, Copy)]
pub struct Lens {
    actor: Actor,
    family: FamilyId,
    ties: Ties,
    face: Basis,
}

impl Lens {
    /// The lens of an actor on a family, if they may know that it is here.
    pub fn of(actor: &Actor, family: FamilyId, ties: Ties) -> Option<Self> {
        let face = may_in_family(actor, ties, Resource::Face, Verb::Read)?;
        Some(Self {
            actor: *actor,
            family,
            ties,
            face,
        })
    }

    /// A permit for one part and verb.
    pub fn permit<W: What, V: Doing>(&self) -> Option<Permit<W, V>> {
        may_in_family(&self.actor, self.ties, W::RESOURCE, V::VERB)
            .map(|basis| Permit::grant(self.family, basis))
    }

    /// Whether a permit would be given: for showing or leaving out a button.
    pub fn may<W: What, V: Doing>(&self) -> bool {
        self.permit::<W, V>().is_some()
    }

    /// The family.
    pub fn family(&self) -> FamilyId {
        self.family
    }

    /// Why the family may be seen at all.
    pub fn basis(&self) -> Basis {
        self.face
    }

    /// Who looks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

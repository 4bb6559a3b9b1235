//! The proof that a decision was made. Only this crate makes one, and storage asks for it in its signatures.

use std::marker::PhantomData;

use helhed_domain::ids::FamilyId;

use crate::{Actor, Basis, Doing, Resource, Ties, What, doing, may_house, may_in_family, what};

/// Leave to do `V` to the part `W` of one family.
#[derive(Debug, Clone, Copy)]
pub struct Permit<W: What, V: Doing> {
    family: FamilyId,
    basis: Basis,
    of: PhantomData<(W, V)>,
}

impl<W: What, V: Doing> Permit<W, V> {
    pub(crate) fn grant(family: FamilyId, basis: Basis) -> Self {
        Self {
            family,
            basis,
            of: PhantomData,
        }
    }

    /// The family it is for.
    pub fn family(&self) -> FamilyId {
        self.family
    }

    /// Why it was given.
    pub fn basis(&self) -> Basis {
        self.basis
    }
}

impl<V: Doing> Permit<what::DataRequests, V> {
    /// Leave to see to what is asked of a family's data: given where the case itself is closed, too.
    pub fn of_requests(actor: &Actor, ties: Ties, family: FamilyId) -> Option<Self> {
        may_in_family(actor, ties, Resource::DataRequests, V::VERB)
            .map(|basis| Self::grant(family, basis))
    }
}

impl Permit<what::People, doing::Change> {
    /// Leave to compute what follows from a change of a person in another family that they belong to: nothing of it is read by anybody.
    pub fn carry_to(&self, family: FamilyId) -> Permit<what::Sharing, doing::Change> {
        Permit::grant(family, self.basis)
    }
}

/// Leave to do `V` to what belongs to no single family.
#[derive(Debug, Clone, Copy)]
pub struct HousePermit<W: What, V: Doing> {
    basis: Basis,
    of: PhantomData<(W, V)>,
}

impl<W: What, V: Doing> HousePermit<W, V> {
    /// Decides for an actor.
    pub fn of(actor: &Actor) -> Option<Self> {
        may_house(actor, W::RESOURCE, V::VERB).map(|basis| Self {
            basis,
            of: PhantomData,
        })
    }

    /// Why it was given.
    pub fn basis(&self) -> Basis {
        self.basis
    }
}

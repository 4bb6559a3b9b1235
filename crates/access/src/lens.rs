//! What one viewer sees of one family now.

use helhed_domain::account::Role;
use helhed_domain::consent::Party;
use helhed_domain::ids::{FamilyId, PersonId};

use crate::{
    Actor, Basis, Doing, Mark, Permit, Resource, Seen, Sight, Ties, Verb, What, may_in_family,
};

/// The category that everything has for which no other was chosen; what the whole family's children see of what concerns them all.
const GENERAL: &str = "general";

/// What an actor may see of and do in one family: asked for once a page.
///
/// A family of which nothing may be read has no lens, so that hidden and absent give the same answer.
#[derive(Debug, Clone)]
pub struct Lens {
    actor: Actor,
    family: FamilyId,
    ties: Ties,
    face: Basis,
    sight: Sight,
    /// Somebody looks as this viewer: they see no more than they would themselves.
    within: Option<Box<Lens>>,
}

impl Lens {
    /// The lens of an actor on a family, if they may know that it is here. `sight` is what is open to a partner or a family member;
    /// the team needs none.
    pub fn of(actor: &Actor, family: FamilyId, ties: Ties, sight: Sight) -> Option<Self> {
        let face = may_in_family(actor, ties, Resource::Face, Verb::Read)?;
        Some(Self {
            actor: *actor,
            family,
            ties,
            face,
            sight,
            within: None,
        })
    }

    /// Looks as somebody else would, and sees no more than oneself: for whoever may read how the family's information is shared.
    pub fn looking_as(self, other: Lens) -> Option<Lens> {
        (self.family == other.family && self.may::<crate::what::Sharing, crate::doing::Read>())
            .then(|| Lens {
                within: Some(Box::new(self)),
                ..other
            })
    }

    /// A permit for one part and verb. Who looks as somebody else only reads.
    pub fn permit<W: What, V: Doing>(&self) -> Option<Permit<W, V>> {
        if self.within.is_some() && V::VERB != Verb::Read {
            return None;
        }
        may_in_family(&self.actor, self.ties, W::RESOURCE, V::VERB)
            .map(|basis| Permit::grant(self.family, basis))
    }

    /// Whether a permit would be given: for showing or leaving out a button.
    pub fn may<W: What, V: Doing>(&self) -> bool {
        self.permit::<W, V>().is_some()
    }

    /// Whether an item is seen, and why. The one definition: lists, counts and exports ask it too.
    pub fn sees(&self, mark: &Mark<'_>) -> Option<Seen> {
        if let Some(own) = &self.within {
            own.sees(mark)?;
        }
        let kept = |it: &Party| match it {
            Party::Unit(unit) => self.actor.unit == Some(*unit),
            Party::Person(person) => self.actor.person == Some(*person),
        };
        match self.actor.role {
            Role::Coordinator | Role::TeamLeader => Some(Seen::Team),
            _ if mark.kept_from.iter().any(kept) => None,
            Role::Partner => self.as_partner(mark),
            Role::FamilyMember => self.as_family(mark),
            _ => None,
        }
    }

    fn as_partner(&self, mark: &Mark<'_>) -> Option<Seen> {
        let wrote = mark.by == Some(self.actor.account)
            || (mark.by_unit.is_some() && mark.by_unit == self.actor.unit);
        if wrote {
            return Some(Seen::Wrote);
        }
        if mark.restricted {
            return None;
        }
        self.opened(mark)
    }

    /// What is about the whole family takes everybody's opening: the narrower wins.
    fn opened(&self, mark: &Mark<'_>) -> Option<Seen> {
        let opening = if mark.about.is_empty() {
            let everybody = self.sight.relatives.iter().map(|it| it.person);
            self.sight.openings(everybody, mark.category)
        } else {
            self.sight
                .openings(mark.about.iter().copied(), mark.category)
        }?;
        Some(Seen::Shared {
            legal_basis: opening.legal_basis.clone(),
            until: opening.until,
        })
    }

    fn as_family(&self, mark: &Mark<'_>) -> Option<Seen> {
        let me = self.actor.person?;
        if mark.restricted {
            return None;
        }
        if mark.about.is_empty() {
            // What concerns the whole family is open to its parents; one who does not hold custody of each of its children (where
            // that is written down) sees what is theirs, not the rest. A child sees what is general.
            let mut children = self.sight.relatives.iter().filter(|it| it.minor);
            let theirs = if self.sight.minor(me) {
                mark.category == GENERAL
            } else {
                children.all(|it| !it.custody_known || self.sight.ward(it.person, mark.category))
            };
            return theirs.then_some(Seen::Own);
        }
        // A child under 10 is no party yet: of what is about it, it sees what is general, and its custody holders see the rest.
        let mine = self.sight.is_party(me) || mark.category == GENERAL;
        let own = |it: &PersonId| (*it == me && mine) || self.sight.ward(*it, mark.category);
        if mark.about.iter().all(own) {
            return Some(Seen::Own);
        }
        let others = mark.about.iter().copied().filter(|it| !own(it));
        let opening = self.sight.openings(others, mark.category)?;
        Some(Seen::Shared {
            legal_basis: opening.legal_basis.clone(),
            until: opening.until,
        })
    }

    /// Whether a person may be named to the viewer: somebody something is open about, themselves, or somebody of their own family.
    pub fn names(&self, person: PersonId) -> bool {
        let inside = self.within.as_ref().is_none_or(|own| own.names(person));
        inside
            && match self.actor.role {
                Role::Coordinator | Role::TeamLeader => true,
                Role::Partner => self.sight.open.iter().any(|it| it.subject == person),
                Role::FamilyMember => {
                    Some(person) == self.actor.person
                        || self
                            .sight
                            .relatives
                            .iter()
                            .any(|it| it.person == person && (it.ward || !it.minor))
                        || self.sight.open.iter().any(|it| it.subject == person)
                }
                _ => false,
            }
    }

    /// Whether a person's information is the viewer's own to decide on: themselves, a child in their custody; for the team, everybody's.
    pub fn is_own(&self, person: PersonId) -> bool {
        match self.actor.role {
            Role::Coordinator | Role::TeamLeader => true,
            Role::FamilyMember => {
                let ward = |it: &crate::Relative| it.person == person && it.ward;
                Some(person) == self.actor.person || self.sight.relatives.iter().any(ward)
            }
            _ => false,
        }
    }

    /// Whether an item is about the viewer and nobody else.
    pub fn is_about_viewer(&self, mark: &Mark<'_>) -> bool {
        !mark.about.is_empty() && mark.about.iter().all(|it| Some(*it) == self.actor.person)
    }

    /// What is open to the viewer: nothing for the team, which sees everything.
    pub fn sight(&self) -> &Sight {
        &self.sight
    }

    /// Whether somebody looks as this viewer.
    pub fn is_preview(&self) -> bool {
        self.within.is_some()
    }

    /// The family.
    pub fn family(&self) -> FamilyId {
        self.family
    }

    /// Why the family may be seen at all; who looks as another, on their own account.
    pub fn basis(&self) -> Basis {
        self.within.as_ref().map_or(self.face, |own| own.basis())
    }

    /// Who looks.
    pub fn actor(&self) -> &Actor {
        self.within.as_ref().map_or(&self.actor, |own| own.actor())
    }
}

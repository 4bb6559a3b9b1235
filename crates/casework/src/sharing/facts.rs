//! The facts that sharing follows from, and what is open, computed anew from them.

use helhed_access::{Doing, Lens, Permit, doing, what};
use helhed_domain::capacity::Subject;
use helhed_domain::consent::Consent;
use helhed_domain::disclosure::Disclosure;
use helhed_domain::ids::PersonId;
use helhed_domain::share::shares;
use helhed_store::{Link, StoreError, consent, disclosure, share, subject};

use crate::{Ctx, Stop};

/// Everything that is known of a family's sharing.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Everybody who belongs or has belonged to the family.
    pub subjects: Vec<Subject>,
    /// Consents and refusals, the latest first.
    pub consents: Vec<Consent>,
    /// Disclosures on other bases, the latest first.
    pub disclosures: Vec<Disclosure>,
}

impl Facts {
    pub(crate) async fn read<V: Doing>(
        link: &mut Link,
        permit: &Permit<what::Sharing, V>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            subjects: subject::of_family(link, permit).await?,
            consents: consent::of_family(link, permit).await?,
            disclosures: disclosure::of_family(link, permit).await?,
        })
    }

    /// Somebody of the family.
    pub fn subject(&self, person: PersonId) -> Option<&Subject> {
        self.subjects.iter().find(|it| it.id == person)
    }
}

/// Keeps of what was disclosed the part that is the viewer's own to know: about themselves and their wards; all of it for the team.
pub(crate) fn keep_own(lens: &Lens, disclosures: &mut Vec<Disclosure>) {
    disclosures.retain_mut(|it| {
        it.terms.subjects.retain(|subject| lens.is_own(*subject));
        !it.terms.subjects.is_empty()
    });
}

/// Computes what is open of a family anew: called by whatever changes a fact of it, in the same transaction.
pub(crate) async fn share_anew<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Sharing, V>,
) -> Result<(), Stop> {
    let facts = Facts::read(&mut ctx.link, permit).await?;
    let open = shares(&facts.subjects, &facts.consents, &facts.disclosures);
    share::replace(&mut ctx.link, permit, &open).await?;
    ctx.notice(permit.family());
    Ok(())
}

/// The same where somebody's custody or birth has changed: in every family that they belong or have belonged to, since consents to
/// share about them stand there.
pub(crate) async fn share_person_anew(
    ctx: &mut Ctx,
    permit: &Permit<what::People, doing::Change>,
    person: PersonId,
) -> Result<(), Stop> {
    for sharing in subject::families_of(&mut ctx.link, permit, person).await? {
        share_anew(ctx, &sharing).await?;
    }
    Ok(())
}

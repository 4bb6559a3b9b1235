//! Adds somebody's part to a consent that takes more than one.

use helhed_access::{doing, what};
use helhed_domain::consent::Signature;
use helhed_domain::ids::{ConsentId, FamilyId, PersonId};
use helhed_store::consent;

use super::facts::{Facts, share_anew};
use super::give_consent::GiveConsentError;
use crate::{Ctx, Stop};

/// Somebody's part of a consent.
#[derive(Debug, Clone)]
pub struct SignConsent {
    /// The family.
    pub family: FamilyId,
    /// The consent.
    pub consent: ConsentId,
    /// Who gives it.
    pub giver: PersonId,
}

/// Adds the part of somebody whose consent it takes. Given already, it stays as it was.
pub async fn sign_consent(ctx: &mut Ctx, command: SignConsent) -> Result<(), GiveConsentError> {
    let permit = ctx
        .permit::<what::Sharing, doing::Add>(command.family)
        .await?;
    let facts = Facts::read(&mut ctx.link, &permit).await?;
    let found = facts.consents.iter().find(|it| it.id == command.consent);
    let consent = found.ok_or(Stop::Absent)?;
    let subject = facts.subject(consent.terms.subject).ok_or(Stop::Absent)?;
    let able = subject.givers_on(ctx.today());
    let capacity = able.iter().find(|(who, _)| *who == command.giver);
    let (_, capacity) = *capacity.ok_or(GiveConsentError::NotTheirs)?;
    let signature = Signature {
        giver: command.giver,
        capacity,
        at: ctx.now(),
    };
    let by = ctx.actor()?.account;
    if consent::sign(&mut ctx.link, &permit, consent.id, &signature, by).await? {
        share_anew(ctx, &permit).await?;
        ctx.record("sign_consent", &permit, command.consent.uuid());
    }
    Ok(())
}

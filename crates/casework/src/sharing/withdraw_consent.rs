//! Takes a consent back, the whole of it or a part.

use helhed_access::{doing, what};
use helhed_domain::account::Role;
use helhed_domain::consent::{Party, Withdrawal};
use helhed_domain::ids::{ConsentId, FamilyId, PersonId};
use helhed_store::consent;

use super::facts::{Facts, share_anew};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What to take back.
#[derive(Debug, Clone)]
pub struct WithdrawConsent {
    /// The family.
    pub family: FamilyId,
    /// The consent.
    pub consent: ConsentId,
    /// One category of it; all where none is named.
    pub category: Option<String>,
    /// From one party; all where none is named.
    pub party: Option<Party>,
    /// Who takes it back. A family member takes back their own.
    pub by: PersonId,
}

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// They did not give it, and it is not theirs to give.
    #[error("not theirs to take back")]
    NotTheirs,
    /// The consent holds no such category or party.
    #[error("no such part")]
    NoSuchPart,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(WithdrawError);

/// Takes a consent back, by one of those who gave it or whose it is to give: it stops sharing from this instant and deletes nothing.
pub async fn withdraw_consent(
    ctx: &mut Ctx,
    command: WithdrawConsent,
) -> Result<(), WithdrawError> {
    let permit = ctx
        .permit::<what::Sharing, doing::Annul>(command.family)
        .await?;
    let actor = ctx.actor()?;
    if actor.role == Role::FamilyMember && actor.person != Some(command.by) {
        return Err(WithdrawError::NotTheirs);
    }
    let facts = Facts::read(&mut ctx.link, &permit).await?;
    let found = facts.consents.iter().find(|it| it.id == command.consent);
    let consent = found.ok_or(Stop::Absent)?;
    let subject = facts.subject(consent.terms.subject).ok_or(Stop::Absent)?;
    let givers = subject.givers_on(ctx.today());
    let theirs = consent.signed_by(command.by).is_some()
        || givers.iter().any(|(giver, _)| *giver == command.by);
    if !theirs {
        // To somebody it is no business of, it is not there.
        return Err(match actor.role {
            Role::FamilyMember => Stop::Absent.into(),
            _ => WithdrawError::NotTheirs,
        });
    }
    let has_category = |it: &String| consent.terms.categories.contains(it);
    let has_party = |it: &Party| consent.terms.to.contains(it);
    if !command.category.as_ref().is_none_or(has_category)
        || !command.party.as_ref().is_none_or(has_party)
    {
        return Err(WithdrawError::NoSuchPart);
    }
    let it = Withdrawal {
        category: command.category,
        party: command.party,
        by: command.by,
        at: ctx.now(),
    };
    let id = ctx.new_id::<uuid::Uuid>();
    consent::withdraw(
        &mut ctx.link,
        &permit,
        id,
        command.consent,
        &it,
        actor.account,
    )
    .await?;
    share_anew(ctx, &permit).await?;
    ctx.record("withdraw_consent", &permit, command.consent.uuid());
    Ok(())
}

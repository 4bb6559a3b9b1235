//! Decides on one item of a package.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PartyAccessId};
use helhed_domain::party_access::{Choice, ChoiceError};
use helhed_store::party_access as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A choice to keep.
#[derive(Debug, Clone)]
pub struct ChooseHandling {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub access: PartyAccessId,
    /// What is chosen for which item.
    pub choice: Choice,
}

/// Why a choice was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ChooseHandlingError {
    /// Something is held back without what it takes.
    #[error(transparent)]
    Wrong(#[from] ChoiceError),
    /// There is no such reason today.
    #[error("no such exemption")]
    NoSuchExemption,
    /// The package was handed over.
    #[error("the package was handed over")]
    HandedOver,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChooseHandlingError);

/// Keeps a choice on an item of the family's case; the last one counts.
pub async fn choose_handling(
    ctx: &mut Ctx,
    command: ChooseHandling,
) -> Result<(), ChooseHandlingError> {
    let permit = ctx
        .permit::<what::PartyAccess, doing::Change>(command.family)
        .await?;
    let line = stored::find(&mut ctx.link, &permit, command.access)
        .await?
        .ok_or(Stop::Absent)?;
    if line.access.handed.is_some() {
        return Err(ChooseHandlingError::HandedOver);
    }
    let choice = command.choice.checked()?;
    let (today, exemption) = (ctx.today(), choice.exemption.as_deref());
    if exemption.is_some_and(|code| !ctx.lists().holds("exemption", code, today)) {
        return Err(ChooseHandlingError::NoSuchExemption);
    }
    let items = stored::items(&mut ctx.link, &permit).await?;
    if !items.iter().any(|item| item.id == choice.item) {
        return Err(Stop::Absent.into());
    }
    let by = (ctx.actor()?.account, ctx.now());
    stored::choose(&mut ctx.link, &permit, command.access, &choice, by).await?;
    ctx.record("choose_handling", &permit, choice.item.uuid());
    Ok(())
}

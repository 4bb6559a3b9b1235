//! Accepts what is suggested for every item that is not decided yet.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PartyAccessId};
use helhed_domain::party_access::{Choice, Handling};
use helhed_store::party_access as stored;

use super::choose_handling::ChooseHandlingError;
use super::package::Package;
use crate::{Ctx, Stop};

/// The suggestions of a request.
#[derive(Debug, Clone)]
pub struct AcceptSuggestions {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub access: PartyAccessId,
    /// Why what is held back is held back: a code of the list `exemption`.
    pub exemption: String,
}

/// Decides every undecided item as suggested; what is decided already stands. Returns how many it decided.
pub async fn accept_suggestions(
    ctx: &mut Ctx,
    command: AcceptSuggestions,
) -> Result<usize, ChooseHandlingError> {
    let permit = ctx
        .permit::<what::PartyAccess, doing::Change>(command.family)
        .await?;
    let line = stored::find(&mut ctx.link, &permit, command.access)
        .await?
        .ok_or(Stop::Absent)?;
    if line.access.handed.is_some() {
        return Err(ChooseHandlingError::HandedOver);
    }
    let today = ctx.today();
    if !ctx.lists().holds("exemption", &command.exemption, today) {
        return Err(ChooseHandlingError::NoSuchExemption);
    }
    let items = stored::items(&mut ctx.link, &permit).await?;
    let choices = stored::choices(&mut ctx.link, &permit, command.access).await?;
    let package = Package::new(line, items, choices, true);
    let (actor, now) = (ctx.actor()?.account, ctx.now());
    let mut decided = 0;
    for item in package.items.iter().filter(|item| item.is_undecided()) {
        let handling = item.suggestion.handling;
        let choice = Choice {
            item: item.item.id,
            handling,
            exemption: (handling == Handling::Exempt).then(|| command.exemption.clone()),
            words: Vec::new(),
        };
        stored::choose(
            &mut ctx.link,
            &permit,
            command.access,
            &choice,
            (actor, now),
        )
        .await?;
        decided += 1;
    }
    ctx.record("accept_suggestions", &permit, command.access.uuid());
    Ok(decided)
}

//! Says how much somebody of the family wants to begin with a need.

use helhed_access::{doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, NeedId, PersonId};
use helhed_domain::need::{NeedWish, Wish};
use helhed_store::{household, need as stored};

use super::add_need::open_needs;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A wish to write down.
#[derive(Debug, Clone, Copy)]
pub struct SayWish {
    /// The family.
    pub family: FamilyId,
    /// The need.
    pub need: NeedId,
    /// Who wishes. Somebody of the family wishes for themselves, whoever is named here.
    pub person: PersonId,
    /// How much.
    pub wish: Wish,
}

/// Why a wish was not written down.
#[derive(Debug, thiserror::Error)]
pub enum SayWishError {
    /// Who wishes does not belong to the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SayWishError);

/// Writes down a wish about an open need; what the same person said before counts no more.
pub async fn say_wish(ctx: &mut Ctx, command: SayWish) -> Result<(), SayWishError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Needs, doing::Add>()
        .ok_or(Stop::NotAllowed)?;
    let actor = ctx.actor()?;
    let person = match (actor.role, actor.person) {
        (Role::FamilyMember, Some(me)) => me,
        _ => command.person,
    };
    let open = open_needs(&mut ctx.link, &permit, &lens).await?;
    if !open.contains(&command.need) {
        return Err(Stop::Absent.into());
    }
    if !household::all_belong(&mut ctx.link, &permit, &[person]).await? {
        return Err(SayWishError::NotOfFamily);
    }
    let wish = NeedWish {
        need: command.need,
        person,
        wish: command.wish,
    };
    let now = ctx.now();
    stored::insert_wish(&mut ctx.link, &permit, wish, actor.account, now).await?;
    ctx.notice(command.family);
    ctx.record("say_wish", &permit, command.need.uuid());
    Ok(())
}

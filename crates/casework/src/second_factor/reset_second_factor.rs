//! Takes somebody's second factor away, for whoever has lost their telephone and their recovery codes.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::ids::AccountId;
use helhed_store::{account as stored, passkey, second_factor, session};

use crate::{Ctx, Stop};

/// Takes codes, recovery codes and passkeys of an account away: by IT on screen, or by the house from the command line. Its sessions end
/// at once. Nobody takes their own away like this: that would turn an open screen that was left alone into a way in.
pub async fn reset_second_factor(ctx: &mut Ctx, id: AccountId) -> Result<(), Stop> {
    let basis = match ctx.actor() {
        Ok(actor) if actor.account == id => return Err(Stop::NotAllowed),
        Ok(_) => ctx.house_permit::<what::Accounts, doing::Change>()?.basis(),
        Err(_) => Basis::Operation,
    };
    let account = stored::by_id(&mut ctx.link, id).await?;
    account.ok_or(Stop::Absent)?;
    let now = ctx.now();
    second_factor::remove(&mut ctx.link, id).await?;
    passkey::remove_all(&mut ctx.link, id).await?;
    session::end_all(&mut ctx.link, id, now).await?;
    ctx.record_in_house(
        "reset_second_factor",
        (Verb::Annul, Resource::Accounts, basis),
        None,
        id.uuid(),
    );
    Ok(())
}

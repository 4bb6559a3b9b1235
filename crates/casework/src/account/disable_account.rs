//! Shuts an account out, and lets it in again.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::account::Account;
use helhed_domain::ids::AccountId;
use helhed_domain::keeper::Keeper;
use helhed_store::{account as stored, keeping, session};

use crate::{Ctx, Stop};

/// Why nobody was shut out.
#[derive(Debug, thiserror::Error)]
pub enum DisableAccountError {
    /// Nobody shuts themselves out: then there might be nobody left to open.
    #[error("one's own account")]
    Oneself,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<helhed_store::StoreError> for DisableAccountError {
    fn from(error: helhed_store::StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// The account, and on what basis it may be changed.
pub(super) async fn to_change(ctx: &mut Ctx, id: AccountId) -> Result<(Account, Basis), Stop> {
    let basis = match ctx.actor() {
        Ok(_) => ctx.house_permit::<what::Accounts, doing::Change>()?.basis(),
        Err(_) => Basis::Operation,
    };
    let account = stored::by_id(&mut ctx.link, id).await?;
    Ok((account.ok_or(Stop::Absent)?, basis))
}

/// Shuts an account out. Its sessions end at once; what it wrote and the families it has stay. Whom a person shuts out no staff file
/// lets in again.
pub async fn disable_account(ctx: &mut Ctx, id: AccountId) -> Result<(), DisableAccountError> {
    shut_out(ctx, id).await?;
    keeping::set_account_keeper(&mut ctx.link, id, Keeper::Hand).await?;
    Ok(())
}

/// Shuts an account out, and leaves it with whoever keeps it.
pub(crate) async fn shut_out(ctx: &mut Ctx, id: AccountId) -> Result<(), DisableAccountError> {
    let (account, basis) = to_change(ctx, id).await?;
    if ctx.actor().is_ok_and(|actor| actor.account == id) {
        return Err(DisableAccountError::Oneself);
    }
    if account.disabled {
        return Ok(());
    }
    let now = ctx.now();
    stored::set_disabled(&mut ctx.link, id, Some(now)).await?;
    session::end_all(&mut ctx.link, id, now).await?;
    ctx.record_in_house(
        "disable_account",
        (Verb::Annul, Resource::Accounts, basis),
        None,
        id.uuid(),
    );
    Ok(())
}

/// Lets an account in again, with the pass phrase it had.
pub async fn enable_account(ctx: &mut Ctx, id: AccountId) -> Result<(), Stop> {
    let (account, basis) = to_change(ctx, id).await?;
    if !account.disabled {
        return Ok(());
    }
    stored::set_disabled(&mut ctx.link, id, None).await?;
    ctx.record_in_house(
        "enable_account",
        (Verb::Change, Resource::Accounts, basis),
        None,
        id.uuid(),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign_in::{SessionState, SignInError, session as session_of, sign_in};
    use crate::testing::House;
    use helhed_domain::account::PassPhrase;

    #[tokio::test]
    async fn sessions_end_at_once_and_the_door_is_shut_until_it_is_opened_again() {
        let house = House::new().await;
        let phrase = PassPhrase::typed(House::PHRASE);
        let (_, token) = sign_in(&house, "karen", &phrase, "a", house.now())
            .await
            .expect("signed in");
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        disable_account(&mut ctx, house.karen.account)
            .await
            .expect("shut out");
        ctx.commit().await.expect("committed");
        let state = session_of(&house, token.secret(), house.now()).await;
        assert_eq!(state.expect("a state"), SessionState::None);
        assert!(matches!(
            sign_in(&house, "karen", &phrase, "a", house.now()).await,
            Err(SignInError::Wrong)
        ));
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        enable_account(&mut ctx, house.karen.account)
            .await
            .expect("let in");
        ctx.commit().await.expect("committed");
        let state = session_of(&house, token.secret(), house.now()).await;
        assert_eq!(
            state.expect("a state"),
            SessionState::None,
            "the old one stays ended"
        );
        assert!(
            sign_in(&house, "karen", &phrase, "a", house.now())
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn nobody_shuts_themselves_out_and_only_it_shuts_out_others() {
        let house = House::new().await;
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        assert!(matches!(
            disable_account(&mut ctx, house.it_admin.account).await,
            Err(DisableAccountError::Oneself)
        ));
        let nobody = ctx.new_id();
        assert!(matches!(
            disable_account(&mut ctx, nobody).await,
            Err(DisableAccountError::Stopped(Stop::Absent))
        ));
        drop(ctx);
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            disable_account(&mut ctx, house.karen.account).await,
            Err(DisableAccountError::Stopped(Stop::NotAllowed))
        ));
    }
}

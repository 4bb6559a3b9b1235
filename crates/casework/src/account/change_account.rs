//! Changes who an account is to others, what it comes for and where it works.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, UnitId};
use helhed_domain::text::Name;
use helhed_store::account as stored;

use crate::{Ctx, Stop};

/// What is to hold from now on.
#[derive(Debug, Clone)]
pub struct ChangeAccount {
    /// The account.
    pub account: AccountId,
    /// The name others see.
    pub display_name: Name,
    /// Its role.
    pub role: Role,
    /// Where it works.
    pub unit: Option<UnitId>,
    /// The version that was on the screen.
    pub version: i64,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeAccountError {
    /// Somebody else has changed it since.
    #[error("changed by somebody else meanwhile")]
    Changed,
    /// A partner works in a unit.
    #[error("a partner needs a unit")]
    UnitMissing,
    /// The unit is gone.
    #[error("no such unit")]
    NoSuchUnit,
    /// Nobody takes the keys from themselves: then there might be nobody who has them.
    #[error("one's own role")]
    OwnRole,
    /// A family member is somebody of a family, and this account is not.
    #[error("no person of a family")]
    NoPerson,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<helhed_store::StoreError> for ChangeAccountError {
    fn from(error: helhed_store::StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Changes an account: by IT on screen, or by the house from the command line. It holds from the next page on.
pub async fn change_account(
    ctx: &mut Ctx,
    command: ChangeAccount,
) -> Result<(), ChangeAccountError> {
    let (actor, basis) = match ctx.actor() {
        Ok(actor) => {
            let permit = ctx.house_permit::<what::Accounts, doing::Change>()?;
            (Some(actor.account), permit.basis())
        }
        Err(_) => (None, Basis::Operation),
    };
    let mut account = stored::by_id(&mut ctx.link, command.account)
        .await?
        .ok_or(Stop::Absent)?;
    if account.version != command.version {
        return Err(ChangeAccountError::Changed);
    }
    if actor == Some(account.id) && account.role != command.role {
        return Err(ChangeAccountError::OwnRole);
    }
    if command.role == Role::FamilyMember && account.person.is_none() {
        return Err(ChangeAccountError::NoPerson);
    }
    if command.role == Role::Partner && command.unit.is_none() {
        return Err(ChangeAccountError::UnitMissing);
    }
    if let Some(unit) = command.unit
        && account.unit != Some(unit)
        && stored::unit(&mut ctx.link, unit)
            .await?
            .is_none_or(|unit| unit.closed)
    {
        return Err(ChangeAccountError::NoSuchUnit);
    }
    account.display_name = command.display_name;
    account.role = command.role;
    account.unit = command.unit;
    if !stored::update(&mut ctx.link, &account, command.version).await? {
        return Err(ChangeAccountError::Changed);
    }
    ctx.record_in_house(
        "change_account",
        (Verb::Change, Resource::Accounts, basis),
        None,
        account.id.uuid(),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    fn command(house: &House, role: Role) -> ChangeAccount {
        ChangeAccount {
            account: house.jens.account,
            display_name: Name::parse("Jens J. Jensen").expect("a name"),
            role,
            unit: Some(house.school),
            version: 1,
        }
    }

    #[tokio::test]
    async fn the_second_of_two_editors_is_told() {
        let house = House::new().await;
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        change_account(&mut ctx, command(&house, Role::Partner))
            .await
            .expect("changed");
        assert!(matches!(
            change_account(&mut ctx, command(&house, Role::TeamLeader)).await,
            Err(ChangeAccountError::Changed)
        ));
        let jens = stored::by_id(&mut ctx.link, house.jens.account)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            (jens.unit, jens.role, jens.version),
            (Some(house.school), Role::Partner, 2)
        );
    }

    #[tokio::test]
    async fn what_cannot_be_is_refused() {
        let house = House::new().await;
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        let mut no_unit = command(&house, Role::Partner);
        no_unit.unit = None;
        assert!(matches!(
            change_account(&mut ctx, no_unit).await,
            Err(ChangeAccountError::UnitMissing)
        ));
        assert!(matches!(
            change_account(&mut ctx, command(&house, Role::FamilyMember)).await,
            Err(ChangeAccountError::NoPerson)
        ));
        let mut own = command(&house, Role::TeamLeader);
        own.account = house.it_admin.account;
        assert!(matches!(
            change_account(&mut ctx, own).await,
            Err(ChangeAccountError::OwnRole)
        ));
        let mut forged = command(&house, Role::Partner);
        forged.unit = Some(ctx.new_id());
        assert!(matches!(
            change_account(&mut ctx, forged).await,
            Err(ChangeAccountError::NoSuchUnit)
        ));
        drop(ctx);
        for actor in [&house.lone, &house.jens, &house.dpo] {
            let mut ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(
                change_account(&mut ctx, command(&house, Role::Partner)).await,
                Err(ChangeAccountError::Stopped(Stop::NotAllowed))
            ));
        }
    }
}

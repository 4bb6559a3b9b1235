//! Adds an account.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::account::{Account, Language, PassPhrase, Role, Username};
use helhed_domain::ids::{AccountId, PersonId, UnitId};
use helhed_domain::text::Name;
use helhed_store::account as stored;

use crate::{Ctx, Stop};

/// An account to add.
#[derive(Debug, Clone)]
pub struct AddAccount {
    /// What is typed at sign-in.
    pub username: Username,
    /// The name others see.
    pub display_name: Name,
    /// Its role.
    pub role: Role,
    /// Where it works.
    pub unit: Option<UnitId>,
    /// Who a family member is.
    pub person: Option<PersonId>,
    /// The language of its screens.
    pub language: Language,
    /// The first pass phrase.
    pub phrase: PassPhrase,
}

/// Why no account was added.
#[derive(Debug, thiserror::Error)]
pub enum AddAccountError {
    /// Somebody has the sign-in name.
    #[error("the sign-in name is taken")]
    Taken,
    /// A partner works in a unit.
    #[error("a partner needs a unit")]
    UnitMissing,
    /// The unit is gone.
    #[error("no such unit")]
    NoSuchUnit,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<helhed_store::StoreError> for AddAccountError {
    fn from(error: helhed_store::StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// An account that is added without a pass phrase: whoever it is for signs in at a provider, or is given a phrase later.
pub(crate) struct NewAccount {
    pub username: Username,
    pub display_name: Name,
    pub role: Role,
    pub unit: Option<UnitId>,
    pub person: Option<PersonId>,
    pub language: Language,
}

/// Adds an account: by IT on screen, or by the house from the command line.
pub async fn add_account(ctx: &mut Ctx, command: AddAccount) -> Result<AccountId, AddAccountError> {
    let salt = ctx.house().random();
    let hash = ctx.house().hashing().hash(&command.phrase, salt).await;
    let account = NewAccount {
        username: command.username,
        display_name: command.display_name,
        role: command.role,
        unit: command.unit,
        person: command.person,
        language: command.language,
    };
    insert_account(ctx, account, &hash).await
}

/// Adds an account with a hash of its pass phrase; without one, nobody signs in with any phrase.
pub(crate) async fn insert_account(
    ctx: &mut Ctx,
    command: NewAccount,
    hash: &str,
) -> Result<AccountId, AddAccountError> {
    let basis = match ctx.actor() {
        Ok(_) => ctx.house_permit::<what::Accounts, doing::Add>()?.basis(),
        Err(_) => Basis::Operation,
    };
    if matches!(command.role, Role::Partner) && command.unit.is_none() {
        return Err(AddAccountError::UnitMissing);
    }
    if let Some(unit) = command.unit
        && stored::unit(&mut ctx.link, unit)
            .await?
            .is_none_or(|unit| unit.closed)
    {
        return Err(AddAccountError::NoSuchUnit);
    }
    if stored::by_username(&mut ctx.link, &command.username)
        .await?
        .is_some()
    {
        return Err(AddAccountError::Taken);
    }
    let account = Account {
        id: ctx.new_id(),
        username: command.username,
        display_name: command.display_name,
        role: command.role,
        unit: command.unit,
        person: command.person,
        language: command.language,
        disabled: false,
        version: 1,
    };
    let now = ctx.now();
    stored::insert(&mut ctx.link, &account, hash, now).await?;
    ctx.record_in_house(
        "add_account",
        (Verb::Add, Resource::Accounts, basis),
        None,
        account.id.uuid(),
    );
    Ok(account.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_sign_in_name_is_given_once_and_only_by_it() {
        let house = House::new().await;
        let command = AddAccount {
            username: Username::parse("karen").expect("a name"),
            display_name: Name::parse("Karen Anden").expect("a name"),
            role: Role::Coordinator,
            unit: None,
            person: None,
            language: Language::Danish,
            phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
        };
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        assert!(matches!(
            add_account(&mut ctx, command.clone()).await,
            Err(AddAccountError::Taken)
        ));
        drop(ctx);
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        assert!(matches!(
            add_account(&mut ctx, command).await,
            Err(AddAccountError::Stopped(Stop::NotAllowed))
        ));
    }
}

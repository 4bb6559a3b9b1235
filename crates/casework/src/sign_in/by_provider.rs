//! Signing in at a provider: who somebody is there makes, brings in step or finds their account here.

use jiff::{SignedDuration, Timestamp};

use helhed_access::{Resource, Verb};
use helhed_domain::account::{Account, Language, Role, Username};
use helhed_domain::cpr::CprNumber;
use helhed_domain::ids::{LinkId, UnitId};
use helhed_domain::keeper::Keeper;
use helhed_domain::means::Means;
use helhed_domain::one_time_link::{LinkPurpose, LinkState};
use helhed_domain::text::Name;
use helhed_store::session::Beginning;
use helhed_store::{StoreError, account as stored, identity, keeping, one_time_link, person};

use super::{Token, begin_session, hash_of, record_account};
use crate::account::{ChangeAccount, change_account, enable_account};
use crate::account::{NewAccount, insert_account, shut_out};
use crate::{Casework, Ctx, Stop};

/// How long somebody may be away at a provider.
pub const AWAY_AT_MOST: SignedDuration = SignedDuration::from_mins(15);

/// Somebody who signed in at a provider.
#[derive(Debug, Clone)]
pub struct ByProvider {
    /// The provider's name in addresses.
    pub provider: String,
    /// Who they are there.
    pub subject: String,
    /// What tied the answer to the question: it comes back once.
    pub state: String,
    /// Who they are to be here.
    pub who: Who,
    /// What tells the provider which session ends.
    pub logout_hint: Option<String>,
    /// The browser, in a few words.
    pub browser: String,
}

/// Who somebody is to be.
#[derive(Debug, Clone)]
pub enum Who {
    /// An employee or a partner, as the mapping file reads their claims.
    Employee(Employee),
    /// Somebody of a family.
    Family {
        /// Their CPR number, where the provider tells it.
        cpr: Option<CprNumber>,
        /// The invitation that was opened before they signed in.
        invitation: Option<LinkId>,
    },
}

/// An employee as the mapping file reads their claims.
#[derive(Debug, Clone)]
pub struct Employee {
    /// The account's name here.
    pub username: Username,
    /// The name others see.
    pub display_name: Option<Name>,
    /// The role; none where no rule names them.
    pub role: Option<Role>,
    /// The unit, by code or name.
    pub unit: Option<String>,
    /// The language of the screens of somebody new.
    pub language: Language,
    /// Whether an account is made where there is none.
    pub creates: bool,
}

/// Why nobody came in.
#[derive(Debug, thiserror::Error)]
pub enum ByProviderError {
    /// No rule gives them a role, or the role they had was taken away.
    #[error("no role")]
    NoRole,
    /// There is no account for them, and none is made.
    #[error("no account")]
    NoAccount,
    /// Their account was shut out here.
    #[error("shut out")]
    ShutOut,
    /// An account of that name is somebody else's, or kept by hand.
    #[error("the account's name is taken")]
    Taken,
    /// A partner's unit is none of ours.
    #[error("no such unit")]
    NoSuchUnit,
    /// The invitation opens no more.
    #[error("the invitation opens no more")]
    Invitation,
    /// This sign-in came back before.
    #[error("came back before")]
    CameBack,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

impl From<Stop> for ByProviderError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Storage(error) => Self::Storage(error),
            Stop::Absent | Stop::NotAllowed | Stop::Restricted(_) => Self::NoAccount,
        }
    }
}

/// Lets somebody in whom a provider vouches for. Whatever is refused is recorded, and what a refusal takes away lasts.
pub async fn sign_in_by_provider(
    house: &Casework,
    command: ByProvider,
    now: Timestamp,
) -> Result<(Account, Token), ByProviderError> {
    let mut ctx = house.begin_as_house(now).await?;
    let state = hash_of(&command.state);
    if !identity::came_back(&mut ctx.link, &state, now, now - AWAY_AT_MOST * 2).await? {
        return Err(ByProviderError::CameBack);
    }
    let bound = format!("{}\0{}", command.provider, command.subject);
    let subject = house.keys().lookup("provider subject", &bound);
    let key = (command.provider.as_str(), subject.as_slice());
    let known = identity::account_of(&mut ctx.link, key.0, key.1).await?;
    let found = match command.who {
        Who::Employee(employee) => employee_account(&mut ctx, key, known, employee).await,
        Who::Family { cpr, invitation } => {
            family_account(&mut ctx, key, known, cpr, invitation).await
        }
    };
    let account = match found {
        Ok(account) => account,
        Err(error) => {
            ctx.commit().await?;
            return Err(error);
        }
    };
    let hint = command.logout_hint.map(|hint| {
        let nonce = house.random();
        house.keys().seal("session.logout_hint", &hint, nonce)
    });
    let beginning = Beginning {
        means: Some(Means::Provider),
        provider: Some(command.provider),
        logout_hint: hint,
        browser: command.browser,
    };
    let token = begin_session(&mut ctx, &account, &beginning).await?;
    ctx.commit().await?;
    Ok((account, token))
}

type Key<'a> = (&'a str, &'a [u8]);

async fn employee_account(
    ctx: &mut Ctx,
    key: Key<'_>,
    known: Option<Account>,
    employee: Employee,
) -> Result<Account, ByProviderError> {
    let is_known = known.is_some();
    let account = match known {
        Some(account) => Some(account),
        None => stored::by_username(&mut ctx.link, &employee.username)
            .await?
            .map(|(account, _)| account),
    };
    let keeper = match &account {
        Some(account) => keeping::keeper_of(&mut ctx.link, account.id).await?,
        None => Keeper::Provider,
    };
    if let (Some(account), false) = (&account, is_known) {
        // An account that a person keeps, somebody's of a family or somebody else's at this provider is not taken over by a name.
        let is_theirs = identity::is_linked(&mut ctx.link, key.0, account.id).await?;
        if keeper == Keeper::Hand || account.person.is_some() || is_theirs {
            return Err(ByProviderError::Taken);
        }
    }
    let Some(role) = employee.role else {
        // What was taken away there is taken away here: this session and every other.
        if let Some(account) = account.filter(|it| keeper == Keeper::Provider && !it.disabled) {
            close(ctx, &account).await?;
        }
        return Err(ByProviderError::NoRole);
    };
    let unit = unit_of(ctx, employee.unit.as_deref()).await?;
    if role == Role::Partner && unit.is_none() {
        return Err(ByProviderError::NoSuchUnit);
    }
    let account = match account {
        None if !employee.creates => return Err(ByProviderError::NoAccount),
        None => add(ctx, &employee, role, unit).await?,
        Some(account) if keeper == Keeper::Provider => {
            keep(ctx, account, &employee, role, unit).await?
        }
        Some(account) if account.disabled => return Err(ByProviderError::ShutOut),
        // The staff file says who they are; the provider must agree on what they come for.
        Some(account) if account.role != role => return Err(ByProviderError::NoRole),
        Some(account) => account,
    };
    if !is_known {
        link_to(ctx, key, &account).await?;
    }
    Ok(account)
}

/// Shuts an account out that the provider kept.
async fn close(ctx: &mut Ctx, account: &Account) -> Result<(), ByProviderError> {
    match shut_out(ctx, account.id).await {
        Ok(()) | Err(crate::account::DisableAccountError::Oneself) => Ok(()),
        Err(crate::account::DisableAccountError::Stopped(stop)) => Err(stop.into()),
    }
}

async fn unit_of(ctx: &mut Ctx, named: Option<&str>) -> Result<Option<UnitId>, StoreError> {
    let Some(named) = named else {
        return Ok(None);
    };
    let units = stored::units(&mut ctx.link).await?;
    let codes = keeping::unit_codes(&mut ctx.link).await?;
    let coded = codes
        .iter()
        .find(|(_, code, _)| code.as_deref() == Some(named));
    let mut open = units.iter().filter(|unit| !unit.closed);
    let found = match coded {
        Some((id, ..)) => open.find(|unit| unit.id == *id),
        None => open.find(|unit| unit.name.as_str() == named),
    };
    if found.is_none() {
        tracing::warn!("a provider names a unit that is none of ours");
    }
    Ok(found.map(|unit| unit.id))
}

/// Makes an account, just in time.
async fn add(
    ctx: &mut Ctx,
    employee: &Employee,
    role: Role,
    unit: Option<UnitId>,
) -> Result<Account, ByProviderError> {
    let name = employee.display_name.clone();
    let name = name.or_else(|| Name::parse(employee.username.as_str()).ok());
    let new = NewAccount {
        username: employee.username.clone(),
        display_name: name.ok_or(ByProviderError::NoAccount)?,
        role,
        unit,
        person: None,
        language: employee.language,
    };
    let id = insert_account(ctx, new, "").await.map_err(|error| {
        tracing::error!(%error, "an account that was looked at was refused");
        ByProviderError::NoAccount
    })?;
    keeping::set_account_keeper(&mut ctx.link, id, Keeper::Provider).await?;
    let made = stored::by_id(&mut ctx.link, id).await?;
    made.ok_or(ByProviderError::NoAccount)
}

/// Brings an account in step with what the provider says now.
async fn keep(
    ctx: &mut Ctx,
    account: Account,
    employee: &Employee,
    role: Role,
    unit: Option<UnitId>,
) -> Result<Account, ByProviderError> {
    let mut version = account.version;
    if account.disabled {
        enable_account(ctx, account.id).await?;
        version += 1;
    }
    let name = employee.display_name.clone();
    let name = name.unwrap_or_else(|| account.display_name.clone());
    if (&name, role, unit) != (&account.display_name, account.role, account.unit) {
        let change = ChangeAccount {
            account: account.id,
            display_name: name,
            role,
            unit,
            version,
        };
        change_account(ctx, change).await.map_err(|error| {
            tracing::error!(%error, "an account could not be brought in step");
            ByProviderError::NoAccount
        })?;
    }
    let kept = stored::by_id(&mut ctx.link, account.id).await?;
    kept.ok_or(ByProviderError::NoAccount)
}

async fn link_to(ctx: &mut Ctx, key: Key<'_>, account: &Account) -> Result<(), StoreError> {
    let now = ctx.now();
    identity::insert(&mut ctx.link, key, account.id, now).await?;
    record_account(ctx, "link_provider", Verb::Change, account.id);
    Ok(())
}

async fn family_account(
    ctx: &mut Ctx,
    key: Key<'_>,
    known: Option<Account>,
    cpr: Option<CprNumber>,
    invitation: Option<LinkId>,
) -> Result<Account, ByProviderError> {
    let is_known = known.is_some();
    let account = match (known, invitation) {
        (Some(account), _) => account,
        (None, Some(invitation)) => invited(ctx, key, invitation).await?,
        (None, None) => {
            let cpr = cpr.ok_or(ByProviderError::NoAccount)?;
            let keys = ctx.house().keys().clone();
            let person = person::id_of_cpr(&mut ctx.link, &keys, &cpr).await?;
            let person = person.ok_or(ByProviderError::NoAccount)?;
            let account = identity::account_of_person(&mut ctx.link, person).await?;
            account.ok_or(ByProviderError::NoAccount)?
        }
    };
    if account.disabled || account.role != Role::FamilyMember {
        return Err(ByProviderError::ShutOut);
    }
    if !is_known {
        if identity::is_linked(&mut ctx.link, key.0, account.id).await? {
            return Err(ByProviderError::Taken);
        }
        link_to(ctx, key, &account).await?;
    }
    Ok(account)
}

/// The account of an invitation that still opens; it is used up.
async fn invited(
    ctx: &mut Ctx,
    key: Key<'_>,
    invitation: LinkId,
) -> Result<Account, ByProviderError> {
    let (now, most) = (ctx.now(), ctx.rules().link_wrong_codes);
    let link = one_time_link::by_id(&mut ctx.link, invitation).await?;
    let link = link
        .filter(|link| {
            link.purpose == LinkPurpose::Join && link.state(now, most) == LinkState::Live
        })
        .ok_or(ByProviderError::Invitation)?;
    let account = stored::by_id(&mut ctx.link, link.subject.into()).await?;
    let account = account.ok_or(ByProviderError::Invitation)?;
    if identity::is_linked(&mut ctx.link, key.0, account.id).await? {
        return Err(ByProviderError::Taken);
    }
    if !one_time_link::use_up(&mut ctx.link, link.id, now).await? {
        return Err(ByProviderError::Invitation);
    }
    ctx.record_by_link("join", (Verb::Add, Resource::Accounts), &link);
    Ok(account)
}

#[cfg(test)]
mod tests;

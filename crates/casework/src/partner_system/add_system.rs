//! Gives a partner's system its token.

use std::fmt::Write as _;

use helhed_access::{Resource, Verb, doing, what};
use helhed_domain::account::{Account, Language, Role, Username};
use helhed_domain::ids::{SystemId, UnitId};
use helhed_domain::partner_system::{LONGEST_DAYS, MOST_PER_MINUTE, PartnerSystem, SystemScope};
use helhed_domain::text::Name;
use helhed_store::{account, partner_system as stored};
use jiff::SignedDuration;

use crate::sign_in::hash_of;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What every token begins with, so that one that was lost is recognised for what it is.
const BEGINS: &str = "helhed_";

/// A system to give a token.
#[derive(Debug, Clone)]
pub struct AddSystem {
    /// What it is called.
    pub name: Name,
    /// The unit it is of.
    pub unit: UnitId,
    /// What its token lets it ask for.
    pub scopes: Vec<SystemScope>,
    /// For how many days.
    pub days: i64,
    /// How many requests a minute it may send.
    pub per_minute: i64,
}

/// What was made.
pub struct AddedSystem {
    /// The system.
    pub system: SystemId,
    /// The token in the clear: told once, kept as a hash.
    pub token: String,
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum AddSystemError {
    /// It could ask for nothing.
    #[error("no scope is chosen")]
    NoScope,
    /// No such time.
    #[error("not 1 to {LONGEST_DAYS} days")]
    Days,
    /// No such pace.
    #[error("not 1 to {MOST_PER_MINUTE} requests a minute")]
    PerMinute,
    /// The unit is gone.
    #[error("no such unit")]
    NoSuchUnit,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddSystemError);

/// Gives a partner's system a token and an account of its own, which works in the unit and which nobody signs in with.
pub async fn add_system(ctx: &mut Ctx, command: AddSystem) -> Result<AddedSystem, AddSystemError> {
    let permit = ctx.house_permit::<what::Systems, doing::Add>()?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    let mut scopes = command.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(AddSystemError::NoScope);
    }
    if !(1..=LONGEST_DAYS).contains(&command.days) {
        return Err(AddSystemError::Days);
    }
    if !(1..=MOST_PER_MINUTE).contains(&command.per_minute) {
        return Err(AddSystemError::PerMinute);
    }
    let unit = account::unit(&mut ctx.link, command.unit).await?;
    if unit.is_none_or(|unit| unit.closed) {
        return Err(AddSystemError::NoSuchUnit);
    }
    let acts_as = Account {
        id: ctx.new_id(),
        username: username(ctx),
        display_name: command.name.clone(),
        role: Role::Partner,
        unit: Some(command.unit),
        person: None,
        language: Language::Danish,
        disabled: false,
        version: 1,
    };
    // No phrase fits an empty hash.
    account::insert(&mut ctx.link, &acts_as, "", now).await?;
    let system = PartnerSystem {
        id: ctx.new_id(),
        name: command.name,
        unit: command.unit,
        account: acts_as.id,
        scopes,
        per_minute: command.per_minute,
        made_at: now,
        expires_at: now + SignedDuration::from_hours(24 * command.days),
        revoked_at: None,
        last_used_at: None,
    };
    let secret: [u8; 32] = ctx.house().random();
    let token = format!("{BEGINS}{}", hexadecimal(&secret));
    stored::insert(&mut ctx.link, &permit, &system, &hash_of(&token), by).await?;
    let what = (Verb::Add, Resource::Systems, permit.basis());
    ctx.record_in_house("add_system", what, None, system.id.uuid());
    Ok(AddedSystem {
        system: system.id,
        token,
    })
}

/// A sign-in name that nobody has.
fn username(ctx: &Ctx) -> Username {
    let random: [u8; 10] = ctx.house().random();
    let name = format!("system-{}", hexadecimal(&random));
    Username::parse(&name).expect("small letters, digits and a dash")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

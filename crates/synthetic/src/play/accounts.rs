//! Units and accounts: made by the house, as from the command line.

use jiff::Timestamp;

use helhed_casework::access::Actor;
use helhed_casework::account::{AddAccount, AddUnit, add_account, add_unit};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::ids::{PersonId, UnitId};
use helhed_casework::{Casework, Ctx};

use super::cast::Cast;
use super::codes::{role_of, unit_kind};
use super::refuse::{PopulateError, name, refused};
use crate::story::{self, Municipality};

/// Opens units and accounts; a family's member follows when the family is there.
pub(super) async fn open(
    house: &Casework,
    town: &Municipality,
    phrase: &str,
    at: Timestamp,
) -> Result<Cast, PopulateError> {
    let mut ctx = house.begin_as_house(at).await?;
    let team = AddUnit {
        name: name("Familieteamet")?,
        kind: helhed_casework::domain::unit::UnitKind::CoordinationTeam,
    };
    let team = add_unit(&mut ctx, team).await?;
    let mut cast = Cast::default();
    for unit in &town.units {
        let command = AddUnit {
            name: name(&unit.name)?,
            kind: unit_kind(unit.kind),
        };
        let id = add_unit(&mut ctx, command).await?;
        cast.units.insert(unit.kind, id);
    }
    for account in town
        .accounts
        .iter()
        .filter(|account| account.member_of.is_none())
    {
        let role = role_of(account.role);
        let unit = match role {
            Role::Coordinator | Role::TeamLeader => Some(team),
            _ => account.unit.and_then(|kind| cast.units.get(&kind).copied()),
        };
        let actor = add(&mut ctx, account, phrase, unit, None).await?;
        cast.enter(account, actor);
    }
    let left = story::Account {
        username: "bodil-left".to_owned(),
        display_name: "Bodil Frandsen".to_owned(),
        role: story::AccountRole::Coordinator,
        unit: None,
        member_of: None,
        signs_in: false,
    };
    cast.enter_left(add(&mut ctx, &left, phrase, Some(team), None).await?);
    ctx.commit().await?;
    Ok(cast)
}

/// Adds one account.
pub(super) async fn add(
    ctx: &mut Ctx,
    account: &story::Account,
    phrase: &str,
    unit: Option<UnitId>,
    person: Option<PersonId>,
) -> Result<Actor, PopulateError> {
    let role = role_of(account.role);
    let command = AddAccount {
        username: Username::parse(&account.username).map_err(refused("a sign-in name"))?,
        display_name: name(&account.display_name)?,
        role,
        unit,
        person,
        language: Language::Danish,
        phrase: PassPhrase::choose(phrase).map_err(refused("the pass phrase"))?,
    };
    let account = add_account(ctx, command)
        .await
        .map_err(refused("add_account"))?;
    Ok(Actor {
        account,
        role,
        unit,
        person,
    })
}

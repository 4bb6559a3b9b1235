//! Units and accounts: made by the house, as from the command line.

use std::collections::BTreeMap;

use jiff::Timestamp;

use helhed_casework::Casework;
use helhed_casework::access::Actor;
use helhed_casework::account::{AddAccount, AddUnit, add_account, add_unit};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::ids::UnitId;
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::UnitKind;

use super::{PopulateError, SignIn};
use crate::story::{self, AccountRole, Municipality};

pub(super) fn kind_of(kind: story::UnitKind) -> UnitKind {
    match kind {
        story::UnitKind::Jobcentre => UnitKind::Jobcentre,
        story::UnitKind::FamilyDepartment => UnitKind::FamilyDepartment,
        story::UnitKind::YouthUnit => UnitKind::Other,
        story::UnitKind::HealthVisitors => UnitKind::HealthVisitor,
        story::UnitKind::DayCare => UnitKind::DayCare,
        story::UnitKind::School => UnitKind::School,
        story::UnitKind::Psychiatry => UnitKind::Psychiatry,
        story::UnitKind::AddictionCentre => UnitKind::AddictionCentre,
        story::UnitKind::Hospital => UnitKind::Hospital,
        story::UnitKind::Volunteers => UnitKind::Volunteers,
    }
}

fn role_of(role: AccountRole) -> Role {
    match role {
        AccountRole::Coordinator => Role::Coordinator,
        AccountRole::TeamLeader => Role::TeamLeader,
        AccountRole::Partner => Role::Partner,
        AccountRole::SteeringGroup => Role::SteeringGroup,
        AccountRole::Evaluator => Role::Evaluator,
        AccountRole::ItAdmin => Role::ItAdmin,
        AccountRole::Dpo => Role::Dpo,
        AccountRole::FamilyMember => Role::FamilyMember,
    }
}

pub(super) fn name(text: &str) -> Result<Name, PopulateError> {
    Name::parse(text).map_err(|_| PopulateError::Refused("a name"))
}

/// Opens units and accounts; family members follow when their family is there.
pub(super) async fn open(
    house: &Casework,
    town: &Municipality,
    phrase: &str,
    now: Timestamp,
    people: &mut BTreeMap<String, Actor>,
) -> Result<Vec<SignIn>, PopulateError> {
    let mut ctx = house.begin_as_house(now).await?;
    let team = AddUnit {
        name: name("Familieteamet")?,
        kind: UnitKind::CoordinationTeam,
    };
    let team = add_unit(&mut ctx, team).await?;
    let mut units: BTreeMap<story::UnitKind, UnitId> = BTreeMap::new();
    for unit in &town.units {
        let id = add_unit(
            &mut ctx,
            AddUnit {
                name: name(&unit.name)?,
                kind: kind_of(unit.kind),
            },
        )
        .await?;
        units.insert(unit.kind, id);
    }
    let mut sign_ins = Vec::new();
    for account in town
        .accounts
        .iter()
        .filter(|account| account.member_of.is_none())
    {
        let role = role_of(account.role);
        let unit = match role {
            Role::Coordinator | Role::TeamLeader => Some(team),
            _ => account.unit.and_then(|kind| units.get(&kind).copied()),
        };
        let command = AddAccount {
            username: Username::parse(&account.username)
                .map_err(|_| PopulateError::Refused("a sign-in name"))?,
            display_name: name(&account.display_name)?,
            role,
            unit,
            person: None,
            language: Language::Danish,
            phrase: PassPhrase::choose(phrase)
                .map_err(|_| PopulateError::Refused("the pass phrase"))?,
        };
        let id = add_account(&mut ctx, command)
            .await
            .map_err(|_| PopulateError::Refused("add_account"))?;
        people.insert(
            account.username.clone(),
            Actor {
                account: id,
                role,
                unit,
                person: None,
            },
        );
        if account.signs_in {
            sign_ins.push(SignIn {
                role,
                username: account.username.clone(),
                name: account.display_name.clone(),
            });
        }
    }
    ctx.commit().await?;
    Ok(sign_ins)
}

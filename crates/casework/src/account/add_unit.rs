//! Adds a unit.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::ids::UnitId;
use helhed_domain::text::Name;
use helhed_domain::unit::{Unit, UnitKind};
use helhed_store::account as stored;

use crate::{Ctx, Stop};

/// A unit to add.
#[derive(Debug, Clone)]
pub struct AddUnit {
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub kind: UnitKind,
}

/// Adds a unit: by IT on screen, or by the house from the command line.
pub async fn add_unit(ctx: &mut Ctx, command: AddUnit) -> Result<UnitId, Stop> {
    let basis = match ctx.actor() {
        Ok(_) => ctx.house_permit::<what::Accounts, doing::Add>()?.basis(),
        Err(_) => Basis::Operation,
    };
    let unit = Unit {
        id: ctx.new_id(),
        name: command.name,
        kind: command.kind,
        closed: false,
        version: 1,
    };
    stored::insert_unit(&mut ctx.link, &unit).await?;
    ctx.record_in_house(
        "add_unit",
        (Verb::Add, Resource::Accounts, basis),
        None,
        unit.id.uuid(),
    );
    Ok(unit.id)
}

//! Changes what a unit is called and does.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::ids::UnitId;
use helhed_domain::text::Name;
use helhed_domain::unit::{Unit, UnitKind};
use helhed_store::account as stored;

use crate::{Ctx, Stop};

/// What is to hold from now on.
#[derive(Debug, Clone)]
pub struct ChangeUnit {
    /// The unit.
    pub unit: UnitId,
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub kind: UnitKind,
    /// The version that was on the screen.
    pub version: i64,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeUnitError {
    /// Somebody else has changed it since.
    #[error("changed by somebody else meanwhile")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<helhed_store::StoreError> for ChangeUnitError {
    fn from(error: helhed_store::StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// The unit, and on what basis it may be changed.
pub(super) async fn unit_to_change(ctx: &mut Ctx, id: UnitId) -> Result<(Unit, Basis), Stop> {
    let basis = match ctx.actor() {
        Ok(_) => ctx.house_permit::<what::Accounts, doing::Change>()?.basis(),
        Err(_) => Basis::Operation,
    };
    let unit = stored::unit(&mut ctx.link, id).await?;
    Ok((unit.ok_or(Stop::Absent)?, basis))
}

/// Changes a unit.
pub async fn change_unit(ctx: &mut Ctx, command: ChangeUnit) -> Result<(), ChangeUnitError> {
    let (unit, basis) = unit_to_change(ctx, command.unit).await?;
    let changed = Unit {
        name: command.name,
        kind: command.kind,
        ..unit
    };
    if !stored::update_unit(&mut ctx.link, &changed, command.version).await? {
        return Err(ChangeUnitError::Changed);
    }
    ctx.record_in_house(
        "change_unit",
        (Verb::Change, Resource::Accounts, basis),
        None,
        changed.id.uuid(),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_unit_is_renamed_once_per_version_and_only_by_it() {
        let house = House::new().await;
        let command = ChangeUnit {
            unit: house.school,
            name: Name::parse("Enghaveskolen").expect("a name"),
            kind: UnitKind::School,
            version: 1,
        };
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        change_unit(&mut ctx, command.clone())
            .await
            .expect("changed");
        assert!(matches!(
            change_unit(&mut ctx, command.clone()).await,
            Err(ChangeUnitError::Changed)
        ));
        drop(ctx);
        let mut ctx = house.begin(&house.sanne, house.now()).await.expect("begun");
        assert!(matches!(
            change_unit(&mut ctx, command).await,
            Err(ChangeUnitError::Stopped(Stop::NotAllowed))
        ));
    }
}

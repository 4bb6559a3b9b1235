//! Closes a unit, and opens it again.

use helhed_access::{Resource, Verb};
use helhed_domain::ids::UnitId;
use helhed_store::account as stored;

use super::change_unit::unit_to_change;
use crate::{Ctx, Stop};

/// Why a unit was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseUnitError {
    /// So many still work in it: they are moved or shut out first.
    #[error("{0} still work in it")]
    StillWorking(i64),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<helhed_store::StoreError> for CloseUnitError {
    fn from(error: helhed_store::StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Closes a unit in which nobody works any more. What it referred stays.
pub async fn close_unit(ctx: &mut Ctx, id: UnitId) -> Result<(), CloseUnitError> {
    let (unit, basis) = unit_to_change(ctx, id).await?;
    if unit.closed {
        return Ok(());
    }
    let working = stored::working_in(&mut ctx.link, id).await?;
    if working > 0 {
        return Err(CloseUnitError::StillWorking(working));
    }
    let today = ctx.today();
    stored::set_unit_closed(&mut ctx.link, id, Some(today)).await?;
    ctx.record_in_house(
        "close_unit",
        (Verb::Annul, Resource::Accounts, basis),
        None,
        id.uuid(),
    );
    Ok(())
}

/// Opens a closed unit again.
pub async fn reopen_unit(ctx: &mut Ctx, id: UnitId) -> Result<(), Stop> {
    let (unit, basis) = unit_to_change(ctx, id).await?;
    if !unit.closed {
        return Ok(());
    }
    stored::set_unit_closed(&mut ctx.link, id, None).await?;
    ctx.record_in_house(
        "reopen_unit",
        (Verb::Change, Resource::Accounts, basis),
        None,
        id.uuid(),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::disable_account;
    use crate::testing::House;

    #[tokio::test]
    async fn a_unit_closes_when_nobody_works_there_and_opens_again() {
        let house = House::new().await;
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        assert!(matches!(
            close_unit(&mut ctx, house.school).await,
            Err(CloseUnitError::StillWorking(1))
        ));
        disable_account(&mut ctx, house.sanne.account)
            .await
            .expect("shut out");
        close_unit(&mut ctx, house.school).await.expect("closed");
        let unit = stored::unit(&mut ctx.link, house.school).await;
        assert!(unit.expect("read").expect("there").closed);
        reopen_unit(&mut ctx, house.school).await.expect("opened");
        let unit = stored::unit(&mut ctx.link, house.school).await;
        assert!(!unit.expect("read").expect("there").closed);
    }
}

//! Who may sign in, for whoever runs the installation from its command line.

use helhed_access::{Resource, Verb};
use helhed_domain::account::Account;
use helhed_domain::unit::Unit;
use helhed_store::{StoreError, account as stored};
use jiff::Timestamp;
use uuid::Uuid;

use crate::Casework;

/// Every account and every unit, by name. Recorded as read by the house itself.
pub async fn accounts_of_house(
    house: &Casework,
    now: Timestamp,
) -> Result<(Vec<Account>, Vec<Unit>), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let accounts = stored::all_of_house(&mut ctx.link).await?;
    let units = stored::units(&mut ctx.link).await?;
    let read = (
        Verb::Read,
        Resource::Accounts,
        helhed_access::Basis::Operation,
    );
    ctx.record_in_house("accounts_of_house", read, None, Uuid::nil());
    ctx.commit().await?;
    Ok((accounts, units))
}

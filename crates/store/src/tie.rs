//! What ties an actor to a family, and the condition that says the same of many families.

use helhed_access::{Actor, Reach, Scope, Ties};
use helhed_domain::ids::FamilyId;

use crate::{Link, StoreError, Value, args};

/// Reads the ties that access is decided from. `None` where there is no such family.
pub async fn ties(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
) -> Result<Option<Ties>, StoreError> {
    let sql = "SELECT
        (SELECT COUNT(*) FROM assignment WHERE family_id = f.id AND account_id = $2 AND to_at IS NULL AND kind = 'coordinator'),
        (SELECT COUNT(*) FROM assignment WHERE family_id = f.id AND account_id = $2 AND to_at IS NULL AND kind = 'deputy'),
        (SELECT COUNT(*) FROM referral WHERE family_id = f.id AND unit_id = $3 AND disclosed),
        (SELECT COUNT(*) FROM membership WHERE family_id = f.id AND person_id = $4 AND to_on IS NULL)
        FROM family f WHERE f.id = $1";
    let Some(mut row) = link
        .row(sql, args![family, actor.account, actor.unit, actor.person])
        .await?
    else {
        return Ok(None);
    };
    let mut any = || row.next::<i64>().map(|count| count > 0);
    Ok(Some(Ties {
        coordinator: any()?,
        deputy: any()?,
        referred: any()?,
        member: any()?,
    }))
}

/// The scope as a condition on `f.id`, its one parameter being `$at`.
pub fn condition(scope: &Scope, at: usize) -> (String, Option<Value>) {
    match scope.reach() {
        Reach::All => ("1 = 1".to_owned(), None),
        Reach::Assigned(account) => (
            format!(
                "f.id IN (SELECT family_id FROM assignment WHERE account_id = ${at} AND to_at IS NULL)"
            ),
            Some(account.into()),
        ),
        Reach::Referred(unit) => (
            format!("f.id IN (SELECT family_id FROM referral WHERE unit_id = ${at} AND disclosed)"),
            Some(unit.into()),
        ),
        Reach::Member(person) => (
            format!(
                "f.id IN (SELECT family_id FROM membership WHERE person_id = ${at} AND to_on IS NULL)"
            ),
            Some(person.into()),
        ),
        Reach::Nothing => ("1 = 0".to_owned(), None),
    }
}

//! The waiting list.

use jiff::Timestamp;

use helhed_access::{HousePermit, Permit, doing, what};
use helhed_domain::ids::{FamilyId, ReferralId};
use helhed_domain::text::Name;
use helhed_domain::waiting::WaitingPlace;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// How many families wait: the length of the list is no secret.
pub async fn length(link: &mut Link) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM waiting_place WHERE left_at IS NULL";
    match link.row(sql, []).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// The places as they are, in order: for the rule that moves them, shown to nobody.
pub async fn places(link: &mut Link) -> Result<Vec<WaitingPlace>, StoreError> {
    let sql = "SELECT referral_id, place FROM waiting_place WHERE left_at IS NULL ORDER BY place";
    let rows = link.rows(sql, []).await?;
    rows.into_iter().map(place).collect()
}

/// The last place, where anybody waits: the list may be long, and who comes next stands behind it.
pub async fn last(link: &mut Link) -> Result<Option<WaitingPlace>, StoreError> {
    let sql = "SELECT referral_id, place FROM waiting_place WHERE left_at IS NULL ORDER BY place DESC LIMIT 1";
    link.row(sql, []).await?.map(place).transpose()
}

fn place(mut row: Row) -> Result<WaitingPlace, StoreError> {
    Ok(WaitingPlace {
        referral: row.next()?,
        place: row.next()?,
    })
}

/// Puts the family of a permit on the list, or back on it.
pub async fn put(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Change>,
    it: WaitingPlace,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO waiting_place (referral_id, family_id, place, since_at, left_at) VALUES ($1, $2, $3, $4, NULL)
               ON CONFLICT (referral_id) DO UPDATE SET place = excluded.place, since_at = excluded.since_at, left_at = NULL";
    link.run(sql, args![it.referral, permit.family(), it.place, now])
        .await
        .map(drop)
}

/// Whether the family waits.
pub async fn waits(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Read>,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM waiting_place WHERE family_id = $1 AND left_at IS NULL";
    let row = link.row(sql, args![permit.family()]).await?;
    Ok(row.map(|mut row| row.next::<i64>()).transpose()? > Some(0))
}

/// Takes the family off the list.
pub async fn leave(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Change>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE waiting_place SET left_at = $2 WHERE family_id = $1 AND left_at IS NULL";
    link.run(sql, args![permit.family(), now]).await.map(drop)
}

/// Writes a place that has moved.
pub async fn set_place(
    link: &mut Link,
    _permit: &HousePermit<what::Intake, doing::Change>,
    it: WaitingPlace,
) -> Result<(), StoreError> {
    let sql = "UPDATE waiting_place SET place = $2 WHERE referral_id = $1 AND left_at IS NULL";
    link.run(sql, args![it.referral, it.place]).await.map(drop)
}

/// A family that waits, for the list of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingFamily {
    /// The referral it waits on.
    pub referral: ReferralId,
    /// The family.
    pub family: FamilyId,
    /// What the household is called here.
    pub name: Name,
    /// The unit that referred it.
    pub unit: Name,
    /// Since when it waits.
    pub since: Timestamp,
}

/// Every family that waits, in order.
pub async fn families(
    link: &mut Link,
    _permit: &HousePermit<what::Intake, doing::Read>,
) -> Result<Vec<WaitingFamily>, StoreError> {
    let sql = "SELECT w.referral_id, w.family_id, f.name, u.name, w.since_at
               FROM waiting_place w JOIN family f ON f.id = w.family_id JOIN referral r ON r.id = w.referral_id
               JOIN unit u ON u.id = r.unit_id WHERE w.left_at IS NULL ORDER BY w.place";
    let rows = link.rows(sql, []).await?;
    let read = |mut row: Row| {
        Ok(WaitingFamily {
            referral: row.next()?,
            family: row.next()?,
            name: row.parsed("name", name)?,
            unit: row.parsed("name", name)?,
            since: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

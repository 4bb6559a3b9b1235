//! Feedback ratings. Append-only: a mistake is struck out with a reason.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::episode::{GivenRating, Instrument, Items, RatingFacts, RatingWay};
use helhed_domain::ids::{AccountId, FamilyId, NormSetId, RatedId, RaterId, RatingId};
use helhed_domain::rating::{Rating, Total};

use crate::{Link, Row, StoreError, args, unreadable};

pub(crate) const COLUMNS: &str = "g.id, g.rated_id, g.rater_id, g.instrument, g.on_day, g.item_1, g.item_2, g.item_3, g.item_4, g.total, g.way";

pub(crate) fn read(row: &mut Row) -> Result<GivenRating, StoreError> {
    let (id, rated, rater) = (row.next()?, row.next()?, row.next_optional()?);
    let instrument = row.parsed("form", Instrument::from_code)?;
    let on = row.next()?;
    let mut items = [None; 4];
    for item in &mut items {
        *item = row
            .next_optional::<i64>()?
            .map(|tenths| {
                let tenths = u8::try_from(tenths).ok();
                tenths
                    .and_then(Rating::from_tenths)
                    .ok_or_else(|| unreadable("item"))
            })
            .transpose()?;
    }
    let bare_total = row
        .next_optional::<i64>()?
        .map(|tenths| {
            let tenths = u16::try_from(tenths).ok();
            tenths
                .and_then(Total::from_tenths)
                .ok_or_else(|| unreadable("total"))
        })
        .transpose()?;
    Ok(GivenRating {
        id,
        rated,
        facts: RatingFacts {
            instrument,
            rater,
            on,
            items: Items(items),
            bare_total,
            way: row.parsed("way of a rating", RatingWay::from_code)?,
        },
    })
}

/// What a norm set said of a rating on the day it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldAgainst {
    /// The zone.
    pub zone: &'static str,
    /// The norm set.
    pub norm_set: NormSetId,
}

/// Adds a rating of somebody in the permit's family. False where the same rater has filled in the same form that day.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Add>,
    rating: &GivenRating,
    held: Option<HeldAgainst>,
    by: Option<AccountId>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    write(link, permit.family(), rating, held, (by, now)).await
}

pub(crate) async fn write(
    link: &mut Link,
    family: FamilyId,
    rating: &GivenRating,
    held: Option<HeldAgainst>,
    (by, now): (Option<AccountId>, Timestamp),
) -> Result<bool, StoreError> {
    let facts = &rating.facts;
    let [one, two, three, four] = facts
        .items
        .0
        .map(|item| item.map(|item| i64::from(item.tenths())));
    // A rating of somebody in another family's episode has no row to stand on.
    let sql = "SELECT COUNT(*) FROM rated WHERE id = $1 AND family_id = $2";
    let row = link.row(sql, args![rating.rated, family]).await?;
    if row.map(|mut row| row.next::<i64>()).transpose()? != Some(1) {
        return Err(unreadable("episode of a rating"));
    }
    let sql = "INSERT INTO rating (id, rated_id, family_id, rater_id, instrument, on_day, item_1, item_2, item_3, item_4, total, way,
                 zone, norm_set_id, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING";
    let values = args![
        rating.id,
        rating.rated,
        family,
        facts.rater,
        facts.instrument.code(),
        facts.on,
        one,
        two,
        three,
        four,
        facts.bare_total.map(|total| i64::from(total.tenths())),
        facts.way.code(),
        held.map(|held| held.zone),
        held.map(|held| held.norm_set),
        by,
        now,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// The days on which one rater has filled in one form about somebody, in every episode, and whether it was skipped.
pub async fn days_of(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Add>,
    rated: RatedId,
    rater: Option<RaterId>,
    instrument: Instrument,
) -> Result<Vec<(Date, bool)>, StoreError> {
    let sql = "SELECT g.on_day, COALESCE(g.item_1, g.item_2, g.item_3, g.item_4, g.total) FROM rating g
               JOIN rated r ON r.id = g.rated_id
               WHERE r.family_id = $1 AND r.person_id = (SELECT person_id FROM rated WHERE id = $2) AND g.instrument = $3
                 AND g.annulled_at IS NULL AND ((g.rater_id IS NULL AND $4 = 1) OR g.rater_id = $5)";
    let own = i64::from(rater.is_none());
    let values = args![permit.family(), rated, instrument.code(), own, rater];
    let rows = link.rows(sql, values).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.next()?, row.next_optional::<i64>()?.is_none())))
        .collect()
}

/// Every rating of the family that stands, in order of days.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
) -> Result<Vec<GivenRating>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rating g WHERE g.family_id = $1 AND g.annulled_at IS NULL ORDER BY g.on_day, g.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// The last day somebody in an episode was rated, by whomever.
pub async fn last_day(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Change>,
    rated: RatedId,
) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT MAX(on_day) FROM rating WHERE rated_id = $1 AND family_id = $2 AND annulled_at IS NULL";
    match link.row(sql, args![rated, permit.family()]).await? {
        Some(mut row) => row.next_optional(),
        None => Ok(None),
    }
}

/// Strikes a rating out; false if there is none such, or it is struck out already.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Annul>,
    id: RatingId,
    annulment: &Annulment,
) -> Result<bool, StoreError> {
    let sql = "UPDATE rating SET annulled_at = $3, annul_reason = $4
               WHERE id = $1 AND family_id = $2 AND annulled_at IS NULL";
    let values = args![id, permit.family(), annulment.at, annulment.reason.as_str()];
    Ok(link.run(sql, values).await? == 1)
}

/// The zone a rating was held to lie in when it was given, and the name and version of the norm set that said so.
pub async fn held_against(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Read>,
    id: RatingId,
) -> Result<Option<(String, String, String)>, StoreError> {
    let sql =
        "SELECT g.zone, n.name, n.version FROM rating g JOIN norm_set n ON n.id = g.norm_set_id
               WHERE g.id = $1 AND g.family_id = $2 AND g.zone IS NOT NULL";
    let row = link.row(sql, args![id, permit.family()]).await?;
    row.map(|mut row| Ok((row.next()?, row.next()?, row.next()?)))
        .transpose()
}

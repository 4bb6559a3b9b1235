//! Statements for taking ratings over from another system. They ask for no permit: they are for whoever runs the installation, at
//! its command line, where there is no account to ask leave of.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_domain::episode::{Collateral, GivenRating, Rated};
use helhed_domain::ids::{FamilyId, PersonId};

use crate::rating::HeldAgainst;
use crate::{Link, StoreError, args, rated, rater, rating};

/// Somebody of a family, found by their CPR number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// The family they belong to now, or the last they belonged to.
    pub family: FamilyId,
    /// When they were born.
    pub born: Option<Date>,
}

/// Finds somebody of a family by the look-up of their CPR number.
pub async fn of_cpr(link: &mut Link, lookup: &[u8]) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT p.id, m.family_id, p.born_on FROM person p JOIN membership m ON m.person_id = p.id
               WHERE p.cpr_lookup = $1 ORDER BY CASE WHEN m.to_on IS NULL THEN 0 ELSE 1 END, m.from_on DESC, m.id LIMIT 1";
    let row = link.row(sql, args![lookup]).await?;
    row.map(|mut row| {
        Ok(Known {
            person: row.next()?,
            family: row.next()?,
            born: row.next_optional()?,
        })
    })
    .transpose()
}

/// What is here of one person: episodes, raters, ratings that stand.
pub async fn of_person(
    link: &mut Link,
    person: PersonId,
) -> Result<(Vec<Rated>, Vec<Collateral>, Vec<GivenRating>), StoreError> {
    let sql = format!(
        "SELECT {} FROM rated r WHERE r.person_id = $1 ORDER BY r.opened_on DESC",
        rated::COLUMNS
    );
    let rows = link.rows(&sql, args![person]).await?;
    let parts = rows
        .into_iter()
        .map(|mut row| rated::read(&mut row))
        .collect::<Result<_, _>>()?;
    let sql =
        "SELECT id, person_id, kind, name, relative_id FROM rater WHERE person_id = $1 ORDER BY id";
    let rows = link.rows(sql, args![person]).await?;
    let raters = rows
        .into_iter()
        .map(rater::read)
        .collect::<Result<_, _>>()?;
    let sql = format!(
        "SELECT {} FROM rating g JOIN rated r ON r.id = g.rated_id WHERE r.person_id = $1 AND g.annulled_at IS NULL ORDER BY g.on_day",
        rating::COLUMNS
    );
    let rows = link.rows(&sql, args![person]).await?;
    let ratings = rows
        .into_iter()
        .map(|mut row| rating::read(&mut row))
        .collect::<Result<_, _>>()?;
    Ok((parts, raters, ratings))
}

/// Puts somebody in an episode.
pub async fn insert_rated(link: &mut Link, it: &Rated, now: Timestamp) -> Result<(), StoreError> {
    rated::write(link, it.family, it, (None, now))
        .await
        .map(drop)
}

/// Adds a rater.
pub async fn insert_rater(
    link: &mut Link,
    family: FamilyId,
    it: &Collateral,
    now: Timestamp,
) -> Result<(), StoreError> {
    rater::write(link, family, it, now).await
}

/// Adds a rating.
pub async fn insert_rating(
    link: &mut Link,
    family: FamilyId,
    it: &GivenRating,
    held: Option<HeldAgainst>,
    now: Timestamp,
) -> Result<(), StoreError> {
    rating::write(link, family, it, held, (None, now))
        .await
        .map(drop)
}

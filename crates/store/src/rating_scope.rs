//! Ratings across families: for Today, for supervision, for the aggregate. Fixed numbers of queries, whatever the number of families.

use jiff::civil::Date;

use helhed_access::{Doing, HousePermit, Scope, What};
use helhed_domain::episode::{Collateral, GivenRating, Rated};
use helhed_domain::text::Name;

use crate::account::name;
use crate::tie::condition;
use crate::{Link, Row, StoreError, rated, rater, rating};

/// Somebody in an episode, with what is told of them on Today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedLine {
    /// Their part of the episode.
    pub rated: Rated,
    /// What they are called.
    pub given_name: Name,
    /// When they were born.
    pub born: Option<Date>,
}

fn line(mut row: Row) -> Result<RatedLine, StoreError> {
    Ok(RatedLine {
        rated: rated::read(&mut row)?,
        given_name: row.parsed("name", name)?,
        born: row.next_optional()?,
    })
}

/// Everyone in an open episode in the families of a scope, and every rating of those episodes in order of days: two queries.
pub async fn open_in(
    link: &mut Link,
    scope: &Scope,
) -> Result<(Vec<RatedLine>, Vec<GivenRating>), StoreError> {
    let (condition, value) = condition(scope, 1);
    let sql = format!(
        "SELECT {}, p.given_name, p.born_on FROM rated r JOIN person p ON p.id = r.person_id JOIN family f ON f.id = r.family_id
         WHERE r.closed_on IS NULL AND {condition} ORDER BY p.given_name, r.id",
        rated::COLUMNS
    );
    let rows = link.rows(&sql, value.clone()).await?;
    let people = rows.into_iter().map(line).collect::<Result<_, _>>()?;
    let sql = format!(
        "SELECT {} FROM rating g JOIN rated r ON r.id = g.rated_id JOIN family f ON f.id = r.family_id
         WHERE r.closed_on IS NULL AND g.annulled_at IS NULL AND {condition} ORDER BY g.on_day, g.id",
        rating::COLUMNS
    );
    let rows = link.rows(&sql, value).await?;
    let ratings = rows
        .into_iter()
        .map(|mut row| rating::read(&mut row))
        .collect::<Result<_, _>>()?;
    Ok((people, ratings))
}

/// Every collateral rater of the families of a scope.
pub async fn raters_in(link: &mut Link, scope: &Scope) -> Result<Vec<Collateral>, StoreError> {
    let (condition, value) = condition(scope, 1);
    let sql = format!(
        "SELECT t.id, t.person_id, t.kind, t.name, t.relative_id FROM rater t JOIN family f ON f.id = t.family_id
         WHERE {condition} ORDER BY t.name, t.id"
    );
    let rows = link.rows(&sql, value).await?;
    rows.into_iter().map(rater::read).collect()
}

/// Everybody who was ever in an episode, by family and person: no names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedRow {
    /// Their part of the episode.
    pub rated: Rated,
    /// When they were born.
    pub born: Option<Date>,
}

/// Everyone in an episode and every rating that stands, of all families, in the order they were written: for the aggregate,
/// supervision and the export.
pub async fn all<W: What, V: Doing>(
    link: &mut Link,
    _permit: &HousePermit<W, V>,
) -> Result<(Vec<RatedRow>, Vec<GivenRating>), StoreError> {
    all_of_house(link).await
}

/// The same for whoever runs the installation, at its command line.
pub async fn all_of_house(
    link: &mut Link,
) -> Result<(Vec<RatedRow>, Vec<GivenRating>), StoreError> {
    let sql = format!(
        "SELECT {}, p.born_on FROM rated r JOIN person p ON p.id = r.person_id ORDER BY r.id",
        rated::COLUMNS
    );
    let rows = link.rows(&sql, []).await?;
    let people = rows
        .into_iter()
        .map(|mut row| {
            Ok(RatedRow {
                rated: rated::read(&mut row)?,
                born: row.next_optional()?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let sql = format!(
        "SELECT {} FROM rating g WHERE g.annulled_at IS NULL ORDER BY g.id",
        rating::COLUMNS
    );
    let rows = link.rows(&sql, []).await?;
    let ratings = rows
        .into_iter()
        .map(|mut row| rating::read(&mut row))
        .collect::<Result<_, _>>()?;
    Ok((people, ratings))
}

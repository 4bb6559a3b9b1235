//! Ratings across families: for Today, for supervision, for the aggregate. Fixed numbers of queries, whatever the number of families.

use jiff::civil::Date;

use helhed_access::{Doing, HousePermit, Scope, What};
use helhed_domain::episode::{GivenRating, Rated};
use helhed_domain::rating::Total;
use helhed_domain::text::Name;

use crate::account::name;
use crate::tie::condition;
use crate::{Link, Row, StoreError, rated, rating, unreadable};

/// Somebody in an open episode, with what their alerts are told from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCourse {
    /// Their part of the episode.
    pub rated: Rated,
    /// What they are called.
    pub given_name: Name,
    /// When they were born.
    pub born: Option<Date>,
    /// The first day on which anybody rated, or skipped.
    pub first: Option<Date>,
    /// The last such day.
    pub last: Option<Date>,
    /// Whether somebody else has rated, and not only skipped.
    pub by_others: bool,
    /// Their own outcome ratings that count, in order of days.
    pub own: Vec<(Date, Total)>,
}

/// The total of a rating `g`: of its items, or the bare one; nothing where an item was skipped.
const TOTAL: &str = "COALESCE(g.item_1 + g.item_2 + g.item_3 + g.item_4, g.total)";

fn course(mut row: Row) -> Result<OpenCourse, StoreError> {
    Ok(OpenCourse {
        rated: rated::read(&mut row)?,
        given_name: row.parsed("name", name)?,
        born: row.next_optional()?,
        first: row.next_optional()?,
        last: row.next_optional()?,
        by_others: row.next::<i64>()? > 0,
        own: match row.next_optional::<String>()? {
            Some(text) => text.split(',').map(own_rating).collect::<Option<_>>(),
            None => Some(Vec::new()),
        }
        .ok_or_else(|| unreadable("own ratings"))?,
    })
}

/// A day and a total in tenths as the query writes them: `2026-11-25 214`.
fn own_rating(text: &str) -> Option<(Date, Total)> {
    let (on, tenths) = text.split_once(' ')?;
    Some((on.parse().ok()?, Total::from_tenths(tenths.parse().ok()?)?))
}

/// Everyone in an open episode in the families of a scope: one query, one row a person. Today reads them with every opening, so that
/// no more is read than the alerts take, and a person's own ratings come as one text: a row of three cells each costs ten times as much.
pub async fn open_in(link: &mut Link, scope: &Scope) -> Result<Vec<OpenCourse>, StoreError> {
    let (condition, value) = condition(scope, 1);
    let stands = "FROM rating g WHERE g.rated_id = r.id AND g.annulled_at IS NULL";
    let sql = format!(
        "SELECT {}, p.given_name, p.born_on, (SELECT MIN(g.on_day) {stands}), (SELECT MAX(g.on_day) {stands}),
           CASE WHEN EXISTS (SELECT 1 {stands} AND g.rater_id IS NOT NULL AND {TOTAL} IS NOT NULL) THEN 1 ELSE 0 END,
           (SELECT STRING_AGG(g.on_day || ' ' || CAST({TOTAL} AS TEXT), ',' ORDER BY g.on_day, g.id)
              {stands} AND g.rater_id IS NULL AND g.instrument = 'ors' AND {TOTAL} IS NOT NULL)
         FROM rated r JOIN person p ON p.id = r.person_id JOIN family f ON f.id = r.family_id
         WHERE r.closed_on IS NULL AND {condition} ORDER BY p.given_name, r.id",
        rated::COLUMNS
    );
    let rows = link.rows(&sql, value).await?;
    rows.into_iter().map(course).collect()
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

//! Ratings across families: for Today, for supervision, for the aggregate. Fixed numbers of queries, whatever the number of families.

use jiff::civil::Date;

use helhed_access::{Doing, HousePermit, Scope, What};
use helhed_domain::episode::{GivenRating, Rated};
use helhed_domain::ids::RatedId;
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
        own: Vec::new(),
    })
}

/// Everyone in an open episode in the families of a scope: two queries, one row a person and one of three cells an own rating. Today reads
/// them with every opening, so that no more is read than the alerts take.
pub async fn open_in(link: &mut Link, scope: &Scope) -> Result<Vec<OpenCourse>, StoreError> {
    let (condition, value) = condition(scope, 1);
    let sql = format!(
        "SELECT {}, p.given_name, p.born_on, MIN(g.on_day), MAX(g.on_day),
           COUNT(CASE WHEN g.rater_id IS NOT NULL THEN {TOTAL} END)
         FROM rated r JOIN person p ON p.id = r.person_id JOIN family f ON f.id = r.family_id
           LEFT JOIN rating g ON g.rated_id = r.id AND g.annulled_at IS NULL
         WHERE r.closed_on IS NULL AND {condition} GROUP BY r.id, p.id ORDER BY p.given_name, r.id",
        rated::COLUMNS
    );
    let rows = link.rows(&sql, value.clone()).await?;
    let mut courses: Vec<OpenCourse> = rows.into_iter().map(course).collect::<Result<_, _>>()?;
    let sql = format!(
        "SELECT r.id, g.on_day, {TOTAL} FROM rating g JOIN rated r ON r.id = g.rated_id JOIN family f ON f.id = r.family_id
         WHERE r.closed_on IS NULL AND g.annulled_at IS NULL AND g.rater_id IS NULL AND g.instrument = 'ors' AND {TOTAL} IS NOT NULL
           AND {condition} ORDER BY g.on_day, g.id"
    );
    for mut row in link.rows(&sql, value).await? {
        let (of, on): (RatedId, Date) = (row.next()?, row.next()?);
        let total = u16::try_from(row.next::<i64>()?).ok();
        let total = total.and_then(Total::from_tenths);
        let total = total.ok_or_else(|| unreadable("total"))?;
        if let Some(course) = courses.iter_mut().find(|it| it.rated.id == of) {
            course.own.push((on, total));
        }
    }
    Ok(courses)
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

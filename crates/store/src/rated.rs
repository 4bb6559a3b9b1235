//! People in episodes of ratings.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::episode::{EpisodeEnd, Rated};
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{AccountId, FamilyId, PersonId, RatedId};
use helhed_domain::person::Birth;
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args, unreadable};

pub(crate) const COLUMNS: &str =
    "r.id, r.episode_id, r.family_id, r.person_id, r.opened_on, r.closed_on, r.ending";

pub(crate) fn read(row: &mut Row) -> Result<Rated, StoreError> {
    let (id, episode, family, person, opened) = (
        row.next()?,
        row.next()?,
        row.next()?,
        row.next()?,
        row.next()?,
    );
    let closed = row.next_optional::<Date>()?;
    let ending = row.parsed_optional("end of an episode", EpisodeEnd::from_code)?;
    if closed.is_some() != ending.is_some() {
        return Err(unreadable("end of an episode"));
    }
    Ok(Rated {
        id,
        episode,
        family,
        person,
        opened,
        closed: closed.zip(ending),
    })
}

/// Somebody who may be in an episode: who they are, when they were born and who of the family holds custody of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rateable {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub given_name: Name,
    /// What they are in the family.
    pub role: MemberRole,
    /// When they were born.
    pub birth: Birth,
    /// The language they want to be spoken to in, where it is written down.
    pub language: Option<String>,
    /// Whether they belong to the family now.
    pub now: bool,
}

/// Everyone who belongs or has belonged to the family: adults first, then children by age.
pub async fn rateable<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
) -> Result<Vec<Rateable>, StoreError> {
    let sql = "SELECT p.id, p.given_name, m.role, p.born_on, p.expected_on, p.language, m.to_on
         FROM membership m JOIN person p ON p.id = m.person_id WHERE m.family_id = $1
         ORDER BY CASE m.role WHEN 'mother' THEN 0 WHEN 'father' THEN 1 WHEN 'other_adult' THEN 2 ELSE 3 END,
           COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, m.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Rateable {
                person: row.next()?,
                given_name: row.parsed("name", name)?,
                role: row.parsed("role in the family", MemberRole::from_code)?,
                birth: match (row.next_optional()?, row.next_optional()?) {
                    (Some(born), _) => Birth::Born(born),
                    (None, Some(expected)) => Birth::Expected(expected),
                    (None, None) => Birth::Unknown,
                },
                language: row.next_optional()?,
                now: row.next_optional::<String>()?.is_none(),
            })
        })
        .collect()
}

/// Of whom in the family a person holds custody now.
pub async fn in_custody_of<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
    holder: PersonId,
    today: Date,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT DISTINCT c.child_id FROM custody c JOIN membership m ON m.person_id = c.child_id AND m.family_id = $1
               WHERE c.holder_id = $2 AND c.from_on <= $3 AND (c.to_on IS NULL OR c.to_on >= $3)";
    let rows = link
        .rows(sql, args![permit.family(), holder, today])
        .await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// Puts somebody of the permit's family in an episode. False where they are in an open one.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Change>,
    rated: &Rated,
    by: Option<AccountId>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    write(link, permit.family(), rated, (by, now)).await
}

pub(crate) async fn write(
    link: &mut Link,
    family: FamilyId,
    rated: &Rated,
    (by, now): (Option<AccountId>, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO rated (id, episode_id, family_id, person_id, opened_on, closed_on, ending, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let values = args![
        rated.id,
        rated.episode,
        family,
        rated.person,
        rated.opened,
        rated.closed.map(|(on, _)| on),
        rated.closed.map(|(_, how)| how.code()),
        by,
        now,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Everyone who is or was in an episode of the family, the newest episode first.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
) -> Result<Vec<Rated>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rated r WHERE r.family_id = $1
         ORDER BY CASE WHEN r.closed_on IS NULL THEN 0 ELSE 1 END, r.opened_on DESC, r.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Whether somebody is in an open episode, of whichever family.
pub async fn is_open(link: &mut Link, person: PersonId) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM rated WHERE person_id = $1 AND closed_on IS NULL";
    match link.row(sql, args![person]).await? {
        Some(mut row) => Ok(row.next::<i64>()? > 0),
        None => Ok(false),
    }
}

/// Ends somebody's part of an episode; false if it has ended.
pub async fn close<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Change>,
    id: RatedId,
    on: Date,
    how: EpisodeEnd,
) -> Result<bool, StoreError> {
    let sql = "UPDATE rated SET closed_on = $3, ending = $4 WHERE id = $1 AND family_id = $2 AND closed_on IS NULL";
    let values = args![id, permit.family(), on, how.code()];
    Ok(link.run(sql, values).await? == 1)
}

/// Ends every open part of the family's episodes when its course ends: on that day, or on the day of a later rating.
pub async fn close_with_course(
    link: &mut Link,
    permit: &Permit<what::Courses, doing::Change>,
    on: Date,
    how: EpisodeEnd,
) -> Result<u64, StoreError> {
    let sql = "UPDATE rated SET ending = $3, closed_on = CASE
                 WHEN COALESCE((SELECT MAX(g.on_day) FROM rating g WHERE g.rated_id = rated.id AND g.annulled_at IS NULL), opened_on) > $2
                 THEN COALESCE((SELECT MAX(g.on_day) FROM rating g WHERE g.rated_id = rated.id AND g.annulled_at IS NULL), opened_on)
                 ELSE $2 END
               WHERE family_id = $1 AND closed_on IS NULL";
    link.run(sql, args![permit.family(), on, how.code()]).await
}

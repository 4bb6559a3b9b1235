//! What collides in a family: kept so that it can be told, set aside and counted.

use std::collections::BTreeMap;

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::collision::{Aside, Collision, MadeOf};
use helhed_domain::ids::{AccountId, PersonId};
use helhed_domain::text::Line;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args};

/// Who belongs to the permit's family now.
pub async fn people<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT person_id FROM membership WHERE family_id = $1 AND to_on IS NULL ORDER BY person_id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// Keeps what was found now, each with what it is made of: what is new begins, what is there no more ends, and what was set aside and has
/// become more than it was ends and begins anew. Returns the marks of those that begin.
pub async fn keep(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    found: &[(Collision, MadeOf)],
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let asides: BTreeMap<_, _> = standing(link, permit).await?;
    let found: BTreeMap<String, _> = found.iter().map(|it| (it.0.mark(), it)).collect();
    let still = |mark: &String, aside: &Option<Aside>| {
        let now = found.get(mark).map(|(_, made_of)| made_of);
        now.is_some_and(|now| aside.as_ref().is_none_or(|it| it.made_of.covers(now)))
    };
    for (mark, _) in asides.iter().filter(|(mark, aside)| !still(mark, aside)) {
        let sql = "UPDATE collision SET gone_at = $3 WHERE family_id = $1 AND mark = $2 AND gone_at IS NULL";
        link.run(sql, args![permit.family(), mark.as_str(), now])
            .await?;
    }
    let stands = |mark: &String| asides.get(mark).is_some_and(|aside| still(mark, aside));
    let mut begun = Vec::new();
    for (mark, (it, _)) in found.iter().filter(|(mark, _)| !stands(mark)) {
        // What went and came in one instant has not been away.
        let sql = "INSERT INTO collision (family_id, mark, kind, day, found_at) VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (family_id, mark, found_at)
                   DO UPDATE SET gone_at = NULL, aside_of = NULL, aside_word = NULL, aside_by = NULL, aside_at = NULL";
        let values = args![permit.family(), mark.as_str(), it.kind.code(), it.day, now];
        link.run(sql, values).await?;
        begun.push(mark.clone());
    }
    Ok(begun)
}

/// What stands of the collisions of a family by its mark, with how it was set aside where it was.
pub async fn standing<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<BTreeMap<String, Option<Aside>>, StoreError> {
    let sql = "SELECT c.mark, c.aside_of, c.aside_word, a.display_name, c.aside_at
               FROM collision c LEFT JOIN account a ON a.id = c.aside_by WHERE c.family_id = $1 AND c.gone_at IS NULL";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let mark = row.next()?;
        let made_of = row.parsed_optional("collision", MadeOf::parse)?;
        let (word, by_name) = (
            row.parsed_optional("line", line)?,
            row.parsed_optional("name", name)?,
        );
        let at: Option<Timestamp> = row.next_optional()?;
        let aside = made_of.zip(word).zip(by_name.zip(at));
        let aside = aside.map(|((made_of, word), (by_name, at))| Aside {
            made_of,
            word,
            by_name,
            at,
        });
        Ok((mark, aside))
    };
    rows.into_iter().map(read).collect()
}

/// Sets what stands under a mark aside, as it is now; or takes it up again. Returns whether it stands.
pub async fn set_aside(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    mark: &str,
    aside: Option<(&MadeOf, &Line)>,
    (by, now): (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE collision SET aside_of = $3, aside_word = $4, aside_by = $5, aside_at = $6
               WHERE family_id = $1 AND mark = $2 AND gone_at IS NULL";
    let values = args![
        permit.family(),
        mark,
        aside.map(|(made_of, _)| made_of.to_text()),
        aside.map(|(_, word)| word.as_str()),
        aside.map(|_| by),
        aside.map(|_| now),
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// When a collision of a family was found, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// When it was found.
    pub found: Timestamp,
    /// Whether it is there no more.
    pub is_gone: bool,
    /// Whether it was set aside.
    pub is_aside: bool,
}

/// Every collision of a family, for counting over time.
pub async fn counted(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Read>,
) -> Result<Vec<Counted>, StoreError> {
    let sql = "SELECT found_at, gone_at, aside_at FROM collision WHERE family_id = $1 ORDER BY found_at, mark";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Counted {
            found: row.next()?,
            is_gone: row.next_optional::<Timestamp>()?.is_some(),
            is_aside: row.next_optional::<Timestamp>()?.is_some(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// How much collides in a family (a column) from the day of a parameter on that is not set aside, as a part of a query.
pub(crate) fn count(family: &str, today: usize) -> String {
    format!(
        "(SELECT COUNT(*) FROM collision c WHERE c.family_id = {family} AND c.gone_at IS NULL AND c.aside_at IS NULL AND (c.day >= ${today}
           OR c.kind IN ('activation_in_treatment', 'opposite_asked', 'same_asked', 'too_much')))"
    )
}

//! The coordinator's authority on the employment side.

use helhed_access::{Permit, doing, what};
use helhed_domain::authority::{Authority, AuthorityKind, AuthoritySet};
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args, unreadable};

/// Sets the authority of the permit's family from a day on.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Assignments, doing::Change>,
    it: &AuthoritySet,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO authority (id, family_id, kind, jobcentre_name, from_on, set_by, set_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![
        it.id,
        permit.family(),
        it.authority.kind().code(),
        it.authority.with().map(Name::as_str),
        it.from,
        it.set_by,
        it.set_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Everything set for the family, first to last.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Assignments, doing::Read>,
) -> Result<Vec<AuthoritySet>, StoreError> {
    let sql = "SELECT id, family_id, kind, jobcentre_name, from_on, set_by, set_at FROM authority
               WHERE family_id = $1 ORDER BY from_on, set_at, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let (id, family) = (row.next()?, row.next()?);
        let kind = row.parsed("authority", AuthorityKind::from_code)?;
        let with = row.parsed_optional("name", name)?;
        Ok(AuthoritySet {
            id,
            family,
            authority: Authority::new(kind, with).map_err(|_| unreadable("authority"))?,
            from: row.next()?,
            set_by: row.next()?,
            set_at: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

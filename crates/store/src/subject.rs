//! Whom information can be about, with what decides who consents for them: birth and custody.

use jiff::civil::Date;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::capacity::Subject;
use helhed_domain::custody::{Custody, CustodyKind};
use helhed_domain::family::MemberRole;
use helhed_domain::ids::PersonId;
use helhed_domain::person::Birth;

use crate::{Link, Row, StoreError, args};

/// Everybody who belongs or has belonged to the family, with their custody over time: two queries.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Sharing, V>,
) -> Result<Vec<Subject>, StoreError> {
    let sql = "SELECT m.person_id, m.role, p.born_on, p.expected_on FROM membership m JOIN person p ON p.id = m.person_id
               WHERE m.family_id = $1 ORDER BY CASE WHEN m.to_on IS NULL THEN 0 ELSE 1 END, m.from_on DESC, m.id";
    let mut all: Vec<Subject> = Vec::new();
    for mut row in link.rows(sql, args![permit.family()]).await? {
        let id: PersonId = row.next()?;
        if all.iter().any(|it| it.id == id) {
            continue;
        }
        let role = row.parsed("role in the family", MemberRole::from_code)?;
        let (born, expected): (Option<Date>, Option<Date>) =
            (row.next_optional()?, row.next_optional()?);
        let birth = match (born, expected) {
            (Some(born), _) => Birth::Born(born),
            (None, Some(expected)) => Birth::Expected(expected),
            (None, None) => Birth::Unknown,
        };
        all.push(Subject {
            id,
            role,
            birth,
            custody: Vec::new(),
        });
    }
    let sql = "SELECT id, child_id, holder_id, kind, from_on, to_on FROM custody
               WHERE child_id IN (SELECT person_id FROM membership WHERE family_id = $1) ORDER BY from_on, id";
    for mut row in link.rows(sql, args![permit.family()]).await? {
        let custody = Custody {
            id: row.next()?,
            child: row.next()?,
            holder: row.next()?,
            kind: row.parsed("kind of custody", CustodyKind::from_code)?,
            from: row.next()?,
            to: row.next_optional()?,
        };
        if let Some(child) = all.iter_mut().find(|it| it.id == custody.child) {
            child.custody.push(custody);
        }
    }
    Ok(all)
}

/// Leave to compute anew what is open in every family where something about this person has been consented to.
pub async fn families_of(
    link: &mut Link,
    permit: &Permit<what::People, doing::Change>,
    person: PersonId,
) -> Result<Vec<Permit<what::Sharing, doing::Change>>, StoreError> {
    let sql = "SELECT DISTINCT family_id FROM consent WHERE subject_id = $1";
    let rows = link.rows(sql, args![person]).await?;
    let carry = |mut row: Row| row.next().map(|family| permit.carry_to(family));
    rows.into_iter().map(carry).collect()
}

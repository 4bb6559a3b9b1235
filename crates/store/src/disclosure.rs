//! Disclosures on a legal basis other than consent: added, and ended once.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::consent::Party;
use helhed_domain::disclosure::{Disclosure, DisclosureTerms};
use helhed_domain::ids::{AccountId, DisclosureId, PersonId};

use crate::contact::line;
use crate::{Link, StoreError, args, unreadable};

/// Adds a disclosure.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Add>,
    it: &Disclosure,
) -> Result<(), StoreError> {
    let terms = &it.terms;
    let sql = "INSERT INTO disclosure (id, family_id, legal_basis, purpose, reason, until_on, at, account_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        it.id,
        permit.family(),
        terms.legal_basis.as_str(),
        terms.purpose.as_str(),
        terms.reason.as_str(),
        terms.until,
        it.at,
        it.by,
    ];
    link.run(sql, values).await?;
    let categories = terms
        .categories
        .iter()
        .map(|it| (Some(it.as_str()), None, None));
    let subjects = terms.subjects.iter().map(|it| (None, Some(*it), None));
    let parties = terms.to.iter().map(|it| (None, None, Some(*it)));
    for (place, (category, subject, party)) in categories.chain(subjects).chain(parties).enumerate()
    {
        let (unit, person) = party.map_or((None, None), Party::parts);
        let sql = "INSERT INTO disclosure_part (disclosure_id, place, category, subject_id, unit_id, person_id)
                   VALUES ($1, $2, $3, $4, $5, $6)";
        link.run(
            sql,
            args![it.id, place as i64, category, subject, unit, person],
        )
        .await?;
    }
    Ok(())
}

/// Ends a disclosure of the permit's family; false if it has ended already.
pub async fn end(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Annul>,
    id: DisclosureId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE disclosure SET ended_at = $3, ended_by = $4 WHERE id = $1 AND family_id = $2 AND ended_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), at, by]).await? == 1)
}

/// Every disclosure of a family, the latest first: two queries.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Sharing, V>,
) -> Result<Vec<Disclosure>, StoreError> {
    let family = permit.family();
    let sql = "SELECT id, legal_basis, purpose, reason, until_on, account_id, at, ended_at
               FROM disclosure WHERE family_id = $1 ORDER BY at DESC, id DESC";
    let mut all: Vec<Disclosure> = Vec::new();
    for mut row in link.rows(sql, args![family]).await? {
        all.push(Disclosure {
            id: row.next()?,
            family,
            terms: DisclosureTerms {
                legal_basis: row.next()?,
                purpose: row.parsed("line", line)?,
                reason: row.parsed("line", line)?,
                subjects: Vec::new(),
                categories: Vec::new(),
                to: Vec::new(),
                until: row.next()?,
            },
            by: row.next()?,
            at: row.next()?,
            ended_at: row.next_optional()?,
        });
    }
    let sql = "SELECT disclosure_id, category, subject_id, unit_id, person_id FROM disclosure_part
               WHERE disclosure_id IN (SELECT id FROM disclosure WHERE family_id = $1) ORDER BY place";
    for mut row in link.rows(sql, args![family]).await? {
        let id: DisclosureId = row.next()?;
        let terms = &mut all
            .iter_mut()
            .find(|it| it.id == id)
            .ok_or_else(|| unreadable("disclosure"))?
            .terms;
        terms.categories.extend(row.next_optional::<String>()?);
        terms.subjects.extend(row.next_optional::<PersonId>()?);
        terms
            .to
            .extend(Party::of_parts(row.next_optional()?, row.next_optional()?));
    }
    Ok(all)
}

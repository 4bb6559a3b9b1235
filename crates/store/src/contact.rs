//! Contacts with families.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::contact::{Annulment, Contact, ContactFacts, ContactKind, Minutes};
use helhed_domain::ids::ContactId;
use helhed_domain::text::Line;

use crate::{Link, Row, StoreError, args, unreadable};

/// Reads a stored line.
pub(crate) fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

/// Reads when and why something was annulled.
pub(crate) fn annulment(row: &mut Row) -> Result<Option<Annulment>, StoreError> {
    let at = row.next_optional()?;
    let reason = row.parsed_optional("reason", line)?;
    Ok(at.zip(reason).map(|(at, reason)| Annulment { at, reason }))
}

/// Reads how long something took.
pub(crate) fn minutes(row: &mut Row) -> Result<Option<Minutes>, StoreError> {
    row.next_optional::<i64>()?
        .map(|it| Minutes::new(it).map_err(|_| unreadable("minutes")))
        .transpose()
}

/// Adds a contact with those who took part.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Contacts, doing::Add>,
    contact: &Contact,
) -> Result<(), StoreError> {
    let facts = &contact.facts;
    let sql = "INSERT INTO contact (id, family_id, kind, at, minutes, summary, others, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        contact.id,
        permit.family(),
        facts.kind.code(),
        facts.at,
        facts.minutes.map(Minutes::get),
        facts.summary.as_ref().map(Line::as_str),
        facts.others.as_ref().map(Line::as_str),
        contact.by,
        contact.written_at,
    ];
    link.run(sql, values).await?;
    for person in &facts.people {
        let sql = "INSERT INTO contact_person (contact_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![contact.id, *person]).await?;
    }
    Ok(())
}

/// One contact of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Contacts, V>,
    id: ContactId,
) -> Result<Option<Contact>, StoreError> {
    let sql = format!(
        "SELECT kind, at, minutes, summary, others, account_id, written_at, annulled_at, annul_reason
         FROM contact WHERE id = $1 AND family_id = $2 AND NOT {}",
        crate::restriction::held("contact.id")
    );
    let Some(mut row) = link.row(&sql, args![id, permit.family()]).await? else {
        return Ok(None);
    };
    let people = link
        .rows(
            "SELECT person_id FROM contact_person WHERE contact_id = $1",
            args![id],
        )
        .await?;
    let facts = ContactFacts {
        kind: row.parsed("kind of contact", ContactKind::from_code)?,
        at: row.next()?,
        minutes: minutes(&mut row)?,
        people: people
            .into_iter()
            .map(|mut row| row.next())
            .collect::<Result<_, _>>()?,
        summary: row.parsed_optional("line", line)?,
        others: row.parsed_optional("line", line)?,
    };
    Ok(Some(Contact {
        id,
        family: permit.family(),
        facts,
        by: row.next()?,
        written_at: row.next()?,
        annulled: annulment(&mut row)?,
    }))
}

/// A contact in a few words: when, how, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactMark {
    /// When.
    pub at: Timestamp,
    /// How.
    pub kind: ContactKind,
    /// About what, where somebody wrote it.
    pub summary: Option<Line>,
    /// It tells of a crisis.
    pub crisis: bool,
}

/// The latest sixty contacts of the permit's family from one instant to another, the newest first, without those struck out.
pub async fn marks(
    link: &mut Link,
    permit: &Permit<what::Contacts, doing::Read>,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<ContactMark>, StoreError> {
    let sql = format!(
        "SELECT c.at, c.kind, c.summary, COALESCE(m.crisis, (1 = 0)) FROM contact c LEFT JOIN mark m ON m.item_id = c.id
         WHERE c.family_id = $1 AND c.at >= $2 AND c.at < $3 AND c.annulled_at IS NULL AND NOT {} ORDER BY c.at DESC, c.id DESC LIMIT 60",
        crate::restriction::held("c.id")
    );
    let rows = link
        .rows(&sql, args![permit.family(), from, before])
        .await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(ContactMark {
                at: row.next()?,
                kind: row.parsed("kind of contact", ContactKind::from_code)?,
                summary: row.parsed_optional("line", line)?,
                crisis: row.next()?,
            })
        })
        .collect()
}

/// Strikes a contact out; false if it is struck out already.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Contacts, doing::Annul>,
    id: ContactId,
    annulment: &Annulment,
) -> Result<bool, StoreError> {
    let sql = "UPDATE contact SET annulled_at = $3, annul_reason = $4
               WHERE id = $1 AND family_id = $2 AND annulled_at IS NULL";
    let values = args![id, permit.family(), annulment.at, annulment.reason.as_str()];
    Ok(link.run(sql, values).await? == 1)
}

//! Documents: files kept with a family's case. Added, annulled, never changed.

mod body;

pub(crate) use body::bound;
pub use body::{body, insert_body};

use std::collections::BTreeMap;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::document::{Document, DocumentMark};
use helhed_domain::file::{FileKind, FileName};
use helhed_domain::ids::{DocumentId, FamilyId, PersonId};
use helhed_domain::text::Name;

use crate::account::name;
use crate::contact::annulment;
use crate::{Link, Row, StoreError, args};

/// A document with the names that a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// The document.
    pub document: Document,
    /// Who added it.
    pub by_name: Name,
    /// The unit they worked in then.
    pub unit_name: Option<Name>,
    /// Whom it is about, by name; nobody named means the whole family.
    pub about: Vec<Name>,
}

const COLUMNS: &str = "d.id, d.name, d.kind, d.size, d.category, d.restricted, d.account_id, d.unit_id, d.added_at, d.annulled_at, d.annul_reason,
    EXISTS (SELECT 1 FROM restriction h WHERE h.item_id = d.id AND h.lifted_at IS NULL)";

fn read(row: &mut Row, family: FamilyId) -> Result<Document, StoreError> {
    Ok(Document {
        id: row.next()?,
        family,
        name: row.parsed("name of a file", FileName::stored)?,
        kind: row.parsed("kind of file", FileKind::from_code)?,
        size: row.next()?,
        mark: DocumentMark {
            category: row.next()?,
            restricted: row.next()?,
            about: Vec::new(),
        },
        by: row.next()?,
        by_unit: row.next_optional()?,
        added_at: row.next()?,
        annulled: annulment(row)?,
        held: row.next()?,
    })
}

/// Adds a document; what is in it is added by [`insert_body`].
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Documents, doing::Add>,
    document: &Document,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO document (id, family_id, name, kind, size, category, restricted, account_id, unit_id, added_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        document.id,
        permit.family(),
        document.name.as_str(),
        document.kind.code(),
        document.size,
        document.mark.category.as_str(),
        document.mark.restricted,
        document.by,
        document.by_unit,
        document.added_at,
    ];
    link.run(sql, values).await?;
    for person in &document.mark.about {
        let sql = "INSERT INTO document_person (document_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![document.id, *person]).await?;
    }
    Ok(())
}

/// Every document of the permit's family, newest first: two queries, however many there are. Who is not of the team is shown those
/// that their lens lets through.
pub async fn lines<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
) -> Result<Vec<DocumentLine>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, a.display_name, u.name FROM document d JOIN account a ON a.id = d.account_id
         LEFT JOIN unit u ON u.id = d.unit_id WHERE d.family_id = $1 ORDER BY d.added_at DESC, d.id DESC"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let sql = "SELECT dp.document_id, dp.person_id, p.given_name FROM document d JOIN document_person dp ON dp.document_id = d.id
         JOIN person p ON p.id = dp.person_id WHERE d.family_id = $1
         ORDER BY COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id";
    let mut about = BTreeMap::<DocumentId, Vec<(PersonId, Name)>>::new();
    for mut row in link.rows(sql, args![permit.family()]).await? {
        let document = row.next()?;
        let person = (row.next()?, row.parsed("name", name)?);
        about.entry(document).or_default().push(person);
    }
    let read = |mut row: Row| {
        let mut document = read(&mut row, permit.family())?;
        let people = about.remove(&document.id).unwrap_or_default();
        let (ids, names) = people.into_iter().unzip();
        document.mark.about = ids;
        Ok(DocumentLine {
            document,
            by_name: row.parsed("name", name)?,
            unit_name: row.parsed_optional("name", name)?,
            about: names,
        })
    };
    rows.into_iter().map(read).collect()
}

/// One document of the permit's family.
pub async fn find<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    id: DocumentId,
) -> Result<Option<Document>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM document d WHERE d.id = $1 AND d.family_id = $2");
    let Some(mut row) = link.row(&sql, args![id, permit.family()]).await? else {
        return Ok(None);
    };
    let mut document = read(&mut row, permit.family())?;
    let sql = "SELECT person_id FROM document_person WHERE document_id = $1 ORDER BY person_id";
    let people = link.rows(sql, args![id]).await?;
    document.mark.about = people
        .into_iter()
        .map(|mut row| row.next())
        .collect::<Result<_, _>>()?;
    Ok(Some(document))
}

/// Annuls a document; false if it is annulled already.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Documents, doing::Annul>,
    id: DocumentId,
    annulment: &Annulment,
) -> Result<bool, StoreError> {
    let sql = "UPDATE document SET annulled_at = $3, annul_reason = $4
               WHERE id = $1 AND family_id = $2 AND annulled_at IS NULL";
    let values = args![id, permit.family(), annulment.at, annulment.reason.as_str()];
    Ok(link.run(sql, values).await? == 1)
}

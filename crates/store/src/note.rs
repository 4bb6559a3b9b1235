//! Journal notes: added, never changed.

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::NoteId;
use helhed_domain::note::Note;
use helhed_domain::text::Prose;

use crate::{Link, StoreError, args, restriction};

/// Reads a stored text.
pub(crate) fn prose(text: &str) -> Option<Prose> {
    Prose::parse(text).ok()
}

/// Adds a note.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Notes, doing::Add>,
    note: &Note,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO note (id, family_id, addendum_to, person_id, category, body, about_on, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        note.id,
        permit.family(),
        note.addendum_to,
        note.person,
        note.category.as_str(),
        note.body.as_str(),
        note.about,
        note.by,
        note.written_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// One note of the permit's family, to add to it.
pub async fn find(
    link: &mut Link,
    permit: &Permit<what::Notes, doing::Add>,
    id: NoteId,
) -> Result<Option<Note>, StoreError> {
    // What may only be kept is not shown here; what is right is added once it may be used again.
    let sql = format!(
        "SELECT addendum_to, person_id, category, body, about_on, account_id, written_at
         FROM note WHERE id = $1 AND family_id = $2 AND NOT {}",
        restriction::held("note.id")
    );
    let Some(mut row) = link.row(&sql, args![id, permit.family()]).await? else {
        return Ok(None);
    };
    Ok(Some(Note {
        id,
        family: permit.family(),
        addendum_to: row.next_optional()?,
        person: row.next_optional()?,
        category: row.next()?,
        body: row.parsed("note", prose)?,
        about: row.next()?,
        by: row.next()?,
        written_at: row.next()?,
    }))
}

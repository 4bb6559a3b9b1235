//! What is handed to the records system, and the number that a case has there.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::filing::{CaseNumber, Filing, FilingKind, KleNumber, RecordsCase};
use helhed_domain::ids::{FamilyId, FilingId};

use crate::{Link, Row, StoreError, args};

fn case_number(text: &str) -> Option<CaseNumber> {
    CaseNumber::parse(text).ok()
}

fn kle(text: &str) -> Option<KleNumber> {
    KleNumber::parse(text).ok()
}

const CASE: &str = "family_id, case_number, kle, account_id, set_at, version";

fn read_case(row: &mut Row) -> Result<RecordsCase, StoreError> {
    Ok(RecordsCase {
        family: row.next()?,
        number: row.parsed("case number", case_number)?,
        kle: row.parsed_optional("KLE number", kle)?,
        by: row.next()?,
        set_at: row.next()?,
        version: row.next()?,
    })
}

/// What the permit's family's case is in the records system.
pub async fn case_of<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Filing, V>,
) -> Result<Option<RecordsCase>, StoreError> {
    let sql = format!("SELECT {CASE} FROM records_case WHERE family_id = $1");
    let row = link.row(&sql, args![permit.family()]).await?;
    row.map(|mut row| read_case(&mut row)).transpose()
}

/// Writes the number of a case down, if nobody else has since `version` (0 where there was none).
pub async fn set_case(
    link: &mut Link,
    permit: &Permit<what::Filing, doing::Change>,
    it: &RecordsCase,
    version: i64,
) -> Result<bool, StoreError> {
    let kle = it.kle.as_ref().map(KleNumber::as_str);
    let values = args![
        permit.family(),
        it.number.as_str(),
        kle,
        it.by,
        it.set_at,
        version
    ];
    let sql = match version {
        0 => {
            "INSERT INTO records_case (family_id, case_number, kle, account_id, set_at, version) VALUES ($1, $2, $3, $4, $5, $6 + 1)
              ON CONFLICT DO NOTHING"
        }
        _ => {
            "UPDATE records_case SET case_number = $2, kle = $3, account_id = $4, set_at = $5, version = version + 1
              WHERE family_id = $1 AND version = $6"
        }
    };
    Ok(link.run(sql, values).await? == 1)
}

const COLUMNS: &str = "id, family_id, kind, subject_id, file_name, checksum, put_at, taken_at, tries, failed_at, failure";

fn read(row: &mut Row) -> Result<Filing, StoreError> {
    let mut it = Filing {
        id: row.next()?,
        family: row.next()?,
        kind: row.parsed("kind of paper", FilingKind::from_code)?,
        subject: row.next()?,
        file_name: row.next_optional()?,
        checksum: row.next_optional()?,
        put_at: row.next_optional()?,
        taken_at: row.next_optional()?,
        tries: row.next()?,
        failed: None,
    };
    let (at, why): (Option<Timestamp>, Option<String>) =
        (row.next_optional()?, row.next_optional()?);
    it.failed = at.zip(why);
    Ok(it)
}

/// The papers of the permit's family, the latest first.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Filing, doing::Read>,
) -> Result<Vec<Filing>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM filing WHERE family_id = $1 ORDER BY id DESC");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// What is to be filed and is not written down yet: of every family whose case has a number. For the house itself: ids only.
pub async fn due(link: &mut Link) -> Result<Vec<(FamilyId, FilingKind, Uuid)>, StoreError> {
    let sql = "SELECT x.family_id, x.kind, x.id FROM (
          SELECT family_id, 'plan_version' AS kind, id, at FROM plan_version
          UNION ALL SELECT family_id, 'minutes', meeting_id, closed_at FROM minutes WHERE closed_at IS NOT NULL
          UNION ALL SELECT family_id, 'decision', id, decided_at FROM decision
          UNION ALL SELECT family_id, 'letter', id, asked_at FROM information_request) x
        JOIN records_case c ON c.family_id = x.family_id
        WHERE NOT EXISTS (SELECT 1 FROM filing f WHERE f.kind = x.kind AND f.subject_id = x.id) ORDER BY x.at, x.id LIMIT 500";
    let rows = link.rows(sql, []).await?;
    let read = |mut row: Row| {
        Ok((
            row.next()?,
            row.parsed("kind of paper", FilingKind::from_code)?,
            row.next()?,
        ))
    };
    rows.into_iter().map(read).collect()
}

/// Writes down that a paper is to be filed; one that is written down already stays as it is.
pub async fn insert(
    link: &mut Link,
    id: FilingId,
    (family, kind, subject): (FamilyId, FilingKind, Uuid),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO filing (id, family_id, kind, subject_id, tries) VALUES ($1, $2, $3, $4, 0) ON CONFLICT DO NOTHING";
    let values = args![id, family, kind.code(), subject];
    link.run(sql, values).await.map(drop)
}

/// Papers that are not in the folder, and papers that were put there and not seen to be taken; the oldest first, with what their case is in
/// the records system. For the house itself.
pub async fn open(link: &mut Link) -> Result<Vec<(Filing, RecordsCase)>, StoreError> {
    let columns = COLUMNS.split(", ").map(|it| format!("f.{it}"));
    let sql = format!(
        "SELECT {}, c.family_id, c.case_number, c.kle, c.account_id, c.set_at, c.version FROM filing f
         JOIN records_case c ON c.family_id = f.family_id WHERE f.taken_at IS NULL ORDER BY f.id",
        columns.collect::<Vec<_>>().join(", ")
    );
    let rows = link.rows(&sql, []).await?;
    let both = |mut row: Row| Ok((read(&mut row)?, read_case(&mut row)?));
    rows.into_iter().map(both).collect()
}

/// One paper as it stands now. For the house itself.
pub async fn find(link: &mut Link, id: FilingId) -> Result<Option<Filing>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM filing WHERE id = $1");
    let row = link.row(&sql, args![id]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// Notes that a paper's files are made and what they are called: from here on they leave, once.
pub async fn note_made(
    link: &mut Link,
    id: FilingId,
    (file_name, checksum): (&str, &str),
) -> Result<(), StoreError> {
    let sql = "UPDATE filing SET file_name = $2, checksum = $3 WHERE id = $1 AND file_name IS NULL";
    link.run(sql, args![id, file_name, checksum])
        .await
        .map(drop)
}

/// Notes that a paper lies in the folder.
pub async fn note_put(link: &mut Link, id: FilingId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE filing SET put_at = $2, tries = tries + 1, failed_at = NULL, failure = NULL WHERE id = $1 AND put_at IS NULL";
    link.run(sql, args![id, at]).await.map(drop)
}

/// Notes that the records system has it.
pub async fn note_taken(link: &mut Link, id: FilingId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE filing SET taken_at = $2 WHERE id = $1 AND taken_at IS NULL";
    link.run(sql, args![id, at]).await.map(drop)
}

/// Notes that a paper could not be put.
pub async fn note_failed(
    link: &mut Link,
    id: FilingId,
    why: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE filing SET tries = tries + 1, failed_at = $3, failure = $2 WHERE id = $1 AND put_at IS NULL";
    link.run(sql, args![id, why, at]).await.map(drop)
}

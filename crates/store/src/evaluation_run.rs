//! Runs of the evaluation, and what came out of them. Rows of persons are never here: what is kept may be shown to whoever may see
//! aggregates.

use jiff::Timestamp;

use helhed_access::{HousePermit, doing, what};
use helhed_domain::account::Language;
use helhed_domain::evaluation_run::{
    EvaluationEnd, EvaluationOrder, EvaluationRun, EvaluationStep,
};
use helhed_domain::ids::{AccountId, EvaluationRunId};

use crate::account::name;
use crate::{Link, Row, StoreError, args};

const SELECT: &str = "SELECT r.id, r.extract, r.language, r.cohort_before, a.display_name, r.started_at, r.beat_at, r.step, r.ended_at, r.ending, r.fault
    FROM evaluation_run r JOIN account a ON a.id = r.account_id";

fn read(mut row: Row) -> Result<EvaluationRun, StoreError> {
    let id = row.next()?;
    let order = EvaluationOrder {
        extract: row.parsed_optional("name of an extract", name)?,
        language: row.parsed("language", Language::from_code)?,
        cohort_before: row.next()?,
    };
    let (by, started_at, beat_at) = (row.parsed("name", name)?, row.next()?, row.next()?);
    let step = row.parsed("step of an evaluation", EvaluationStep::from_code)?;
    let ended_at: Option<Timestamp> = row.next_optional()?;
    let ending = row.parsed_optional("end of an evaluation", EvaluationEnd::from_code)?;
    Ok(EvaluationRun {
        id,
        order,
        by,
        started_at,
        beat_at,
        step,
        ended: ended_at.zip(ending),
        fault: row.next_optional()?,
    })
}

/// Every run that nobody has ended. In a transaction that changes: no other can begin meanwhile.
pub async fn not_ended(link: &mut Link) -> Result<Vec<EvaluationRun>, StoreError> {
    let sql = format!("{SELECT} WHERE r.ended_at IS NULL");
    link.rows(&sql, []).await?.into_iter().map(read).collect()
}

/// Adds a run that begins.
pub async fn insert(
    link: &mut Link,
    _permit: &HousePermit<what::Extract, doing::Read>,
    id: EvaluationRunId,
    order: &EvaluationOrder,
    (by, now): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO evaluation_run (id, extract, language, cohort_before, account_id, started_at, beat_at, step)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        id,
        order.extract.as_ref().map(|it| it.as_str()),
        order.language.code(),
        order.cohort_before,
        by,
        now,
        now,
        EvaluationStep::Gathering.code(),
    ];
    link.run(sql, values).await?;
    Ok(())
}

/// Notes that the work goes on, and how far it has come; false where the run has ended.
pub async fn beat(
    link: &mut Link,
    id: EvaluationRunId,
    step: EvaluationStep,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql =
        "UPDATE evaluation_run SET beat_at = $2, step = $3 WHERE id = $1 AND ended_at IS NULL";
    Ok(link.run(sql, args![id, now, step.code()]).await? == 1)
}

/// Ends a run; false where it has ended.
pub async fn end(
    link: &mut Link,
    id: EvaluationRunId,
    (at, how): (Timestamp, EvaluationEnd),
    fault: Option<&str>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE evaluation_run SET ended_at = $2, ending = $3, fault = $4 WHERE id = $1 AND ended_at IS NULL";
    Ok(link.run(sql, args![id, at, how.code(), fault]).await? == 1)
}

/// Keeps what came out of a run that has just ended; of all but the twelve newest runs it is let go: they can be made again.
pub async fn insert_files(
    link: &mut Link,
    id: EvaluationRunId,
    files: Vec<(String, Vec<u8>)>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO evaluation_file (run_id, name, body) VALUES ($1, $2, $3)";
    for (name, body) in files {
        link.run(sql, args![id, name, body]).await?;
    }
    let sql = "DELETE FROM evaluation_file WHERE run_id NOT IN
               (SELECT id FROM evaluation_run ORDER BY started_at DESC, id DESC LIMIT 12)";
    link.run(sql, []).await?;
    Ok(())
}

/// The newest runs, the newest first.
pub async fn newest(
    link: &mut Link,
    _permit: &HousePermit<what::Extract, doing::Read>,
) -> Result<Vec<EvaluationRun>, StoreError> {
    let sql = format!("{SELECT} ORDER BY r.started_at DESC, r.id DESC LIMIT 30");
    link.rows(&sql, []).await?.into_iter().map(read).collect()
}

/// One run.
pub async fn find(
    link: &mut Link,
    _permit: &HousePermit<what::Extract, doing::Read>,
    id: EvaluationRunId,
) -> Result<Option<EvaluationRun>, StoreError> {
    let sql = format!("{SELECT} WHERE r.id = $1");
    link.row(&sql, args![id]).await?.map(read).transpose()
}

/// The names of a run's files, and how many bytes each has.
pub async fn files(
    link: &mut Link,
    _permit: &HousePermit<what::Extract, doing::Read>,
    id: EvaluationRunId,
) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT name, LENGTH(body) FROM evaluation_file WHERE run_id = $1 ORDER BY name";
    let rows = link.rows(sql, args![id]).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.next()?, row.next()?)))
        .collect()
}

/// What is in one of them.
pub async fn file(
    link: &mut Link,
    _permit: &HousePermit<what::Extract, doing::Read>,
    id: EvaluationRunId,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT body FROM evaluation_file WHERE run_id = $1 AND name = $2";
    let row = link.row(sql, args![id, name]).await?;
    row.map(|mut row| row.next()).transpose()
}

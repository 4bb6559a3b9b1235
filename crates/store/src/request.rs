//! Information requests: added, ended once, reminded of.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::ids::{AccountId, FamilyId, PersonId, ReminderId, RequestId, UnitId};
use helhed_domain::request::{Asked, Request, RequestEnd, RequestFacts, RequestOutcome};
use helhed_domain::text::Line;

use crate::account::name;
use crate::contact::line;
use crate::note::prose;
use crate::{Link, Row, StoreError, args, unreadable};

pub(crate) const COLUMNS: &str = "r.id, r.family_id, r.unit_id, r.outsider, r.category, r.question, r.purpose, r.purpose_word, r.due_on,
    r.basis, r.basis_word, r.again_because, r.account_id, r.asked_at, r.outcome, r.outcome_word, r.outcome_at, r.outcome_by";

/// Reads a request; whom it is about stands in rows of its own.
pub(crate) fn read(row: &mut Row) -> Result<Request, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let (unit, outsider) = (row.next_optional()?, row.parsed_optional("name", name)?);
    let to = match (unit, outsider) {
        (Some(unit), None) => Asked::Unit(unit),
        (None, Some(outsider)) => Asked::Outside(outsider),
        _ => return Err(unreadable("who is asked")),
    };
    let facts = RequestFacts {
        to,
        category: row.next()?,
        question: row.parsed("question", prose)?,
        about: Vec::new(),
        purpose: row.next()?,
        purpose_word: row.parsed_optional("line", line)?,
        due: row.next()?,
        basis: row.next()?,
        basis_word: row.parsed_optional("line", line)?,
    };
    let again_because = row.parsed_optional("line", line)?;
    let (by, asked_at) = (row.next()?, row.next()?);
    let outcome = row.parsed_optional("outcome", RequestOutcome::from_code)?;
    let word = row.parsed_optional("line", line)?;
    let at = row.next_optional()?;
    let ended_by = row.next_optional()?;
    let ended = outcome.zip(at).map(|(outcome, at)| RequestEnd {
        outcome,
        word,
        at,
        by: ended_by,
    });
    Ok(Request {
        id,
        family,
        facts,
        again_because,
        by,
        asked_at,
        ended,
    })
}

/// Adds a request and whom it is about.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Requests, doing::Add>,
    request: &Request,
) -> Result<(), StoreError> {
    let facts = &request.facts;
    let (unit, outsider) = match &facts.to {
        Asked::Unit(unit) => (Some(*unit), None),
        Asked::Outside(name) => (None, Some(name.as_str())),
    };
    let sql = "INSERT INTO information_request (id, family_id, unit_id, outsider, category, question, purpose, purpose_word, due_on,
                 basis, basis_word, again_because, account_id, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let values = args![
        request.id,
        permit.family(),
        unit,
        outsider,
        facts.category.as_str(),
        facts.question.as_str(),
        facts.purpose.as_str(),
        facts.purpose_word.as_ref().map(Line::as_str),
        facts.due,
        facts.basis.as_str(),
        facts.basis_word.as_ref().map(Line::as_str),
        request.again_because.as_ref().map(Line::as_str),
        request.by,
        request.asked_at,
    ];
    link.run(sql, values).await?;
    for person in &facts.about {
        let sql = "INSERT INTO information_request_about (request_id, person_id) VALUES ($1, $2)";
        link.run(sql, args![request.id, *person]).await?;
    }
    Ok(())
}

async fn one(
    link: &mut Link,
    family: FamilyId,
    id: RequestId,
) -> Result<Option<Request>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM information_request r WHERE r.id = $1 AND r.family_id = $2");
    let Some(mut row) = link.row(&sql, args![id, family]).await? else {
        return Ok(None);
    };
    let mut request = read(&mut row)?;
    let sql =
        "SELECT person_id FROM information_request_about WHERE request_id = $1 ORDER BY person_id";
    let rows = link.rows(sql, args![id]).await?;
    request.facts.about = rows
        .into_iter()
        .map(|mut row| row.next::<PersonId>())
        .collect::<Result<_, _>>()?;
    Ok(Some(request))
}

/// One request of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Requests, V>,
    id: RequestId,
) -> Result<Option<Request>, StoreError> {
    one(link, permit.family(), id).await
}

/// The request that somebody is asked to answer.
pub async fn find_asked<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Answers, V>,
    id: RequestId,
) -> Result<Option<Request>, StoreError> {
    one(link, permit.family(), id).await
}

/// The family that a request is of and the unit that it asks: what access is decided from, shown to nobody.
pub async fn asked_of(
    link: &mut Link,
    id: RequestId,
) -> Result<Option<(FamilyId, Option<UnitId>)>, StoreError> {
    // Of a case that may only be kept nobody outside is asked.
    let sql = format!(
        "SELECT r.family_id, r.unit_id FROM information_request r WHERE r.id = $1 AND {}",
        crate::tie::not_only_kept("r.family_id")
    );
    let row = link.row(&sql, args![id]).await?;
    row.map(|mut row| Ok((row.next()?, row.next_optional()?)))
        .transpose()
}

/// Keeps how a request ended. False where it had ended already.
pub async fn end<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    request: &Request,
) -> Result<bool, StoreError> {
    let ended = request.ended.as_ref();
    let sql = "UPDATE information_request SET outcome = $3, outcome_word = $4, outcome_at = $5, outcome_by = $6
               WHERE id = $1 AND family_id = $2 AND outcome IS NULL";
    let values = args![
        request.id,
        permit.family(),
        ended.map(|ended| ended.outcome.code()),
        ended.and_then(|ended| ended.word.as_ref().map(Line::as_str)),
        ended.map(|ended| ended.at),
        ended.and_then(|ended| ended.by),
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Notes that whoever is asked was reminded.
pub async fn add_reminder(
    link: &mut Link,
    _permit: &Permit<what::Requests, doing::Change>,
    (id, request): (ReminderId, RequestId),
    by: AccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO information_request_reminder (id, request_id, account_id, at) VALUES ($1, $2, $3, $4)";
    link.run(sql, args![id, request, by, at]).await.map(drop)
}

/// When whoever is asked was reminded, the first time first.
pub async fn reminders<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Requests, V>,
    request: RequestId,
) -> Result<Vec<Timestamp>, StoreError> {
    let sql = "SELECT m.at FROM information_request_reminder m JOIN information_request r ON r.id = m.request_id
               WHERE r.id = $1 AND r.family_id = $2 ORDER BY m.at, m.id";
    let rows = link.rows(sql, args![request, permit.family()]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// Whose information of a category a unit may pass on to a team at an instant, by a live consent to collect that names it.
pub async fn collectable<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    category: &str,
    (from, team): (UnitId, UnitId),
    at: Timestamp,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "SELECT DISTINCT s.subject_id FROM share s JOIN consent c ON c.id = s.consent_id
               WHERE s.family_id = $1 AND s.category = $2 AND c.from_unit_id = $3 AND s.unit_id = $4
                 AND s.stance = 'gives' AND s.from_at <= $5 AND s.until_at > $5";
    let values = args![permit.family(), category, from, team, at];
    let rows = link.rows(sql, values).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

//! What people ask of the data about them, what was answered, and who was told.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, Scope, doing, what};
use helhed_domain::consent::Party;
use helhed_domain::data_request::{
    DataDecision, DataOutcome, DataRecipient, DataRequest, DataRequestKind,
};
use helhed_domain::ids::{AccountId, DataRequestId, FamilyId, PersonId};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::note::prose;
use crate::{Link, Row, StoreError, args, tie, unreadable};

/// A request, with the names that a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRequestLine {
    /// The request.
    pub request: DataRequest,
    /// Whose data, by name.
    pub person_name: Name,
    /// Who decided, by name.
    pub decided_by: Option<Name>,
}

const SELECT: &str = "SELECT q.id, q.family_id, q.person_id, q.kind, q.words, q.asked_by, q.account_id, q.received_on, q.due_on,
    q.outcome, q.answer, q.delay, q.decided_by, q.decided_at, p.given_name, a.display_name
    FROM data_request q JOIN person p ON p.id = q.person_id LEFT JOIN account a ON a.id = q.decided_by";

fn read(mut row: Row) -> Result<DataRequestLine, StoreError> {
    let (id, family, person) = (row.next()?, row.next()?, row.next()?);
    let kind = row.parsed("kind of request", DataRequestKind::from_code)?;
    let words = row.parsed("words of a request", prose)?;
    let asked_by = row.parsed_optional("line", line)?;
    let (by, received, due) = (row.next()?, row.next()?, row.next()?);
    let outcome = row.parsed_optional("outcome", DataOutcome::from_code)?;
    let answer = row.parsed_optional("answer", prose)?;
    let delay = row.parsed_optional("line", line)?;
    let decided_by: Option<AccountId> = row.next_optional()?;
    let at: Option<Timestamp> = row.next_optional()?;
    let decision = match (outcome, answer, decided_by, at) {
        (Some(outcome), Some(answer), Some(by), Some(at)) => Some(DataDecision {
            outcome,
            answer,
            delay,
            by,
            at,
        }),
        _ => None,
    };
    Ok(DataRequestLine {
        request: DataRequest {
            id,
            family,
            person,
            kind,
            words,
            asked_by,
            by,
            received,
            due,
            decision,
        },
        person_name: row.parsed("name", name)?,
        decided_by: row.parsed_optional("name", name)?,
    })
}

/// Notes what was asked.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Add>,
    it: &DataRequest,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO data_request (id, family_id, person_id, kind, words, asked_by, account_id, received_on, due_on)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        it.id,
        permit.family(),
        it.person,
        it.kind.code(),
        it.words.as_str(),
        it.asked_by.as_ref().map(Line::as_str),
        it.by,
        it.received,
        it.due,
    ];
    link.run(sql, values).await.map(drop)
}

/// Every request of the permit's family: the unanswered first, then the newest.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Read>,
) -> Result<Vec<DataRequestLine>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE q.family_id = $1
         ORDER BY CASE WHEN q.decided_at IS NULL THEN 0 ELSE 1 END, q.received_on DESC, q.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// One request of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::DataRequests, V>,
    id: DataRequestId,
) -> Result<Option<DataRequestLine>, StoreError> {
    let sql = format!("{SELECT} WHERE q.id = $1 AND q.family_id = $2");
    let row = link.row(&sql, args![id, permit.family()]).await?;
    row.map(read).transpose()
}

/// Keeps the answer; false where it was answered already.
pub async fn decide(
    link: &mut Link,
    permit: &Permit<what::DataRequests, doing::Change>,
    id: DataRequestId,
    it: &DataDecision,
) -> Result<bool, StoreError> {
    let sql = "UPDATE data_request SET outcome = $3, answer = $4, delay = $5, decided_by = $6, decided_at = $7
               WHERE id = $1 AND family_id = $2 AND decided_at IS NULL";
    let values = args![
        id,
        permit.family(),
        it.outcome.code(),
        it.answer.as_str(),
        it.delay.as_ref().map(Line::as_str),
        it.by,
        it.at,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// To whom data about a person was ever open, by a consent or by law, and when they were told of what was decided on a request: two queries.
pub async fn recipients<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::DataRequests, V>,
    (person, request): (PersonId, DataRequestId),
    now: Timestamp,
) -> Result<Vec<DataRecipient>, StoreError> {
    let sql = "SELECT DISTINCT unit_id, person_id FROM share
               WHERE family_id = $1 AND subject_id = $2 AND stance = 'gives' AND from_at <= $3";
    let rows = link.rows(sql, args![permit.family(), person, now]).await?;
    let party = |row: &mut Row| -> Result<Party, StoreError> {
        Party::of_parts(row.next_optional()?, row.next_optional()?)
            .ok_or_else(|| unreadable("party"))
    };
    let mut found = Vec::new();
    for mut row in rows {
        found.push(DataRecipient {
            party: party(&mut row)?,
            told: None,
        });
    }
    let sql = "SELECT t.unit_id, t.party_id, t.told_at FROM data_request_told t JOIN data_request q ON q.id = t.request_id
               WHERE q.id = $1 AND q.family_id = $2 ORDER BY t.told_at";
    for mut row in link.rows(sql, args![request, permit.family()]).await? {
        let party = party(&mut row)?;
        let told = row.next()?;
        match found.iter_mut().find(|it| it.party == party) {
            Some(known) => known.told = Some(told),
            None => found.push(DataRecipient {
                party,
                told: Some(told),
            }),
        }
    }
    Ok(found)
}

/// Notes that a recipient was told.
pub async fn tell(
    link: &mut Link,
    _permit: &Permit<what::DataRequests, doing::Change>,
    request: DataRequestId,
    party: Party,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let (unit, person) = party.parts();
    let sql = "INSERT INTO data_request_told (request_id, unit_id, party_id, account_id, told_at) VALUES ($1, $2, $3, $4, $5)";
    link.run(sql, args![request, unit, person, by, at])
        .await
        .map(drop)
}

/// A request that waits for an answer, across families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRequestDue {
    /// The request.
    pub id: DataRequestId,
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// The last day of the deadline.
    pub due: Date,
}

/// The requests that wait for an answer in a scope, and those of an account's families that may only be kept: the soonest due first.
pub async fn due_in(
    link: &mut Link,
    scope: &Scope,
    by: AccountId,
) -> Result<Vec<DataRequestDue>, StoreError> {
    let (condition, values) = tie::condition(scope, 2);
    let sql = format!(
        "SELECT q.id, f.id, f.name, q.due_on FROM data_request q JOIN family f ON f.id = q.family_id
         WHERE q.decided_at IS NULL AND (({condition})
           OR f.id IN (SELECT family_id FROM assignment WHERE account_id = $1 AND to_at IS NULL))
         ORDER BY q.due_on, q.id LIMIT 100"
    );
    let values = args![by].into_iter().chain(values);
    let rows = link.rows(&sql, values).await?;
    let read = |mut row: Row| {
        Ok(DataRequestDue {
            id: row.next()?,
            family: row.next()?,
            family_name: row.parsed("name", name)?,
            due: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

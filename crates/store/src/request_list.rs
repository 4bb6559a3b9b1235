//! Lists of information requests with the names they are shown with: one query each, whatever their length.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, HousePermit, Permit, Scope, doing, what};
use helhed_domain::ids::{FamilyId, PersonId, RequestId, StatementId, UnitId};
use helhed_domain::request::Request;
use helhed_domain::text::Name;

use crate::account::name;
use crate::request::{COLUMNS, read};
use crate::tie::condition;
use crate::{Link, Row, StoreError, Value, args, unreadable};

/// Somebody a request is about, as far as whoever is asked must know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutPerson {
    /// Who.
    pub id: PersonId,
    /// Given name.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// When they were born, so that a school with two of a name knows which.
    pub born: Option<Date>,
}

/// A request with the names it is shown with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// The request.
    pub request: Request,
    /// What the family is called.
    pub family_name: Name,
    /// What whoever is asked is called.
    pub to_name: Name,
    /// Who asks.
    pub asked_by: Name,
    /// Whom it is about.
    pub about: Vec<AboutPerson>,
    /// How often whoever is asked was reminded.
    pub reminders: i64,
    /// When they were last.
    pub last_reminder: Option<Timestamp>,
    /// The statement, and whether it was annulled.
    pub statement: Option<(StatementId, bool)>,
}

const NAMES: &str = "f.name, u.name, r.outsider, a.display_name,
    (SELECT COUNT(*) FROM information_request_reminder m WHERE m.request_id = r.id),
    (SELECT MAX(m.at) FROM information_request_reminder m WHERE m.request_id = r.id), s.id, s.annulled_at";
const FROM: &str = "FROM information_request r JOIN family f ON f.id = r.family_id
    LEFT JOIN unit u ON u.id = r.unit_id
    JOIN account a ON a.id = r.account_id
    LEFT JOIN statement s ON s.request_id = r.id";

fn read_line(mut row: Row) -> Result<RequestLine, StoreError> {
    let request = read(&mut row)?;
    let family_name = row.parsed("name", name)?;
    let unit = row.parsed_optional("name", name)?;
    let outsider = row.parsed_optional("name", name)?;
    Ok(RequestLine {
        request,
        family_name,
        to_name: unit
            .or(outsider)
            .ok_or_else(|| unreadable("who is asked"))?,
        asked_by: row.parsed("name", name)?,
        about: Vec::new(),
        reminders: row.next()?,
        last_reminder: row.next_optional()?,
        statement: {
            let id = row.next_optional()?;
            let annulled = row.next_optional::<Timestamp>()?.is_some();
            id.map(|id| (id, annulled))
        },
    })
}

/// The requests that a condition holds for, each with whom it is about: a row for everybody.
async fn lines(
    link: &mut Link,
    condition: &str,
    order: &str,
    values: Vec<Value>,
) -> Result<Vec<RequestLine>, StoreError> {
    let sql = format!(
        "SELECT p.id, p.given_name, p.family_name, p.born_on, {COLUMNS}, {NAMES} {FROM}
         LEFT JOIN information_request_about b ON b.request_id = r.id LEFT JOIN person p ON p.id = b.person_id
         WHERE {condition} ORDER BY {order}, COALESCE(p.born_on, '9999'), p.given_name, p.id"
    );
    let mut lines: Vec<RequestLine> = Vec::new();
    for mut row in link.rows(&sql, values).await? {
        let person = about(&mut row)?;
        let line = read_line(row)?;
        if lines.last().map(|last| last.request.id) != Some(line.request.id) {
            lines.push(line);
        }
        if let (Some(line), Some(person)) = (lines.last_mut(), person) {
            line.request.facts.about.push(person.id);
            line.about.push(person);
        }
    }
    Ok(lines)
}

fn about(row: &mut Row) -> Result<Option<AboutPerson>, StoreError> {
    let id: Option<PersonId> = row.next_optional()?;
    let given_name = row.parsed_optional("name", name)?;
    let family_name = row.parsed_optional("name", name)?;
    let born = row.next_optional()?;
    let named = id.zip(given_name.zip(family_name));
    Ok(named.map(|(id, (given_name, family_name))| AboutPerson {
        id,
        given_name,
        family_name,
        born,
    }))
}

/// Every request of one family, the newest first.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Requests, V>,
) -> Result<Vec<RequestLine>, StoreError> {
    let values = args![permit.family()].into();
    lines(
        link,
        "r.family_id = $1",
        "r.asked_at DESC, r.id DESC",
        values,
    )
    .await
}

/// Requests that wait for an answer, the soonest due first; then those that ended, the latest first.
type Waiting = (Vec<RequestLine>, Vec<RequestLine>);

async fn waiting(
    link: &mut Link,
    condition: &str,
    values: Vec<Value>,
) -> Result<Waiting, StoreError> {
    let condition = format!("(r.outcome IS NULL OR r.outcome_at >= $1) AND {condition}");
    let all = lines(link, &condition, "r.due_on, r.id", values).await?;
    let (open, mut ended): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|line| line.request.ended.is_none());
    ended.sort_by_key(|line| std::cmp::Reverse(line.request.ended.as_ref().map(|it| it.at)));
    Ok((open, ended))
}

/// The requests of every family in a scope that wait for an answer, and those that ended since an instant.
pub async fn in_scope(
    link: &mut Link,
    scope: &Scope,
    since: Timestamp,
) -> Result<Waiting, StoreError> {
    let (condition, value) = condition(scope, 2);
    let values = std::iter::once(since.into()).chain(value).collect();
    waiting(link, &condition, values).await
}

/// What a unit was asked and has not answered, and what ended since an instant.
pub async fn asked_of_unit(
    link: &mut Link,
    _permit: &HousePermit<what::Answers, doing::Read>,
    unit: UnitId,
    since: Timestamp,
) -> Result<Waiting, StoreError> {
    let condition = format!(
        "r.unit_id = $2 AND {}",
        crate::tie::not_only_kept("r.family_id")
    );
    waiting(link, &condition, args![since, unit].into()).await
}

/// One request as whoever is asked sees it.
pub async fn asked(
    link: &mut Link,
    permit: &Permit<what::Answers, doing::Read>,
    id: RequestId,
) -> Result<Option<RequestLine>, StoreError> {
    one(link, permit.family(), id).await
}

/// One request of the permit's family.
pub async fn line_of(
    link: &mut Link,
    permit: &Permit<what::Requests, doing::Read>,
    id: RequestId,
) -> Result<Option<RequestLine>, StoreError> {
    one(link, permit.family(), id).await
}

async fn one(
    link: &mut Link,
    family: FamilyId,
    id: RequestId,
) -> Result<Option<RequestLine>, StoreError> {
    let values = args![id, family].into();
    let found = lines(link, "r.id = $1 AND r.family_id = $2", "r.id", values).await?;
    Ok(found.into_iter().next())
}

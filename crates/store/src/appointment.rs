//! Appointments.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, Scope, doing, what};
use helhed_domain::appointment::{Appointment, AppointmentFacts};
use helhed_domain::ids::{AppointmentId, MeetingId, PersonId};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::{annulment, line};
use crate::tie::condition;
use crate::{Link, Row, StoreError, Value, args};

/// An appointment with the names it is shown with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentLine {
    /// The appointment.
    pub appointment: Appointment,
    /// What the family is called.
    pub family_name: Name,
    /// Who of the family is to be there.
    pub people: Vec<Name>,
    /// The meeting that stands on it: it is moved and called off there.
    pub meeting: Option<MeetingId>,
}

const COLUMNS: &str = "t.id, t.family_id, t.starts_at, t.ends_at, t.title, t.place, t.others, t.account_id, t.set_at, t.annulled_at,
    t.annul_reason, t.version";

fn read(row: &mut Row) -> Result<Appointment, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let facts = AppointmentFacts {
        starts: row.next()?,
        ends: row.next()?,
        title: row.parsed("line", line)?,
        place: row.parsed_optional("line", line)?,
        others: row.parsed_optional("line", line)?,
        people: Vec::new(),
    };
    Ok(Appointment {
        id,
        family,
        facts,
        by: row.next()?,
        set_at: row.next()?,
        annulled: annulment(row)?,
        version: row.next()?,
    })
}

async fn set_people(
    link: &mut Link,
    id: AppointmentId,
    people: &[PersonId],
) -> Result<(), StoreError> {
    for person in people {
        let sql = "INSERT INTO appointment_person (appointment_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![id, *person]).await?;
    }
    Ok(())
}

/// Adds an appointment with those who are to be there.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Appointments, doing::Add>,
    appointment: &Appointment,
) -> Result<(), StoreError> {
    let facts = &appointment.facts;
    let sql = "INSERT INTO appointment (id, family_id, starts_at, ends_at, title, place, others, account_id, set_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    let values = args![
        appointment.id,
        permit.family(),
        facts.starts,
        facts.ends,
        facts.title.as_str(),
        facts.place.as_ref().map(Line::as_str),
        facts.others.as_ref().map(Line::as_str),
        appointment.by,
        appointment.set_at,
    ];
    link.run(sql, values).await?;
    set_people(link, appointment.id, &facts.people).await
}

/// One appointment of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Appointments, V>,
    id: AppointmentId,
) -> Result<Option<Appointment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM appointment t WHERE t.id = $1 AND t.family_id = $2");
    let Some(mut row) = link.row(&sql, args![id, permit.family()]).await? else {
        return Ok(None);
    };
    let mut appointment = read(&mut row)?;
    let sql = "SELECT person_id FROM appointment_person WHERE appointment_id = $1";
    for mut row in link.rows(sql, args![id]).await? {
        appointment.facts.people.push(row.next()?);
    }
    Ok(Some(appointment))
}

/// Keeps a changed or called-off appointment, if nobody else has changed it since `version`.
pub async fn update<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Appointments, V>,
    appointment: &Appointment,
    version: i64,
) -> Result<bool, StoreError> {
    let (id, facts) = (appointment.id, &appointment.facts);
    let annulled = appointment.annulled.as_ref();
    let sql = "UPDATE appointment SET starts_at = $4, ends_at = $5, title = $6, place = $7, others = $8, annulled_at = $9,
                 annul_reason = $10, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        id,
        permit.family(),
        version,
        facts.starts,
        facts.ends,
        facts.title.as_str(),
        facts.place.as_ref().map(Line::as_str),
        facts.others.as_ref().map(Line::as_str),
        annulled.map(|annulled| annulled.at),
        annulled.map(|annulled| annulled.reason.as_str()),
    ];
    if link.run(sql, values).await? != 1 {
        return Ok(false);
    }
    let sql = "DELETE FROM appointment_person WHERE appointment_id = $1";
    link.run(sql, args![id]).await?;
    set_people(link, id, &facts.people).await?;
    Ok(true)
}

/// Which appointments are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Those that end after this.
    pub from: Timestamp,
    /// And start before this.
    pub to: Timestamp,
}

impl Span {
    /// The span as a condition on `starts_at`, which the index knows, and `ends_at`; its parameters are `$at` to `$at + 2`.
    pub(crate) fn condition(&self, at: usize) -> (String, [Value; 3]) {
        let sql = format!(
            "t.starts_at > ${} AND t.starts_at < ${} AND t.ends_at > ${}",
            at,
            at + 1,
            at + 2
        );
        let earliest = self.from.checked_sub(AppointmentFacts::LONGEST);
        // An instant before the first there is cannot be: what it would leave out does not exist.
        let earliest = earliest.unwrap_or(Timestamp::MIN);
        (sql, [earliest.into(), self.to.into(), self.from.into()])
    }
}

/// The appointments of one family in a span, in order; called-off ones too.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Appointments, doing::Read>,
    span: Span,
) -> Result<Vec<AppointmentLine>, StoreError> {
    let (within, span) = span.condition(2);
    let condition = format!("t.family_id = $1 AND {within}");
    let mut values = vec![permit.family().into()];
    values.extend(span);
    lines(link, &condition, values).await
}

/// The appointments of every family in a scope that stand, in a span, in order.
pub async fn in_scope(
    link: &mut Link,
    scope: &Scope,
    span: Span,
) -> Result<Vec<AppointmentLine>, StoreError> {
    let (within, span) = span.condition(1);
    let (scoped, value) = condition(scope, 4);
    let condition = format!("{within} AND t.annulled_at IS NULL AND {scoped}");
    let mut values: Vec<Value> = span.into();
    values.extend(value);
    lines(link, &condition, values).await
}

/// One query, however many there are: a row for everybody who is to be there, or one for nobody.
async fn lines(
    link: &mut Link,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<AppointmentLine>, StoreError> {
    let sql = format!(
        "SELECT p.id, p.given_name, {COLUMNS}, f.name, m.id
         FROM (SELECT t.* FROM appointment t JOIN family f ON f.id = t.family_id WHERE {condition} ORDER BY t.starts_at, t.id LIMIT 500) t
         JOIN family f ON f.id = t.family_id LEFT JOIN meeting m ON m.appointment_id = t.id
         LEFT JOIN appointment_person ap ON ap.appointment_id = t.id LEFT JOIN person p ON p.id = ap.person_id
         ORDER BY t.starts_at, t.id, COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id"
    );
    let mut lines: Vec<AppointmentLine> = Vec::new();
    for mut row in link.rows(&sql, values).await? {
        let person: Option<PersonId> = row.next_optional()?;
        let given_name = row.parsed_optional("name", name)?;
        let appointment = read(&mut row)?;
        if lines.last().map(|line| line.appointment.id) != Some(appointment.id) {
            lines.push(AppointmentLine {
                appointment,
                family_name: row.parsed("name", name)?,
                people: Vec::new(),
                meeting: row.next_optional()?,
            });
        }
        if let (Some(line), Some(person), Some(given_name)) = (lines.last_mut(), person, given_name)
        {
            line.appointment.facts.people.push(person);
            line.people.push(given_name);
        }
    }
    Ok(lines)
}

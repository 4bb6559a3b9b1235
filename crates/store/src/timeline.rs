//! What a family's timeline holds between two days: what lasts, and what happened, each with what the lens asks of it.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Mark, Permit, What, doing};
use helhed_domain::day::{day_of, instant_of};
use helhed_domain::ids::{AccountId, PersonId, UnitId};
use helhed_domain::timeline::{EventKind, TimeWindow};
use jiff::ToSpan;

use crate::shared::{
    ASSESSMENTS, CONTACTS, NOTES, RATINGS, STATEMENTS, category_of_measure, category_of_unit,
};
use crate::{Link, Row, StoreError, args};

/// Something on a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is.
    pub kind: EventKind,
    /// Its id, within its kind.
    pub id: Uuid,
    /// The day it happened, or began.
    pub from: Date,
    /// When on that day, where that is known.
    pub at: Option<Timestamp>,
    /// The last day of what lasts; nothing where it goes on.
    pub until: Option<Date>,
    /// Its text, or title.
    pub text: Option<String>,
    /// A second line: who gives it, a case, a place.
    pub more: Option<String>,
    /// A code of its kind: how a contact was held, what an assessment scored.
    pub code: Option<String>,
    /// Its category.
    pub category: String,
    /// For the team only.
    pub restricted: bool,
    /// Whom it is about; nobody is the whole family.
    pub about: Vec<PersonId>,
    /// Who wrote it.
    pub by: Option<AccountId>,
    /// The unit they work in, or that it is of.
    pub by_unit: Option<UnitId>,
}

impl Event {
    /// What the lens asks.
    pub fn mark(&self) -> Mark<'_> {
        Mark {
            category: &self.category,
            about: &self.about,
            restricted: self.restricted,
            kept_from: &[],
            by: self.by,
            by_unit: self.by_unit,
        }
    }
}

/// The columns of `shared`, and two more: the last day, and an instant that ended it before.
const COLUMNS: &str = "kind, id, at, day, text, more, code, category, person_id, account_id, unit_id, until_on, ended_at";
const MEASURES: &str = concat!(
    "SELECT kind, id, CAST(NULL AS BIGINT), from_on, title, given_by, CAST(NULL AS TEXT), ",
    category_of_measure!(),
    ", person_id, account_id, (SELECT id FROM unit WHERE 1 = 0), until_on, CAST(NULL AS BIGINT)
     FROM measure WHERE family_id = $1 AND annulled_at IS NULL"
);
const AROUND: &str = concat!(
    "SELECT 'involvement', i.id, CAST(NULL AS BIGINT), i.since_on, i.professional, COALESCE(i.case_name, i.plan_name, i.title),
       CAST(NULL AS TEXT), ",
    category_of_unit!(),
    ", i.person_id, (SELECT id FROM account WHERE 1 = 0), i.unit_id, i.until_on, CAST(NULL AS BIGINT)
     FROM involvement i LEFT JOIN unit u ON u.id = i.unit_id WHERE i.family_id = $1 AND i.annulled_at IS NULL"
);
const COURSES: &str =
    "SELECT 'course', id, CAST(NULL AS BIGINT), started_on, CAST(NULL AS TEXT), CAST(NULL AS TEXT), end_reason,
       'general', (SELECT id FROM person WHERE 1 = 0), (SELECT id FROM account WHERE 1 = 0), (SELECT id FROM unit WHERE 1 = 0),
       ended_on, CAST(NULL AS BIGINT) FROM course WHERE family_id = $1";
/// A consent ends on its last day, or when all of it is taken back.
const CONSENTS: &str = "SELECT 'consent', c.id, CAST(NULL AS BIGINT), c.given_on, c.purpose, CAST(NULL AS TEXT), CAST(NULL AS TEXT), 'general',
       c.subject_id, c.account_id, (SELECT id FROM unit WHERE 1 = 0), c.valid_to, (SELECT MIN(w.at) FROM withdrawal w
         WHERE w.consent_id = c.id AND w.category IS NULL AND w.unit_id IS NULL AND w.person_id IS NULL)
     FROM consent c WHERE c.family_id = $1 AND c.stance = 'gives'";
const APPOINTMENTS: &str = "SELECT 'appointment', id, starts_at, CAST(NULL AS TEXT), title, place, CAST(NULL AS TEXT), 'general',
       (SELECT id FROM person WHERE 1 = 0), account_id, (SELECT id FROM unit WHERE 1 = 0), CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
     FROM appointment WHERE family_id = $1 AND annulled_at IS NULL";
const REVIEWS: &str = "SELECT 'review', id, CAST(NULL AS BIGINT), held_on, CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), 'general',
       (SELECT id FROM person WHERE 1 = 0), account_id, (SELECT id FROM unit WHERE 1 = 0), CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
     FROM review WHERE family_id = $1";
const VERSIONS: &str = "SELECT 'plan_version', id, at, CAST(NULL AS TEXT), CAST(number AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), 'general',
       (SELECT id FROM person WHERE 1 = 0), account_id, (SELECT id FROM unit WHERE 1 = 0), CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
     FROM plan_version WHERE family_id = $1";
const REFERRALS: &str = "SELECT 'referral', r.id, r.received_at, CAST(NULL AS TEXT), u.name, CAST(NULL AS TEXT), CAST(NULL AS TEXT), 'general',
       (SELECT id FROM person WHERE 1 = 0), r.account_id, r.unit_id, CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
     FROM referral r LEFT JOIN unit u ON u.id = r.unit_id WHERE r.family_id = $1";
const EMERGENCIES: &str = "SELECT 'emergency', id, at, CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), 'general',
       (SELECT id FROM person WHERE 1 = 0), account_id, (SELECT id FROM unit WHERE 1 = 0), CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
     FROM emergency WHERE family_id = $1";

/// Where a kind is kept.
fn source(kind: EventKind) -> String {
    let own = |sql: &str| sql.to_owned();
    let of_shared =
        |sql: &str| format!("SELECT s.*, CAST(NULL AS TEXT), CAST(NULL AS BIGINT) FROM ({sql}) s");
    match kind {
        EventKind::Course => own(COURSES),
        EventKind::Support
        | EventKind::Activation
        | EventKind::Measure
        | EventKind::Case
        | EventKind::DayCare
        | EventKind::Treatment => own(MEASURES),
        EventKind::Involvement => own(AROUND),
        EventKind::Consent => own(CONSENTS),
        EventKind::Crisis => crises(),
        EventKind::Contact => of_shared(CONTACTS),
        EventKind::Appointment => own(APPOINTMENTS),
        EventKind::Rating => of_shared(RATINGS),
        EventKind::Assessment => of_shared(ASSESSMENTS),
        EventKind::Statement => of_shared(STATEMENTS),
        EventKind::Review => own(REVIEWS),
        EventKind::PlanVersion => own(VERSIONS),
        EventKind::Referral => own(REFERRALS),
        EventKind::Emergency => own(EMERGENCIES),
    }
}

/// What has been told that tells of a crisis.
fn crises() -> String {
    let told = [NOTES, CONTACTS, STATEMENTS].join(" UNION ALL ");
    format!(
        "SELECT 'crisis', s.id, s.at, s.day, s.text, s.more, s.code, s.category, s.person_id, s.account_id, s.unit_id,
           CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
         FROM ({told}) s WHERE s.id IN (SELECT item_id FROM mark WHERE family_id = $1 AND crisis)"
    )
}

/// What there is of these kinds in a stretch of days, the earliest first: two queries, however much there is.
pub async fn of_family<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
    window: TimeWindow,
    kinds: &[EventKind],
) -> Result<Vec<Event>, StoreError> {
    let mut sources: Vec<String> = kinds.iter().map(|kind| source(*kind)).collect();
    sources.sort();
    sources.dedup();
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let lasting = EventKind::ALL.iter().filter(|kind| kind.lasts());
    let lasting: Vec<_> = lasting.map(|kind| format!("'{}'", kind.code())).collect();
    let sql = format!(
        "WITH x ({COLUMNS}) AS ({union})
         SELECT x.kind, x.id, x.at, x.day, x.until_on, x.ended_at, x.text, x.more, x.code, COALESCE(m.category, x.category),
           COALESCE(m.restricted, (1 = 0)), x.person_id, x.account_id, COALESCE(x.unit_id, a.unit_id)
         FROM x LEFT JOIN mark m ON m.item_id = x.id LEFT JOIN account a ON a.id = x.account_id
         WHERE NOT {held} AND (x.kind = 'crisis' OR NOT COALESCE(m.crisis, (1 = 0))) AND ((x.day IS NULL AND x.at >= $2 AND x.at < $3)
            OR (x.day <= $5 AND (x.day >= $4 OR (x.kind IN ({lasting}) AND COALESCE(x.until_on, '9999-12-31') >= $4))))",
        union = sources.join(" UNION ALL "),
        lasting = lasting.join(", "),
        held = crate::restriction::held("x.id"),
    );
    let (begins, ends) = instants(window);
    let values = args![permit.family(), begins, ends, window.first, window.last];
    let rows = link.rows(&sql, values).await?;
    let mut events = rows
        .into_iter()
        .map(read)
        .collect::<Result<Vec<_>, StoreError>>()?;
    events.retain(|it| {
        kinds.contains(&it.kind)
            && it.from <= window.last
            && it.until.unwrap_or(window.last).max(it.from) >= window.first
    });
    events.sort_by_key(|it| (it.from, it.at, it.kind, it.id));
    name_people(link, permit, (begins, ends), &mut events).await?;
    Ok(events)
}

/// From the beginning of the first day until just before this instant, where the municipality is.
fn instants(window: TimeWindow) -> (Timestamp, Timestamp) {
    let begins = |day: Date| instant_of(day.to_datetime(jiff::civil::Time::midnight()));
    let after = window.last.saturating_add(1.day());
    (
        begins(window.first).unwrap_or(Timestamp::MIN),
        begins(after).unwrap_or(Timestamp::MAX),
    )
}

fn read(mut row: Row) -> Result<Event, StoreError> {
    let kind = row.parsed("kind of event", EventKind::from_code)?;
    let id = row.next()?;
    let at: Option<Timestamp> = row.next_optional()?;
    let day: Option<Date> = row.next_optional()?;
    let until: Option<Date> = row.next_optional()?;
    let ended: Option<Timestamp> = row.next_optional()?;
    let from = day
        .or(at.map(day_of))
        .ok_or_else(|| crate::unreadable("day of an event"))?;
    let ended = ended.map(day_of);
    Ok(Event {
        kind,
        id,
        from,
        // When something was written down is not when it happened.
        at: at.filter(|_| day.is_none()),
        until: match (until, ended) {
            (Some(until), Some(ended)) => Some(until.min(ended)),
            (until, ended) => until.or(ended),
        },
        text: row.next_optional()?,
        more: row.next_optional()?,
        code: row.next_optional()?,
        category: row.next()?,
        restricted: row.next()?,
        about: row.next_optional::<PersonId>()?.into_iter().collect(),
        by: row.next_optional()?,
        by_unit: row.next_optional()?,
    })
}

/// Adds who took part to contacts and appointments, and whom statements are about.
async fn name_people<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
    (begins, ends): (Timestamp, Timestamp),
    events: &mut [Event],
) -> Result<(), StoreError> {
    let sql = "SELECT p.contact_id, p.person_id FROM contact_person p JOIN contact c ON c.id = p.contact_id
               WHERE c.family_id = $1 AND c.at >= $2 AND c.at < $3
               UNION ALL SELECT p.appointment_id, p.person_id FROM appointment_person p JOIN appointment a ON a.id = p.appointment_id
               WHERE a.family_id = $1 AND a.starts_at >= $2 AND a.starts_at < $3
               UNION ALL SELECT s.id, b.person_id FROM statement s JOIN information_request_about b ON b.request_id = s.request_id
               WHERE s.family_id = $1 AND s.given_at >= $2 AND s.given_at < $3";
    let rows = link.rows(sql, args![permit.family(), begins, ends]).await?;
    let mut people: HashMap<Uuid, Vec<PersonId>> = HashMap::new();
    for mut row in rows {
        people.entry(row.next()?).or_default().push(row.next()?);
    }
    for event in events {
        if let Some(about) = people.remove(&event.id) {
            event.about = about;
        }
    }
    Ok(())
}

//! What stands at the top of every page of a family: two queries, whatever is in the case.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Permit, doing, what};
use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::authority::AuthorityKind;
use helhed_domain::day::day_of;
use helhed_domain::family::{FamilyState, MemberRole, StateFacts};
use helhed_domain::ids::PersonId;
use helhed_domain::person::Birth;
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args, unreadable};

/// The facts of the band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What the household is called.
    pub name: Name,
    /// Where it stands.
    pub state: FamilyState,
    /// Who coordinates.
    pub coordinator: Option<Name>,
    /// The authority on the employment side, and with whom it is shared.
    pub authority: Option<(AuthorityKind, Option<Name>)>,
    /// The first day of the running intervention.
    pub started: Option<Date>,
    /// The first day of the first intervention.
    pub first_course: Option<Date>,
    /// The last contact.
    pub last_contact: Option<Timestamp>,
    /// The next appointment, or the one that is going on.
    pub next_appointment: Option<Timestamp>,
    /// The last review since the start.
    pub last_review: Option<Date>,
    /// How much collides in its calendar and plans from today on.
    pub collisions: i64,
    /// Somebody's address is protected.
    pub protected_address: bool,
    /// Somebody needs an interpreter.
    pub interpreter: bool,
}

/// A member in a word: first name, role and age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Who.
    pub id: PersonId,
    /// First name.
    pub given_name: Name,
    /// What they are in the family.
    pub role: MemberRole,
    /// Birth.
    pub birth: Birth,
}

/// The band of one family.
pub async fn head(
    link: &mut Link,
    permit: &Permit<what::Face, doing::Read>,
    now: Timestamp,
) -> Result<Head, StoreError> {
    let sql = "SELECT f.name, c.started_on,
        (SELECT COUNT(*) FROM course e WHERE e.family_id = f.id AND e.ended_on IS NOT NULL),
        (SELECT COUNT(*) FROM waiting_place w WHERE w.family_id = f.id AND w.left_at IS NULL),
        (SELECT COUNT(*) FROM referral r WHERE r.family_id = f.id
           AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.referral_id = r.id)),
        (SELECT n.display_name FROM assignment a JOIN account n ON n.id = a.account_id
           WHERE a.family_id = f.id AND a.kind = 'coordinator' AND a.to_at IS NULL),
        u.kind, u.jobcentre_name,
        (SELECT MIN(e.started_on) FROM course e WHERE e.family_id = f.id),
        (SELECT k.at FROM contact k WHERE k.family_id = f.id AND k.annulled_at IS NULL ORDER BY k.at DESC LIMIT 1),
        (SELECT t.starts_at FROM appointment t WHERE t.family_id = f.id AND t.annulled_at IS NULL AND t.ends_at > $2
           AND t.starts_at > $3 ORDER BY t.starts_at LIMIT 1),
        (SELECT MAX(v.held_on) FROM review v WHERE v.family_id = f.id AND v.held_on >= c.started_on),
        (SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person_id
           WHERE m.family_id = f.id AND m.to_on IS NULL AND p.protected_address),
        (SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person_id
           WHERE m.family_id = f.id AND m.to_on IS NULL AND p.interpreter),
        (SELECT COUNT(*) FROM collision c WHERE c.family_id = f.id AND c.gone_at IS NULL AND c.aside_at IS NULL
           AND (c.day >= $4 OR c.kind IN ('activation_in_treatment', 'opposite_asked', 'same_asked', 'too_much')))
        FROM family f
        LEFT JOIN course c ON c.family_id = f.id AND c.ended_on IS NULL
        LEFT JOIN authority u ON u.id = (SELECT x.id FROM authority x WHERE x.family_id = f.id
           ORDER BY x.from_on DESC, x.set_at DESC, x.id DESC LIMIT 1)
        WHERE f.id = $1";
    let earliest = now
        .checked_sub(AppointmentFacts::LONGEST)
        .unwrap_or(Timestamp::MIN);
    let row = link
        .row(sql, args![permit.family(), now, earliest, day_of(now)])
        .await?;
    let mut row = row.ok_or_else(|| unreadable("family"))?;
    let name_of = |row: &mut Row| row.parsed_optional("name", name);
    let household = row.parsed("name", name)?;
    let started: Option<Date> = row.next_optional()?;
    let mut any = || row.next::<i64>().map(|count| count > 0);
    let facts = StateFacts {
        course_running: started.is_some(),
        course_ended: any()?,
        waiting: any()?,
        undecided: any()?,
    };
    let coordinator = name_of(&mut row)?;
    let authority = row.parsed_optional("authority", AuthorityKind::from_code)?;
    let shared_with = name_of(&mut row)?;
    Ok(Head {
        name: household,
        state: FamilyState::of(facts),
        coordinator,
        authority: authority.map(|kind| (kind, shared_with)),
        started,
        first_course: row.next_optional()?,
        last_contact: row.next_optional()?,
        next_appointment: row.next_optional()?,
        last_review: row.next_optional()?,
        protected_address: row.next::<i64>()? > 0,
        interpreter: row.next::<i64>()? > 0,
        collisions: row.next()?,
    })
}

/// Who belongs to the family now: adults first, then children by age.
pub async fn faces(
    link: &mut Link,
    permit: &Permit<what::People, doing::Read>,
) -> Result<Vec<Face>, StoreError> {
    let sql = "SELECT p.id, p.given_name, m.role, p.born_on, p.expected_on FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.family_id = $1 AND m.to_on IS NULL
         ORDER BY CASE m.role WHEN 'mother' THEN 0 WHEN 'father' THEN 1 WHEN 'other_adult' THEN 2 ELSE 3 END,
           COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Face {
            id: row.next()?,
            given_name: row.parsed("name", name)?,
            role: row.parsed("role in the family", MemberRole::from_code)?,
            birth: match (row.next_optional()?, row.next_optional()?) {
                (Some(born), _) => Birth::Born(born),
                (None, Some(expected)) => Birth::Expected(expected),
                (None, None) => Birth::Unknown,
            },
        })
    };
    rows.into_iter().map(read).collect()
}

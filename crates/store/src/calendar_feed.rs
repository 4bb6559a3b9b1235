//! The secret addresses of calendars, and what stands in one: hours and kinds, nobody's name.

use helhed_access::Actor;
use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, AppointmentId, FamilyId, MeetingId};
use helhed_domain::meeting::{MeetingAnswer, MeetingKind};
use jiff::Timestamp;

use crate::{Link, Row, StoreError, args};

/// A line of somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLine {
    /// The appointment.
    pub appointment: AppointmentId,
    /// The family; to lead on to, never to be named in a calendar.
    pub family: FamilyId,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// The meeting on it, what it is held for, how often it was moved and what whoever reads answered.
    pub meeting: Option<(MeetingId, MeetingKind, i64, MeetingAnswer)>,
}

/// What an actor is called to and has not said no to, and, for a coordinator, the appointments that they have set for families they have:
/// what ends after an instant, in order. It is their own; a family that is no longer theirs stands in it only where they are called.
pub async fn lines(
    link: &mut Link,
    actor: &Actor,
    after: Timestamp,
) -> Result<Vec<FeedLine>, StoreError> {
    let unit = actor.unit.filter(|_| actor.role == Role::Partner);
    let sets = actor.role == Role::Coordinator;
    let open = crate::tie::not_only_kept("t.family_id");
    let sql = format!(
        "SELECT t.id, t.family_id, t.starts_at, t.ends_at, m.id, m.kind, m.sequence, q.answer
               FROM meeting_participant q JOIN meeting m ON m.id = q.meeting_id JOIN appointment t ON t.id = m.appointment_id
               WHERE {open} AND q.removed_at IS NULL AND q.answer <> 'declined' AND t.annulled_at IS NULL AND t.ends_at > $4
                 AND (q.account_id = $1 OR q.person_id = $2 OR (q.involvement_id IS NOT NULL AND q.unit_id = $3))
                 AND (q.person_id IS NULL OR (EXISTS (SELECT 1 FROM membership s WHERE s.family_id = t.family_id
                     AND s.person_id = $2 AND s.to_on IS NULL)
                   AND NOT EXISTS (SELECT 1 FROM case_lock l WHERE l.family_id = t.family_id AND l.lifted_at IS NULL
                     AND NOT EXISTS (SELECT 1 FROM case_lock_protects p WHERE p.lock_id = l.id AND p.person_id = $2))))
               UNION ALL
               SELECT t.id, t.family_id, t.starts_at, t.ends_at, NULL, NULL, NULL, NULL FROM appointment t
               WHERE {open} AND $5 AND t.account_id = $1 AND t.annulled_at IS NULL AND t.ends_at > $4
                 AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.appointment_id = t.id)
                 AND EXISTS (SELECT 1 FROM assignment a WHERE a.family_id = t.family_id AND a.account_id = $1 AND a.to_at IS NULL)
               ORDER BY 3, 1 LIMIT 500"
    );
    let values = args![actor.account, actor.person, unit, after, sets];
    let read = |mut row: Row| {
        let (appointment, family) = (row.next()?, row.next()?);
        let (starts, ends) = (row.next()?, row.next()?);
        let id: Option<MeetingId> = row.next_optional()?;
        let kind = row.parsed_optional("kind of meeting", MeetingKind::from_code)?;
        let sequence: Option<i64> = row.next_optional()?;
        let answer = row.parsed_optional("answer", MeetingAnswer::from_code)?;
        let meeting = id.zip(kind).zip(sequence.zip(answer));
        Ok(FeedLine {
            appointment,
            family,
            starts,
            ends,
            meeting: meeting.map(|((id, kind), (sequence, answer))| (id, kind, sequence, answer)),
        })
    };
    let rows = link.rows(&sql, values).await?;
    rows.into_iter().map(read).collect()
}

/// When the standing address of an account's calendar was made.
pub async fn since(link: &mut Link, account: AccountId) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT made_at FROM calendar_feed WHERE account_id = $1 AND ended_at IS NULL";
    let row = link.row(sql, args![account]).await?;
    row.map(|mut row| row.next()).transpose()
}

/// Ends the standing address of an account's calendar.
pub async fn end(link: &mut Link, account: AccountId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE calendar_feed SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL";
    link.run(sql, args![account, at]).await.map(drop)
}

/// Keeps a new address by the hash of its secret.
pub async fn insert(
    link: &mut Link,
    secret_hash: &[u8],
    account: AccountId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO calendar_feed (secret_hash, account_id, made_at) VALUES ($1, $2, $3)";
    link.run(sql, args![secret_hash, account, at])
        .await
        .map(drop)
}

/// Whose calendar an address leads to: an account that is open.
pub async fn whose(link: &mut Link, secret_hash: &[u8]) -> Result<Option<Actor>, StoreError> {
    let sql = "SELECT a.id, a.role, a.unit_id, a.person_id FROM calendar_feed c JOIN account a ON a.id = c.account_id
               WHERE c.secret_hash = $1 AND c.ended_at IS NULL AND a.disabled_at IS NULL";
    let row = link.row(sql, args![secret_hash]).await?;
    row.map(|mut row| {
        Ok(Actor {
            account: row.next()?,
            role: row.parsed("role", Role::from_code)?,
            unit: row.next_optional()?,
            person: row.next_optional()?,
        })
    })
    .transpose()
}

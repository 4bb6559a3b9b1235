//! Letters on their way out, sealed until they are gone.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Doing, Permit, What, what};
use helhed_domain::ids::{AccountId, FamilyId, LetterId, LinkId, MeetingId};
use helhed_domain::post::{LetterKind, LetterState};

use crate::tie::not_only_kept;
use crate::{Link, Row, StoreError, args};

/// A letter to put in the outbox.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// Its id.
    pub id: LetterId,
    /// What it is about: an invitation, a request.
    pub subject: Uuid,
    /// The link that it carries.
    pub link: Option<LinkId>,
    /// To whom and what, encrypted.
    pub sealed: &'a [u8],
    /// Who wrote it, and when.
    pub by: (AccountId, Timestamp),
    /// What it is about.
    pub kind: LetterKind,
    /// How it leaves.
    pub channel: Channel,
    /// The meeting it tells of, as of which sequence: once that has changed it is not sent.
    pub meeting: Option<(MeetingId, i64)>,
    /// Before when it does not leave.
    pub not_before: Timestamp,
}

/// How a letter leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// By e-mail.
    Mail,
    /// As a text message.
    Text,
}

impl Channel {
    fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Text => "text",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Mail, Self::Text]
            .into_iter()
            .find(|it| it.code() == code)
    }
}

/// A letter whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub id: LetterId,
    /// The family that it was written for.
    pub family: FamilyId,
    /// To whom and what, encrypted.
    pub sealed: Vec<u8>,
    /// How often it has been tried.
    pub tries: i64,
    /// Whether what it tells of still holds.
    pub needed: bool,
}

/// How a letter of a family stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLine {
    /// What it is about.
    pub subject: Uuid,
    /// The link that it carries.
    pub link: Option<LinkId>,
    /// How it stands.
    pub state: LetterState,
    /// When it was written, or went.
    pub at: Timestamp,
    /// What it is about.
    pub kind: LetterKind,
    /// How often it has been tried.
    pub tries: i64,
    /// How it leaves.
    pub channel: Channel,
}

/// Puts a letter of the permit's family into the outbox: with the transaction it lasts or has never been.
pub async fn insert<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    letter: Put<'_>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (id, family_id, subject_id, link_id, sealed, tries, next_at, account_id, put_at, kind, channel,
                 meeting_id, meeting_sequence) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11, $12)";
    let (by, at) = letter.by;
    let meeting = letter.meeting;
    let values = args![
        letter.id,
        permit.family(),
        letter.subject,
        letter.link,
        letter.sealed,
        letter.not_before,
        by,
        at,
        letter.kind.code(),
        letter.channel.code(),
        meeting.map(|(id, _)| id),
        meeting.map(|(_, sequence)| sequence)
    ];
    link.run(sql, values).await.map(drop)
}

/// The letter that has waited longest for its turn, shown to nobody: the house itself sends it. Those of a case that may only be kept wait.
pub async fn next_due(
    link: &mut Link,
    channel: Channel,
    now: Timestamp,
) -> Result<Option<Due>, StoreError> {
    // A link that opens no more, a meeting that has been moved since, a reminder of what has begun: not needed.
    let sql = format!(
        "SELECT o.id, o.family_id, o.sealed, o.tries,
                 CASE WHEN (k.id IS NULL OR (k.used_at IS NULL AND k.ended_at IS NULL AND k.expires_at > $1))
                   AND (m.id IS NULL OR (m.sequence = o.meeting_sequence AND (o.kind <> 'reminder' OR t.starts_at > $1)))
                   THEN 1 ELSE 0 END
               FROM outbox o LEFT JOIN one_time_link k ON k.id = o.link_id LEFT JOIN meeting m ON m.id = o.meeting_id
                 LEFT JOIN appointment t ON t.id = m.appointment_id
               WHERE o.gone_at IS NULL AND o.next_at <= $1 AND o.channel = $2 AND {}
               ORDER BY o.next_at, o.id LIMIT 1",
        not_only_kept("o.family_id")
    );
    let row = link.row(&sql, args![now, channel.code()]).await?;
    row.map(|mut row| {
        Ok(Due {
            id: row.next()?,
            family: row.next()?,
            sealed: row.next()?,
            tries: row.next()?,
            needed: row.next::<i64>()? == 1,
        })
    })
    .transpose()
}

/// Notes a try that begins, and when the next may: another process leaves the letter alone until then.
pub async fn note_try(
    link: &mut Link,
    id: LetterId,
    tries: i64,
    next: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET tries = $2, next_at = $3 WHERE id = $1 AND gone_at IS NULL";
    link.run(sql, args![id, tries, next]).await.map(drop)
}

/// Closes a letter: to whom and what it said is forgotten. The family it was written for, where it had not been closed before.
pub async fn close(
    link: &mut Link,
    id: LetterId,
    ending: LetterState,
    now: Timestamp,
) -> Result<Option<FamilyId>, StoreError> {
    let sql = "UPDATE outbox SET sealed = NULL, gone_at = $2, ending = $3 WHERE id = $1 AND gone_at IS NULL RETURNING family_id";
    let row = link.row(sql, args![id, now, ending.code()]).await?;
    row.map(|mut row| row.next()).transpose()
}

/// How often a letter that has not gone was tried.
pub async fn tries(link: &mut Link, id: LetterId) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT tries FROM outbox WHERE id = $1 AND gone_at IS NULL";
    let row = link.row(sql, args![id]).await?;
    row.map(|mut row| row.next()).transpose()
}

/// How every letter of the family stands, the newest first.
pub async fn of_family<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<LetterLine>, StoreError> {
    let sql =
        format!("SELECT {LINE} FROM outbox WHERE family_id = $1 ORDER BY put_at DESC, id DESC");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read_line).collect()
}

const LINE: &str = "subject_id, link_id, COALESCE(ending, 'waiting'), COALESCE(gone_at, put_at), kind, tries, channel";

fn read_line(mut row: Row) -> Result<LetterLine, StoreError> {
    Ok(LetterLine {
        subject: row.next()?,
        link: row.next_optional()?,
        state: row.parsed("state of a letter", LetterState::from_code)?,
        at: row.next()?,
        kind: row.parsed("kind of a letter", LetterKind::from_code)?,
        tries: row.next()?,
        channel: row.parsed("channel of a letter", Channel::from_code)?,
    })
}

/// How every letter about a meeting of the permit's family stands, the newest first.
pub async fn of_meeting<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
) -> Result<Vec<LetterLine>, StoreError> {
    let sql = format!(
        "SELECT {LINE} FROM outbox WHERE meeting_id = $1 AND family_id = $2 ORDER BY put_at DESC, id DESC"
    );
    let rows = link.rows(&sql, args![meeting, permit.family()]).await?;
    rows.into_iter().map(read_line).collect()
}

/// Closes what waits about somebody or something: it will not be needed.
pub async fn close_waiting<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    subject: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET sealed = NULL, gone_at = $3, ending = $4
               WHERE subject_id = $1 AND family_id = $2 AND gone_at IS NULL";
    let values = args![subject, permit.family(), now, LetterState::NotNeeded.code()];
    link.run(sql, values).await.map(drop)
}

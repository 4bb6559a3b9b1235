//! Meetings, each on its appointment.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::appointment::AppointmentState;
use helhed_domain::ids::{AppointmentId, MeetingId};
use helhed_domain::meeting::{Interpreter, Meeting, MeetingFacts, MeetingKind, VideoLink};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, Value, args};

/// A meeting with what its appointment says and the names it is shown with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingLine {
    /// The meeting.
    pub meeting: Meeting,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// What it is called.
    pub title: Line,
    /// Where it is.
    pub place: Option<Line>,
    /// Why it was called off, where it was.
    pub annulled: Option<Line>,
    /// The version of its appointment.
    pub appointment_version: i64,
    /// Who leads it.
    pub chair_name: Name,
}

impl MeetingLine {
    /// Where it stands.
    pub fn state(&self, now: Timestamp) -> AppointmentState {
        AppointmentState::of(self.annulled.is_some(), self.starts, self.ends, now)
    }
}

const LINES: &str = "SELECT m.id, m.family_id, m.appointment_id, m.kind, m.chair_id, m.video_link, m.interpreter_language, m.interpreter_booked,
    m.sequence, m.account_id, m.called_at, m.version, t.starts_at, t.ends_at, t.title, t.place, t.annul_reason, t.version, a.display_name
  FROM meeting m JOIN appointment t ON t.id = m.appointment_id JOIN account a ON a.id = m.chair_id";

fn read(mut row: Row) -> Result<MeetingLine, StoreError> {
    let (id, family, appointment) = (row.next()?, row.next()?, row.next()?);
    let (kind, chair) = (
        row.parsed("kind of meeting", MeetingKind::from_code)?,
        row.next()?,
    );
    let video = row.parsed_optional("video link", |text| VideoLink::parse(text).ok())?;
    let (language, booked) = (row.parsed_optional("language", name)?, row.next()?);
    Ok(MeetingLine {
        meeting: Meeting {
            id,
            family,
            appointment,
            facts: MeetingFacts {
                kind,
                chair,
                video,
                interpreter: language.map(|language| Interpreter { language, booked }),
            },
            sequence: row.next()?,
            by: row.next()?,
            called_at: row.next()?,
            version: row.next()?,
        },
        starts: row.next()?,
        ends: row.next()?,
        title: row.parsed("line", line)?,
        place: row.parsed_optional("line", line)?,
        annulled: row.parsed_optional("line", line)?,
        appointment_version: row.next()?,
        chair_name: row.parsed("name", name)?,
    })
}

fn facts(facts: &MeetingFacts) -> [Value; 5] {
    let interpreter = facts.interpreter.as_ref();
    args![
        facts.kind.code(),
        facts.chair,
        facts.video.as_ref().map(VideoLink::as_str),
        interpreter.map(|it| it.language.as_str()),
        interpreter.is_some_and(|it| it.booked),
    ]
}

/// Adds a meeting to its appointment.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Meetings, doing::Add>,
    meeting: &Meeting,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting (id, family_id, appointment_id, kind, chair_id, video_link, interpreter_language, interpreter_booked,
                 sequence, account_id, called_at, version) VALUES ($1, $2, $3, $7, $8, $9, $10, $11, 0, $4, $5, $6)";
    let [kind, chair, video, language, booked] = facts(&meeting.facts);
    let [id, family, appointment, by, at, version]: [Value; 6] = args![
        meeting.id,
        permit.family(),
        meeting.appointment,
        meeting.by,
        meeting.called_at,
        meeting.version
    ];
    let values = [
        id,
        family,
        appointment,
        by,
        at,
        version,
        kind,
        chair,
        video,
        language,
        booked,
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps a changed meeting, if nobody else has changed it since `version`. Its sequence is as in `meeting`.
pub async fn update<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    meeting: &Meeting,
    version: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting SET sequence = $4, kind = $5, chair_id = $6, video_link = $7, interpreter_language = $8,
                 interpreter_booked = $9, version = version + 1 WHERE id = $1 AND family_id = $2 AND version = $3";
    let first: [Value; 4] = args![meeting.id, permit.family(), version, meeting.sequence];
    let values = first.into_iter().chain(facts(&meeting.facts));
    Ok(link.run(sql, values).await? == 1)
}

/// One meeting of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: MeetingId,
) -> Result<Option<MeetingLine>, StoreError> {
    let sql = format!("{LINES} WHERE m.id = $1 AND m.family_id = $2");
    let row = link.row(&sql, args![id, permit.family()]).await?;
    row.map(read).transpose()
}

/// The meetings of the permit's family, the latest first; those called off too.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
) -> Result<Vec<MeetingLine>, StoreError> {
    let sql =
        format!("{LINES} WHERE m.family_id = $1 ORDER BY t.starts_at DESC, m.id DESC LIMIT 500");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// The meeting that stands on an appointment of the permit's family.
pub async fn on_appointment<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Appointments, V>,
    appointment: AppointmentId,
) -> Result<Option<MeetingId>, StoreError> {
    let sql = "SELECT id FROM meeting WHERE appointment_id = $1 AND family_id = $2";
    let row = link.row(sql, args![appointment, permit.family()]).await?;
    row.map(|mut row| row.next()).transpose()
}

/// The appointments of the permit's family on which a meeting stands, with the meeting.
pub async fn appointments_of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Appointments, V>,
) -> Result<Vec<(AppointmentId, MeetingId)>, StoreError> {
    let sql = "SELECT appointment_id, id FROM meeting WHERE family_id = $1";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.next()?, row.next()?)))
        .collect()
}

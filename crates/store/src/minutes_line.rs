//! The lines of minutes, and what they became.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::{
    AccountId, AppointmentId, GoalId, MeetingId, MinutesLineId, MinutesSectionId, NeedId, TaskId,
};
use helhed_domain::minutes::{LineKind, MinutesLine, Stored};
use helhed_domain::text::{Name, Passage};

use crate::account::name;
use crate::household::owner_name;
use crate::{Link, Row, StoreError, Value, args, unreadable};

/// How many lines are looked up by their ids in one statement: as somebody types, and as a page sends what was pasted.
const AT_ONCE: [usize; 2] = [32, 600];

/// What a line became, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// A task or an agreement: whose, by when, and whether it is still open.
    Task {
        /// The task.
        id: TaskId,
        /// Who does it.
        owner: Name,
        /// By which day.
        due: Option<Date>,
        /// Whether it has ended.
        ended: bool,
    },
    /// A goal.
    Goal {
        /// The goal.
        id: GoalId,
        /// By which day.
        target: Option<Date>,
    },
    /// An appointment.
    Appointment {
        /// The appointment.
        id: AppointmentId,
        /// When it starts.
        starts: Timestamp,
    },
    /// A need that comes first.
    Need {
        /// The need.
        id: NeedId,
    },
}

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// The line.
    pub line: MinutesLine,
    /// Whether the writer has gone on from it.
    pub settled: bool,
    /// Who wrote it last.
    pub by_name: Name,
    /// What it became.
    pub became: Option<Became>,
}

fn passage(text: &str) -> Option<Passage> {
    Passage::parse(text).ok()
}

fn became(row: &mut Row) -> Result<Option<Became>, StoreError> {
    let task: Option<TaskId> = row.next_optional()?;
    let goal: Option<GoalId> = row.next_optional()?;
    let appointment: Option<AppointmentId> = row.next_optional()?;
    let need: Option<NeedId> = row.next_optional()?;
    let (due, ended): (Option<Date>, Option<String>) = (row.next_optional()?, row.next_optional()?);
    let (target, starts) = (row.next_optional()?, row.next_optional()?);
    let owner = owner_name(row)?;
    Ok(match (task, goal, appointment, need) {
        (Some(id), ..) => Some(Became::Task {
            id,
            owner: owner.ok_or_else(|| unreadable("owner"))?,
            due,
            ended: ended.is_some(),
        }),
        (_, Some(id), ..) => Some(Became::Goal { id, target }),
        (_, _, Some(id), _) => Some(Became::Appointment {
            id,
            starts: starts.ok_or_else(|| unreadable("appointment"))?,
        }),
        (.., Some(id)) => Some(Became::Need { id }),
        _ => None,
    })
}

/// The lines of a meeting of the permit's family that changed after a count, section by section in order. From the beginning, those that
/// were taken out are left out; later they are told, so that a page can take them out, too.
pub async fn changed_since<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    after: i64,
) -> Result<Vec<LineRow>, StoreError> {
    let sql = "SELECT l.id, l.section_id, l.place, l.kind, l.body, l.account_id, l.written_at, l.seq, l.removed_at, l.settled,
                 a.display_name, o.task_id, o.goal_id, o.appointment_id, o.need_id, t.due_on, t.outcome, g.target_on, p.starts_at,
                 w.given_name, c.display_name, t.owner_name
               FROM minutes_line l JOIN account a ON a.id = l.account_id LEFT JOIN minutes_outcome o ON o.line_id = l.id
                 LEFT JOIN task t ON t.id = o.task_id LEFT JOIN person w ON w.id = t.owner_person_id
                 LEFT JOIN account c ON c.id = t.owner_account_id
                 LEFT JOIN goal g ON g.id = o.goal_id LEFT JOIN appointment p ON p.id = o.appointment_id
               WHERE l.meeting_id = $1 AND l.family_id = $2 AND l.seq > $3 AND (l.removed_at IS NULL OR $3 > 0)
               ORDER BY l.section_id, l.place, l.id";
    let rows = link
        .rows(sql, args![meeting, permit.family(), after])
        .await?;
    let read = |mut row: Row| {
        let line = MinutesLine {
            id: row.next()?,
            section: row.next()?,
            place: row.next()?,
            kind: row.parsed("kind of line", LineKind::from_code)?,
            body: row.parsed_optional("line of minutes", passage)?,
            by: row.next()?,
            written_at: row.next()?,
            seq: row.next()?,
            removed_at: row.next_optional()?,
        };
        Ok(LineRow {
            line,
            settled: row.next()?,
            by_name: row.parsed("name", name)?,
            became: became(&mut row)?,
        })
    };
    rows.into_iter().map(read).collect()
}

const STORED: &str =
    "SELECT id, section_id, place, body, seq, hand, settled, removed_at FROM minutes_line";

fn stored(mut row: Row) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: row.next()?,
        section: row.next()?,
        place: row.next()?,
        body: row.parsed_optional("line of minutes", passage)?,
        seq: row.next()?,
        hand: row.next()?,
        settled: row.next()?,
        removed: row.next_optional::<Timestamp>()?.is_some(),
    })
}

/// These lines of a meeting of the permit's family, taken out or not: one statement as long as they are not very many; then
/// every line of the meeting.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    ids: &[MinutesLineId],
) -> Result<Vec<Stored>, StoreError> {
    let Some(first) = ids.first() else {
        return Ok(Vec::new());
    };
    let mut values: Vec<Value> = args![meeting, permit.family()].into();
    let mut sql = format!("{STORED} WHERE meeting_id = $1 AND family_id = $2");
    // Always as many parameters, so that the statement is the same for every batch.
    if let Some(many) = AT_ONCE.into_iter().find(|many| ids.len() <= *many) {
        let places: Vec<String> = (0..many).map(|at| format!("${}", at + 3)).collect();
        sql = format!("{sql} AND id IN ({})", places.join(", "));
        values.extend((0..many).map(|at| Value::from(*ids.get(at).unwrap_or(first))));
    }
    let rows = link.rows(&sql, values).await?;
    rows.into_iter().map(stored).collect()
}

/// The lines of a section of the permit's family that stand, in order.
pub async fn of_section<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    section: MinutesSectionId,
) -> Result<Vec<Stored>, StoreError> {
    let sql = format!(
        "{STORED} WHERE section_id = $1 AND family_id = $2 AND removed_at IS NULL ORDER BY place, id"
    );
    let rows = link.rows(&sql, args![section, permit.family()]).await?;
    rows.into_iter().map(stored).collect()
}

/// How many lines stand in a meeting of the permit's family, and how many letters.
pub async fn count<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT COUNT(*), CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) FROM minutes_line WHERE meeting_id = $1 AND family_id = $2 AND removed_at IS NULL";
    let row = link.row(sql, args![meeting, permit.family()]).await?;
    let mut row = row.ok_or_else(|| unreadable("count"))?;
    Ok((row.next()?, row.next()?))
}

/// The place of the first line that stands after a place of a section, or of its first line.
pub async fn next_place<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    section: MinutesSectionId,
    after: Option<i64>,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT MIN(place) FROM minutes_line WHERE section_id = $1 AND family_id = $2 AND place > $3
               AND removed_at IS NULL";
    let after = after.unwrap_or(i64::MIN);
    let row = link
        .row(sql, args![section, permit.family(), after])
        .await?;
    row.ok_or_else(|| unreadable("place"))?.next_optional()
}

/// Puts a line at another place of its section.
pub async fn place<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    line: MinutesLineId,
    (place, seq): (i64, i64),
) -> Result<(), StoreError> {
    let sql = "UPDATE minutes_line SET place = $3, seq = $4 WHERE id = $1 AND family_id = $2";
    link.run(sql, args![line, permit.family(), place, seq])
        .await
        .map(drop)
}

/// A line as it is written down.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The line.
    pub line: &'a MinutesLine,
    /// The open page that wrote it.
    pub hand: Uuid,
    /// Whether the writer has gone on from it.
    pub settled: bool,
}

/// Adds a line.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    written: Written<'_>,
) -> Result<(), StoreError> {
    let it = written.line;
    let sql = "INSERT INTO minutes_line (id, meeting_id, family_id, section_id, place, kind, body, account_id, written_at, hand, seq, settled)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = args![
        it.id,
        meeting,
        permit.family(),
        it.section,
        it.place,
        it.kind.code(),
        it.body.as_ref().map(Passage::as_str),
        it.by,
        it.written_at,
        written.hand,
        it.seq,
        written.settled,
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps the words of a line, or that it was taken out.
pub async fn update<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    written: Written<'_>,
) -> Result<(), StoreError> {
    let it = written.line;
    let sql = "UPDATE minutes_line SET kind = $3, body = $4, account_id = $5, written_at = $6, hand = $7, seq = $8, settled = $9,
                 removed_at = $10 WHERE id = $1 AND family_id = $2";
    let values = args![
        it.id,
        permit.family(),
        it.kind.code(),
        it.body.as_ref().map(Passage::as_str),
        it.by,
        it.written_at,
        written.hand,
        it.seq,
        written.settled,
        it.removed_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Counts a line as changed: what it became, or what was said to it, is.
pub async fn touch<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    line: MinutesLineId,
    seq: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE minutes_line SET seq = $3 WHERE id = $1 AND family_id = $2";
    link.run(sql, args![line, permit.family(), seq])
        .await
        .map(drop)
}

/// What a line becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A task or an agreement.
    Task(TaskId),
    /// A goal.
    Goal(GoalId),
    /// An appointment.
    Appointment(AppointmentId),
    /// A need that comes first.
    Need(NeedId),
}

impl Outcome {
    /// The id of what it is, whichever it is.
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Task(id) => id.uuid(),
            Self::Goal(id) => id.uuid(),
            Self::Appointment(id) => id.uuid(),
            Self::Need(id) => id.uuid(),
        }
    }
}

/// Notes what a line became. False where it became something before.
pub async fn insert_outcome<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    (meeting, line): (MeetingId, MinutesLineId),
    outcome: Outcome,
    (by, at, seq): (AccountId, Timestamp, i64),
) -> Result<bool, StoreError> {
    let (mut task, mut goal, mut appointment, mut need) = (None, None, None, None);
    match outcome {
        Outcome::Task(id) => task = Some(id),
        Outcome::Goal(id) => goal = Some(id),
        Outcome::Appointment(id) => appointment = Some(id),
        Outcome::Need(id) => need = Some(id),
    }
    let sql = "INSERT INTO minutes_outcome (line_id, meeting_id, family_id, task_id, goal_id, appointment_id, need_id, account_id,
                 decided_at, seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (line_id) DO NOTHING";
    let values = args![
        line,
        meeting,
        permit.family(),
        task,
        goal,
        appointment,
        need,
        by,
        at,
        seq
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// What a line of the permit's family became.
pub async fn outcome_of<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    line: MinutesLineId,
) -> Result<Option<Outcome>, StoreError> {
    let sql = "SELECT task_id, goal_id, appointment_id, need_id FROM minutes_outcome WHERE line_id = $1 AND family_id = $2";
    let Some(mut row) = link.row(sql, args![line, permit.family()]).await? else {
        return Ok(None);
    };
    let task = row.next_optional()?.map(Outcome::Task);
    let goal = row.next_optional()?.map(Outcome::Goal);
    let appointment = row.next_optional()?.map(Outcome::Appointment);
    let need = row.next_optional()?.map(Outcome::Need);
    Ok(task.or(goal).or(appointment).or(need))
}

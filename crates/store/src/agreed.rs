//! What was agreed at meetings, and how it went: each with the line of the minutes that it stands in.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, HousePermit, Permit, doing, what};
use helhed_domain::decision_time::Decided;
use helhed_domain::ids::{FamilyId, MeetingId, MinutesLineId, TaskId};
use helhed_domain::meeting::MeetingKind;
use helhed_domain::minutes::{LineKind, SectionFacts};
use helhed_domain::task::TaskOutcome;
use helhed_domain::text::{Line, Name};

use crate::contact::line;
use crate::household::owner_name;
use crate::{Link, Row, StoreError, args, unreadable};

/// A task or an agreement that a meeting decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedLine {
    /// The meeting.
    pub meeting: MeetingId,
    /// What kind of meeting.
    pub meeting_kind: MeetingKind,
    /// When it began.
    pub meeting_starts: Timestamp,
    /// The line.
    pub line: MinutesLineId,
    /// What the line is.
    pub kind: LineKind,
    /// What its section is about, for the lens.
    pub section: SectionFacts,
    /// The task that it became.
    pub task: TaskId,
    /// What is to be done.
    pub title: Line,
    /// Who does it.
    pub owner: Name,
    /// By which day.
    pub due: Option<Date>,
    /// How it ended.
    pub outcome: Option<TaskOutcome>,
    /// When it was decided, and when it was done.
    pub decided: Decided,
}

fn decided(at: Timestamp, outcome: Option<TaskOutcome>, ended: Option<Timestamp>) -> Decided {
    let is_done = outcome == Some(TaskOutcome::Done);
    Decided {
        at,
        done: ended.filter(|_| is_done),
        given_up: ended.filter(|_| !is_done),
    }
}

/// Every task that meetings of the permit's family decided, the latest meeting first, in the order of the minutes: one query.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
) -> Result<Vec<AgreedLine>, StoreError> {
    let sql = "SELECT g.id, g.kind, p.starts_at, l.id, l.kind, s.title, s.person_id, s.domain, s.category, s.restricted, t.id, t.title,
                 t.due_on, t.outcome, t.outcome_at, o.decided_at, w.given_name, a.display_name, t.owner_name
               FROM minutes_outcome o JOIN minutes_line l ON l.id = o.line_id JOIN minutes_section s ON s.id = l.section_id
                 JOIN meeting g ON g.id = o.meeting_id JOIN appointment p ON p.id = g.appointment_id JOIN task t ON t.id = o.task_id
                 LEFT JOIN person w ON w.id = t.owner_person_id LEFT JOIN account a ON a.id = t.owner_account_id
               WHERE o.family_id = $1 ORDER BY p.starts_at DESC, g.id, s.place, l.place, l.id";
    let read = |mut row: Row| {
        let (meeting, meeting_kind) = (
            row.next()?,
            row.parsed("kind of meeting", MeetingKind::from_code)?,
        );
        let (meeting_starts, line_id) = (row.next()?, row.next()?);
        let kind = row.parsed("kind of line", LineKind::from_code)?;
        let section = SectionFacts {
            title: row.parsed("line", line)?,
            person: row.next_optional()?,
            domain: row.next_optional()?,
            category: row.next()?,
            restricted: row.next()?,
        };
        let (task, title) = (row.next()?, row.parsed("line", line)?);
        let due = row.next_optional()?;
        let outcome = row.parsed_optional("outcome", TaskOutcome::from_code)?;
        let ended = row.next_optional()?;
        let at = row.next()?;
        Ok(AgreedLine {
            meeting,
            meeting_kind,
            meeting_starts,
            line: line_id,
            kind,
            section,
            task,
            title,
            owner: owner_name(&mut row)?.ok_or_else(|| unreadable("owner"))?,
            due,
            outcome,
            decided: decided(at, outcome, ended),
        })
    };
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// Over all families: whose, at what kind of meeting, when something was decided and when it was done. Nothing of what it was.
pub async fn over_families(
    link: &mut Link,
    _: &HousePermit<what::Aggregates, doing::Read>,
    since: Timestamp,
) -> Result<Vec<(FamilyId, MeetingKind, Decided)>, StoreError> {
    let sql = "SELECT o.family_id, g.kind, t.outcome, t.outcome_at, o.decided_at
               FROM minutes_outcome o JOIN meeting g ON g.id = o.meeting_id JOIN task t ON t.id = o.task_id WHERE o.decided_at >= $1
               ORDER BY o.decided_at, o.line_id";
    let read = |mut row: Row| {
        let (family, kind) = (
            row.next()?,
            row.parsed("kind of meeting", MeetingKind::from_code)?,
        );
        let outcome = row.parsed_optional("outcome", TaskOutcome::from_code)?;
        let ended = row.next_optional()?;
        Ok((family, kind, decided(row.next()?, outcome, ended)))
    };
    let rows = link.rows(sql, args![since]).await?;
    rows.into_iter().map(read).collect()
}

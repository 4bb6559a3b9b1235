//! The minutes of a meeting: who writes, how far they have come, and their sections.

use jiff::Timestamp;

use helhed_access::{Doing, Mark, Permit, what};
use helhed_domain::ids::{AccountId, MeetingId, MinutesSectionId, PersonId};
use helhed_domain::minutes::{Minutes, Pen, Section, SectionFacts};
use helhed_domain::text::Name;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args, unreadable};

/// A meeting with its minutes, as far as they have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// When the meeting starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// Whether it was called off.
    pub is_called_off: bool,
    /// The minutes, once they are begun.
    pub begun: Option<Begun>,
}

/// Minutes that are begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The minutes.
    pub minutes: Minutes,
    /// Who holds the pen.
    pub pen_name: Name,
    /// To whom it is offered.
    pub offered_name: Option<Name>,
    /// The count of the last change of a line.
    pub line_seq: i64,
    /// The count of the last change of a remark.
    pub remark_seq: i64,
    /// When the audit log was last told of the writing.
    pub told_at: Timestamp,
    /// The sections that stand, in order.
    pub sections: Vec<Section>,
}

/// What the lens asks of a section: it is about the person it names, or the whole family.
pub fn mark(facts: &SectionFacts) -> Mark<'_> {
    let about: &[PersonId] = facts.person.as_slice();
    Mark {
        category: &facts.category,
        about,
        restricted: facts.restricted,
        kept_from: &[],
        by: None,
        by_unit: None,
    }
}

/// A meeting of the permit's family with its minutes and their sections: one statement.
pub async fn head<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
) -> Result<Option<Head>, StoreError> {
    let sql = "SELECT t.starts_at, t.ends_at, t.annulled_at, m.begun_at, m.begun_by, m.pen_id, m.pen_since, m.pen_seen_at, m.offered_to,
                 m.seq, m.line_seq, m.remark_seq, m.told_at, m.closed_at, a.display_name, o.display_name,
                 s.id, s.place, s.title, s.person_id, s.domain, s.category, s.restricted, s.seq
               FROM meeting g JOIN appointment t ON t.id = g.appointment_id
                 LEFT JOIN minutes m ON m.meeting_id = g.id
                 LEFT JOIN account a ON a.id = m.pen_id LEFT JOIN account o ON o.id = m.offered_to
                 LEFT JOIN minutes_section s ON s.meeting_id = g.id AND s.removed_at IS NULL
               WHERE g.id = $1 AND g.family_id = $2 ORDER BY s.place, s.id";
    let rows = link.rows(sql, args![meeting, permit.family()]).await?;
    let mut head: Option<Head> = None;
    for mut row in rows {
        let read = read_head(&mut row, permit, meeting)?;
        let head = head.get_or_insert(read);
        if let (Some(begun), Some(section)) = (&mut head.begun, read_section(&mut row)?) {
            begun.sections.push(section);
        }
    }
    Ok(head)
}

fn read_head<V: Doing>(
    row: &mut Row,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
) -> Result<Head, StoreError> {
    let (starts, ends) = (row.next()?, row.next()?);
    let is_called_off = row.next_optional::<Timestamp>()?.is_some();
    let begun_at: Option<Timestamp> = row.next_optional()?;
    let begun_by: Option<AccountId> = row.next_optional()?;
    let (holder, since, seen_at) = (
        row.next_optional()?,
        row.next_optional()?,
        row.next_optional()?,
    );
    let offered_to = row.next_optional()?;
    let counts: [Option<i64>; 3] = [
        row.next_optional()?,
        row.next_optional()?,
        row.next_optional()?,
    ];
    let told_at: Option<Timestamp> = row.next_optional()?;
    let closed_at = row.next_optional()?;
    let pen_name = row.parsed_optional("name", name)?;
    let offered_name = row.parsed_optional("name", name)?;
    let begun = match (begun_at, counts) {
        (Some(begun_at), [Some(seq), Some(line_seq), Some(remark_seq)]) => {
            let missing = || unreadable("minutes");
            Some(Begun {
                minutes: Minutes {
                    meeting,
                    family: permit.family(),
                    begun_at,
                    begun_by: begun_by.ok_or_else(missing)?,
                    pen: Pen {
                        holder: holder.ok_or_else(missing)?,
                        since: since.ok_or_else(missing)?,
                        seen_at: seen_at.ok_or_else(missing)?,
                        offered_to,
                    },
                    seq,
                    closed_at,
                },
                pen_name: pen_name.ok_or_else(missing)?,
                offered_name,
                line_seq,
                remark_seq,
                told_at: told_at.ok_or_else(missing)?,
                sections: Vec::new(),
            })
        }
        _ => None,
    };
    Ok(Head {
        starts,
        ends,
        is_called_off,
        begun,
    })
}

fn read_section(row: &mut Row) -> Result<Option<Section>, StoreError> {
    let Some(id) = row.next_optional()? else {
        return Ok(None);
    };
    let place = row.next()?;
    let facts = SectionFacts {
        title: row.parsed("line", line)?,
        person: row.next_optional()?,
        domain: row.next_optional()?,
        category: row.next()?,
        restricted: row.next()?,
    };
    Ok(Some(Section {
        id,
        place,
        facts,
        seq: row.next()?,
        removed_at: None,
    }))
}

/// Begins the minutes of a meeting of the permit's family. False where they are begun already.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    minutes: &Minutes,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO minutes (meeting_id, family_id, begun_at, begun_by, pen_id, pen_since, pen_seen_at, seq, line_seq, remark_seq,
                 told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $3) ON CONFLICT (meeting_id) DO NOTHING";
    let values = args![
        minutes.meeting,
        permit.family(),
        minutes.begun_at,
        minutes.begun_by,
        minutes.pen.holder,
        minutes.pen.since,
        minutes.pen.seen_at,
        minutes.seq,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// What a change of the minutes touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// The new count.
    pub seq: i64,
    /// Whether a line changed.
    pub lines: bool,
    /// Whether a remark changed.
    pub remarks: bool,
    /// When the audit log was last told.
    pub told_at: Timestamp,
}

/// Keeps how far the minutes have come, and that the holder of the pen was heard of where it is the holder who changes them.
pub async fn touch<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    touched: Touched,
) -> Result<(), StoreError> {
    let sql = "UPDATE minutes SET seq = $3, line_seq = CASE WHEN $4 THEN $3 ELSE line_seq END,
                 remark_seq = CASE WHEN $5 THEN $3 ELSE remark_seq END, told_at = $6 WHERE meeting_id = $1 AND family_id = $2";
    let values = args![
        meeting,
        permit.family(),
        touched.seq,
        touched.lines,
        touched.remarks,
        touched.told_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps who holds the pen.
pub async fn set_pen<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    pen: &Pen,
) -> Result<(), StoreError> {
    let sql = "UPDATE minutes SET pen_id = $3, pen_since = $4, pen_seen_at = $5, offered_to = $6 WHERE meeting_id = $1 AND family_id = $2";
    let values = args![
        meeting,
        permit.family(),
        pen.holder,
        pen.since,
        pen.seen_at,
        pen.offered_to
    ];
    link.run(sql, values).await.map(drop)
}

/// Adds a section.
pub async fn insert_section<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    section: &Section,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let facts = &section.facts;
    let sql = "INSERT INTO minutes_section (id, meeting_id, family_id, place, title, person_id, domain, category, restricted, account_id,
                 made_at, seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = args![
        section.id,
        meeting,
        permit.family(),
        section.place,
        facts.title.as_str(),
        facts.person,
        facts.domain.as_deref(),
        facts.category.as_str(),
        facts.restricted,
        by,
        at,
        section.seq,
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps a section that has changed, or was taken out.
pub async fn update_section<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    section: &Section,
) -> Result<(), StoreError> {
    let facts = &section.facts;
    let sql = "UPDATE minutes_section SET place = $3, title = $4, person_id = $5, domain = $6, category = $7, restricted = $8, seq = $9,
                 removed_at = $10 WHERE id = $1 AND family_id = $2";
    let values = args![
        section.id,
        permit.family(),
        section.place,
        facts.title.as_str(),
        facts.person,
        facts.domain.as_deref(),
        facts.category.as_str(),
        facts.restricted,
        section.seq,
        section.removed_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Whether a section of the permit's family has lines.
pub async fn has_lines<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    section: MinutesSectionId,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM minutes_line WHERE section_id = $1 AND family_id = $2 AND removed_at IS NULL AND body IS NOT NULL";
    let row = link.row(sql, args![section, permit.family()]).await?;
    let count: i64 = row.ok_or_else(|| unreadable("count"))?.next()?;
    Ok(count > 0)
}

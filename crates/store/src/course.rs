//! Courses: from taking in to closing.

use helhed_access::{Permit, doing, what};
use helhed_domain::course::{Course, CourseEnd, CourseState, EndReason};
use helhed_domain::text::Line;

use crate::{Link, Row, StoreError, args, unreadable};

/// Starts a course of the permit's family.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Courses, doing::Change>,
    course: &Course,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO course (id, family_id, reopens_id, started_on) VALUES ($1, $2, $3, $4)";
    let values = args![
        course.id,
        permit.family(),
        course.reopens,
        course.started_on
    ];
    link.run(sql, values).await.map(drop)
}

/// Ends a course of the permit's family.
pub async fn end(
    link: &mut Link,
    permit: &Permit<what::Courses, doing::Change>,
    course: &Course,
    end: &CourseEnd,
) -> Result<(), StoreError> {
    let sql = "UPDATE course SET ended_on = $3, end_reason = $4, end_word = $5, ended_by = $6
               WHERE id = $1 AND family_id = $2 AND ended_on IS NULL";
    let values = args![
        course.id,
        permit.family(),
        end.on,
        end.reason.code(),
        end.word.as_ref().map(Line::as_str),
        end.by
    ];
    link.run(sql, values).await?;
    for code in &end.goes_on_to {
        let sql = "INSERT INTO course_goes_on_to (course_id, goes_on_to) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![course.id, code.as_str()]).await?;
    }
    Ok(())
}

/// Every course of the family, first to last.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Courses, doing::Read>,
) -> Result<Vec<Course>, StoreError> {
    let sql = "SELECT g.course_id, g.goes_on_to FROM course_goes_on_to g JOIN course c ON c.id = g.course_id
               WHERE c.family_id = $1 ORDER BY g.goes_on_to";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let goes = rows
        .into_iter()
        .map(|mut row| Ok((row.next()?, row.next::<String>()?)))
        .collect::<Result<Vec<(helhed_domain::ids::CourseId, String)>, StoreError>>()?;
    let sql = "SELECT id, family_id, reopens_id, started_on, ended_on, end_reason, end_word, ended_by
               FROM course WHERE family_id = $1 ORDER BY started_on, CASE WHEN ended_on IS NULL THEN 1 ELSE 0 END, ended_on, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let (id, family, reopens, started_on) =
            (row.next()?, row.next()?, row.next_optional()?, row.next()?);
        let ended_on = row.next_optional()?;
        let reason = row.parsed_optional("end reason", EndReason::from_code)?;
        let word = row.parsed_optional("line", |text| Line::parse(text).ok())?;
        let by = row.next_optional()?;
        let state = match (ended_on, reason, by) {
            (None, _, _) => CourseState::Running,
            (Some(on), Some(reason), Some(by)) => CourseState::Ended(CourseEnd {
                on,
                reason,
                goes_on_to: goes
                    .iter()
                    .filter(|(course, _)| *course == id)
                    .map(|(_, code)| code.clone())
                    .collect(),
                word,
                by,
            }),
            _ => return Err(unreadable("end of a course")),
        };
        Ok(Course {
            id,
            family,
            reopens,
            started_on,
            state,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The titles of the family's tasks that nobody has finished, the soonest due first.
pub async fn open_tasks(
    link: &mut Link,
    permit: &Permit<what::Tasks, doing::Read>,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT title FROM task WHERE family_id = $1 AND outcome IS NULL ORDER BY COALESCE(due_on, '9999'), set_at";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

//! The agenda of a meeting.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::{AccountId, MeetingId, TopicId};
use helhed_domain::meeting::{Topic, TopicFacts, TopicSource};

use crate::contact::line;
use crate::{Link, Row, StoreError, args};

fn read(mut row: Row) -> Result<Topic, StoreError> {
    Ok(Topic {
        id: row.next()?,
        meeting: row.next()?,
        place: row.next()?,
        facts: TopicFacts {
            title: row.parsed("line", line)?,
            person: row.next_optional()?,
            category: row.next()?,
            source: row.parsed("source of a topic", TopicSource::from_code)?,
            subject: row.next_optional()?,
        },
    })
}

/// The agenda of a meeting of the permit's family, in order.
pub async fn of_meeting<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
) -> Result<Vec<Topic>, StoreError> {
    let sql = "SELECT id, meeting_id, place, title, person_id, category, source, subject_id FROM meeting_topic
               WHERE meeting_id = $1 AND family_id = $2 AND removed_at IS NULL ORDER BY place, id";
    let rows = link.rows(sql, args![meeting, permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// Adds a topic.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    topic: &Topic,
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO meeting_topic (id, meeting_id, family_id, place, title, person_id, category, source, subject_id, account_id,
                 added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let facts = &topic.facts;
    let values = args![
        topic.id,
        topic.meeting,
        permit.family(),
        topic.place,
        facts.title.as_str(),
        facts.person,
        facts.category.as_str(),
        facts.source.code(),
        facts.subject,
        by,
        at
    ];
    link.run(sql, values).await.map(drop)
}

/// Moves a topic to another place in the order.
pub async fn set_place<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: TopicId,
    place: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_topic SET place = $3 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), place]).await? == 1)
}

/// Takes a topic off.
pub async fn remove<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: TopicId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_topic SET removed_at = $3 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), at]).await? == 1)
}

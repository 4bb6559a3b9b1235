//! Closed minutes: what those who came say to them, and what was added to them. Both only ever grow.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::approval::{Approval, ApprovalStance, SaidBy};
use helhed_domain::ids::{
    AccountId, MeetingId, MinutesAddendumId, MinutesSectionId, ParticipantId,
};
use helhed_domain::text::{Line, Name, Prose};

use crate::account::name;
use crate::contact::line;
use crate::note::prose;
use crate::{Link, Row, StoreError, args, unreadable};

/// An addition to closed minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addendum {
    /// Its id.
    pub id: MinutesAddendumId,
    /// The section that it stands beside.
    pub section: MinutesSectionId,
    /// The words.
    pub body: Prose,
    /// Who wrote it.
    pub by: AccountId,
    /// Who that is.
    pub by_name: Name,
    /// When.
    pub at: Timestamp,
}

/// Closes minutes of the permit's family. False where they are closed already.
pub async fn close(
    link: &mut Link,
    permit: &Permit<what::Minutes, doing::Change>,
    meeting: MeetingId,
    (by, at): (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE minutes SET closed_at = $3, closed_by = $4 WHERE meeting_id = $1 AND family_id = $2 AND closed_at IS NULL";
    let values = args![meeting, permit.family(), at, by];
    Ok(link.run(sql, values).await? == 1)
}

/// When the minutes of a meeting of the permit's family were closed; nothing where they are open, or not begun.
pub async fn closed_at<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    meeting: MeetingId,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT closed_at FROM minutes WHERE meeting_id = $1 AND family_id = $2";
    let row = link.row(sql, args![meeting, permit.family()]).await?;
    row.map_or(Ok(None), |mut row| row.next_optional())
}

/// Writes down what somebody said.
pub async fn insert<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    it: &Approval,
) -> Result<(), StoreError> {
    let (account, by_link) = match it.by {
        SaidBy::Account(account) => (Some(account), None),
        SaidBy::Link(link) => (None, Some(link)),
    };
    let sql = "INSERT INTO minutes_approval (id, meeting_id, family_id, participant_id, stance, word, account_id, link_id, said_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        it.id,
        it.meeting,
        permit.family(),
        it.participant,
        it.stance.code(),
        it.word.as_ref().map(Line::as_str),
        account,
        by_link,
        it.at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Everything that was said to the minutes of a meeting of the permit's family, in order, each with who wrote it down.
pub async fn of_meeting<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    meeting: MeetingId,
) -> Result<Vec<(Approval, Option<Name>)>, StoreError> {
    let sql = "SELECT m.id, m.participant_id, m.stance, m.word, m.account_id, m.link_id, m.said_at, a.display_name
               FROM minutes_approval m LEFT JOIN account a ON a.id = m.account_id
               WHERE m.meeting_id = $1 AND m.family_id = $2 ORDER BY m.said_at, m.id";
    let read = |mut row: Row| {
        let (id, participant) = (row.next()?, row.next()?);
        let stance = row.parsed("stance", ApprovalStance::from_code)?;
        let word = row.parsed_optional("line", line)?;
        let account = row.next_optional()?.map(SaidBy::Account);
        let by_link = row.next_optional()?.map(SaidBy::Link);
        let approval = Approval {
            id,
            meeting,
            participant,
            stance,
            word,
            by: account.or(by_link).ok_or_else(|| unreadable("approval"))?,
            at: row.next()?,
        };
        Ok((approval, row.parsed_optional("name", name)?))
    };
    let rows = link.rows(sql, args![meeting, permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// Writes an addition down.
pub async fn insert_addendum<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
    (id, section, body): (MinutesAddendumId, MinutesSectionId, &Prose),
    (by, at): (AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO minutes_addendum (id, meeting_id, family_id, section_id, body, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![id, meeting, permit.family(), section, body.as_str(), by, at];
    link.run(sql, values).await.map(drop)
}

/// Every addition to the minutes of a meeting of the permit's family, in order.
pub async fn addenda<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Minutes, V>,
    meeting: MeetingId,
) -> Result<Vec<Addendum>, StoreError> {
    let sql = "SELECT d.id, d.section_id, d.body, d.account_id, a.display_name, d.written_at
               FROM minutes_addendum d JOIN account a ON a.id = d.account_id
               WHERE d.meeting_id = $1 AND d.family_id = $2 ORDER BY d.written_at, d.id";
    let read = |mut row: Row| {
        Ok(Addendum {
            id: row.next()?,
            section: row.next()?,
            body: row.parsed("text", prose)?,
            by: row.next()?,
            by_name: row.parsed("name", name)?,
            at: row.next()?,
        })
    };
    let rows = link.rows(sql, args![meeting, permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// The meeting of a participant of the permit's family.
pub async fn meeting_of<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    participant: ParticipantId,
) -> Result<Option<MeetingId>, StoreError> {
    let sql = "SELECT meeting_id FROM meeting_participant WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    let row = link.row(sql, args![participant, permit.family()]).await?;
    row.map(|mut row| row.next()).transpose()
}

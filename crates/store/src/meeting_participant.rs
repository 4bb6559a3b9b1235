//! Who is to be at a meeting.

use jiff::Timestamp;

use helhed_access::{Actor, Doing, Permit, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, FamilyId, MeetingId, ParticipantId, PersonId, UnitId};
use helhed_domain::meeting::{Invited, MeetingAnswer, Participant};
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args, unreadable};

/// Somebody who is to be at a meeting, with the names they are shown with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantLine {
    /// The participant.
    pub participant: Participant,
    /// What they are called.
    pub name: Name,
    /// What their unit is called.
    pub unit_name: Option<Name>,
    /// Where the invitation goes, encrypted.
    pub email: Option<Vec<u8>>,
    /// Their telephone, encrypted.
    pub phone: Option<Vec<u8>>,
}

/// Somebody to put on: address and telephone are encrypted.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// The participant.
    pub participant: &'a Participant,
    /// Where the invitation goes.
    pub email: Option<&'a [u8]>,
    /// Their telephone.
    pub phone: Option<&'a [u8]>,
}

fn read(mut row: Row) -> Result<ParticipantLine, StoreError> {
    let (id, meeting) = (row.next()?, row.next()?);
    let person = row.next_optional()?.map(Invited::Person);
    let account = row.next_optional()?.map(Invited::Account);
    let around = row.next_optional()?.map(Invited::Around);
    let guest = row.parsed_optional("name", name)?.map(Invited::Guest);
    let who = person.or(account).or(around).or(guest);
    Ok(ParticipantLine {
        participant: Participant {
            id,
            meeting,
            who: who.ok_or_else(|| unreadable("who is called"))?,
            unit: row.next_optional()?,
            added_at: row.next()?,
            invited_at: row.next_optional()?,
            answer: row.parsed("answer", MeetingAnswer::from_code)?,
            answered_at: row.next_optional()?,
            came: row.next_optional()?,
        },
        email: row.next_optional()?,
        phone: row.next_optional()?,
        name: row.parsed("name", name)?,
        unit_name: row.parsed_optional("name", name)?,
    })
}

/// Everyone who is to be at a meeting of the permit's family: the family first, then in the order they were put on.
pub async fn of_meeting<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
) -> Result<Vec<ParticipantLine>, StoreError> {
    let sql = "SELECT q.id, q.meeting_id, q.person_id, q.account_id, q.involvement_id, q.guest, q.unit_id, q.added_at, q.invited_at,
                 q.answer, q.answered_at, q.came, q.email, q.phone,
                 COALESCE(p.given_name, a.display_name, i.professional, q.guest), u.name
               FROM meeting_participant q LEFT JOIN person p ON p.id = q.person_id LEFT JOIN account a ON a.id = q.account_id
                 LEFT JOIN involvement i ON i.id = q.involvement_id LEFT JOIN unit u ON u.id = q.unit_id
               WHERE q.meeting_id = $1 AND q.family_id = $2 AND q.removed_at IS NULL
               ORDER BY CASE WHEN q.person_id IS NULL THEN 1 ELSE 0 END, q.added_at, q.id";
    let rows = link.rows(sql, args![meeting, permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

/// Puts somebody on.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    put: Put<'_>,
) -> Result<(), StoreError> {
    let it = put.participant;
    let (mut person, mut account, mut around, mut guest) = (None, None, None, None);
    match &it.who {
        Invited::Person(id) => person = Some(*id),
        Invited::Account(id) => account = Some(*id),
        Invited::Around(id) => around = Some(*id),
        Invited::Guest(name) => guest = Some(name.as_str()),
    }
    let sql = "INSERT INTO meeting_participant (id, meeting_id, family_id, person_id, account_id, involvement_id, guest, unit_id, email,
                 phone, added_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = args![
        it.id,
        it.meeting,
        permit.family(),
        person,
        account,
        around,
        guest,
        it.unit,
        put.email,
        put.phone,
        it.added_at,
        it.answer.code()
    ];
    link.run(sql, values).await.map(drop)
}

/// Changes where the invitation goes and how they are rung.
pub async fn set_addresses<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: ParticipantId,
    (email, phone): (Option<&[u8]>, Option<&[u8]>),
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_participant SET email = $3, phone = $4 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    let values = args![id, permit.family(), email, phone];
    Ok(link.run(sql, values).await? == 1)
}

/// Takes somebody off.
pub async fn remove<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: ParticipantId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_participant SET removed_at = $3 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), at]).await? == 1)
}

/// Notes that somebody was invited: by letter, or by telephone.
pub async fn note_invited<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: ParticipantId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_participant SET invited_at = $3 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), at]).await? == 1)
}

/// Notes what somebody answers.
pub async fn note_answer<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: ParticipantId,
    (answer, at): (MeetingAnswer, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_participant SET answer = $3, answered_at = $4 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    let values = args![id, permit.family(), answer.code(), at];
    Ok(link.run(sql, values).await? == 1)
}

/// Everybody is to be told and asked anew: what was answered held for other hours.
pub async fn ask_anew<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE meeting_participant SET answer = 'none', answered_at = NULL, invited_at = NULL
               WHERE meeting_id = $1 AND family_id = $2 AND removed_at IS NULL";
    link.run(sql, args![meeting, permit.family()])
        .await
        .map(drop)
}

/// Marks whether somebody is here.
pub async fn note_came<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    id: ParticipantId,
    came: Option<bool>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE meeting_participant SET came = $3 WHERE id = $1 AND family_id = $2 AND removed_at IS NULL";
    Ok(link.run(sql, args![id, permit.family(), came]).await? == 1)
}

/// The unit an account works in, where it is one of those who work here: asked before somebody is called or chosen to lead.
pub async fn unit_of<V: Doing>(
    link: &mut Link,
    _permit: &Permit<what::Meetings, V>,
    account: AccountId,
) -> Result<Option<Option<UnitId>>, StoreError> {
    let sql = "SELECT unit_id FROM account
               WHERE id = $1 AND disabled_at IS NULL AND role IN ('coordinator', 'team_leader', 'partner')";
    let row = link.row(sql, args![account]).await?;
    row.map(|mut row| row.next_optional()).transpose()
}

/// As whom an actor is called to a meeting, if they are: what access is decided from, shown to nobody. A colleague who is named from the
/// map of those around the family is called as whoever signs in from their unit.
pub async fn called_as(
    link: &mut Link,
    actor: &Actor,
    (family, meeting): (FamilyId, MeetingId),
) -> Result<Option<ParticipantId>, StoreError> {
    let unit = actor.unit.filter(|_| actor.role == Role::Partner);
    let sql = "SELECT id FROM meeting_participant WHERE meeting_id = $1 AND family_id = $2 AND removed_at IS NULL
                 AND (account_id = $3 OR person_id = $4 OR (involvement_id IS NOT NULL AND unit_id = $5))
               ORDER BY CASE WHEN involvement_id IS NULL THEN 0 ELSE 1 END, id LIMIT 1";
    let values = args![meeting, family, actor.account, actor.person, unit];
    let row = link.row(sql, values).await?;
    row.map(|mut row| row.next()).transpose()
}

/// The e-mail address and telephone of somebody of the permit's family, as their own page has them.
pub async fn addresses_of_person<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    person: PersonId,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let sql = "SELECT email, phone FROM person
               WHERE id = $1 AND id IN (SELECT person_id FROM membership WHERE family_id = $2)";
    match link.row(sql, args![person, permit.family()]).await? {
        Some(mut row) => Ok((row.next_optional()?, row.next_optional()?)),
        None => Ok((None, None)),
    }
}

/// The sealed addresses that a colleague was last called by: an account anywhere, somebody around the family in it.
pub async fn addresses_of_colleague<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    who: &Invited,
) -> Result<(Option<Vec<u8>>, Option<Vec<u8>>), StoreError> {
    let (account, around) = match who {
        Invited::Account(id) => (Some(*id), None),
        Invited::Around(id) => (None, Some(*id)),
        Invited::Person(_) | Invited::Guest(_) => return Ok((None, None)),
    };
    let sql = "SELECT email, phone FROM meeting_participant
               WHERE (account_id = $1 OR (involvement_id = $2 AND family_id = $3)) AND (email IS NOT NULL OR phone IS NOT NULL)
               ORDER BY added_at DESC, id DESC LIMIT 1";
    match link
        .row(sql, args![account, around, permit.family()])
        .await?
    {
        Some(mut row) => Ok((row.next_optional()?, row.next_optional()?)),
        None => Ok((None, None)),
    }
}

/// The role and unit of every account that is called to a meeting: what they may hear is decided from that.
pub async fn actors<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
) -> Result<Vec<(ParticipantId, Actor)>, StoreError> {
    let sql = "SELECT q.id, a.id, a.role, a.unit_id FROM meeting_participant q JOIN account a ON a.id = q.account_id
               WHERE q.meeting_id = $1 AND q.family_id = $2 AND q.removed_at IS NULL ORDER BY q.id";
    let rows = link.rows(sql, args![meeting, permit.family()]).await?;
    let read = |mut row: Row| {
        let id = row.next()?;
        let actor = Actor {
            account: row.next()?,
            role: row.parsed("role", Role::from_code)?,
            unit: row.next_optional()?,
            person: None,
        };
        Ok((id, actor))
    };
    rows.into_iter().map(read).collect()
}

//! A party's access to their own case.

mod items;

pub use items::{CaseItem, items};

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{CaseItemId, DocumentId, PartyAccessId, PersonId};
use helhed_domain::party_access::{Choice, HandedOver, Handling, PartyAccess};
use helhed_domain::text::{Line, Name};
use jiff::Timestamp;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args, unreadable};

/// A request with the name of the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyAccessLine {
    /// The request.
    pub access: PartyAccess,
    /// What the party is called.
    pub party_name: Name,
}

const SELECT: &str = "SELECT x.id, x.party_id, x.asked_by, x.received_on, x.due_on, x.account_id, x.handed_at, x.handed_to, x.delay_reason,
    x.document_id, p.given_name FROM party_access x JOIN person p ON p.id = x.party_id";

fn read<V: Doing>(
    mut row: Row,
    permit: &Permit<what::PartyAccess, V>,
) -> Result<PartyAccessLine, StoreError> {
    let mut access = PartyAccess {
        id: row.next()?,
        family: permit.family(),
        party: row.next()?,
        asked_by: row.parsed("line", line)?,
        received: row.next()?,
        due: row.next()?,
        by: row.next()?,
        handed: None,
    };
    let at: Option<Timestamp> = row.next_optional()?;
    let to = row.parsed_optional("line", line)?;
    let delay = row.parsed_optional("line", line)?;
    let document: Option<DocumentId> = row.next_optional()?;
    access.handed = match (at, to, document) {
        (Some(at), Some(to), Some(document)) => Some(HandedOver {
            at,
            to,
            delay,
            document,
        }),
        (None, None, None) => None,
        _ => return Err(unreadable("handing over")),
    };
    Ok(PartyAccessLine {
        access,
        party_name: row.parsed("name", name)?,
    })
}

/// Notes that somebody asked; false where the party has asked already and has not been answered.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::PartyAccess, doing::Add>,
    access: &PartyAccess,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO party_access (id, family_id, party_id, asked_by, received_on, due_on, account_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = args![
        access.id,
        permit.family(),
        access.party,
        access.asked_by.as_str(),
        access.received,
        access.due,
        access.by,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Every request of the permit's family: the unanswered first, then the newest.
pub async fn lines(
    link: &mut Link,
    permit: &Permit<what::PartyAccess, doing::Read>,
) -> Result<Vec<PartyAccessLine>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE x.family_id = $1
         ORDER BY CASE WHEN x.handed_at IS NULL THEN 0 ELSE 1 END, x.received_on DESC, x.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|row| read(row, permit)).collect()
}

/// One request of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::PartyAccess, V>,
    id: PartyAccessId,
) -> Result<Option<PartyAccessLine>, StoreError> {
    let sql = format!("{SELECT} WHERE x.id = $1 AND x.family_id = $2");
    let row = link.row(&sql, args![id, permit.family()]).await?;
    row.map(|row| read(row, permit)).transpose()
}

/// Keeps a choice on an item, in place of an earlier one.
pub async fn choose(
    link: &mut Link,
    _permit: &Permit<what::PartyAccess, doing::Change>,
    id: PartyAccessId,
    choice: &Choice,
    (by, at): (helhed_domain::ids::AccountId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO party_access_choice (access_id, item_id, handling, exemption, words, account_id, chosen_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (access_id, item_id) DO UPDATE SET handling = excluded.handling, exemption = excluded.exemption,
                 words = excluded.words, account_id = excluded.account_id, chosen_at = excluded.chosen_at";
    let words: Vec<&str> = choice.words.iter().map(Line::as_str).collect();
    let values = args![
        id,
        choice.item,
        choice.handling.code(),
        choice.exemption.as_deref(),
        words.join("\n"),
        by,
        at,
    ];
    link.run(sql, values).await.map(drop)
}

/// What was chosen so far.
pub async fn choices<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::PartyAccess, V>,
    id: PartyAccessId,
) -> Result<Vec<Choice>, StoreError> {
    let sql = "SELECT c.item_id, c.handling, c.exemption, c.words FROM party_access x
               JOIN party_access_choice c ON c.access_id = x.id WHERE x.id = $1 AND x.family_id = $2";
    let rows = link.rows(sql, args![id, permit.family()]).await?;
    let read = |mut row: Row| {
        let item: CaseItemId = row.next()?;
        let handling = row.parsed("handling", Handling::from_code)?;
        let exemption = row.next_optional()?;
        let words: String = row.next()?;
        Ok(Choice {
            item,
            handling,
            exemption,
            words: words.lines().filter_map(line).collect(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Notes that the package was handed over; false if it was already.
pub async fn hand_over(
    link: &mut Link,
    permit: &Permit<what::PartyAccess, doing::Share>,
    id: PartyAccessId,
    handed: &HandedOver,
) -> Result<bool, StoreError> {
    let sql = "UPDATE party_access SET handed_at = $3, handed_to = $4, delay_reason = $5, document_id = $6
               WHERE id = $1 AND family_id = $2 AND handed_at IS NULL";
    let values = args![
        id,
        permit.family(),
        handed.at,
        handed.to.as_str(),
        handed.delay.as_ref().map(Line::as_str),
        handed.document,
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// Packages that were handed over about a family: when, to whom, by whom; for the family's log.
pub async fn handed_of(
    link: &mut Link,
    permit: &Permit<what::Log, doing::Read>,
) -> Result<Vec<(Timestamp, Line, PersonId)>, StoreError> {
    let sql = "SELECT handed_at, handed_to, party_id FROM party_access
               WHERE family_id = $1 AND handed_at IS NOT NULL ORDER BY handed_at DESC, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| Ok((row.next()?, row.parsed("line", line)?, row.next()?));
    rows.into_iter().map(read).collect()
}

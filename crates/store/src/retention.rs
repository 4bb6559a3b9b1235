//! Holds, proposals to delete and who approved them, and what is left of what was deleted.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{HousePermit, Permit, PurgeLeave, doing, what};
use helhed_domain::day::day_of;
use helhed_domain::ids::{AccountId, FamilyId, PurgeProposalId};
use helhed_domain::retention::{Archived, CaseType, Hold, PurgeFacts, PurgeProposal, Tombstone};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args};

/// A case as its deletion is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The family.
    pub family: FamilyId,
    /// What the household is called.
    pub name: Name,
    /// The day it became known here.
    pub opened_on: Date,
    /// What it is and the day it was closed; nothing where it is open.
    pub closed: Option<(CaseType, Date)>,
    /// The hold that stands.
    pub hold: Option<Hold>,
    /// The proposal.
    pub proposal: Option<PurgeProposal>,
    /// Who approved it, by name, in their order.
    pub approvers: Vec<Name>,
    /// The number of its last change in the audit log; 0 where nothing is proposed.
    pub last_change: i64,
}

impl CaseLine {
    /// What deletion depends on, where it is proposed.
    pub fn facts(&self) -> Option<PurgeFacts> {
        Some(PurgeFacts {
            closed: self.closed,
            held: self.hold.is_some(),
            proposal: self.proposal.clone()?,
            last_change: self.last_change,
        })
    }
}

const OPEN: &str =
    "(EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id AND c.ended_on IS NULL)
      OR EXISTS (SELECT 1 FROM waiting_place w WHERE w.family_id = f.id AND w.left_at IS NULL)
      OR EXISTS (SELECT 1 FROM referral r WHERE r.family_id = f.id AND r.decisions = 0)
      OR EXISTS (SELECT 1 FROM data_request q WHERE q.family_id = f.id AND q.decided_at IS NULL)
      OR EXISTS (SELECT 1 FROM restriction x WHERE x.family_id = f.id AND x.lifted_at IS NULL))";

/// Closed cases and cases on hold, or one case; the oldest first. Two queries, however many there are. Of a case it reads days, not words.
pub async fn cases(link: &mut Link, only: Option<FamilyId>) -> Result<Vec<CaseLine>, StoreError> {
    let mut approvals = BTreeMap::<PurgeProposalId, Vec<(AccountId, Name)>>::new();
    let sql = "SELECT v.proposal_id, v.account_id, a.display_name FROM purge_approval v JOIN account a ON a.id = v.account_id
               ORDER BY v.approved_at, v.account_id";
    for mut row in link.rows(sql, args![]).await? {
        let proposal = row.next()?;
        let who = (row.next()?, row.parsed("name", name)?);
        approvals.entry(proposal).or_default().push(who);
    }
    let which = match only {
        Some(_) => "f.id = $1".to_owned(),
        None => format!("(h.id IS NOT NULL OR NOT {OPEN})"),
    };
    let sql = format!(
        "SELECT f.id, f.name, f.created_at, CASE WHEN {OPEN} THEN 1 ELSE 0 END,
           (SELECT MAX(c.ended_on) FROM course c WHERE c.family_id = f.id),
           (SELECT MAX(d.decided_at) FROM decision d WHERE d.family_id = f.id),
           h.id, h.reason, h.account_id, h.set_at,
           p.id, p.proposed_by, p.proposed_at, p.archive_xml, p.archive_pdf, p.archived_change,
           CASE WHEN p.id IS NULL THEN 0 ELSE COALESCE((SELECT MAX(e.seq) FROM audit_entry e
             WHERE e.family_id = f.id AND e.verb <> 'read' AND e.resource <> 'keeping'), 0) END
         FROM family f LEFT JOIN retention_hold h ON h.family_id = f.id AND h.lifted_at IS NULL
         LEFT JOIN purge_proposal p ON p.family_id = f.id
         WHERE {which} ORDER BY f.created_at, f.id"
    );
    let values: Vec<crate::Value> = only.into_iter().map(Into::into).collect();
    let rows = link.rows(&sql, values).await?;
    let read = |mut row: Row| {
        let family = row.next()?;
        let household = row.parsed("name", name)?;
        let opened_on = day_of(row.next()?);
        let open = row.next::<i64>()? == 1;
        let ended: Option<Date> = row.next_optional()?;
        let decided = row.next_optional::<Timestamp>()?.map(day_of);
        let kind = match ended {
            Some(_) => CaseType::Course,
            None => CaseType::Declined,
        };
        let closed_on = ended.max(decided).filter(|_| !open);
        let hold = hold(&mut row, family)?;
        let (proposal, approvers) = proposal(&mut row, family, &mut approvals)?;
        Ok(CaseLine {
            family,
            name: household,
            opened_on,
            closed: closed_on.map(|on| (kind, on)),
            hold,
            proposal,
            approvers,
            last_change: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

fn hold(row: &mut Row, family: FamilyId) -> Result<Option<Hold>, StoreError> {
    let id = row.next_optional()?;
    let reason = row.parsed_optional("line", line)?;
    let by = row.next_optional()?;
    let at = row.next_optional()?;
    let all = id.zip(reason).zip(by.zip(at));
    Ok(all.map(|((id, reason), (by, at))| Hold {
        id,
        family,
        reason,
        by,
        at,
    }))
}

type Approvals = BTreeMap<PurgeProposalId, Vec<(AccountId, Name)>>;

fn proposal(
    row: &mut Row,
    family: FamilyId,
    approvals: &mut Approvals,
) -> Result<(Option<PurgeProposal>, Vec<Name>), StoreError> {
    let id: Option<PurgeProposalId> = row.next_optional()?;
    let by = row.next_optional()?;
    let at = row.next_optional()?;
    let xml = row.next_optional()?;
    let pdf = row.next_optional()?;
    let change = row.next_optional()?;
    let Some((id, at)) = id.zip(at) else {
        return Ok((None, Vec::new()));
    };
    let (approved_by, approvers) = approvals
        .remove(&id)
        .unwrap_or_default()
        .into_iter()
        .unzip();
    let proposal = PurgeProposal {
        id,
        family,
        by,
        at,
        approved_by,
        archived: change.map(|change| Archived { xml, pdf, change }),
    };
    Ok((Some(proposal), approvers))
}

/// Proposes to delete a case; false if it is proposed already.
pub async fn propose(link: &mut Link, it: &PurgeProposal) -> Result<bool, StoreError> {
    let sql = "INSERT INTO purge_proposal (id, family_id, proposed_by, proposed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(link.run(sql, args![it.id, it.family, it.by, it.at]).await? == 1)
}

/// Takes a proposal back, with its approvals: its case is open again, or on hold.
pub async fn withdraw(link: &mut Link, id: PurgeProposalId) -> Result<(), StoreError> {
    let sql = "DELETE FROM purge_approval WHERE proposal_id = $1";
    link.run(sql, args![id]).await?;
    let sql = "DELETE FROM purge_proposal WHERE id = $1";
    link.run(sql, args![id]).await.map(drop)
}

/// Adds somebody's approval; false if theirs is there.
pub async fn approve(
    link: &mut Link,
    _permit: &HousePermit<what::Keeping, doing::Change>,
    id: PurgeProposalId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO purge_approval (proposal_id, account_id, approved_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    Ok(link.run(sql, args![id, by, at]).await? == 1)
}

/// Notes what was handed out of the permit's family.
pub async fn note_archive(
    link: &mut Link,
    permit: &Permit<what::Keeping, doing::Share>,
    archived: &Archived,
) -> Result<(), StoreError> {
    let sql = "UPDATE purge_proposal SET archive_xml = $2, archive_pdf = $3, archived_change = $4 WHERE family_id = $1";
    let values = args![
        permit.family(),
        archived.xml.clone(),
        archived.pdf.clone(),
        archived.change
    ];
    link.run(sql, values).await.map(drop)
}

/// Sets a hold; false if one stands.
pub async fn hold_case(
    link: &mut Link,
    _permit: &HousePermit<what::Keeping, doing::Add>,
    it: &Hold,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO retention_hold (id, family_id, reason, account_id, set_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let values = args![it.id, it.family, it.reason.as_str(), it.by, it.at];
    Ok(link.run(sql, values).await? == 1)
}

/// Lifts the hold that stands; false where none does.
pub async fn lift_hold(
    link: &mut Link,
    _permit: &HousePermit<what::Keeping, doing::Add>,
    family: FamilyId,
    reason: &Line,
    (by, at): (AccountId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "UPDATE retention_hold SET lift_reason = $2, lifted_by = $3, lifted_at = $4 WHERE family_id = $1 AND lifted_at IS NULL";
    let values = args![family, reason.as_str(), by, at];
    Ok(link.run(sql, values).await? == 1)
}

/// Keeps what is left of a case.
pub async fn bury(link: &mut Link, _leave: &PurgeLeave, it: &Tombstone) -> Result<(), StoreError> {
    let sql = "INSERT INTO tombstone (family, case_type, opened_on, closed_on, approved_1, approved_2, archive, purged_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let values = args![
        it.family,
        it.kind.code(),
        it.opened_on,
        it.closed_on,
        it.approved_by[0],
        it.approved_by[1],
        it.archive.as_str(),
        it.purged_at
    ];
    link.run(sql, values).await.map(drop)
}

/// What is left of every deleted case, the newest first.
pub async fn tombstones(link: &mut Link) -> Result<Vec<Tombstone>, StoreError> {
    let sql = "SELECT family, case_type, opened_on, closed_on, approved_1, approved_2, archive, purged_at FROM tombstone
               ORDER BY purged_at DESC, family";
    let read = |mut row: Row| {
        Ok(Tombstone {
            family: row.next()?,
            kind: row.parsed("case type", CaseType::from_code)?,
            opened_on: row.next()?,
            closed_on: row.next()?,
            approved_by: [row.next()?, row.next()?],
            archive: row.next()?,
            purged_at: row.next()?,
        })
    };
    link.rows(sql, args![])
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// Whether a family is here.
pub async fn is_here(link: &mut Link, family: FamilyId) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM family WHERE id = $1";
    Ok(link.row(sql, args![family]).await?.is_some())
}

/// Proposals of cases that are open again.
pub async fn reopened(link: &mut Link) -> Result<Vec<PurgeProposalId>, StoreError> {
    let sql = format!(
        "SELECT p.id FROM purge_proposal p JOIN family f ON f.id = p.family_id WHERE {OPEN} ORDER BY p.id"
    );
    let rows = link.rows(&sql, args![]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

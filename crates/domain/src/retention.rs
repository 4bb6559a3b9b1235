//! How long a case is kept, what stops its deletion, and what must be there before it is deleted.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::ids::{AccountId, FamilyId, HoldId, PurgeProposalId};
use crate::kinds::kinds;
use crate::rule::Rules;
use crate::text::Line;

kinds! {
    /// What a case is, for how long it is kept.
    CaseType, "case-type" {
        /// The family was taken in: kept from the day its last course ended.
        Course = "course",
        /// It never was: kept from the last decision on its referrals.
        Declined = "declined",
    }
}

impl CaseType {
    /// Months that a case of this type is kept after its closing, by the rules of a day.
    pub fn months(self, rules: &Rules) -> i64 {
        match self {
            Self::Course => rules.retention_course_months,
            Self::Declined => rules.retention_declined_months,
        }
    }

    /// The first day on which a case that was closed on a day may be deleted.
    pub fn due(self, closed_on: Date, rules: &Rules) -> Date {
        closed_on.saturating_add(self.months(rules).months())
    }
}

/// That a case is kept whatever its age, until somebody lifts it: a complaint, a court case, a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// The family.
    pub family: FamilyId,
    /// Why.
    pub reason: Line,
    /// Who set it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// What was handed out of a case before its deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// SHA-256 of the XML file, in hexadecimal digits.
    pub xml: Option<String>,
    /// SHA-256 of the PDF file.
    pub pdf: Option<String>,
    /// The last change of the case when it was handed out, as its number in the audit log.
    pub change: i64,
}

impl Archived {
    /// Whether both files were handed out, and nothing has changed since.
    pub fn is_whole(&self, last_change: i64) -> bool {
        self.xml.is_some() && self.pdf.is_some() && self.change == last_change
    }
}

/// That a case is to be deleted: proposed, not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgeProposal {
    /// Its id.
    pub id: PurgeProposalId,
    /// The family.
    pub family: FamilyId,
    /// Who proposed it; nobody where the installation did, by the rules.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// Who approved it, in their order.
    pub approved_by: Vec<AccountId>,
    /// What was handed out.
    pub archived: Option<Archived>,
}

/// Why somebody's approval does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalRefusal {
    /// They proposed it.
    #[error("proposed by the same person")]
    Proposed,
    /// They have approved it.
    #[error("approved by the same person")]
    Twice,
}

impl PurgeProposal {
    /// How many people approve.
    pub const APPROVALS: usize = 2;

    /// Whether somebody may approve: two different people do, and neither is who proposed it.
    pub fn may_approve(&self, who: AccountId) -> Result<(), ApprovalRefusal> {
        if self.by == Some(who) {
            return Err(ApprovalRefusal::Proposed);
        }
        if self.approved_by.contains(&who) {
            return Err(ApprovalRefusal::Twice);
        }
        Ok(())
    }

    /// Whether enough different people have approved.
    pub fn is_approved(&self) -> bool {
        let mut who: Vec<AccountId> = self.approved_by.clone();
        who.retain(|it| Some(*it) != self.by);
        who.sort_unstable();
        who.dedup();
        who.len() >= Self::APPROVALS
    }
}

/// Everything that deletion depends on, read in the transaction that deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgeFacts {
    /// Case type and closing; nothing where the case is open.
    pub closed: Option<(CaseType, Date)>,
    /// A hold stands.
    pub held: bool,
    /// The proposal.
    pub proposal: PurgeProposal,
    /// The number of the last change of the case in the audit log.
    pub last_change: i64,
}

kinds! {
    /// Why a case is not deleted now.
    PurgeRefusal, "purge" {
        /// It is open: it was taken up again, or referred anew.
        Open = "open",
        /// It is not time.
        NotDue = "not_due",
        /// A hold stands.
        Held = "held",
        /// Not enough people have approved.
        NotApproved = "not_approved",
        /// Its archive has not been handed out whole, or it has changed since.
        NotArchived = "not_archived",
    }
}

impl PurgeFacts {
    /// Whether the case may be deleted on a day. The first no decides.
    pub fn check(&self, today: Date, rules: &Rules) -> Result<(), PurgeRefusal> {
        let (kind, closed_on) = self.closed.ok_or(PurgeRefusal::Open)?;
        if self.held {
            return Err(PurgeRefusal::Held);
        }
        if today < kind.due(closed_on, rules) {
            return Err(PurgeRefusal::NotDue);
        }
        if !self.proposal.is_approved() {
            return Err(PurgeRefusal::NotApproved);
        }
        let archived = self.proposal.archived.as_ref();
        if !archived.is_some_and(|it| it.is_whole(self.last_change)) {
            return Err(PurgeRefusal::NotArchived);
        }
        Ok(())
    }
}

/// What is left of a deleted case: no names, no words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The family it was.
    pub family: FamilyId,
    /// What the case was.
    pub kind: CaseType,
    /// The day the family became known here.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Date,
    /// The two who approved.
    pub approved_by: [AccountId; 2],
    /// SHA-256 of the archive's XML file.
    pub archive: String,
    /// When it was deleted.
    pub purged_at: Timestamp,
}

impl Tombstone {
    /// As a line of the ledger outside the database.
    pub fn line(&self) -> String {
        let [one, other] = self.approved_by;
        format!(
            "{} {} {} {} {one} {other} {} {}",
            self.family,
            self.kind.code(),
            self.opened_on,
            self.closed_on,
            self.archive,
            self.purged_at
        )
    }

    /// Reads a line of the ledger.
    pub fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [family, kind, opened, closed, one, other, archive, purged] = words[..] else {
            return None;
        };
        Some(Self {
            family: FamilyId::parse(family)?,
            kind: CaseType::from_code(kind)?,
            opened_on: opened.parse().ok()?,
            closed_on: closed.parse().ok()?,
            approved_by: [AccountId::parse(one)?, AccountId::parse(other)?],
            archive: archive.to_owned(),
            purged_at: purged.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId::from(Uuid::from_u128(number))
    }

    fn facts() -> PurgeFacts {
        PurgeFacts {
            closed: Some((CaseType::Course, date(2021, 11, 20))),
            held: false,
            proposal: PurgeProposal {
                id: PurgeProposalId::from(Uuid::from_u128(1)),
                family: FamilyId::from(Uuid::from_u128(2)),
                by: None,
                at: Timestamp::UNIX_EPOCH,
                approved_by: vec![account(3), account(4)],
                archived: Some(Archived {
                    xml: Some("ab".into()),
                    pdf: Some("cd".into()),
                    change: 7,
                }),
            },
            last_change: 7,
        }
    }

    #[test]
    fn a_case_is_deleted_only_when_everything_is_there() {
        let rules = Rules::on(date(2026, 11, 24), &[]);
        let check = |change: &dyn Fn(&mut PurgeFacts), today| {
            let mut facts = facts();
            change(&mut facts);
            facts.check(today, &rules).err()
        };
        let today = date(2026, 11, 24);
        assert_eq!(check(&|_| (), today), None);
        assert_eq!(check(&|_| (), date(2026, 11, 20)), None);
        assert_eq!(
            check(&|_| (), date(2026, 11, 19)),
            Some(PurgeRefusal::NotDue)
        );
        assert_eq!(
            check(&|it| it.closed = None, today),
            Some(PurgeRefusal::Open)
        );
        assert_eq!(check(&|it| it.held = true, today), Some(PurgeRefusal::Held));
        let unapproved = Some(PurgeRefusal::NotApproved);
        assert_eq!(
            check(&|it| it.proposal.approved_by = vec![account(3); 2], today),
            unapproved
        );
        assert_eq!(
            check(&|it| it.proposal.by = Some(account(4)), today),
            unapproved
        );
        let unarchived = Some(PurgeRefusal::NotArchived);
        assert_eq!(check(&|it| it.proposal.archived = None, today), unarchived);
        assert_eq!(check(&|it| it.last_change = 8, today), unarchived);
        let without_pdf = |it: &mut PurgeFacts| {
            if let Some(archived) = &mut it.proposal.archived {
                archived.pdf = None;
            }
        };
        assert_eq!(check(&without_pdf, today), unarchived);
    }

    #[test]
    fn nobody_approves_twice_or_what_they_proposed() {
        let mut proposal = facts().proposal;
        assert_eq!(
            proposal.may_approve(account(3)),
            Err(ApprovalRefusal::Twice)
        );
        assert_eq!(proposal.may_approve(account(5)), Ok(()));
        proposal.by = Some(account(5));
        assert_eq!(
            proposal.may_approve(account(5)),
            Err(ApprovalRefusal::Proposed)
        );
    }

    #[test]
    fn a_tombstone_is_a_line_of_the_ledger_and_back() {
        let tombstone = Tombstone {
            family: FamilyId::from(Uuid::from_u128(2)),
            kind: CaseType::Declined,
            opened_on: date(2020, 1, 2),
            closed_on: date(2020, 2, 3),
            approved_by: [account(3), account(4)],
            archive: "ab".repeat(32),
            purged_at: "2026-11-24T09:00:00Z".parse().expect("an instant"),
        };
        assert_eq!(Tombstone::parse(&tombstone.line()), Some(tombstone.clone()));
        let line = tombstone.line();
        for cut in [
            "",
            "x",
            &line[..line.len() - 30],
            &line.replace("declined", "other"),
        ] {
            assert_eq!(Tombstone::parse(cut), None, "{cut}");
        }
    }
}

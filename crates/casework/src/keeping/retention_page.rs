//! What is due to be deleted, what is held back, and what is left of what was deleted: for whoever answers for it.

use jiff::civil::Date;

use helhed_access::{Resource, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::FamilyId;
use helhed_domain::retention::{ApprovalRefusal, CaseType, PurgeRefusal, Tombstone};
use helhed_domain::text::Name;
use helhed_store::retention::{self, CaseLine};

use crate::{Reading, Stop, Visible};

/// A case on the page.
#[derive(Debug, Clone)]
pub struct RetentionLine {
    /// The case.
    pub case: CaseLine,
    /// What the household is called; nothing for who sees no content.
    pub name: Option<Name>,
    /// The first day it may be deleted; nothing where it is open.
    pub due: Option<Date>,
    /// What is still in the way; nothing where it goes at the next turn.
    pub waits_for: Option<PurgeRefusal>,
    /// Why this viewer's approval would not count, or that it would; nothing where nothing is proposed, or enough have approved.
    pub approval: Option<Result<(), ApprovalRefusal>>,
}

impl RetentionLine {
    /// A short name for who sees no content: the last digits of its id.
    pub fn short(&self) -> String {
        short(self.case.family)
    }

    /// Whether both files of the archive were handed out, and nothing has changed since.
    pub fn is_archived(&self) -> bool {
        let archived = self
            .case
            .proposal
            .as_ref()
            .and_then(|it| it.archived.as_ref());
        archived.is_some_and(|it| it.is_whole(self.case.last_change))
    }
}

/// The last digits of a family's id.
pub fn short(family: FamilyId) -> String {
    let id = family.uuid().simple().to_string();
    id[id.len() - 8..].to_owned()
}

/// The page.
#[derive(Debug)]
pub struct RetentionPage {
    /// Proposed, due, or held; those that were closed first come first.
    pub lines: Vec<RetentionLine>,
    /// What is left of what was deleted, the newest first.
    pub tombstones: Vec<Tombstone>,
    /// Months that each type of case is kept.
    pub months: Vec<(CaseType, i64)>,
    /// Whether the viewer may set and lift holds, and fetch archives.
    pub may_hold: bool,
}

/// Lists cases that are due or held. A data protection officer is shown no names.
pub async fn retention_page(reading: &mut Reading) -> Result<Visible<RetentionPage>, Stop> {
    let permit = reading.house_permit::<what::Keeping>()?;
    let (today, rules) = (reading.today(), reading.rules());
    let actor = *reading.actor();
    let cases = retention::cases(&mut reading.link, None).await?;
    let mut lines: Vec<RetentionLine> = cases
        .into_iter()
        .map(|case| {
            let due = case.closed.map(|(kind, on)| kind.due(on, &rules));
            let open = case.proposal.as_ref().filter(|it| !it.is_approved());
            RetentionLine {
                name: (actor.role == Role::TeamLeader).then(|| case.name.clone()),
                waits_for: case.facts().and_then(|it| it.check(today, &rules).err()),
                approval: open.map(|it| it.may_approve(actor.account)),
                due,
                case,
            }
        })
        .filter(|line| {
            line.case.hold.is_some()
                || line.case.proposal.is_some()
                || line.due.is_some_and(|due| due <= today)
        })
        .collect();
    lines.sort_by_key(|line| (line.case.closed.map(|(_, on)| on), line.case.family));
    let page = RetentionPage {
        lines,
        tombstones: retention::tombstones(&mut reading.link).await?,
        months: CaseType::ALL
            .iter()
            .map(|kind| (*kind, kind.months(&rules)))
            .collect(),
        may_hold: reading.may_in_house::<what::Keeping, doing::Add>(),
    };
    reading
        .show_list("retention_page", Resource::Keeping, permit.basis(), page)
        .await
}

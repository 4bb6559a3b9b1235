//! Proposes to delete what has been kept long enough: the installation does, by itself.

use jiff::Timestamp;

use helhed_access::{Basis, Resource, Verb};
use helhed_domain::retention::PurgeProposal;
use helhed_store::{StoreError, retention};

use crate::Casework;

/// Proposes every closed case that is due and not held; takes back proposals of cases that were taken up again. How many were proposed.
pub async fn propose_due(house: &Casework, now: Timestamp) -> Result<usize, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let (today, rules) = (ctx.today(), ctx.rules());
    let mut proposed = 0;
    for case in retention::cases(&mut ctx.link, None).await? {
        let due = case.closed.map(|(kind, on)| kind.due(on, &rules));
        if case.proposal.is_some() || case.hold.is_some() || due.is_none_or(|due| today < due) {
            continue;
        }
        let proposal = PurgeProposal {
            id: ctx.new_id(),
            family: case.family,
            by: None,
            at: now,
            approved_by: Vec::new(),
            archived: None,
        };
        if retention::propose(&mut ctx.link, &proposal).await? {
            let what = (Verb::Add, Resource::Keeping, Basis::Operation);
            ctx.record_in_house("propose_purge", what, Some(case.family), proposal.id.uuid());
            proposed += 1;
        }
    }
    for case in retention::reopened(&mut ctx.link).await? {
        retention::withdraw(&mut ctx.link, case).await?;
    }
    ctx.commit().await?;
    Ok(proposed)
}

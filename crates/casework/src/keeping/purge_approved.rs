//! Deletes what two people have approved and an archive holds; and again, what came back with an older backup.

use jiff::Timestamp;

use helhed_access::{Basis, PurgeLeave, Resource, Verb};
use helhed_domain::ids::FamilyId;
use helhed_domain::retention::Tombstone;
use helhed_store::{StoreError, purge, retention};

use crate::Casework;

/// Deletes every case that may be, each in a transaction of its own; which.
pub async fn purge_approved(house: &Casework, now: Timestamp) -> Result<Vec<FamilyId>, StoreError> {
    let cases = retention::cases(&mut house.link(), None).await?;
    let mut purged = Vec::new();
    for case in cases {
        if case.proposal.as_ref().is_some_and(|it| it.is_approved())
            && purge_one(house, case.family, now).await?
        {
            purged.push(case.family);
        }
    }
    Ok(purged)
}

/// Deletes one case, if it may be: everything is read again by who deletes.
async fn purge_one(house: &Casework, family: FamilyId, now: Timestamp) -> Result<bool, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let (today, rules) = (ctx.today(), ctx.rules());
    let cases = retention::cases(&mut ctx.link, Some(family)).await?;
    let Some((case, facts)) = cases
        .into_iter()
        .find_map(|case| case.facts().map(|facts| (case, facts)))
    else {
        return Ok(false);
    };
    let Ok(leave) = PurgeLeave::of(&facts, today, &rules) else {
        return Ok(false);
    };
    let archived = facts.proposal.archived.and_then(|it| it.xml);
    let (Some((kind, closed_on)), [one, other, ..], Some(archive)) =
        (case.closed, &facts.proposal.approved_by[..], archived)
    else {
        return Ok(false);
    };
    let tombstone = Tombstone {
        family,
        kind,
        opened_on: case.opened_on,
        closed_on,
        approved_by: [*one, *other],
        archive,
        purged_at: now,
    };
    purge::purge(&mut ctx.link, &leave, now).await?;
    retention::bury(&mut ctx.link, &leave, &tombstone).await?;
    ctx.notice(family);
    let what = (Verb::Purge, Resource::Keeping, Basis::Operation);
    ctx.record_in_house("purge_family", what, Some(family), family.uuid());
    ctx.commit().await?;
    Ok(true)
}

/// What is left of every deleted case: for the ledger outside the database.
pub async fn tombstones(house: &Casework) -> Result<Vec<Tombstone>, StoreError> {
    retention::tombstones(&mut house.link()).await
}

/// Deletes again the families of a ledger that came back with an older backup; how many.
pub async fn purge_again(
    house: &Casework,
    ledger: &[Tombstone],
    now: Timestamp,
) -> Result<usize, StoreError> {
    let mut purged = 0;
    for tombstone in ledger {
        let mut ctx = house.begin_as_house(now).await?;
        let leave = PurgeLeave::again(tombstone);
        if retention::is_here(&mut ctx.link, tombstone.family).await? {
            purge::purge(&mut ctx.link, &leave, now).await?;
            let what = (Verb::Purge, Resource::Keeping, Basis::Operation);
            let family = tombstone.family;
            ctx.record_in_house("purge_again", what, Some(family), family.uuid());
            purged += 1;
        }
        retention::bury(&mut ctx.link, &leave, tombstone).await?;
        ctx.commit().await?;
    }
    Ok(purged)
}

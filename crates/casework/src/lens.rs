//! What somebody sees of a family now: read anew for every page, so that a consent taken back counts from the next request.

use jiff::Timestamp;

use helhed_access::{Actor, Doing, Lens, Permit, Ties, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::FamilyId;
use helhed_store::{Link, share, tie};

use crate::Stop;

/// The lens of an actor on a family. Hidden and absent are the same.
pub(crate) async fn look(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<Lens, Stop> {
    let ties = tie::ties(link, actor, family, now)
        .await?
        .ok_or(Stop::Absent)?;
    if ties.is_only_kept() && is_of_team(actor) && requests(actor, ties, family).is_some() {
        return Err(Stop::Restricted(family));
    }
    let sight = share::sight(link, actor, family, now).await?;
    Lens::of(actor, family, ties, sight).ok_or(Stop::Absent)
}

/// Whether somebody answers for cases, and may open one that is only kept by giving a ground.
pub(crate) fn is_of_team(actor: &Actor) -> bool {
    matches!(actor.role, Role::Coordinator | Role::TeamLeader)
}

fn requests(
    actor: &Actor,
    ties: Ties,
    family: FamilyId,
) -> Option<Permit<what::DataRequests, doing::Read>> {
    Permit::of_requests(actor, ties, family)
}

/// Leave to see to what is asked of a family's data, where its case is closed, too.
pub(crate) async fn requests_permit<V: Doing>(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<Permit<what::DataRequests, V>, Stop> {
    let ties = tie::ties(link, actor, family, now)
        .await?
        .ok_or(Stop::Absent)?;
    requests(actor, ties, family).ok_or(Stop::Absent)?;
    Permit::of_requests(actor, ties, family).ok_or(Stop::NotAllowed)
}

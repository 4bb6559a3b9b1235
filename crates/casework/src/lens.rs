//! What somebody sees of a family now: read anew for every page, so that a consent taken back counts from the next request.

use jiff::Timestamp;

use helhed_access::{Actor, Lens};
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
    let sight = share::sight(link, actor, family, now).await?;
    Lens::of(actor, family, ties, sight).ok_or(Stop::Absent)
}

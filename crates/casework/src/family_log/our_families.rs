//! The families that a family member belongs to, to lead them to their own log.

use helhed_domain::account::Role;
use helhed_domain::ids::FamilyId;
use helhed_store::tie;

use crate::{Reading, Stop};

/// The families whose case is the viewer's own. Tells nothing but their ids.
pub async fn our_families(reading: &mut Reading) -> Result<Vec<FamilyId>, Stop> {
    if reading.actor().role != Role::FamilyMember {
        return Err(Stop::NotAllowed);
    }
    let scope = reading.scope();
    Ok(tie::families(&mut reading.link, &scope).await?)
}

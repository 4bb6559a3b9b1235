//! The families whose case may only be kept, for whoever answers for them: they stand in no other list.

use helhed_access::Resource;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::restriction;

use crate::lens::is_of_team;
use crate::{Reading, Stop, Visible};

/// Their names, to lead to where a ground is given.
pub async fn kept_families(reading: &mut Reading) -> Result<Visible<Vec<(FamilyId, Name)>>, Stop> {
    let actor = *reading.actor();
    if !is_of_team(&actor) {
        return Err(Stop::NotAllowed);
    }
    let basis = reading.scope().basis();
    let kept = restriction::kept_of(&mut reading.link, &actor).await?;
    reading
        .show_list("kept_families", Resource::DataRequests, basis, kept)
        .await
}

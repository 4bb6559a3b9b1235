//! Cases opened in an emergency, told to the leader.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::ids::EmergencyId;
use helhed_store::emergency::{self, Told};

use crate::{Ctx, Reading, Stop, Visible};

/// The last of them, those that no leader has seen first.
pub async fn emergencies_page(reading: &mut Reading) -> Result<Visible<Vec<Told>>, Stop> {
    let permit = reading.house_permit::<what::Emergencies>()?;
    let told = emergency::latest(&mut reading.link, &permit).await?;
    reading
        .show_list(
            "emergencies_page",
            Resource::Emergencies,
            permit.basis(),
            told,
        )
        .await
}

/// A leader has seen one.
pub async fn acknowledge_emergency(ctx: &mut Ctx, id: EmergencyId) -> Result<(), Stop> {
    let permit = ctx.house_permit::<what::Emergencies, doing::Change>()?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    if !emergency::acknowledge(&mut ctx.link, &permit, id, by, now).await? {
        return Err(Stop::Absent);
    }
    let told = (Verb::Change, Resource::Emergencies, Basis::TeamLeader);
    ctx.record_in_house("acknowledge_emergency", told, None, id.uuid());
    Ok(())
}

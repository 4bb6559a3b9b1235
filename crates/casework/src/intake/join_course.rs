//! Lets a referral join the course that runs: the family was in already.

use helhed_domain::ids::{FamilyId, ReferralId};
use helhed_domain::referral::Outcome;

use crate::Ctx;

use super::DecideStop;
use super::decide::OnTable;

/// Lets a referral join the course that runs.
pub async fn join_course(ctx: &mut Ctx, referral: ReferralId) -> Result<FamilyId, DecideStop> {
    let table = OnTable::read(ctx, referral).await?;
    if !table.course_runs() {
        return Err(DecideStop::NoCourseRuns);
    }
    table.decide(ctx, "join_course", Outcome::Joined).await?;
    Ok(table.referral.family)
}

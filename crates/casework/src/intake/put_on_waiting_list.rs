//! Puts a family on the waiting list, after the last.

use helhed_domain::ids::ReferralId;
use helhed_domain::referral::Outcome;
use helhed_domain::waiting::{WaitingPlace, next_place};
use helhed_store::waiting;

use crate::{Ctx, Stop};

use super::DecideStop;
use super::decide::OnTable;

/// Why the family was not put on the list.
pub type PutOnListError = DecideStop;

/// Puts a family on the waiting list. A family that another unit's referral put there keeps its place.
pub async fn put_on_waiting_list(
    ctx: &mut Ctx,
    referral: ReferralId,
) -> Result<(), PutOnListError> {
    let table = OnTable::read(ctx, referral).await?;
    if table.course_runs() {
        return Err(DecideStop::CourseRuns);
    }
    table
        .decide(ctx, "put_on_waiting_list", Outcome::PutOnList)
        .await?;
    let read = table.lens.permit().ok_or(Stop::NotAllowed)?;
    if !waiting::waits(&mut ctx.link, &read).await? {
        let place = next_place(waiting::last(&mut ctx.link).await?.as_slice());
        let now = ctx.now();
        let it = WaitingPlace { referral, place };
        waiting::put(&mut ctx.link, &table.permit, it, now).await?;
    }
    Ok(())
}

//! What people told of the pages, for IT.

use helhed_access::{Resource, doing, what};
use helhed_domain::feedback::Feedback;
use helhed_domain::ids::FeedbackId;
use helhed_store::feedback as stored;

use crate::{Ctx, Reading, Stop, Visible};

/// What is not seen to, the oldest first, then the latest that is.
pub async fn feedback_list(reading: &mut Reading) -> Result<Visible<Vec<Feedback>>, Stop> {
    let permit = reading.house_permit::<what::Feedback>()?;
    let house = reading.house().clone();
    let list = stored::list(&mut reading.link, house.keys(), &permit).await?;
    reading
        .show_list("feedback_list", Resource::Feedback, permit.basis(), list)
        .await
}

/// Notes that something was seen to.
pub async fn feedback_done(ctx: &mut Ctx, id: FeedbackId) -> Result<(), Stop> {
    let permit = ctx.house_permit::<what::Feedback, doing::Change>()?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    if !stored::done(&mut ctx.link, &permit, id, by, now).await? {
        return Err(Stop::Absent);
    }
    ctx.record_on::<what::Feedback, doing::Change>("feedback_done", id.uuid())
}

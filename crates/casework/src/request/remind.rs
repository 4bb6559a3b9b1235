//! Reminds whoever was asked and has not answered; the old link stops, and a new one is made.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, ReminderId, RequestId};
use helhed_store::request as stored;

use super::link_to_answer;
use crate::one_time_link::MadeLink;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Whom to remind.
#[derive(Debug, Clone)]
pub struct Remind {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub request: RequestId,
    /// Whether a new link is made for a unit; somebody outside always gets one.
    pub with_link: bool,
}

/// What was made.
#[derive(Debug)]
pub struct Reminded {
    /// The reminder.
    pub reminder: ReminderId,
    /// The new link, shown once.
    pub link: Option<MadeLink>,
}

/// Why nobody was reminded.
#[derive(Debug, thiserror::Error)]
pub enum RemindError {
    /// It has ended: there is nothing to remind of.
    #[error("it has ended already")]
    AlreadyEnded,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(RemindError);

/// Notes a reminder. Whoever reminds tells whoever is asked, or has a new link sent.
pub async fn remind(ctx: &mut Ctx, command: Remind) -> Result<Reminded, RemindError> {
    let permit = ctx
        .permit::<what::Requests, doing::Change>(command.family)
        .await?;
    let request = stored::find(&mut ctx.link, &permit, command.request)
        .await?
        .ok_or(Stop::Absent)?;
    if request.ended.is_some() {
        return Err(RemindError::AlreadyEnded);
    }
    let (reminder, by, now) = (ctx.new_id(), ctx.actor()?.account, ctx.now());
    stored::add_reminder(&mut ctx.link, &permit, (reminder, request.id), by, now).await?;
    let link = link_to_answer(ctx, &permit, &request, command.with_link).await?;
    ctx.record("remind_of_request", &permit, request.id.uuid());
    Ok(Reminded { reminder, link })
}

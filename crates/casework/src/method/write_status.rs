//! Writes the half-yearly status of a family that is followed.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, StatusId};
use helhed_domain::status::{Status, StatusError};
use helhed_domain::text::Prose;
use helhed_store::status as stored;
use jiff::civil::Date;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A status.
#[derive(Debug, Clone)]
pub struct WriteStatus {
    /// The family.
    pub family: FamilyId,
    /// The day it is about.
    pub day: Date,
    /// Where the family stands.
    pub stands: Prose,
    /// What has changed, and what it came of.
    pub changed: Option<Prose>,
    /// What now.
    pub next: Option<Prose>,
}

/// Why it was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteStatusError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] StatusError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(WriteStatusError);

/// Writes a status; nobody changes it afterwards.
pub async fn write_status(
    ctx: &mut Ctx,
    command: WriteStatus,
) -> Result<StatusId, WriteStatusError> {
    let permit = ctx
        .permit::<what::Method, doing::Add>(command.family)
        .await?;
    let following = stored::following(&mut ctx.link, &permit).await?;
    Status::check_day(command.day, following, ctx.today())?;
    let status = Status {
        id: ctx.new_id(),
        family: command.family,
        day: command.day,
        stands: command.stands,
        changed: command.changed,
        next: command.next,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &status).await?;
    ctx.record("write_status", &permit, status.id.uuid());
    Ok(status.id)
}

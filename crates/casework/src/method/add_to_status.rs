//! Adds to a status: what is written there is corrected by addition alone.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, StatusAddendumId, StatusId};
use helhed_domain::status::StatusAddendum;
use helhed_domain::text::Prose;
use helhed_store::status as stored;

use crate::{Ctx, Stop};

/// What is added.
#[derive(Debug, Clone)]
pub struct AddToStatus {
    /// The family.
    pub family: FamilyId,
    /// To which status.
    pub status: StatusId,
    /// What.
    pub body: Prose,
}

/// Adds to a status of the family.
pub async fn add_to_status(ctx: &mut Ctx, command: AddToStatus) -> Result<StatusAddendumId, Stop> {
    let permit = ctx
        .permit::<what::Method, doing::Add>(command.family)
        .await?;
    let added = StatusAddendum {
        id: ctx.new_id(),
        status: command.status,
        body: command.body,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    if !stored::add(&mut ctx.link, &permit, &added).await? {
        return Err(Stop::Absent);
    }
    ctx.record("add_to_status", &permit, added.id.uuid());
    Ok(added.id)
}

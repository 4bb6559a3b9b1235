//! Changes an open need, and what it stands in the way of.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, NeedId};
use helhed_domain::need::{Need, NeedError, NeedFacts};
use helhed_store::need as stored;

use super::add_need::{may_be_about, open_needs};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A need as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeNeed {
    /// The family.
    pub family: FamilyId,
    /// The need.
    pub need: NeedId,
    /// The version that was read.
    pub version: i64,
    /// The need.
    pub facts: NeedFacts,
    /// The open needs that it stands in the way of.
    pub blocks: Vec<NeedId>,
}

/// Why a need was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeNeedError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] NeedError),
    /// There is no such life domain today, nor was it the need's before.
    #[error("no such life domain")]
    NoSuchDomain,
    /// Whom it is about does not belong to the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChangeNeedError);

/// Changes a need that is open.
pub async fn change_need(ctx: &mut Ctx, command: ChangeNeed) -> Result<(), ChangeNeedError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Needs, doing::Change>()
        .ok_or(Stop::NotAllowed)?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    let found = all.into_iter().find(|line| line.need.id == command.need);
    let need = found.ok_or(Stop::Absent)?.need;
    if need.version != command.version {
        return Err(ChangeNeedError::Changed);
    }
    let domain = &command.facts.domain;
    let holds = ctx.lists().holds("life_domain", domain, ctx.today());
    if !holds && *domain != need.facts.domain {
        return Err(ChangeNeedError::NoSuchDomain);
    }
    let need = need.changed(command.facts)?;
    if !may_be_about(&mut ctx.link, &permit, &lens, &need.facts).await? {
        return Err(ChangeNeedError::NotOfFamily);
    }
    let open = open_needs(&mut ctx.link, &permit, &lens).await?;
    let blocks = Need::check_blocks(Some(need.id), &command.blocks, &open)?;
    if !stored::update(&mut ctx.link, &permit, &need, command.version).await? {
        return Err(ChangeNeedError::Changed);
    }
    stored::set_blocks(&mut ctx.link, &permit, need.id, &blocks).await?;
    ctx.notice(command.family);
    ctx.record("change_need", &permit, need.id.uuid());
    Ok(())
}

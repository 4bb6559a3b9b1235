//! Writes down a need, and what it stands in the way of.

use helhed_access::{Doing, Lens, Permit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, NeedId, PersonId};
use helhed_domain::need::{Need, NeedError, NeedFacts};
use helhed_store::{Link, household, need as stored};

use crate::assessment::sees_domain;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A need to write down.
#[derive(Debug, Clone)]
pub struct AddNeed {
    /// The family.
    pub family: FamilyId,
    /// The need.
    pub facts: NeedFacts,
    /// The open needs that it stands in the way of.
    pub blocks: Vec<NeedId>,
}

/// Why a need was not written down.
#[derive(Debug, thiserror::Error)]
pub enum AddNeedError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] NeedError),
    /// There is no such life domain today.
    #[error("no such life domain")]
    NoSuchDomain,
    /// Whom it is about does not belong to the family, or is not the writer's to speak for.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddNeedError);

/// The open needs of a family that the viewer sees, in the order in which they were written down.
pub(super) async fn open_needs<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Needs, V>,
    lens: &Lens,
) -> Result<Vec<NeedId>, Stop> {
    let all = stored::of_family(link, permit).await?;
    let seen =
        |line: &&stored::NeedLine| line.need.ended.is_none() && lens.sees(&line.mark()).is_some();
    Ok(all.iter().filter(seen).map(|line| line.need.id).collect())
}

/// Whether a need may be about somebody, or about the whole family, in the viewer's hands.
pub(super) async fn may_be_about<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Needs, V>,
    lens: &Lens,
    facts: &NeedFacts,
) -> Result<bool, Stop> {
    let about: Vec<PersonId> = facts.person.into_iter().collect();
    let belongs = household::all_belong(link, permit, &about).await?;
    let own = lens.actor().role != Role::FamilyMember || about.iter().all(|it| lens.is_own(*it));
    Ok(belongs && own && sees_domain(lens, facts.person, &facts.domain))
}

/// Writes down a need. Somebody of the family writes of themselves, of a child they hold custody of, or of the whole family.
pub async fn add_need(ctx: &mut Ctx, command: AddNeed) -> Result<NeedId, AddNeedError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Needs, doing::Add>()
        .ok_or(Stop::NotAllowed)?;
    let facts = command.facts;
    if !ctx.lists().holds("life_domain", &facts.domain, ctx.today()) {
        return Err(AddNeedError::NoSuchDomain);
    }
    if !may_be_about(&mut ctx.link, &permit, &lens, &facts).await? {
        return Err(AddNeedError::NotOfFamily);
    }
    let open = open_needs(&mut ctx.link, &permit, &lens).await?;
    let blocks = Need::check_blocks(None, &command.blocks, &open)?;
    let need = Need {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: ctx.actor()?.account,
        set_at: ctx.now(),
        ended: None,
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &need).await?;
    stored::set_blocks(&mut ctx.link, &permit, need.id, &blocks).await?;
    ctx.notice(command.family);
    ctx.record("add_need", &permit, need.id.uuid());
    Ok(need.id)
}

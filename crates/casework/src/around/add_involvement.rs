//! Adds a professional, a case or a plan around a family.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, InvolvementId};
use helhed_domain::involvement::{InvolvementError, InvolvementFacts, Workplace};
use helhed_store::{account, family, involvement};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Somebody around a family.
#[derive(Debug, Clone)]
pub struct AddInvolvement {
    /// The family.
    pub family: FamilyId,
    /// Who, as what, where, since when.
    pub facts: InvolvementFacts,
}

/// Why nobody was added or changed.
#[derive(Debug, thiserror::Error)]
pub enum AroundError {
    /// The days cannot be.
    #[error(transparent)]
    Wrong(#[from] InvolvementError),
    /// There is no such unit, or it has closed.
    #[error("no such unit")]
    NoSuchUnit,
    /// The law was not in force on the day it began, and is not today.
    #[error("the legal basis was not in force")]
    NotInForce,
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AroundError);

/// Checks what a form says about somebody around a family against what is known; `before` is what stood there.
pub(super) async fn check(
    ctx: &mut Ctx,
    family: FamilyId,
    facts: &InvolvementFacts,
    before: Option<&InvolvementFacts>,
) -> Result<(), AroundError> {
    let today = ctx.today();
    facts.check(today)?;
    if let Some(person) = facts.concerns
        && !family::knows(&mut ctx.link, family, person).await?
    {
        return Err(Stop::Absent.into());
    }
    if let Workplace::Unit(id) = facts.workplace
        && before.is_none_or(|before| before.workplace != facts.workplace)
    {
        let unit = account::unit(&mut ctx.link, id).await?;
        unit.filter(|unit| !unit.closed)
            .ok_or(AroundError::NoSuchUnit)?;
    }
    if let Some(code) = &facts.legal_basis {
        let kept = before.and_then(|before| before.legal_basis.as_ref()) == Some(code);
        let lists = ctx.lists();
        let holds = |day| lists.holds("legal_basis", code, day);
        if !kept && !holds(facts.since) && !holds(today) {
            return Err(AroundError::NotInForce);
        }
    }
    Ok(())
}

/// Adds a professional, a case or a plan around a family.
pub async fn add_involvement(
    ctx: &mut Ctx,
    command: AddInvolvement,
) -> Result<InvolvementId, AroundError> {
    let permit = ctx
        .permit::<what::Around, doing::Add>(command.family)
        .await?;
    check(ctx, command.family, &command.facts, None).await?;
    let id = ctx.new_id();
    involvement::insert(&mut ctx.link, &permit, id, &command.facts).await?;
    ctx.record("add_involvement", &permit, id.uuid());
    Ok(id)
}

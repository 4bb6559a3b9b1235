//! Writes down a measure: what is done for somebody, by whom, on which law.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{FamilyId, MeasureId};
use helhed_domain::measure::{Measure, MeasureError, MeasureFacts};
use helhed_store::{goal, household, measure as stored};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop, collision};

/// A measure to write down.
#[derive(Debug, Clone)]
pub struct SetMeasure {
    /// The family.
    pub family: FamilyId,
    /// What, for whom, by whom, from when to when.
    pub facts: MeasureFacts,
}

/// Why a measure was not written down or changed.
#[derive(Debug, thiserror::Error)]
pub enum MeasureRefused {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] MeasureError),
    /// Whom it is for is not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// A goal it serves is not of the family.
    #[error("the goal is not of the family")]
    NoSuchGoal,
    /// The law was in force neither on its first day nor today.
    #[error("the legal basis was not in force")]
    NotInForce,
    /// What it asks is not in the list.
    #[error("not in the list of what measures ask")]
    NoSuchAsk,
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(MeasureRefused);

/// Checks what a form says of a measure against the family and the lists; `was` is what stood there.
pub(super) async fn checked<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Plan, V>,
    facts: MeasureFacts,
    was: Option<&MeasureFacts>,
) -> Result<MeasureFacts, MeasureRefused> {
    let today = ctx.today();
    let mut born = None;
    if let Some(person) = facts.concerns {
        if !household::all_belong(&mut ctx.link, permit, &[person]).await? {
            return Err(MeasureRefused::NotOfFamily);
        }
        born = household::born(&mut ctx.link, permit, person).await?;
    }
    for id in &facts.goals {
        if !goal::is_of_family(&mut ctx.link, permit, *id).await? {
            return Err(MeasureRefused::NoSuchGoal);
        }
    }
    let facts = facts.checked(born, today)?;
    // What stood there may stand, whatever the law says now.
    let stood = |code: &Option<String>, before: Option<&Option<String>>| before == Some(code);
    let law = facts.legal_basis.as_deref();
    let lists = ctx.lists();
    if let Some(code) = law
        && !stood(&facts.legal_basis, was.map(|it| &it.legal_basis))
        && !lists.holds("legal_basis", code, facts.from)
        && !lists.holds("legal_basis", code, today)
    {
        return Err(MeasureRefused::NotInForce);
    }
    if let Some(code) = facts.asks.as_deref()
        && !stood(&facts.asks, was.map(|it| &it.asks))
        && !lists.holds("asks", code, today)
    {
        return Err(MeasureRefused::NoSuchAsk);
    }
    Ok(facts)
}

/// A measure of the family that is not annulled.
pub(super) async fn standing<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Plan, V>,
    id: MeasureId,
) -> Result<Measure, MeasureRefused> {
    let measure = stored::of_family(&mut ctx.link, permit)
        .await?
        .into_iter()
        .find(|it| it.id == id)
        .ok_or(Stop::Absent)?;
    if measure.annulled.is_some() {
        return Err(MeasureError::Annulled.into());
    }
    Ok(measure)
}

/// Writes down a measure.
pub async fn set_measure(ctx: &mut Ctx, command: SetMeasure) -> Result<MeasureId, MeasureRefused> {
    let permit = ctx.permit::<what::Plan, doing::Add>(command.family).await?;
    let facts = checked(ctx, &permit, command.facts, None).await?;
    let measure = Measure {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: ctx.actor()?.account,
        set_at: ctx.now(),
        annulled: None,
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &measure).await?;
    ctx.record("set_measure", &permit, measure.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(measure.id)
}

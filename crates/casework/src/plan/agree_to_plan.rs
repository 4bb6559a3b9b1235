//! Writes down what a party said to a version of the plan.

use helhed_access::{doing, what};
use helhed_domain::agreement::{Agreement, AgreementError, AgreementStance};
use helhed_domain::consent::Party;
use helhed_domain::day::day_of;
use helhed_domain::ids::{AgreementId, FamilyId, PlanVersionId};
use helhed_domain::text::Line;
use helhed_store::{account, agreement as stored, household, plan_version};
use jiff::civil::Date;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What a party said.
#[derive(Debug, Clone)]
pub struct AgreeToPlan {
    /// The family.
    pub family: FamilyId,
    /// The version.
    pub version: PlanVersionId,
    /// Who.
    pub party: Party,
    /// What they said.
    pub stance: AgreementStance,
    /// A word with it; who declines gives one.
    pub word: Option<Line>,
    /// The day they said it.
    pub on: Date,
}

/// Why it was not written down.
#[derive(Debug, thiserror::Error)]
pub enum AgreeToPlanError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] AgreementError),
    /// There is no such unit, and nobody of that name in the family.
    #[error("no such party")]
    NoSuchParty,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AgreeToPlanError);

/// Writes down what a party said; what they said before stays on record, and the last word counts.
pub async fn agree_to_plan(
    ctx: &mut Ctx,
    command: AgreeToPlan,
) -> Result<AgreementId, AgreeToPlanError> {
    // A party's own word is theirs; writing it down for another is the coordinator's, who also changes the plan.
    let lens = ctx.lens(command.family).await?;
    let (Some(permit), Some(_)) = (
        lens.permit::<what::Agreements, doing::Add>(),
        lens.permit::<what::Plan, doing::Add>(),
    ) else {
        return Err(Stop::NotAllowed.into());
    };
    let versions = plan_version::of_family(&mut ctx.link, &permit).await?;
    let found = versions.iter().find(|it| it.version.id == command.version);
    let made = day_of(found.ok_or(Stop::Absent)?.version.at);
    let is_there = match command.party {
        Party::Unit(unit) => account::unit(&mut ctx.link, unit).await?.is_some(),
        Party::Person(person) => household::all_belong(&mut ctx.link, &permit, &[person]).await?,
    };
    if !is_there {
        return Err(AgreeToPlanError::NoSuchParty);
    }
    let said = (command.stance, command.word.as_ref());
    Agreement::check(said, command.on, made, ctx.today())?;
    let agreement = Agreement {
        id: ctx.new_id(),
        family: command.family,
        version: command.version,
        party: command.party,
        stance: command.stance,
        word: command.word,
        on: command.on,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &agreement).await?;
    ctx.record("agree_to_plan", &permit, agreement.id.uuid());
    Ok(agreement.id)
}

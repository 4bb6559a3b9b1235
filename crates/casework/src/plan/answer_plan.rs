//! Somebody of the family says yes or no to the newest version of the plan, themselves.

use helhed_access::{Lens, doing, what};
use helhed_domain::agreement::{Agreement, AgreementError, AgreementStance};
use helhed_domain::consent::Party;
use helhed_domain::day::day_of;
use helhed_domain::ids::{AgreementId, FamilyId, PersonId, PlanVersionId};
use helhed_domain::text::Line;
use helhed_store::{Link, agreement as stored, plan_version, subject};
use jiff::civil::Date;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What somebody says.
#[derive(Debug, Clone)]
pub struct AnswerPlan {
    /// The family.
    pub family: FamilyId,
    /// The version they were shown.
    pub version: PlanVersionId,
    /// Yes or no.
    pub stance: AgreementStance,
    /// A word with it; who says no gives one.
    pub word: Option<Line>,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerPlanError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] AgreementError),
    /// Others decide for them yet.
    #[error("others decide for them")]
    TooYoung,
    /// There is a newer version.
    #[error("there is a newer version")]
    Newer,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AnswerPlanError);

/// Whether somebody decides for themselves on a day, as with a consent: an adult, or a young person from 15.
pub(super) async fn decides(
    link: &mut Link,
    lens: &Lens,
    person: PersonId,
    today: Date,
) -> Result<bool, Stop> {
    let Some(permit) = lens.permit::<what::Sharing, doing::Read>() else {
        return Ok(false);
    };
    let subjects = subject::of_family(link, &permit).await?;
    let own = subjects.iter().find(|it| it.id == person);
    let givers = own.map_or_else(Vec::new, |it| it.givers_on(today));
    Ok(givers.iter().any(|(giver, _)| *giver == person))
}

/// Takes what somebody of the family says to the newest version, for themselves and nobody else; their last word counts.
pub async fn answer_plan(
    ctx: &mut Ctx,
    command: AnswerPlan,
) -> Result<AgreementId, AnswerPlanError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens.permit::<what::Agreements, doing::Add>();
    let (Some(permit), Some(person)) = (permit, ctx.actor()?.person) else {
        return Err(Stop::NotAllowed.into());
    };
    let today = ctx.today();
    if !decides(&mut ctx.link, &lens, person, today).await? {
        return Err(AnswerPlanError::TooYoung);
    }
    let versions = plan_version::of_family(&mut ctx.link, &permit).await?;
    let newest = &versions.first().ok_or(Stop::Absent)?.version;
    if newest.id != command.version {
        let is_older = versions.iter().any(|it| it.version.id == command.version);
        return Err(if is_older {
            AnswerPlanError::Newer
        } else {
            Stop::Absent.into()
        });
    }
    let said = (command.stance, command.word.as_ref());
    Agreement::check(said, today, day_of(newest.at), today)?;
    let agreement = Agreement {
        id: ctx.new_id(),
        family: command.family,
        version: command.version,
        party: Party::Person(person),
        stance: command.stance,
        word: command.word,
        on: today,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &agreement).await?;
    ctx.record("answer_plan", &permit, agreement.id.uuid());
    ctx.notice(command.family);
    Ok(agreement.id)
}

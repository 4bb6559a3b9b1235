//! The versions of a plan, and two of them side by side.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PlanVersionId};
use helhed_domain::plan_version::PlanVersionItem;
use helhed_domain::text::Name;
use helhed_domain::unit::Unit;
use helhed_store::account;
use helhed_store::agreement::{self, AgreementLine};
use helhed_store::household::{self, Kin};
use helhed_store::plan_version::{self, PlanVersionLine};

use super::plan_page::last_words;
use crate::{Reading, Stop, Visible};

/// The versions of a plan.
#[derive(Debug)]
pub struct VersionsPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Each version, the latest first, with the last word of each party on it.
    pub versions: Vec<(PlanVersionLine, Vec<AgreementLine>)>,
    /// The family's people, who may agree.
    pub kin: Vec<Kin>,
    /// The units that may.
    pub units: Vec<Unit>,
    /// Whether the viewer may keep a version and write down who agreed.
    pub may_change: bool,
}

/// Two versions of a plan.
#[derive(Debug)]
pub struct ComparedPage {
    /// The earlier.
    pub before: (PlanVersionLine, Vec<PlanVersionItem>),
    /// The later.
    pub after: (PlanVersionLine, Vec<PlanVersionItem>),
}

/// The versions of a family's plan: five queries.
pub async fn versions_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<VersionsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(plan)) = (
        lens.permit(),
        lens.permit(),
        lens.permit::<what::Plan, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let link = &mut reading.link;
    let said = agreement::of_family(link, &plan).await?;
    let versions = plan_version::of_family(link, &plan).await?;
    let mut units = account::units(link).await?;
    units.retain(|unit| !unit.closed);
    let page = VersionsPage {
        family,
        family_name: household::family_name(link, &face).await?,
        versions: versions
            .into_iter()
            .map(|it| last_words(it, said.clone()))
            .collect(),
        kin: household::kin(link, &people).await?,
        units,
        may_change: lens.may::<what::Plan, doing::Change>(),
    };
    reading
        .show::<what::Plan, _>("versions_page", &lens, page)
        .await
}

/// Two versions of a family's plan, the earlier first whichever way round they are asked for. A version of another family is not there.
pub async fn compared_page(
    reading: &mut Reading,
    family: FamilyId,
    (one, other): (PlanVersionId, PlanVersionId),
) -> Result<Visible<ComparedPage>, Stop> {
    let lens = reading.lens(family).await?;
    let plan = lens
        .permit::<what::Plan, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let link = &mut reading.link;
    let versions = plan_version::of_family(link, &plan).await?;
    let find = |id| {
        versions
            .iter()
            .find(|it| it.version.id == id)
            .cloned()
            .ok_or(Stop::Absent)
    };
    let (mut before, mut after) = (find(one)?, find(other)?);
    if before.version.number > after.version.number {
        std::mem::swap(&mut before, &mut after);
    }
    let was = plan_version::items(link, &plan, before.version.id).await?;
    let is = plan_version::items(link, &plan, after.version.id).await?;
    let page = ComparedPage {
        before: (before, was),
        after: (after, is),
    };
    reading
        .show::<what::Plan, _>("compared_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{EndGoal, KeepVersion, end_goal, keep_version};
    use crate::testing::House;
    use helhed_domain::goal::{GoalOutcome, Horizon};
    use helhed_domain::plan_version::{PlanChangeKind, compared};

    #[tokio::test]
    async fn a_version_stands_as_it_was_and_two_are_compared() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let goal = holm.goal("Ro om aftenen", Horizon::Short, None).await;
        let keep = async |family| {
            let mut ctx = house.change(&house.karen).await;
            let command = KeepVersion { family, why: None };
            let id = keep_version(&mut ctx, command).await.expect("kept");
            ctx.commit().await.expect("committed");
            id
        };
        let first = keep(holm.id).await;
        let mut ctx = house.change(&house.karen).await;
        let reached = EndGoal {
            family: holm.id,
            goal,
            version: 1,
            outcome: GoalOutcome::Reached,
            word: None,
        };
        end_goal(&mut ctx, reached).await.expect("reached");
        ctx.commit().await.expect("committed");
        holm.goal("Egen bolig", Horizon::Long, None).await;
        let second = keep(holm.id).await;
        let foreign = keep(berg.id).await;

        let mut reading = house.reading(&house.karen, house.now());
        // The later first: they are put in order.
        let page = compared_page(&mut reading, holm.id, (second, first))
            .await
            .expect("a page");
        assert_eq!(page.before.0.version.number, 1);
        let kinds: Vec<_> = compared(&page.before.1, &page.after.1)
            .iter()
            .map(|it| it.kind)
            .collect();
        assert_eq!(kinds, [PlanChangeKind::Added, PlanChangeKind::Moved]);
        let another = compared_page(&mut reading, holm.id, (first, foreign)).await;
        assert!(matches!(another, Err(Stop::Absent)));
        let page = versions_page(&mut reading, holm.id).await.expect("a page");
        let numbers: Vec<_> = page
            .versions
            .iter()
            .map(|(it, _)| it.version.number)
            .collect();
        assert_eq!(numbers, [2, 1]);
    }
}

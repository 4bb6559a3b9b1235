//! The plan as it is agreed: the measures that serve it, which other plans it stands for, the first version and who is with it.

use jiff::ToSpan;

use helhed_casework::Ctx;
use helhed_casework::domain::agreement::AgreementStance;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::measure::{MeasureFacts, MeasureKind};
use helhed_casework::plan::{
    AgreeToPlan, CoverPlans, KeepVersion, MeasureRefused, SetMeasure, agree_to_plan, cover_plans,
    keep_version, set_measure,
};

use super::codes::legal_basis;
use super::refuse::{PopulateError, line, name, refused};
use super::scene::Scene;
use crate::story::{LifeDomain, PersonRef, Professional, UnitKind};

/// What somebody around the family gives, what it asks and how often a week.
fn given(unit: UnitKind) -> Option<(MeasureKind, &'static str, i64)> {
    Some(match unit {
        UnitKind::Jobcentre | UnitKind::YouthUnit => (MeasureKind::Activation, "internship", 3),
        UnitKind::FamilyDepartment => (MeasureKind::Measure, "talks", 1),
        UnitKind::DayCare | UnitKind::School => (MeasureKind::DayCare, "attend_school", 5),
        UnitKind::Psychiatry | UnitKind::AddictionCentre => (MeasureKind::Treatment, "talks", 1),
        UnitKind::HealthVisitors | UnitKind::Hospital | UnitKind::Volunteers => return None,
    })
}

impl Scene<'_> {
    /// Once the last goal is set: everything that belongs to an agreed plan.
    pub(super) async fn agree_on_plan(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let family = self.family()?;
        let today = ctx.today();
        let story = self.story;
        for told in story.around.iter().filter(|it| it.is_open_on(today)) {
            self.measure(ctx, told).await?;
        }
        let Some(plan) = &story.plan else {
            return Ok(());
        };
        let adult = self.person_of(PersonRef(0))?;
        for (goal, told) in self.goals.iter().zip(&plan.goals) {
            let covered = match told.domain {
                LifeDomain::WorkAndEducation => "job_plan",
                LifeDomain::Housing | LifeDomain::SubstanceUse => "action_plan",
                _ => continue,
            };
            if let Some(goal) = *goal {
                let plans = vec![(covered.to_owned(), adult)];
                let cover = CoverPlans {
                    family,
                    goal,
                    plans,
                };
                cover_plans(ctx, cover)
                    .await
                    .map_err(refused("cover_plans"))?;
            }
        }
        let why = Some(line("Aftalt med familien")?);
        let version = keep_version(ctx, KeepVersion { family, why }).await;
        let version = version.map_err(refused("keep_version"))?;
        let mut parties = vec![Party::Person(adult)];
        parties.extend(
            self.cast
                .units
                .get(&UnitKind::Jobcentre)
                .map(|it| Party::Unit(*it)),
        );
        for party in parties {
            let yes = AgreeToPlan {
                family,
                version,
                party,
                stance: AgreementStance::Agrees,
                word: None,
                on: today,
            };
            agree_to_plan(ctx, yes)
                .await
                .map_err(refused("agree_to_plan"))?;
        }
        self.keep_one(ctx).await
    }

    async fn measure(&self, ctx: &mut Ctx, told: &Professional) -> Result<(), PopulateError> {
        let (Some((kind, asks, weekly)), Some(title)) =
            (given(told.unit), told.plan.or(told.open_case))
        else {
            return Ok(());
        };
        let today = ctx.today();
        let basis = told.legal_basis.map_or(&[][..], legal_basis);
        let in_force = |code: &&&str| ctx.lists().holds("legal_basis", code, today);
        let basis = basis.iter().find(in_force).map(|code| (*code).to_owned());
        let facts = MeasureFacts {
            kind,
            title: line(title)?,
            concerns: told.person.map(|who| self.person_of(who)).transpose()?,
            legal_basis: basis,
            given_by: Some(name(&told.name)?),
            asks: Some(asks.to_owned()),
            weekly,
            from: told.since,
            until: Some(today.saturating_add(9.months())),
            goals: self.goals.iter().flatten().copied().take(1).collect(),
        };
        let family = self.family()?;
        match set_measure(ctx, SetMeasure { family, facts }).await {
            // Whoever was there for a parent is there for the child from its birth; the story does not say when that began.
            Ok(_) | Err(MeasureRefused::Wrong(_)) => Ok(()),
            Err(error) => Err(refused("set_measure")(error)),
        }
    }
}

//! The plan as those who coordinate see it: who does what at each goal, on which law, by when, which other plans it stands for, and what
//! is missing for that.

use std::collections::{BTreeMap, BTreeSet};

use helhed_access::{doing, what};
use helhed_domain::agreement::AgreementStance;
use helhed_domain::capacity::Subject;
use helhed_domain::consent::Party;
use helhed_domain::covered_plan::{Cover, CoverFacts, CoveredPlan, PlanNeed};
use helhed_domain::ids::{FamilyId, GoalId, PersonId};
use helhed_domain::measure::Measure;
use helhed_domain::owner::Owner;
use helhed_domain::plan_gap::PlanGap;
use helhed_domain::review::ReviewDue;
use helhed_domain::text::Name;
use helhed_store::agreement::AgreementLine;
use helhed_store::goal::{self, GoalLine};
use helhed_store::household::{self, Kin};
use helhed_store::kept::{self, KeptLine};
use helhed_store::plan_version::PlanVersionLine;
use helhed_store::task::{self, TaskLine};
use helhed_store::{cover, measure, review, subject};
use jiff::civil::Date;

use super::plan_page::{gaps, latest};
use crate::{Reading, Stop, Visible};

/// A plan of somebody that goals of the family plan stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covering {
    /// The plan, as the law has it today.
    pub plan: &'static CoveredPlan,
    /// Whose it is.
    pub person: PersonId,
    /// The goals that stand for it.
    pub goals: Vec<GoalId>,
    /// What is missing for the family plan to stand for it.
    pub missing: Vec<PlanNeed>,
}

/// The plan as those who coordinate see it.
#[derive(Debug)]
pub struct CoordinationPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Goals that were not dropped, nearest first.
    pub goals: Vec<GoalLine>,
    /// Open tasks, soonest due first; also those that lead to no goal.
    pub tasks: Vec<TaskLine>,
    /// Measures that stand, in the order in which they began.
    pub measures: Vec<Measure>,
    /// What goals stand for.
    pub covers: Vec<Cover>,
    /// The same by plan and person, with what is missing.
    pub covering: Vec<Covering>,
    /// From whom goals are kept.
    pub kept: Vec<KeptLine>,
    /// What the plan lacks.
    pub gaps: Vec<PlanGap>,
    /// The latest version, with the last word of each party on it.
    pub latest: Option<(PlanVersionLine, Vec<AgreementLine>)>,
    /// When the next review is due.
    pub review_due: Option<ReviewDue>,
    /// The family's people.
    pub kin: Vec<Kin>,
    /// Whether the viewer may change the plan.
    pub may_change: bool,
}

/// The plan as those who coordinate see it: a fixed number of queries.
pub async fn coordination_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<CoordinationPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(tasks), Some(plan), Some(sharing)) = (
        lens.permit(),
        lens.permit(),
        lens.permit::<what::Tasks, doing::Read>(),
        lens.permit::<what::Plan, doing::Read>(),
        lens.permit::<what::Sharing, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let (months, today) = (reading.rules().plan_review_months, reading.today());
    let link = &mut reading.link;
    let kin = household::kin(link, &people).await?;
    let mut goals = goal::lines_of_family(link, &plan).await?;
    let (tasks, _) = task::of_family(link, &tasks, 0).await?;
    let gaps = gaps(&goals, &tasks, &kin, today);
    goals.retain(|line| line.goal.state(today) != helhed_domain::goal::GoalState::Dropped);
    let mut measures = measure::of_family(link, &plan).await?;
    measures.retain(|it| it.annulled.is_none());
    let covers = cover::of_family(link, &plan).await?;
    let latest = latest(link, &plan).await?;
    let started = review::course_started(link, &plan).await?;
    let reviews = review::of_family(link, &plan).await?;
    let held = reviews.first().map(|line| line.review.held);
    let review_due = started.map(|started| ReviewDue::of(started, held, months));
    let subjects = subject::of_family(link, &sharing).await?;
    let ground = Ground {
        goals: &goals,
        measures: &measures,
        kin: &kin,
        said: latest.as_ref().map_or(&[], |(_, said)| said),
        subjects: &subjects,
        reviewed: held.is_some() && review_due.is_some_and(|due| !due.is_overdue(today)),
        today,
    };
    let covering = ground.covering(&covers);
    let page = CoordinationPage {
        family,
        family_name: household::family_name(link, &face).await?,
        kept: kept::lines_of_family(link, &plan).await?,
        may_change: lens.may::<what::Plan, doing::Change>(),
        goals,
        tasks,
        measures,
        covers,
        covering,
        gaps,
        latest,
        review_due,
        kin,
    };
    reading
        .show::<what::Plan, _>("coordination_page", &lens, page)
        .await
}

/// What the plan has, for the question what other plans lack of it.
struct Ground<'a> {
    goals: &'a [GoalLine],
    measures: &'a [Measure],
    kin: &'a [Kin],
    said: &'a [AgreementLine],
    subjects: &'a [Subject],
    reviewed: bool,
    today: Date,
}

impl Ground<'_> {
    fn covering(&self, covers: &[Cover]) -> Vec<Covering> {
        let mut by = BTreeMap::<(&str, PersonId), Vec<GoalId>>::new();
        for it in covers {
            by.entry((&it.plan, it.person)).or_default().push(it.goal);
        }
        let all = by.into_iter().filter_map(|((code, person), goals)| {
            let plan = CoveredPlan::of_code(code, self.today)?;
            let missing = plan.missing(&self.facts(plan, person, &goals));
            Some(Covering {
                plan,
                person,
                goals,
                missing,
            })
        });
        all.collect()
    }

    fn facts(&self, plan: &CoveredPlan, person: PersonId, goals: &[GoalId]) -> CoverFacts {
        let stands = |line: &&GoalLine| goals.contains(&line.goal.id) && line.goal.ended.is_none();
        let standing: Vec<_> = self
            .goals
            .iter()
            .filter(stands)
            .map(|line| &line.goal)
            .collect();
        let belongs = |id: PersonId| self.kin.iter().any(|it| it.id == id && it.now);
        let carried = |owner: &Owner| match owner {
            Owner::Person(id) => belongs(*id),
            Owner::Account(_) | Owner::Named(_) => true,
        };
        let ids: BTreeSet<_> = standing.iter().map(|goal| goal.id).collect();
        let serves = |it: &&Measure| {
            it.facts.legal_basis.is_some() && it.facts.goals.iter().any(|goal| ids.contains(goal))
        };
        let stance = |party: Party| {
            let found = self.said.iter().find(|line| line.agreement.party == party);
            found.map(|line| line.agreement.stance)
        };
        let agrees = |id: PersonId| stance(Party::Person(id)) == Some(AgreementStance::Agrees);
        let subject = self.subjects.iter().find(|it| it.id == person);
        let deciding = subject.map_or_else(Vec::new, |it| it.givers_on(self.today));
        let of_authority = |line: &AgreementLine| {
            line.agreement.stance == AgreementStance::Agrees
                && line
                    .unit_kind
                    .is_some_and(|kind| plan.takes_agreement_of(kind))
        };
        CoverFacts {
            goals: standing.len(),
            owned: standing
                .iter()
                .filter(|goal| goal.facts.owner.as_ref().is_some_and(carried))
                .count(),
            dated: standing
                .iter()
                .filter(|goal| goal.facts.target.is_some())
                .count(),
            legal_basis: self.measures.iter().any(|it| serves(&it)),
            reviewed: self.reviewed,
            // Where nobody can decide for a child, nobody has agreed for it.
            person_agrees: !deciding.is_empty() && deciding.iter().all(|(id, _)| agrees(*id)),
            person_heard: stance(Party::Person(person)).is_some(),
            authority_agrees: self.said.iter().any(of_authority),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        AgreeToPlan, AgreeToPlanError, CoverPlans, CoverPlansError, HoldReview, agree_to_plan,
        cover_plans, hold_review, plan_page,
    };
    use crate::testing::{House, a_goal, a_measure, prose};
    use helhed_domain::goal::Horizon;
    use helhed_domain::goal_word::{Moved, Said};
    use helhed_domain::measure::MeasureKind;
    use helhed_domain::text::Line;
    use jiff::civil::date;

    #[tokio::test]
    async fn the_job_plan_is_covered_when_nothing_is_missing() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let family = holm.id;
        let mut ctx = house.change(&house.karen).await;
        let mut facts = a_goal("Sofie i praktik", Horizon::Short, None);
        facts.owner = Some(Owner::Person(holm.mother));
        let set = super::super::SetGoal { family, facts };
        let goal = super::super::set_goal(&mut ctx, set).await.expect("set");
        let cover = |plan: &str, person| CoverPlans {
            family,
            goal,
            plans: vec![(plan.to_owned(), person)],
        };
        let unknown = cover_plans(&mut ctx, cover("moon_plan", holm.mother)).await;
        assert!(matches!(unknown, Err(CoverPlansError::NoSuchPlan)));
        cover_plans(&mut ctx, cover("job_plan", holm.mother))
            .await
            .expect("covered");
        ctx.commit().await.expect("committed");
        let missing = async || {
            let mut reading = house.reading(&house.karen, house.now());
            let page = coordination_page(&mut reading, family)
                .await
                .expect("a page");
            page.covering[0].missing.clone()
        };
        use PlanNeed::{AuthorityAgrees, Day, LegalBasis, PersonAgrees, Review};
        assert_eq!(
            missing().await,
            [Day, LegalBasis, Review, PersonAgrees, AuthorityAgrees]
        );

        let mut measure = a_measure(MeasureKind::Activation, "Praktik", date(2026, 11, 2));
        measure.legal_basis = Some("lab_40".into());
        measure.goals = vec![goal];
        holm.measure(measure).await;
        let mut ctx = house.change(&house.karen).await;
        let mut facts = a_goal("Sofie i praktik", Horizon::Short, None);
        facts.owner = Some(Owner::Person(holm.mother));
        facts.target = Some(date(2027, 2, 1));
        let change = super::super::ChangeGoal {
            family,
            goal,
            version: 1,
            facts,
        };
        super::super::change_goal(&mut ctx, change)
            .await
            .expect("changed");
        let review = HoldReview {
            family,
            held: ctx.today(),
            moved: prose("Sofie har talt med butikken."),
            stuck: None,
            next: prose("Hun begynder på mandag."),
            said: vec![Said {
                goal,
                moved: Moved::Forward,
                word: Line::parse("Det gik godt").expect("a line"),
            }],
        };
        hold_review(&mut ctx, review).await.expect("held");
        ctx.commit().await.expect("committed");
        assert_eq!(missing().await, [PersonAgrees, AuthorityAgrees]);

        let mut reading = house.reading(&house.karen, house.now());
        let page = plan_page(&mut reading, family).await.expect("a page");
        assert_eq!(page.words.len(), 1);
        let (version, _) = page.latest.as_ref().expect("the review kept a version");
        assert_eq!(
            (version.version.number, version.version.review.is_some()),
            (1, true)
        );
        let version = version.version.id;
        let mut ctx = house.change(&house.karen).await;
        let says = |party, stance| AgreeToPlan {
            family,
            version,
            party,
            stance,
            word: None,
            on: date(2026, 11, 24),
        };
        let no = says(Party::Person(holm.mother), AgreementStance::Declines);
        let refused = agree_to_plan(&mut ctx, no).await;
        assert!(matches!(refused, Err(AgreeToPlanError::Wrong(_))));
        for party in [Party::Person(holm.mother), Party::Unit(house.jobcentre)] {
            let yes = says(party, AgreementStance::Agrees);
            agree_to_plan(&mut ctx, yes).await.expect("agreed");
        }
        ctx.commit().await.expect("committed");
        assert!(missing().await.is_empty());
    }

    #[tokio::test]
    async fn partners_and_strangers_have_no_such_page() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut reading = house.reading(&house.jens, house.now());
        let page = coordination_page(&mut reading, holm.id).await;
        assert!(matches!(page, Err(Stop::NotAllowed)));
        let mut reading = house.reading(&house.bo, house.now());
        let page = coordination_page(&mut reading, holm.id).await;
        assert!(matches!(page, Err(Stop::Absent)));
    }
}

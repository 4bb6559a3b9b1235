//! The plan: measures that serve it, words on how it goes, versions, who agrees, and from whom a goal is kept.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::access::Actor;
use helhed_casework::domain::agreement::AgreementStance;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::goal::{GoalOutcome, Horizon};
use helhed_casework::domain::goal_word::{Moved, Said};
use helhed_casework::domain::ids::PlanVersionId;
use helhed_casework::domain::measure::MeasureKind;
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::plan_gap::PlanGapKind;
use helhed_casework::family::{EndMembership, end_membership, people_page};
use helhed_casework::plan::{
    AgreeToPlan, AnnulMeasure, AnswerPlan, AnswerPlanError, ChangeMeasure, CoverPlans, EndGoal,
    KeepGoal, KeepVersion, MeasureRefused, OurPlan, SayHowItGoes, agree_to_plan, annul_measure,
    answer_plan, change_measure, compared_page, coordination_page, cover_plans, end_goal,
    keep_goal, keep_version, lift_keeping, our_plan, say_how_it_goes, versions_page,
};
use helhed_casework::testing::{AFamily, a_measure, a_task, line};
use helhed_casework::{Stop, Visible};

use crate::place::Place;

async fn version(place: &Place, holm: &AFamily<'_>) -> PlanVersionId {
    let mut ctx = place.house.change(&place.house.karen).await;
    let command = KeepVersion {
        family: holm.id,
        why: Some(line("Aftalt på mødet")),
    };
    let id = keep_version(&mut ctx, command).await.expect("kept");
    ctx.commit().await.expect("committed");
    id
}

async fn ours(place: &Place, who: &Actor) -> OurPlan {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let plans = our_plan(&mut reading).await.map(Visible::into_inner);
    plans.expect("a page").remove(0)
}

/// What serves a goal, how it goes, what it stands for and from whom it is kept, as another house reads it.
pub(crate) async fn a_goal_is_served_and_kept_from_one(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = holm.id;
    let goal = holm.goal("Sofie i praktik", Horizon::Short, None).await;
    let mut facts = a_measure(MeasureKind::Activation, "Praktik", date(2026, 11, 2));
    facts.legal_basis = Some("lab_40".into());
    facts.goals = vec![goal];
    let measure = holm.measure(facts.clone()).await;
    let mut ctx = place.change_there(&house.karen).await;
    facts.weekly = 2;
    let change = |version| ChangeMeasure {
        family,
        measure,
        version,
        facts: facts.clone(),
    };
    change_measure(&mut ctx, change(1)).await.expect("changed");
    let stale = change_measure(&mut ctx, change(1)).await;
    assert!(matches!(stale, Err(MeasureRefused::Changed)));
    let said = Said {
        goal,
        moved: Moved::Forward,
        word: line("Hun har talt med butikken"),
    };
    say_how_it_goes(&mut ctx, SayHowItGoes { family, said })
        .await
        .expect("said");
    let plans = vec![("job_plan".to_owned(), holm.mother)];
    let cover = CoverPlans {
        family,
        goal,
        plans,
    };
    cover_plans(&mut ctx, cover).await.expect("covered");
    let keep = KeepGoal {
        family,
        goal,
        from: Party::Unit(house.school),
        reason: line("Ikke før mødet"),
    };
    let kept = keep_goal(&mut ctx, keep).await.expect("kept");
    ctx.commit().await.expect("committed");

    let read = async || {
        let mut reading = house.reading(&house.lone, house.now() + 1.second());
        let page = coordination_page(&mut reading, family).await;
        page.map(Visible::into_inner).expect("a page")
    };
    let page = read().await;
    assert_eq!((page.measures[0].facts.weekly, page.kept.len()), (2, 1));
    assert_eq!(page.covering[0].goals, [goal]);

    let mut ctx = house.change(&house.karen).await;
    lift_keeping(&mut ctx, family, kept).await.expect("lifted");
    let annul = AnnulMeasure {
        family,
        measure,
        version: 2,
        reason: line("Skrevet på den forkerte"),
    };
    annul_measure(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    let page = read().await;
    assert_eq!((page.measures.len(), page.kept.len()), (0, 0));
}

/// Versions stand as they were, two are compared, and the last word of each party counts.
pub(crate) async fn versions_are_compared_and_agreed_to(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = holm.id;
    let goal = holm.goal("Ro om aftenen", Horizon::Short, None).await;
    let first = version(place, &holm).await;
    let mut ctx = place.change_there(&house.karen).await;
    let end = EndGoal {
        family,
        goal,
        version: 1,
        outcome: GoalOutcome::Reached,
        word: None,
    };
    end_goal(&mut ctx, end).await.expect("reached");
    ctx.commit().await.expect("committed");
    let second = version(place, &holm).await;
    let mut reading = place.other.reading(&house.karen, house.now() + 1.second());
    let page = compared_page(&mut reading, family, (second, first))
        .await
        .expect("a page");
    let states: Vec<_> = [&page.before, &page.after]
        .iter()
        .map(|(_, items)| items[0].state.clone())
        .collect();
    assert_ne!(states[0], states[1]);

    for (seconds, stance, word) in [
        (0, AgreementStance::Declines, Some(line("For hurtigt"))),
        (1, AgreementStance::Agrees, None),
    ] {
        let at = house.now() + seconds.seconds();
        let mut ctx = place.other.begin(&house.karen, at).await.expect("begun");
        let says = AgreeToPlan {
            family,
            version: second,
            party: Party::Unit(house.jobcentre),
            stance,
            word,
            on: date(2026, 11, 24),
        };
        agree_to_plan(&mut ctx, says).await.expect("written down");
        ctx.commit().await.expect("committed");
    }
    let page = versions_page(&mut reading, family).await.expect("a page");
    let (newest, said) = &page.versions[0];
    assert_eq!((newest.version.number, said.len()), (2, 1));
    assert_eq!(said[0].agreement.stance, AgreementStance::Agrees);
}

/// The family itself says yes or no: whoever decides for themselves, to the newest version, and to nobody else's plan.
pub(crate) async fn the_family_says_yes_or_no_itself(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let family = holm.id;
    let young = holm
        .joined("Ida", MemberRole::Child, Birth::Born(date(2011, 11, 24)))
        .await;
    let (sofie, ida, emil) = (
        house.member(holm.mother),
        house.member(young),
        house.member(holm.child),
    );
    let seen = holm.goal("Ro om aftenen", Horizon::Long, None).await;
    let hidden = holm.goal("Noget for teamet", Horizon::Long, None).await;
    let mut ctx = house.change(&house.karen).await;
    let keep = KeepGoal {
        family,
        goal: hidden,
        from: Party::Person(holm.mother),
        reason: line("Ikke endnu"),
    };
    keep_goal(&mut ctx, keep).await.expect("kept");
    ctx.commit().await.expect("committed");
    assert!(ours(place, &sofie).await.version.is_none(), "none was kept");
    let first = version(place, &holm).await;
    let says = |version, stance, word: Option<&str>| AnswerPlan {
        family,
        version,
        stance,
        word: word.map(line),
    };
    let (yes, no) = (AgreementStance::Agrees, AgreementStance::Declines);
    let answer = async |who: &Actor, command| {
        let mut ctx = place.change_there(who).await;
        let said = answer_plan(&mut ctx, command).await;
        ctx.commit().await.expect("committed");
        said
    };
    let without = answer(&sofie, says(first, no, None)).await;
    assert!(matches!(without, Err(AnswerPlanError::Wrong(_))));
    answer(&sofie, says(first, no, Some("For mange møder")))
        .await
        .expect("said");
    answer(&ida, says(first, yes, None)).await.expect("said");
    let small = answer(&emil, says(first, yes, None)).await;
    assert!(matches!(small, Err(AnswerPlanError::TooYoung)));
    let asked = ours(place, &sofie).await.version.expect("a version");
    let goals: Vec<_> = asked.goals.iter().map(|it| it.id.uuid()).collect();
    assert_eq!(goals, [seen.uuid()], "what is kept from her is not in it");
    assert_eq!(asked.said.map(|it| it.stance), Some(no));
    assert!(asked.may_answer);
    let small = ours(place, &emil).await.version.expect("a version");
    assert!(!small.may_answer && small.said.is_none());

    // A newer version asks anew; what was said of the older stands there.
    let second = version(place, &holm).await;
    let late = answer(&sofie, says(first, yes, None)).await;
    assert!(matches!(late, Err(AnswerPlanError::Newer)));
    assert!(
        ours(place, &sofie)
            .await
            .version
            .is_some_and(|it| it.said.is_none())
    );
    answer(&sofie, says(second, yes, None)).await.expect("said");
    let mut reading = house.reading(&house.karen, house.now() + 1.second());
    let page = versions_page(&mut reading, family).await.expect("a page");
    let counts: Vec<_> = page.versions.iter().map(|(_, said)| said.len()).collect();
    assert_eq!(counts, [1, 2]);

    // Nobody answers another family's plan, and a coordinator answers for nobody here.
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let theirs = version(place, &berg).await;
    let forged = AnswerPlan {
        family: berg.id,
        ..says(theirs, yes, None)
    };
    let stranger = answer(&sofie, forged).await;
    assert!(matches!(
        stranger,
        Err(AnswerPlanError::Stopped(Stop::Absent))
    ));
    let mixed = answer(&sofie, says(theirs, yes, None)).await;
    assert!(matches!(mixed, Err(AnswerPlanError::Stopped(Stop::Absent))));
    let karen = answer(&house.karen, says(second, yes, None)).await;
    assert!(matches!(
        karen,
        Err(AnswerPlanError::Stopped(Stop::NotAllowed))
    ));
}

/// Whoever leaves the family with open tasks leaves them as they are: nothing is lost, and the plan tells of each until somebody else
/// has it.
pub(crate) async fn whoever_leaves_leaves_their_tasks(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let father = holm
        .joined("Per", MemberRole::Father, Birth::Born(date(1988, 2, 3)))
        .await;
    let goal = holm.goal("Ro om aftenen", Horizon::Short, None).await;
    for title in ["Hente skabet", "Ringe til banken"] {
        let mut facts = a_task(title, Owner::Person(father), Some(date(2026, 12, 1)));
        facts.goal = Some(goal);
        holm.set(facts).await;
    }
    let stranded = async || {
        let mut reading = place
            .other
            .reading(&house.karen, place.house.now() + 1.second());
        let page = coordination_page(&mut reading, holm.id).await;
        let page = page.expect("a page").into_inner();
        let left = page.gaps.iter();
        let left = left.filter(|it| it.kind == PlanGapKind::TaskOwnerLeft);
        (page.tasks.len(), left.count())
    };
    assert_eq!(stranded().await, (2, 0));
    let mut reading = place.other.reading(&house.karen, house.now());
    let people = people_page(&mut reading, holm.id).await.expect("a page");
    let per = people.members.iter().find(|it| it.person.id == father);
    let membership = per.expect("a member").membership.id;
    let mut ctx = place.change_there(&house.karen).await;
    let leaves = EndMembership {
        family: holm.id,
        membership,
        last_day: date(2026, 11, 24),
    };
    end_membership(&mut ctx, leaves).await.expect("left");
    ctx.commit().await.expect("committed");
    assert_eq!(stranded().await, (2, 2), "both stand, and both are told");
}

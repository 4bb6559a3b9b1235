//! The plan on screen: its road, its coordination, its versions, and what somebody of the family sees of it.

mod answer;
mod carried;
mod method;

use axum::http::StatusCode;
use helhed_casework::account::{AddAccount, add_account};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::goal::Horizon;
use helhed_casework::domain::text::Name;
use helhed_casework::plan::{SetGoal, set_goal};
use helhed_casework::testing::{AFamily, House, a_goal};

use crate::support::Site;

pub(crate) async fn mothers_account(family: &AFamily<'_>) {
    let mut ctx = family
        .house
        .begin_as_house(family.house.now())
        .await
        .expect("begun");
    let command = AddAccount {
        username: Username::parse("sofie").expect("a name"),
        display_name: Name::parse("Sofie").expect("a name"),
        role: Role::FamilyMember,
        unit: None,
        person: Some(family.mother),
        language: Language::Danish,
        phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
    };
    add_account(&mut ctx, command).await.expect("an account");
    ctx.commit().await.expect("committed");
}

#[tokio::test]
async fn from_wish_to_agreement_on_screen() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    mothers_account(&holm).await;
    let wish = holm.goal("Vi vil spise sammen", Horizon::Wish, None).await;
    let long = holm.goal("Ro om aftenen", Horizon::Long, Some(wish)).await;
    let step = holm
        .goal("Emil i seng klokken otte", Horizon::Short, Some(long))
        .await;
    let family = holm.id;
    let (mother, jobcentre) = (holm.mother, site.house.jobcentre);
    let karen = site.signed_in("karen").await;
    let page = karen.get(&format!("/families/{family}/plan")).await;
    assert_eq!(page.texts(".hh-road-figure svg").len(), 2);
    assert_eq!(
        page.texts(".hh-branch--2 h2").len(),
        1,
        "the step hangs below its goal"
    );
    assert!(
        page.body.contains("1. Emil i seng"),
        "its number stands on the road"
    );

    let post = async |below: &str, fields: &[(&str, &str)]| {
        let answer = karen
            .post(&format!("/families/{family}/{below}"), fields)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{below}");
        let shown = karen.get(answer.location()).await;
        assert_eq!(shown.status, StatusCode::OK, "{below}");
        assert_eq!(
            shown.texts("[role=status] .alert-text").len(),
            1,
            "{below} is told"
        );
        assert!(!shown.body.contains('⟦'), "{below} lacks a word");
        shown
    };
    let step_text = step.to_string();
    let word = [("moved", "forward"), ("word", "Tre aftener i træk")];
    let shown = post(&format!("goals/{step}/word"), &word).await;
    assert!(shown.body.contains("Tre aftener i træk"));
    let cover = format!("job_plan.{mother}");
    post(
        &format!("goals/{step}/covers"),
        &[("plans", &cover), ("sent", "yes")],
    )
    .await;
    let measure = [
        ("kind", "activation"),
        ("title", "Praktik i butikken"),
        ("law", "lab_40"),
        ("from", "2026-11-02"),
        ("weekly", "3"),
        ("goals", step_text.as_str()),
    ];
    let shown = post("measures/new", &measure).await;
    assert!(shown.body.contains("Praktik i butikken") && shown.body.contains("§ 40"));
    let missing = shown.texts("#covering ~ ul li").join(" ");
    assert!(missing.contains("en dag for hvert mål"), "{missing}");
    assert!(!missing.contains("en indsats med hjemmel"), "{missing}");
    let party = format!("unit-{jobcentre}");
    let keep = [("party", party.as_str()), ("reason", "Ikke før mødet")];
    let shown = post(&format!("goals/{step}/keep"), &keep).await;
    assert!(shown.body.contains("Holdt fra Jobcentret"));
    let said = (format!("moved-{step}"), format!("word-{step}"));
    let review = [
        ("held", "2026-11-24"),
        ("moved", "Sengetiden"),
        ("next", "Mere ro"),
        (said.0.as_str(), "still"),
        (said.1.as_str(), "Weekenden er svær"),
    ];
    post("reviews/new", &review).await;
    post("plan/versions", &[("why", "Aftalt på mødet")]).await;
    let versions = karen
        .get(&format!("/families/{family}/plan/versions"))
        .await;
    assert_eq!(versions.texts("#version-1, #version-2").len(), 2);
    let agree = versions.attributes("[aria-labelledby=version-2] a", "href");
    let person = format!("person-{mother}");
    let yes = [
        ("party", person.as_str()),
        ("stance", "agrees"),
        ("on", "2026-11-24"),
    ];
    let below = agree[0]
        .trim_start_matches(&format!("/families/{family}/"))
        .to_owned();
    let shown = post(&below, &yes).await;
    assert!(shown.body.contains("er med"));
    let ids = versions.attributes("#from option", "value");
    let compare = format!(
        "/families/{family}/plan/compare?from={}&to={}",
        ids[1], ids[0]
    );
    assert_eq!(karen.get(&compare).await.status, StatusCode::OK);
    let pdf = karen.get(&format!("/families/{family}/plan/pdf")).await;
    assert_eq!(pdf.status, StatusCode::OK);

    let sofie = site.signed_in("sofie").await;
    let ours = sofie.get("/our/plan").await;
    assert_eq!(ours.texts(".hh-road-figure svg").len(), 2);
    assert!(
        ours.body.contains("Emil i seng klokken otte") && ours.body.contains("Weekenden er svær")
    );
    assert!(
        !ours.body.contains("Praktik i butikken"),
        "the coordination is not on the family's page"
    );
    let keep = [
        ("party", person.as_str()),
        ("reason", "Hun har bedt om det"),
    ];
    post(&format!("goals/{step}/keep"), &keep).await;
    let ours = sofie.get("/our/plan").await;
    assert!(!ours.body.contains("Emil i seng klokken otte") && !ours.body.contains("Weekenden"));
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let step = holm.goal("Ro", Horizon::Short, None).await;
    let (family, child) = (holm.id, holm.child.to_string());
    let karen = site.signed_in("karen").await;
    let wrong: &[(&str, &[(&str, &str)], &str)] = &[
        (
            "goals/new",
            &[("title", "Del"), ("horizon", "sub")],
            "#parent-error",
        ),
        (
            "measures/new",
            &[
                ("kind", "treatment"),
                ("title", "Psykolog"),
                ("concerns", &child),
                ("from", "2020-01-01"),
            ],
            "#from-error",
        ),
        (
            "measures/new",
            &[
                ("kind", "treatment"),
                ("title", "Psykolog"),
                ("from", "2026-11-01"),
                ("until", "2026-10-01"),
            ],
            "#until-error",
        ),
        (
            "measures/new",
            &[
                ("kind", "treatment"),
                ("title", "Psykolog"),
                ("from", "2026-11-01"),
                ("weekly", "99"),
            ],
            "#weekly-error",
        ),
    ];
    for (page, fields, error) in wrong {
        let answer = karen
            .post(&format!("/families/{family}/{page}"), fields)
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert_eq!(answer.texts(error).len(), 1, "{page} {error}");
        assert!(!answer.body.contains('⟦'), "{page} lacks a word");
    }
    let half = (format!("word-{step}"), "Det går");
    let review = [
        ("held", "2026-11-24"),
        ("moved", "Alt"),
        ("next", "Mere"),
        (half.0.as_str(), half.1),
    ];
    let answer = karen
        .post(&format!("/families/{family}/reviews/new"), &review)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.texts(&format!("[id='moved-{step}-error']")).len(), 1);
}

#[tokio::test]
async fn five_hundred_sub_goals_make_a_page() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let step = holm.goal("Ro", Horizon::Short, None).await;
    let mut ctx = site.house.change(&site.house.karen).await;
    for n in 0..500 {
        let facts = a_goal(&format!("Del {n}"), Horizon::Sub, Some(step));
        set_goal(
            &mut ctx,
            SetGoal {
                family: holm.id,
                facts,
            },
        )
        .await
        .expect("set");
    }
    ctx.commit().await.expect("committed");
    let karen = site.signed_in("karen").await;
    for below in ["plan", "plan/coordination", "plan/pdf", "reviews/new"] {
        let page = karen.get(&format!("/families/{}/{below}", holm.id)).await;
        assert_eq!(page.status, StatusCode::OK, "{below}");
    }
    let page = karen.get(&format!("/families/{}/plan", holm.id)).await;
    assert_eq!(page.texts(".hh-branch--1 h2").len(), 500);
}

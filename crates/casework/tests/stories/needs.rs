//! The joint assessment: said by everybody, and seen by each through the lens.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::Stop;
use helhed_casework::access::Actor;
use helhed_casework::assessment::{
    AnnulAssessment, AssessmentPage, WriteAssessment, WriteAssessmentError, annul_assessment,
    assessment_page, domain_page, write_assessment,
};
use helhed_casework::domain::assessment::{AssessmentFacts, Score};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::{AssessmentId, CaseItemId, PersonId};
use helhed_casework::domain::person::Birth;
use helhed_casework::sharing::{MarkItem, mark_item};
use helhed_casework::testing::{AFamily, line, prose};

use crate::place::Place;

fn view(person: PersonId, domain: &str, voice: Option<PersonId>, score: i64) -> AssessmentFacts {
    AssessmentFacts {
        person,
        domain: domain.into(),
        voice,
        strengths: Some(prose("Det går fremad.")),
        needs: None,
        score: Score::new(score),
        on: date(2026, 11, 24),
        sources: Vec::new(),
    }
}

async fn says(
    place: &Place,
    who: &Actor,
    holm: &AFamily<'_>,
    facts: AssessmentFacts,
) -> Result<AssessmentId, WriteAssessmentError> {
    let mut ctx = place.change_there(who).await;
    let command = WriteAssessment {
        family: holm.id,
        facts,
    };
    let id = write_assessment(&mut ctx, command).await?;
    ctx.commit().await.expect("committed");
    Ok(id)
}

async fn seen(place: &Place, who: &Actor, holm: &AFamily<'_>) -> Result<AssessmentPage, Stop> {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = assessment_page(&mut reading, holm.id).await;
    page.map(helhed_casework::Visible::into_inner)
}

/// The ids of the views that somebody sees.
async fn seen_ids(place: &Place, who: &Actor, holm: &AFamily<'_>) -> BTreeSet<AssessmentId> {
    let page = seen(place, who, holm).await.expect("a page");
    page.lines.iter().map(|it| it.assessment.id).collect()
}

/// The mother speaks for herself and her child, the jobcentre of what is open to it; each sees their part and no more.
pub(crate) async fn everybody_says_their_part_and_sees_no_more(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let father = holm
        .joined("Per", MemberRole::Father, Birth::Born(date(1988, 2, 3)))
        .await;
    let (sofie, per) = (house.member(holm.mother), house.member(father));

    let own = says(place, &sofie, &holm, view(holm.mother, "health", None, 3)).await;
    let own = own.expect("said");
    let child = view(holm.child, "health", Some(father), 5);
    let of_child = says(place, &sofie, &holm, child).await.expect("said");
    let fathers = view(father, "health", Some(father), 7);
    let fathers = says(place, &house.karen, &holm, fathers)
        .await
        .expect("said");
    let professional = view(holm.mother, "health", None, 4);
    let professional = says(place, &house.karen, &holm, professional).await;
    let professional = professional.expect("said");

    // Whoever is named as speaking: somebody of the family speaks for themselves.
    let all = seen(place, &house.karen, &holm).await.expect("a page");
    let voice = |id| {
        let found = all.lines.iter().find(|it| it.assessment.id == id);
        found.expect("there").assessment.facts.voice
    };
    assert_eq!(voice(of_child), Some(holm.mother));
    assert_eq!(all.lines.len(), 4);

    assert_eq!(
        seen_ids(place, &sofie, &holm).await,
        BTreeSet::from([own, of_child, professional])
    );
    assert_eq!(
        seen_ids(place, &per, &holm).await,
        BTreeSet::from([fathers])
    );
    // Nobody writes about another adult, nor about a child in another's custody: absent, as if there were no such person.
    for (who, about) in [(&sofie, father), (&per, holm.mother), (&per, holm.child)] {
        let refused = says(place, who, &holm, view(about, "health", None, 1)).await;
        assert!(matches!(
            refused,
            Err(WriteAssessmentError::Stopped(Stop::Absent))
        ));
        let mut reading = place.other.reading(who, house.now());
        let page = domain_page(&mut reading, holm.id, about, "health").await;
        assert!(matches!(page, Err(Stop::Absent)));
    }

    // The jobcentre has referred the family: nothing is open to it before a consent, and after it that and no more.
    assert!(matches!(
        seen(place, &house.jens, &holm).await,
        Err(Stop::NotAllowed)
    ));
    assert!(matches!(
        seen(place, &house.sanne, &holm).await,
        Err(Stop::Absent)
    ));
    holm.shares(holm.mother, &["health"], Party::Unit(house.jobcentre))
        .await;
    assert_eq!(
        seen_ids(place, &house.jens, &holm).await,
        BTreeSet::from([own, professional])
    );
    let page = seen(place, &house.jens, &holm).await.expect("a page");
    assert_eq!(page.open, [(holm.mother, "health".to_owned())]);
    assert_eq!(page.people.len(), 1, "the child is not named");
    let theirs = view(holm.mother, "health", Some(holm.mother), 6);
    let theirs = says(place, &house.jens, &holm, theirs).await.expect("said");
    for facts in [
        view(holm.mother, "work", None, 6),
        view(holm.child, "health", None, 6),
    ] {
        assert!(matches!(
            says(place, &house.jens, &holm, facts).await,
            Err(WriteAssessmentError::Stopped(Stop::Absent))
        ));
    }
    let all = seen(place, &house.lone, &holm).await.expect("a page");
    let found = all.lines.iter().find(|it| it.assessment.id == theirs);
    assert_eq!(
        found.expect("there").assessment.facts.voice,
        None,
        "a partner's view is a professional's"
    );

    // For the team only: gone for the family and the jobcentre, at once.
    let mut ctx = house.change(&house.karen).await;
    let mark = MarkItem {
        family: holm.id,
        item: professional.uuid(),
        category: "health".into(),
        restricted: true,
        crisis: false,
    };
    mark_item(&mut ctx, mark).await.expect("marked");
    ctx.commit().await.expect("committed");
    assert_eq!(
        seen_ids(place, &sofie, &holm).await,
        BTreeSet::from([own, of_child, theirs])
    );
    assert_eq!(
        seen_ids(place, &house.jens, &holm).await,
        BTreeSet::from([own, theirs])
    );

    // Annulled, it is there for nobody, and cannot be annulled again.
    let annul = || AnnulAssessment {
        family: holm.id,
        assessment: own,
        reason: line("Skrevet om den forkerte"),
    };
    let mut ctx = house.change(&house.karen).await;
    annul_assessment(&mut ctx, annul()).await.expect("annulled");
    assert!(matches!(
        annul_assessment(&mut ctx, annul()).await,
        Err(Stop::Absent)
    ));
    ctx.commit().await.expect("committed");
    assert_eq!(
        seen_ids(place, &house.jens, &holm).await,
        BTreeSet::from([theirs])
    );
    let mut ctx = house.change(&sofie).await;
    assert!(matches!(
        annul_assessment(&mut ctx, annul()).await,
        Err(Stop::NotAllowed)
    ));
}

/// What is known is beside the question, and a source that a reader may not see is no source to them.
pub(crate) async fn nobody_is_asked_twice(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let open = holm
        .note_about(Some(holm.child), "health", "Emil har astma.")
        .await;
    let closed = holm
        .note_about(Some(holm.child), "health", "Kun for teamet.")
        .await;
    holm.note_about(Some(holm.child), "leisure", "Emil svømmer.")
        .await;
    holm.note_about(Some(holm.mother), "health", "Sofie er træt.")
        .await;
    let mut ctx = house.change(&house.karen).await;
    let mark = MarkItem {
        family: holm.id,
        item: closed.uuid(),
        category: "health".into(),
        restricted: true,
        crisis: false,
    };
    mark_item(&mut ctx, mark).await.expect("marked");
    ctx.commit().await.expect("committed");
    let sources = [open, closed].map(|it| CaseItemId::from(it.uuid()));
    let facts = AssessmentFacts {
        sources: sources.to_vec(),
        ..view(holm.child, "health", None, 5)
    };
    says(place, &house.karen, &holm, facts.clone())
        .await
        .expect("said");
    let known = async |who: &Actor| {
        let mut reading = place.other.reading(who, house.now() + 1.second());
        let page = domain_page(&mut reading, holm.id, holm.child, "health")
            .await
            .expect("a page");
        let texts: Vec<String> = page.known.iter().filter_map(|it| it.text.clone()).collect();
        let latest: Vec<String> = page
            .latest
            .iter()
            .filter_map(|it| it.text.clone())
            .collect();
        (texts, latest)
    };
    let (texts, latest) = known(&house.karen).await;
    assert_eq!(texts.len(), 2);
    assert_eq!(
        latest,
        ["Emil svømmer."],
        "of the child or the whole family"
    );
    let sofie = house.member(holm.mother);
    let (texts, _) = known(&sofie).await;
    assert_eq!(texts, ["Emil har astma."]);
    let refused = says(place, &sofie, &holm, facts).await;
    assert!(matches!(refused, Err(WriteAssessmentError::NoSuchSource)));
}

//! What a family can ask: who has read about us, and what stands in our case?

use helhed_casework::access::Actor;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::party_access::{CasePart, Choice, Handling};
use helhed_casework::family_log::{family_log_page, our_families};
use helhed_casework::party_access::{
    AcceptSuggestions, AskForAccess, ChooseHandling, HandOverPackage, accept_suggestions,
    ask_for_access, choose_handling, hand_over_package, package_page, party_access_page,
};
use helhed_casework::plan::{HoldReview, hold_review};
use helhed_casework::testing::{a_file, a_meeting, a_task, line, prose};

use crate::place::Place;

/// Asked in one house, decided in both, handed over, and told in the family's log.
pub(crate) async fn a_mother_asks_for_her_case_and_reads_who_has_read(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.rung(now).await;
    let note = holm.note("Alt vel.").await;
    holm.set(a_task("Søg praktik", Owner::Person(holm.child), None))
        .await;
    let mut meeting = a_meeting("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
    meeting.people = vec![holm.mother, holm.child];
    holm.meets(meeting).await;
    holm.document("Brev.txt", b"Brev").await;
    let mut ctx = house.change(&house.karen).await;
    let review = HoldReview {
        family: holm.id,
        held: ctx.today(),
        moved: prose("Der er ro."),
        stuck: Some(prose("Søvn.")),
        next: prose("Mere ro."),
        said: Vec::new(),
    };
    hold_review(&mut ctx, review).await.expect("held");
    let episode = ctx.today();
    ctx.commit().await.expect("committed");
    holm.rates_since(episode, &[holm.mother]).await;
    holm.mother_rates(episode, 75).await;
    let mut ctx = house.change(&house.karen).await;
    let ask = AskForAccess {
        family: holm.id,
        party: holm.mother,
        asked_by: line("Sofie selv"),
        received: ctx.today(),
    };
    let access = ask_for_access(&mut ctx, ask).await.expect("noted");
    ctx.commit().await.expect("committed");

    let mut there = place.other.reading(&house.karen, now);
    let page = party_access_page(&mut there, holm.id)
        .await
        .expect("a page");
    assert_eq!(page.lines[0].access.due.to_string(), "2026-12-03");
    let package = package_page(&mut there, holm.id, access)
        .await
        .expect("a package");
    for part in [
        CasePart::Referral,
        CasePart::Contact,
        CasePart::Note,
        CasePart::Task,
        CasePart::Appointment,
        CasePart::Review,
        CasePart::Document,
        CasePart::Rating,
    ] {
        let found = package.items.iter().filter(|it| it.item.part == part);
        assert_eq!(found.count(), 1, "{part:?}");
    }
    let review = package
        .items
        .iter()
        .find(|it| it.item.part == CasePart::Review);
    assert_eq!(
        review.expect("there").item.text,
        "Der er ro.\nSøvn.\nMere ro."
    );
    let rating = package
        .items
        .iter()
        .find(|it| it.item.part == CasePart::Rating);
    assert_eq!(rating.expect("there").item.text, "75 75 75 75 -");
    let items = package.items.len();
    assert_eq!(
        package.counts().undecided,
        2,
        "the child's task, and the meeting of both"
    );

    let mut ctx = place.change_there(&house.karen).await;
    for words in ["Første", "Alt"] {
        let choice = ChooseHandling {
            family: holm.id,
            access,
            choice: Choice {
                item: note.uuid().into(),
                handling: Handling::Redact,
                exemption: Some("others".into()),
                words: vec![line(words), line("uden tegn")],
            },
        };
        choose_handling(&mut ctx, choice).await.expect("kept");
    }
    let accept = AcceptSuggestions {
        family: holm.id,
        access,
        exemption: "not_a_party".into(),
    };
    assert_eq!(
        accept_suggestions(&mut ctx, accept)
            .await
            .expect("accepted"),
        2
    );
    ctx.commit().await.expect("committed");
    let mut here = house.reading(&house.karen, now);
    let package = package_page(&mut here, holm.id, access)
        .await
        .expect("a package");
    let told = package
        .items
        .iter()
        .find(|it| it.item.id == note.uuid().into())
        .expect("there");
    assert_eq!(
        told.given(&told.item.text).as_deref(),
        Some("[–––] vel."),
        "the last choice counts"
    );
    let mut ctx = house.change(&house.karen).await;
    let give = HandOverPackage {
        family: holm.id,
        access,
        to: line("Sofie Holm"),
        delay: None,
        file: a_file("Aktindsigt.txt", b"Det hele"),
        items,
    };
    hand_over_package(&mut ctx, give)
        .await
        .expect("handed over");
    ctx.commit().await.expect("committed");

    let sofie = Actor {
        role: Role::FamilyMember,
        unit: None,
        person: Some(holm.mother),
        ..house.sanne
    };
    let mut there = place.other.reading(&sofie, now);
    assert_eq!(our_families(&mut there).await.expect("hers"), [holm.id]);
    let log = family_log_page(&mut there, holm.id, None)
        .await
        .expect("a page");
    assert_eq!(log.received[0].to, line("Sofie Holm"));
    let acts = log
        .days
        .iter()
        .flat_map(|day| &day.visits)
        .flat_map(|visit| &visit.acts);
    let times = |name: &str| {
        acts.clone()
            .filter(|(act, _)| act == name)
            .map(|(_, n)| n)
            .sum::<i64>()
    };
    assert_eq!((times("hand_over_package"), times("package_page")), (1, 2));
    assert_eq!((times("choose_handling"), times("refer_family")), (2, 1));
}

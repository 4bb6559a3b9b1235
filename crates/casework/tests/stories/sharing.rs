//! Consent, from given to taken back, and what the jobcentre sees of it at each step.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::access::{Actor, Seen};
use helhed_casework::domain::consent::{Party, Stance};
use helhed_casework::domain::custody::Holders;
use helhed_casework::domain::disclosure::{DisclosureError, DisclosureTerms};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::template::Template;
use helhed_casework::family::{SetCustody, people_page, set_custody};
use helhed_casework::family_log::family_log_page;
use helhed_casework::sharing::{
    ConsentState, Disclose, DiscloseError, GiveConsent, GiveConsentError, LockCase, MarkItem,
    OpenInEmergency, SignConsent, Whom, WithdrawConsent, acknowledge_emergency, disclose,
    emergencies_page, end_disclosure, give_consent, lift_lock, lock_case, mark_item,
    open_in_emergency, shared_page, shared_page_as, sharing_page, sign_consent, withdraw_consent,
};
use helhed_casework::testing::{AFamily, line, terms};
use helhed_casework::{Stop, Visible};

use crate::place::Place;

/// The texts that somebody sees of what has been told; `None` where the family is not there for them.
async fn told(place: &Place, who: &Actor, family: FamilyId) -> Option<Vec<String>> {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    match shared_page(&mut reading, family, None).await {
        Ok(page) => Some(
            page.told
                .iter()
                .filter_map(|it| it.item.text.clone())
                .collect(),
        ),
        Err(Stop::Absent) => None,
        Err(stop) => panic!("{stop}"),
    }
}

async fn custody(place: &Place, holm: &AFamily<'_>, holders: Holders) {
    let mut reading = place.house.reading(&place.house.karen, place.house.now());
    let seen = people_page(&mut reading, holm.id)
        .await
        .expect("a page")
        .custody
        .iter()
        .map(|it| it.id)
        .collect();
    let mut ctx = place.house.change(&place.house.karen).await;
    let command = SetCustody {
        family: holm.id,
        child: holm.child,
        holders,
        from: date(2023, 5, 4),
        seen,
    };
    set_custody(&mut ctx, command).await.expect("set");
    ctx.commit().await.expect("committed");
}

/// Given, seen with its basis, taken back in part, taken back: each counts from the next request, in the other house too.
pub(crate) async fn a_consent_opens_and_a_withdrawal_closes(place: &Place) {
    let house = &place.house;
    let jobcentre = Party::Unit(house.jobcentre);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.note_about(Some(holm.mother), "health", "Sofie er sygemeldt.")
        .await;
    holm.note_about(Some(holm.mother), "economy", "Gæld i banken.")
        .await;
    holm.note_about(Some(holm.child), "health", "Emil har astma.")
        .await;
    holm.note_about(None, "health", "Familien er træt.").await;
    // The jobcentre referred the family, so it knows of it, and sees nothing of what is written.
    assert_eq!(told(place, &house.jens, holm.id).await, Some(vec![]));
    assert_eq!(told(place, &house.sanne, holm.id).await, None);

    let mut ctx = house.change(&house.karen).await;
    let mut on_paper = terms(holm.mother, &["health"], jobcentre, date(2026, 11, 24));
    on_paper.scan = Some(uuid::Uuid::from_u128(7).into());
    let command = GiveConsent {
        family: holm.id,
        terms: on_paper,
        template: "sharing".into(),
        language: "da".into(),
        givers: vec![holm.mother],
    };
    let scan_of_another = give_consent(&mut ctx, command).await;
    assert!(matches!(scan_of_another, Err(GiveConsentError::NoSuchScan)));
    drop(ctx);
    let consent = holm
        .shares(holm.mother, &["health", "economy"], jobcentre)
        .await;
    assert_eq!(
        told(place, &house.jens, holm.id).await,
        Some(vec!["Gæld i banken.".into(), "Sofie er sygemeldt.".into()])
    );
    let mut reading = place.other.reading(&house.jens, house.now() + 1.second());
    let page = shared_page(&mut reading, holm.id, None)
        .await
        .map(Visible::into_inner)
        .expect("a page");
    assert!(matches!(
        &page.told[0].seen,
        Seen::Shared { legal_basis, .. } if legal_basis == "consent_28"
    ));
    let names: Vec<_> = page
        .people
        .iter()
        .map(|it| it.given_name.as_str())
        .collect();
    assert_eq!(names, ["Sofie"], "the child is not named");
    // The coordinator looks as the jobcentre and sees just that.
    let mut reading = place.other.reading(&house.karen, house.now() + 1.second());
    let preview = shared_page_as(&mut reading, holm.id, jobcentre, None)
        .await
        .map(Visible::into_inner)
        .expect("a preview");
    assert_eq!(preview.told, page.told);
    assert_eq!(preview.preview, Some(jobcentre));

    // A partner looks as nobody, and cannot tell from the answer what others see.
    for party in [
        jobcentre,
        Party::Unit(house.school),
        Party::Person(holm.mother),
    ] {
        let mut reading = place.other.reading(&house.jens, house.now() + 1.second());
        let forged = shared_page_as(&mut reading, holm.id, party, None).await;
        assert!(matches!(forged, Err(Stop::NotAllowed)), "{party}");
    }

    let back = |category: Option<&str>, by| WithdrawConsent {
        family: holm.id,
        consent,
        category: category.map(str::to_owned),
        party: None,
        by,
    };
    let mut ctx = house.change(&house.karen).await;
    assert!(
        withdraw_consent(&mut ctx, back(None, holm.child))
            .await
            .is_err()
    );
    withdraw_consent(&mut ctx, back(Some("economy"), holm.mother))
        .await
        .expect("taken back");
    ctx.commit().await.expect("committed");
    assert_eq!(
        told(place, &house.jens, holm.id).await,
        Some(vec!["Sofie er sygemeldt.".into()])
    );
    // The mother takes the rest back herself.
    let mut ctx = house.change(&house.member(holm.mother)).await;
    withdraw_consent(&mut ctx, back(None, holm.mother))
        .await
        .expect("taken back");
    ctx.commit().await.expect("committed");
    assert_eq!(told(place, &house.jens, holm.id).await, Some(vec![]));
    let mut reading = place.other.reading(&house.karen, house.now() + 1.second());
    let page = sharing_page(&mut reading, holm.id).await.expect("a page");
    assert_eq!(page.consents[0].state, ConsentState::Withdrawn);
    assert_eq!(page.consents[0].consent.withdrawals.len(), 2);
}

/// Joint custody takes both; from then on one of them is enough to say no; sole custody needs one.
pub(crate) async fn joint_custody_takes_both(place: &Place) {
    let house = &place.house;
    let school = Party::Unit(house.school);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.note_about(Some(holm.child), "child_wellbeing", "Emil sover dårligt.")
        .await;
    let give = |stance, givers: Vec<_>| {
        let mut terms = terms(holm.child, &["child_wellbeing"], school, date(2026, 11, 24));
        terms.stance = stance;
        GiveConsent {
            family: holm.id,
            terms,
            template: "sharing".into(),
            language: "en".into(),
            givers,
        }
    };
    let mut ctx = house.change(&house.karen).await;
    let unknown = give_consent(&mut ctx, give(Stance::Gives, vec![holm.mother])).await;
    assert!(matches!(unknown, Err(GiveConsentError::CustodyUnknown)));
    drop(ctx);
    let father = holm.joined("Ole", MemberRole::Father, Birth::Unknown).await;
    custody(place, &holm, Holders::Joint(holm.mother, father)).await;

    let mut ctx = house.change(&house.karen).await;
    let not_theirs = give_consent(&mut ctx, give(Stance::Gives, vec![holm.child])).await;
    assert!(matches!(not_theirs, Err(GiveConsentError::NotTheirs)));
    let consent = give_consent(&mut ctx, give(Stance::Gives, vec![holm.mother]))
        .await
        .expect("given");
    ctx.commit().await.expect("committed");
    assert_eq!(
        told(place, &house.sanne, holm.id).await,
        None,
        "one is not enough"
    );
    let mut ctx = house.change(&house.karen).await;
    let sign = SignConsent {
        family: holm.id,
        consent,
        giver: father,
    };
    sign_consent(&mut ctx, sign).await.expect("signed");
    ctx.commit().await.expect("committed");
    assert_eq!(
        told(place, &house.sanne, holm.id).await.map(|it| it.len()),
        Some(1)
    );
    // The father says no: the narrower wins, and it is shown.
    let mut ctx = house.change(&house.karen).await;
    give_consent(&mut ctx, give(Stance::Refuses, vec![father]))
        .await
        .expect("refused");
    ctx.commit().await.expect("committed");
    assert_eq!(told(place, &house.sanne, holm.id).await, None);
    let mut reading = place.other.reading(&house.karen, house.now() + 1.second());
    let page = sharing_page(&mut reading, holm.id).await.expect("a page");
    let given = page.consents.iter().find(|it| it.consent.id == consent);
    let given = given.expect("it is there");
    assert_eq!(given.state, ConsentState::Overruled);
    assert_eq!(given.narrowed.len(), 1);
    // The mother alone holds custody from the start: it is not the father's to refuse.
    custody(place, &holm, Holders::Sole(holm.mother)).await;
    assert_eq!(
        told(place, &house.sanne, holm.id).await.map(|it| it.len()),
        Some(1)
    );
}

/// A disclosure names its law; the early exchange has one meeting and one follow-up; what is for the team only is never shared.
pub(crate) async fn the_law_opens_too_and_is_counted(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let kept = holm
        .note_about(Some(holm.child), "child_wellbeing", "Kun for os.")
        .await;
    holm.note_about(Some(holm.child), "child_wellbeing", "Emil er bange.")
        .await;
    let mut ctx = house.change(&house.karen).await;
    let mark = MarkItem {
        family: holm.id,
        item: kept.uuid(),
        category: "child_wellbeing".into(),
        restricted: true,
        crisis: false,
    };
    mark_item(&mut ctx, mark).await.expect("marked");
    let share = |legal_basis: &str| Disclose {
        family: holm.id,
        terms: DisclosureTerms {
            legal_basis: legal_basis.into(),
            purpose: line("Tidlig indsats"),
            reason: line("Bekymring for trivsel"),
            subjects: vec![holm.child],
            categories: vec!["child_wellbeing".into()],
            to: vec![Party::Unit(house.school)],
            until: date(2026, 12, 8),
        },
    };
    let consent = disclose(&mut ctx, share("consent_28")).await;
    assert!(matches!(consent, Err(DiscloseError::NoSuchBasis)));
    let first = disclose(&mut ctx, share("early_exchange"))
        .await
        .expect("shared");
    disclose(&mut ctx, share("early_exchange"))
        .await
        .expect("shared");
    let third = disclose(&mut ctx, share("early_exchange")).await;
    assert!(matches!(
        third,
        Err(DiscloseError::Wrong(DisclosureError::ExchangeUsedUp))
    ));
    ctx.commit().await.expect("committed");
    assert_eq!(
        told(place, &house.sanne, holm.id).await,
        Some(vec!["Emil er bange.".into()])
    );
    // The log says by which law the school read it, to the team and not to a mother who has no custody of him.
    for (who, laws, disclosed) in [
        (house.karen, &["early_exchange"][..], 2),
        (house.member(holm.mother), &[], 0),
    ] {
        let mut reading = place.other.reading(&who, house.now() + 2.seconds());
        let log = family_log_page(&mut reading, holm.id, None)
            .await
            .expect("a log");
        let visits = log.days.iter().flat_map(|day| &day.visits);
        let of_the_school = visits
            .filter(|it| it.account == Some(house.sanne.account))
            .collect::<Vec<_>>();
        assert_eq!(of_the_school.len(), 1);
        assert_eq!(of_the_school[0].laws, laws);
        assert_eq!(log.disclosed.len(), disclosed);
    }
    let mut ctx = house.change(&house.karen).await;
    end_disclosure(&mut ctx, holm.id, first)
        .await
        .expect("ended");
    ctx.commit().await.expect("committed");
    assert!(
        told(place, &house.sanne, holm.id).await.is_some(),
        "the other stands"
    );
}

/// A lock closes the case to its family but to whom it protects; an emergency opens it to a colleague for an hour and is told.
pub(crate) async fn a_lock_closes_and_an_emergency_opens(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let mother = house.member(holm.mother);
    holm.note_about(Some(holm.child), "health", "Emil har astma.")
        .await;
    assert_eq!(
        told(place, &mother, holm.id).await.map(|it| it.len()),
        Some(1)
    );
    let mut ctx = house.change(&house.karen).await;
    let command = LockCase {
        family: holm.id,
        reason: line("Trusler i familien"),
        protects: vec![holm.child],
    };
    let lock = lock_case(&mut ctx, command.clone()).await.expect("locked");
    assert!(
        lock_case(&mut ctx, command).await.is_err(),
        "locked already"
    );
    ctx.commit().await.expect("committed");
    assert_eq!(told(place, &mother, holm.id).await, None);
    assert!(
        told(place, &house.member(holm.child), holm.id)
            .await
            .is_some()
    );
    let mut ctx = house.change(&house.karen).await;
    lift_lock(&mut ctx, holm.id, lock, line("Vurderet: ingen fare"))
        .await
        .expect("lifted");
    ctx.commit().await.expect("committed");
    assert!(told(place, &mother, holm.id).await.is_some());

    let open = |given: &str, who| OpenInEmergency {
        whom: Whom::Named {
            given: helhed_casework::domain::text::Name::parse(given).expect("a name"),
            family: helhed_casework::domain::text::Name::parse("Holm").expect("a name"),
            born: who,
        },
        reason: line("Politiet ringer"),
    };
    let mut ctx = house.change(&house.bo).await;
    let none = open_in_emergency(&mut ctx, open("Sofie", date(1990, 2, 1))).await;
    assert!(none.expect("looked").is_empty());
    let found = open_in_emergency(&mut ctx, open("sofie", date(1990, 1, 31))).await;
    assert_eq!(found.expect("opened"), [holm.id]);
    ctx.commit().await.expect("committed");
    let page = helhed_casework::journal::journal_page;
    let all = helhed_casework::journal::Filter::All;
    let mut within = place.other.reading(&house.bo, house.now() + 59.minutes());
    assert!(page(&mut within, holm.id, &all, None).await.is_ok());
    let mut after = place.other.reading(&house.bo, house.now() + 60.minutes());
    assert!(matches!(
        page(&mut after, holm.id, &all, None).await,
        Err(Stop::Absent)
    ));
    let mut reading = place.other.reading(&house.lone, house.now());
    let list = emergencies_page(&mut reading).await.expect("a list");
    assert_eq!((list.len(), list[0].acknowledged), (1, false));
    let mut ctx = house.change(&house.lone).await;
    acknowledge_emergency(&mut ctx, list[0].emergency.id)
        .await
        .expect("seen");
    ctx.commit().await.expect("committed");
    for actor in [&house.jens, &mother] {
        let mut ctx = house.change(actor).await;
        let forged = open_in_emergency(&mut ctx, open("sofie", date(1990, 1, 31))).await;
        assert!(forged.is_err(), "{:?}", actor.role);
    }
}

/// What was read before a yes is kept with it, whatever the template says later.
pub(crate) async fn what_was_read_is_kept(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.shares(holm.mother, &["work"], Party::Unit(house.jobcentre))
        .await;
    let mut reading = place.other.reading(&house.karen, house.now());
    let page = sharing_page(&mut reading, holm.id).await.expect("a page");
    let shown = &page.consents[0].consent.shown;
    let templates = Template::shipped();
    let template = Template::on(&templates, "sharing", "da", date(2026, 11, 24));
    assert_eq!(Some(&shown.text), template.map(|it| &it.text));
    assert_eq!(shown.version, date(2024, 1, 1));
}

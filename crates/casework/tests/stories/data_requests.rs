//! Somebody says that something is wrong: asked, restricted while it is looked at, answered, told, and used again.

use helhed_casework::access::Actor;
use helhed_casework::data_request::{
    AskAboutData, AskAboutDataError, DecideDataRequest, DecideDataRequestError, LiftRestriction,
    LiftRestrictionError, OpenRestricted, Restrict, RestrictError, TellRecipient,
    TellRecipientError, ask_about_data, data_request_page, data_requests_page, decide_data_request,
    kept_families, lift_restriction, open_restricted, our_data_page, restrict, restriction_page,
    tell_recipient,
};
use helhed_casework::document::download_document;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::data_request::{DataOutcome, DataRequestKind, OpeningGround};
use helhed_casework::domain::ids::{DataRequestId, FamilyId, PersonId, RestrictionId};
use helhed_casework::extract::export_bundle;
use helhed_casework::journal::{Filter, journal_page};
use helhed_casework::post::next_letter;
use helhed_casework::request::{asked_page, asked_request};
use helhed_casework::search::{FamilyList, families};
use helhed_casework::sharing::shared_page;
use helhed_casework::testing::{AFamily, line, prose};
use helhed_casework::today::today_page;
use helhed_casework::{Reading, Stop};
use jiff::SignedDuration;
use jiff::civil::date;
use uuid::Uuid;

use crate::outbox::invited;
use crate::place::Place;

fn asks(family: FamilyId, person: PersonId, today: jiff::civil::Date) -> AskAboutData {
    AskAboutData {
        family,
        person,
        kind: DataRequestKind::Correction,
        words: prose("Jeg har ikke sagt mit arbejde op."),
        asked_by: None,
        received: today,
    }
}

async fn restricts(
    holm: &AFamily<'_>,
    request: Option<DataRequestId>,
    item: Option<Uuid>,
) -> Result<RestrictionId, RestrictError> {
    let mut ctx = holm.house.change(&holm.house.karen).await;
    let command = Restrict {
        family: holm.id,
        request,
        item,
        reason: line("Oplysningen om arbejde er omstridt"),
    };
    let done = restrict(&mut ctx, command).await?;
    ctx.commit().await.expect("committed");
    Ok(done)
}

async fn opens(place: &Place, actor: &Actor, family: FamilyId) {
    let mut ctx = place.change_there(actor).await;
    let command = OpenRestricted {
        family,
        ground: OpeningGround::Consent,
        reason: line("Sofie har sagt ja i telefonen"),
    };
    open_restricted(&mut ctx, command).await.expect("opened");
    ctx.commit().await.expect("committed");
}

fn reading(place: &Place, actor: &Actor) -> Reading {
    place.other.reading(actor, place.house.now())
}

/// Asked by the mother herself, answered in part, told to whoever had received it, and read by her.
pub(crate) async fn a_mother_asks_for_a_correction_and_reads_the_answer(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let school = Party::Unit(house.school);
    holm.shares(holm.mother, &["general"], school).await;
    let (sofie, emil) = (house.member(holm.mother), house.member(holm.child));
    let today = helhed_casework::domain::day::day_of(now);
    let mut ctx = house.change(&sofie).await;
    let theirs = ask_about_data(&mut ctx, asks(berg.id, berg.mother, today)).await;
    assert!(matches!(
        theirs,
        Err(AskAboutDataError::Stopped(Stop::Absent))
    ));
    let stranger = ask_about_data(&mut ctx, asks(holm.id, berg.mother, today)).await;
    assert!(matches!(stranger, Err(AskAboutDataError::NotTheirs)));
    let request = ask_about_data(&mut ctx, asks(holm.id, holm.mother, today)).await;
    let request = request.expect("asked");
    ctx.commit().await.expect("committed");
    // The team notes who asked, and only such a day as has been.
    let mut ctx = house.change(&house.karen).await;
    let nobody = ask_about_data(&mut ctx, asks(holm.id, holm.mother, today)).await;
    assert!(matches!(nobody, Err(AskAboutDataError::NobodyAsked)));
    let tomorrow = AskAboutData {
        asked_by: Some(line("Emil selv")),
        ..asks(holm.id, holm.child, today.tomorrow().expect("a day"))
    };
    let future = ask_about_data(&mut ctx, tomorrow).await;
    assert!(matches!(future, Err(AskAboutDataError::InTheFuture)));
    drop(ctx);
    // Due in a month, on the coordinator's day, and for nobody else to read.
    let due = today_page(&mut reading(place, &house.karen)).await;
    let due = due.expect("today").data_requests.clone();
    assert_eq!(
        (due[0].id, due[0].due.to_string()),
        (request, "2026-12-24".into())
    );
    for actor in [house.bo, house.jens, house.sanne, sofie, emil] {
        let told = data_requests_page(&mut reading(place, &actor), holm.id).await;
        assert!(matches!(told, Err(Stop::Absent)), "{:?}", actor.role);
    }
    let ours = our_data_page(&mut reading(place, &emil)).await;
    assert!(
        ours.expect("a page").lines.is_empty(),
        "his mother's is not his"
    );
    let page = data_request_page(&mut reading(place, &house.lone), holm.id, request).await;
    let page = page.expect("a page");
    assert_eq!(page.recipients.len(), 1);
    assert_eq!(page.recipients[0].party, school);
    // Nobody is told before it is decided; decided it is once.
    let tell = TellRecipient {
        family: holm.id,
        request,
        party: school,
    };
    let mut ctx = house.change(&house.karen).await;
    let early = tell_recipient(&mut ctx, tell.clone()).await;
    assert!(matches!(early, Err(TellRecipientError::Undecided)));
    let decide = DecideDataRequest {
        family: holm.id,
        request,
        outcome: DataOutcome::Part,
        answer: prose("Tillæg skrevet. Datoen står, som den er. Du kan klage til Datatilsynet."),
        delay: None,
    };
    decide_data_request(&mut ctx, decide.clone())
        .await
        .expect("decided");
    ctx.commit().await.expect("committed");
    let mut ctx = place.change_there(&house.lone).await;
    let twice = decide_data_request(&mut ctx, decide.clone()).await;
    assert!(matches!(twice, Err(DecideDataRequestError::Already)));
    tell_recipient(&mut ctx, tell.clone()).await.expect("told");
    let again = tell_recipient(&mut ctx, tell).await;
    assert!(matches!(again, Err(TellRecipientError::NobodyToTell)));
    ctx.commit().await.expect("committed");
    let ours = our_data_page(&mut reading(place, &sofie))
        .await
        .expect("a page");
    let answer = ours.lines[0].request.decision.as_ref().expect("answered");
    assert_eq!(answer.outcome, DataOutcome::Part);
    let due = today_page(&mut reading(place, &house.karen)).await;
    assert!(due.expect("today").data_requests.is_empty());
    // Late it takes a reason.
    let mut ctx = house.change(&house.karen).await;
    let received = today
        .checked_sub(jiff::Span::new().days(40))
        .expect("a day");
    let old = AskAboutData {
        asked_by: Some(line("Emil selv")),
        kind: DataRequestKind::Objection,
        ..asks(holm.id, holm.child, received)
    };
    let old = ask_about_data(&mut ctx, old).await.expect("noted");
    let mut late = DecideDataRequest {
        request: old,
        outcome: DataOutcome::Refused,
        ..decide
    };
    let told = decide_data_request(&mut ctx, late.clone()).await;
    assert!(matches!(
        told,
        Err(DecideDataRequestError::LateWithoutReason)
    ));
    late.delay = Some(line("Brevet lå i en anden sag"));
    decide_data_request(&mut ctx, late).await.expect("decided");
    ctx.commit().await.expect("committed");
}

/// A whole case that may only be kept: open to nobody but for a ground, and to the one who asked.
pub(crate) async fn a_case_that_may_only_be_kept_is_open_for_a_ground_alone(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    holm.note("Sofie har sagt sit arbejde op.").await;
    holm.task("Ring til jobcentret", None).await;
    holm.shares(holm.mother, &["general"], Party::Unit(house.school))
        .await;
    let question = holm.ask_the_school().await;
    let (sofie, emil) = (house.member(holm.mother), house.member(holm.child));
    let today = helhed_casework::domain::day::day_of(now);
    let mut ctx = house.change(&sofie).await;
    let request = ask_about_data(&mut ctx, asks(holm.id, holm.mother, today)).await;
    let request = request.expect("asked");
    ctx.commit().await.expect("committed");
    let case = restricts(&holm, Some(request), None)
        .await
        .expect("restricted");
    let twice = restricts(&holm, Some(request), None).await;
    let unasked = restricts(&berg, None, None).await;
    assert!(matches!(unasked, Err(RestrictError::NobodyAsked)));
    assert!(matches!(twice, Err(RestrictError::Already)));
    // Whoever answers for it is led to the ground; for partners, and others of the family, there is nothing here.
    let journal = async |actor: &Actor| {
        let mut reading = reading(place, actor);
        journal_page(&mut reading, holm.id, &Filter::All, None)
            .await
            .map(|page| page.entries.len())
    };
    for actor in [house.karen, house.lone] {
        let told = journal(&actor).await;
        assert!(matches!(told, Err(Stop::Restricted(family)) if family == holm.id));
        let kept = kept_families(&mut reading(place, &actor))
            .await
            .expect("a list");
        assert_eq!(kept[0].0, holm.id);
        let list = families(&mut reading(place, &actor), None, 0).await;
        let listed = match list.expect("a list").into_inner() {
            FamilyList::Own { active, .. } => active,
            FamilyList::All { families, .. } => families,
        };
        let listed: Vec<_> = listed.iter().map(|it| it.id).collect();
        assert_eq!(listed, [berg.id], "in no other list");
    }
    let day = today_page(&mut reading(place, &house.karen))
        .await
        .expect("today");
    assert!(day.later.is_empty() && day.due.is_empty(), "no task of it");
    assert_eq!((day.kept.len(), day.data_requests.len()), (1, 1));
    for actor in [house.bo, house.sanne, house.jens, emil] {
        let told = shared_page(&mut reading(place, &actor), holm.id, None).await;
        assert!(matches!(told, Err(Stop::Absent)), "{:?}", actor.role);
        let told = restriction_page(&mut reading(place, &actor), holm.id).await;
        assert!(matches!(told, Err(Stop::Absent)), "{:?}", actor.role);
    }
    let asked = asked_page(&mut reading(place, &house.sanne)).await;
    assert!(asked.expect("a page").open.is_empty());
    let asked = asked_request(&mut reading(place, &house.sanne), question).await;
    assert!(matches!(asked, Err(Stop::Absent)));
    // The one who asked reads on, and what they asked.
    let shared = shared_page(&mut reading(place, &sofie), holm.id, None).await;
    assert!(shared.is_ok(), "her own case");
    assert!(
        our_data_page(&mut reading(place, &sofie))
            .await
            .expect("hers")
            .only_kept
    );
    assert!(our_data_page(&mut reading(place, &emil)).await.is_ok());
    // A ground opens it to whoever gave it, for an hour.
    opens(place, &house.karen, holm.id).await;
    assert_eq!(journal(&house.karen).await.expect("open"), 1);
    assert!(matches!(
        journal(&house.lone).await,
        Err(Stop::Restricted(_))
    ));
    let day = today_page(&mut reading(place, &house.karen))
        .await
        .expect("today");
    assert_eq!(day.later.len(), 1);
    let later = now + SignedDuration::from_mins(61);
    let mut an_hour_later = place.other.reading(&house.karen, later);
    let told = journal_page(&mut an_hour_later, holm.id, &Filter::All, None).await;
    assert!(matches!(told, Err(Stop::Restricted(_))));
    let (act, _) = holm.last_act().await;
    assert_eq!(act, "journal_page");
    // Lifted once she was told; then it is as before.
    let lift = |told_on| LiftRestriction {
        family: holm.id,
        restriction: case,
        told_on,
        told_how: line("I telefonen"),
        reason: line("Rettelsen er skrevet ved"),
    };
    let mut ctx = place.change_there(&house.karen).await;
    let early = lift_restriction(&mut ctx, lift(today.tomorrow().expect("a day"))).await;
    assert!(matches!(early, Err(LiftRestrictionError::NotTold)));
    lift_restriction(&mut ctx, lift(today))
        .await
        .expect("lifted");
    let twice = lift_restriction(&mut ctx, lift(today)).await;
    assert!(matches!(twice, Err(LiftRestrictionError::Already)));
    ctx.commit().await.expect("committed");
    assert_eq!(journal(&house.lone).await.expect("open"), 1);
    assert!(
        shared_page(&mut reading(place, &house.sanne), holm.id, None)
            .await
            .is_ok()
    );
    assert!(
        kept_families(&mut reading(place, &house.lone))
            .await
            .expect("a list")
            .is_empty()
    );
}

/// While a case may only be kept its letters wait and it is in no extract; afterwards it is as before.
pub(crate) async fn what_may_only_be_kept_neither_leaves_nor_counts(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let _berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    holm.rates_since(date(2026, 11, 2), &[holm.child]).await;
    let tove = holm.has_teacher(holm.child, "Tove Lærer").await;
    let (ctx, _) = invited(&holm, tove).await;
    ctx.commit().await.expect("committed");
    let today = helhed_casework::domain::day::day_of(now);
    let mut ctx = house.change(&house.member(holm.mother)).await;
    let request = ask_about_data(&mut ctx, asks(holm.id, holm.mother, today)).await;
    let request = request.expect("asked");
    ctx.commit().await.expect("committed");
    let counted = async || {
        let ctx = place.change_there(&house.lone).await;
        let extract = export_bundle(ctx).await.expect("made");
        assert_eq!(extract.tables[0].name, "families");
        extract.tables[0].rows.len()
    };
    assert_eq!(counted().await, 2);
    let restriction = restricts(&holm, Some(request), None).await;
    let restriction = restriction.expect("restricted");
    assert_eq!(counted().await, 1);
    assert_eq!(next_letter(&place.other, now).await.expect("read"), None);
    let mut ctx = house.change(&house.karen).await;
    let lift = LiftRestriction {
        family: holm.id,
        restriction,
        told_on: today,
        told_how: line("I telefonen"),
        reason: line("Rettelsen er skrevet ved"),
    };
    lift_restriction(&mut ctx, lift).await.expect("lifted");
    ctx.commit().await.expect("committed");
    assert_eq!(counted().await, 2);
    let waited = next_letter(&place.other, now).await.expect("read");
    assert!(waited.is_some(), "its turn has come");
}

/// One note and one document that may only be kept: what they say is read for a ground alone.
pub(crate) async fn a_note_that_may_only_be_kept_says_nothing(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let said = "Sofie har sagt sit arbejde op.";
    let note = holm.note(said).await;
    let document = holm.document("Brev.txt", b"Brev").await;
    holm.shares(holm.mother, &["general"], Party::Unit(house.school))
        .await;
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let elsewhere = berg.note("Andres.").await;
    let stranger = restricts(&holm, None, Some(elsewhere.uuid())).await;
    assert!(matches!(stranger, Err(RestrictError::NoSuchItem)));
    for item in [note.uuid(), document.uuid()] {
        restricts(&holm, None, Some(item))
            .await
            .expect("restricted");
    }
    let told = async |actor: &Actor| {
        let mut reading = reading(place, actor);
        let page = journal_page(&mut reading, holm.id, &Filter::All, None).await;
        format!("{:?}", page.expect("a page").entries[0].held)
    };
    assert_eq!(told(&house.karen).await, "true");
    let page = restriction_page(&mut reading(place, &house.lone), holm.id).await;
    let page = page.expect("a page");
    assert!(
        !page.of_case()
            && page
                .restricted
                .iter()
                .all(|it| { it.item.as_ref().is_some_and(|item| item.text.is_none()) })
    );
    let file = download_document(&mut reading(place, &house.karen), holm.id, document).await;
    assert!(matches!(file, Err(Stop::Restricted(_))));
    for actor in [house.sanne, house.member(holm.mother)] {
        let shared = shared_page(&mut reading(place, &actor), holm.id, None).await;
        let shown = format!("{:?}", shared.expect("a page"));
        assert!(!shown.contains(&note.to_string()), "{:?}", actor.role);
        let file = download_document(&mut reading(place, &actor), holm.id, document).await;
        assert!(matches!(file, Err(Stop::Absent)), "{:?}", actor.role);
    }
    opens(place, &house.karen, holm.id).await;
    let page = restriction_page(&mut reading(place, &house.karen), holm.id).await;
    let mut texts: Vec<_> = page
        .expect("a page")
        .restricted
        .iter()
        .filter_map(|it| it.item.as_ref()?.text.clone())
        .collect();
    texts.sort();
    assert_eq!(texts, ["Brev.txt", said]);
    let file = download_document(&mut reading(place, &house.karen), holm.id, document).await;
    assert!(file.is_ok());
}

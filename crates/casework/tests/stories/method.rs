//! The method in a family: a checklist that fills itself, what is ticked by hand, and the status of a family that is followed.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use helhed_casework::access::Actor;
use helhed_casework::domain::agreement::AgreementStance;
use helhed_casework::domain::goal::Horizon;
use helhed_casework::domain::method::{MethodActionError, Seen};
use helhed_casework::domain::status::StatusError;
use helhed_casework::method::{
    AddToStatus, AnnulMethodAction, FollowFamilyError, MethodPage, NoteMethodAction,
    NoteMethodActionError, WriteStatus, WriteStatusError, add_to_status, annul_method_action,
    follow_family, method_page, note_method_action, status_page, stop_following, write_status,
};
use helhed_casework::plan::{AnswerPlan, KeepVersion, answer_plan, keep_version};
use helhed_casework::testing::{AFamily, instant, line, prose};
use helhed_casework::today::today_page;
use helhed_casework::{Stop, Visible};

use crate::place::Place;

async fn checklist(place: &Place, who: &Actor, holm: &AFamily<'_>) -> Result<MethodPage, Stop> {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = method_page(&mut reading, holm.id).await;
    page.map(Visible::into_inner)
}

/// The items that are done, with the day the house saw where there is one.
fn done(page: &MethodPage) -> Vec<(&str, Option<Date>)> {
    let day = |seen: Option<Seen>| match seen {
        Some(Seen::On(day)) => Some(day),
        _ => None,
    };
    let items = page.items.iter().filter(|it| it.is_done());
    items
        .map(|it| (it.item.code.as_str(), day(it.seen)))
        .collect()
}

/// What is done in the case fills the checklist; the rest is ticked by hand with a day.
pub(crate) async fn the_checklist_fills_itself(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let family = holm.id;
    let begun = checklist(place, &house.karen, &holm).await.expect("a page");
    assert_eq!(done(&begun), [], "nothing is done on the first day");
    assert_eq!(begun.method.elements.len(), 5);
    let today = date(2026, 11, 24);
    holm.rung(house.now()).await;
    holm.goal("Ro om aftenen", Horizon::Wish, None).await;
    let mut ctx = house.change(&house.karen).await;
    let version = keep_version(&mut ctx, KeepVersion { family, why: None })
        .await
        .expect("kept");
    ctx.commit().await.expect("committed");
    let sofie = house.member(holm.mother);
    let mut ctx = place.change_there(&sofie).await;
    let yes = AnswerPlan {
        family,
        version,
        stance: AgreementStance::Agrees,
        word: None,
    };
    answer_plan(&mut ctx, yes).await.expect("answered");
    ctx.commit().await.expect("committed");
    let tick = |item: &str, done| NoteMethodAction {
        family,
        item: item.into(),
        word: Some(line("Vi talte om det")),
        done,
    };
    let mut ctx = place.change_there(&house.karen).await;
    let unknown = note_method_action(&mut ctx, tick("moon", today)).await;
    assert!(matches!(
        unknown,
        Err(NoteMethodActionError::Wrong(MethodActionError::NoSuchItem))
    ));
    let ahead = note_method_action(&mut ctx, tick("reach", date(2026, 11, 25))).await;
    assert!(matches!(
        ahead,
        Err(NoteMethodActionError::Wrong(MethodActionError::InTheFuture))
    ));
    let action = note_method_action(&mut ctx, tick("reach", date(2026, 11, 20)))
        .await
        .expect("ticked");
    ctx.commit().await.expect("committed");
    let page = checklist(place, &house.lone, &holm).await.expect("a page");
    assert_eq!(
        done(&page),
        [
            ("contact", Some(today)),
            ("reach", None),
            ("own_words", None),
            ("family_agrees", Some(today)),
        ]
    );
    assert!(!page.may_write);
    let mut ctx = house.change(&house.karen).await;
    let annul = AnnulMethodAction {
        family,
        action,
        version: 1,
        reason: line("Det var en anden familie"),
    };
    annul_method_action(&mut ctx, annul)
        .await
        .expect("annulled");
    ctx.commit().await.expect("committed");
    let page = checklist(place, &house.karen, &holm).await.expect("a page");
    assert!(!done(&page).contains(&("reach", None)));
    assert_eq!(page.actions.len(), 1, "it stays to be read");

    // It is the team's: the family and partners have no such page, and a stranger's family is absent.
    for (who, is_absent) in [(&sofie, false), (&house.jens, false), (&house.bo, true)] {
        let refused = checklist(place, who, &holm).await;
        match is_absent {
            true => assert!(matches!(refused, Err(Stop::Absent))),
            false => assert!(matches!(refused, Err(Stop::NotAllowed))),
        }
    }
    let mut ctx = place.change_there(&sofie).await;
    let refused = note_method_action(&mut ctx, tick("reach", today)).await;
    assert!(matches!(
        refused,
        Err(NoteMethodActionError::Stopped(Stop::NotAllowed))
    ));
}

/// A family is followed, its status is due twice a year, and what was written stands.
pub(crate) async fn a_family_is_followed_with_a_status_twice_a_year(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = holm.id;
    let told = async |at: Timestamp| {
        let mut reading = place.other.reading(&house.karen, at);
        let page = today_page(&mut reading).await.expect("a page");
        page.statuses().len()
    };
    let write = |day| WriteStatus {
        family,
        day,
        stands: prose("Sofie og Emil har fået ro om aftenen."),
        changed: Some(prose("Besøgene hjemme hjalp mest.")),
        next: None,
    };
    let mut ctx = place.change_there(&house.karen).await;
    let early = write_status(&mut ctx, write(date(2026, 11, 24))).await;
    assert!(matches!(
        early,
        Err(WriteStatusError::Wrong(StatusError::NotFollowed))
    ));
    follow_family(&mut ctx, family).await.expect("followed");
    let twice = follow_family(&mut ctx, family).await;
    assert!(matches!(twice, Err(FollowFamilyError::FollowedAlready)));
    ctx.commit().await.expect("committed");
    assert_eq!(told(instant("2027-05-01T09:00:00Z")).await, 0);
    let due = instant("2027-05-11T09:00:00Z");
    assert_eq!(told(due).await, 1, "two weeks before 24 May");

    let mut ctx = place.other.begin(&house.karen, due).await.expect("begun");
    let status = write_status(&mut ctx, write(date(2027, 5, 11)))
        .await
        .expect("written");
    let add = |status| AddToStatus {
        family,
        status,
        body: prose("Besøgene begyndte i januar."),
    };
    add_to_status(&mut ctx, add(status)).await.expect("added");
    ctx.commit().await.expect("committed");
    assert_eq!(told(due).await, 0);
    assert_eq!(told(instant("2027-11-01T09:00:00Z")).await, 1);
    let mut reading = house.reading(&house.lone, due);
    let page = status_page(&mut reading, family).await.expect("a page");
    let (_, next) = page.following.expect("followed");
    assert_eq!(next.day(), date(2027, 11, 11));
    assert_eq!((page.statuses.len(), page.statuses[0].added.len()), (1, 1));
    assert!(!page.may_write);

    // Nothing is added to another family's status; nobody outside the team reads one.
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let mut ctx = house.begin(&house.karen, due).await.expect("begun");
    let forged = AddToStatus {
        family: berg.id,
        ..add(status)
    };
    assert!(matches!(
        add_to_status(&mut ctx, forged).await,
        Err(Stop::Absent)
    ));
    stop_following(&mut ctx, family).await.expect("stopped");
    ctx.commit().await.expect("committed");
    assert_eq!(told(instant("2027-11-01T09:00:00Z")).await, 0);
    let page = status_page(&mut reading, family).await.expect("a page");
    assert!(page.following.is_none() && page.statuses.len() == 1);
    let mut reading = house.reading(&house.member(holm.mother), due);
    let theirs = status_page(&mut reading, family).await;
    assert!(matches!(theirs, Err(Stop::NotAllowed)));
}

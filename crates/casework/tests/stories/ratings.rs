//! Feedback ratings: a course, what cannot be, who sees it.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::Stop;
use helhed_casework::access::RatingReach;
use helhed_casework::course::{CloseCourse, close_course};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::course::EndReason;
use helhed_casework::domain::episode::{
    EpisodeEnd, EpisodeError, Instrument, Items, RaterKind, RatingError,
};
use helhed_casework::domain::text::Name;
use helhed_casework::fit::{AgeGroup, Signal, Zone};
use helhed_casework::rating::{
    AddRater, AddRaterError, AnnulRating, AnnulRatingError, CloseEpisode, CloseEpisodeError,
    OpenEpisode, OpenEpisodeError, RateError, Rater, add_rater, annul_rating, close_episode,
    course_page, files_of_house, open_episode, our_ratings, outcomes_page, rating_form,
    ratings_page, supervision_page,
};
use helhed_casework::testing::{all_four, line};
use helhed_casework::today::today_page;

use crate::place::Place;

const ORS: Instrument = Instrument::Outcome;
const SRS: Instrument = Instrument::Session;

/// Everything is written in one house and read in the other.
pub(crate) async fn a_course_from_first_rating_to_closing(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let opened = date(2026, 10, 5);
    holm.rates_since(opened, &[holm.mother]).await;
    holm.rates_since(opened, &[holm.child]).await;
    for (on, tenths) in [
        (date(2026, 10, 6), 50),
        (date(2026, 10, 13), 55),
        (date(2026, 11, 10), 30),
    ] {
        holm.mother_rates(on, tenths).await;
    }
    let skip = (ORS, date(2026, 11, 17), Items::default());
    let karen = &house.karen;
    holm.answers(karen, holm.mother, Rater::Own, skip)
        .await
        .expect("a skip is kept");
    let low = (SRS, date(2026, 11, 10), all_four(80));
    let struck = holm
        .answers(karen, holm.mother, Rater::Own, low)
        .await
        .expect("rated");

    let mut there = place.other.reading(karen, now);
    let page = ratings_page(&mut there, holm.id).await.expect("a page");
    assert_eq!(page.people.len(), 2);
    let mother = page.people[0].course.as_ref().expect("a course");
    assert_eq!(mother.age, Some(AgeGroup::Adult));
    assert_eq!((mother.zone, mother.own.points().len()), (Zone::Red, 3));
    assert_eq!(mother.skipped, [date(2026, 11, 17)]);
    assert!(mother.signals.contains(&Signal::SessionLow));
    let child = page.people[1].course.as_ref().expect("a course");
    assert_eq!(child.signals, [Signal::Silent, Signal::CollateralMissing]);
    assert_eq!(
        child.rated.episode, mother.rated.episode,
        "who comes later shares the episode"
    );
    let today = today_page(&mut there).await.expect("a page");
    let alerts: Vec<_> = today
        .ratings
        .iter()
        .map(|it| (it.person, it.signal))
        .collect();
    assert_eq!(
        alerts,
        [
            (holm.mother, Signal::Red),
            (holm.child, Signal::Silent),
            (holm.child, Signal::CollateralMissing),
        ]
    );

    // What was computed with which set is kept with each rating.
    let last = course_page(&mut there, holm.id, holm.mother, None, None).await;
    let last = last.expect("a page").into_inner().told;
    let red = last
        .iter()
        .find(|it| it.given.facts.on == date(2026, 11, 10) && it.given.facts.instrument == ORS)
        .expect("told");
    let page = course_page(&mut there, holm.id, holm.mother, None, Some(red.given.id)).await;
    let held = page.expect("a page").into_inner().held;
    let names = held.as_ref().map(|(a, b, c)| [a.as_str(), b, c]);
    assert_eq!(names, Some(["red", "helhed-illustrative", "1"]));

    let mut ctx = house.change(karen).await;
    let strike = |reason| AnnulRating {
        family: holm.id,
        rating: struck,
        reason: line(reason),
    };
    annul_rating(&mut ctx, strike("Forkert person"))
        .await
        .expect("struck out");
    assert!(matches!(
        annul_rating(&mut ctx, strike("Igen")).await,
        Err(AnnulRatingError::NotStanding)
    ));
    let close = |on| CloseEpisode {
        family: holm.id,
        people: vec![holm.mother],
        on,
        how: EpisodeEnd::Planned,
    };
    assert!(matches!(
        close_episode(&mut ctx, close(date(2026, 11, 16))).await,
        Err(CloseEpisodeError::Wrong(EpisodeError::ClosedBefore))
    ));
    let ended = close_episode(&mut ctx, close(date(2026, 11, 20))).await;
    assert_eq!(ended.expect("closed"), 1);
    assert!(matches!(
        close_episode(&mut ctx, close(date(2026, 11, 20))).await,
        Err(CloseEpisodeError::NotOpen)
    ));
    ctx.commit().await.expect("committed");
    let page = ratings_page(&mut there, holm.id).await.expect("a page");
    assert!(!page.people[0].is_open() && page.people[1].is_open());
    let mother = page.people[0].course.as_ref().expect("a course");
    assert!(!mother.signals.contains(&Signal::SessionLow), "struck out");

    // The course of the family ends, and with it what is open of its ratings.
    let mut ctx = house.change(&house.lone).await;
    let end = CloseCourse {
        family: holm.id,
        on: date(2026, 11, 24),
        reason: EndReason::Moved,
        goes_on_to: Vec::new(),
        word: Some(line("Flyttet")),
    };
    close_course(&mut ctx, end).await.expect("closed");
    ctx.commit().await.expect("committed");
    let page = ratings_page(&mut there, holm.id).await.expect("a page");
    let child = page.people[1].course.as_ref().expect("a course");
    assert_eq!(
        child.rated.closed,
        Some((date(2026, 11, 24), EpisodeEnd::Moved))
    );
}

pub(crate) async fn what_cannot_be_is_refused(place: &Place) {
    let house = &place.house;
    let karen = &house.karen;
    let holm = house.a_family("Holm").await.taken_in_by(karen).await;
    let berg = house.a_family("Berg").await.taken_in_by(karen).await;
    let on = date(2026, 11, 23);
    let own = |instrument, on, tenths| (instrument, on, all_four(tenths));
    let refused = async |answer| {
        let kept = holm.answers(karen, holm.mother, Rater::Own, answer).await;
        kept.expect_err("refused")
    };
    assert!(matches!(
        refused(own(ORS, on, 50)).await,
        RateError::NoEpisode
    ));
    holm.rates_since(date(2026, 10, 1), &[holm.mother]).await;
    let wrong = async |answer| match refused(answer).await {
        RateError::Wrong(wrong) => wrong,
        other => panic!("{other}"),
    };
    holm.mother_rates(on, 50).await;
    assert_eq!(wrong(own(ORS, on, 60)).await, RatingError::SameDay);
    assert_eq!(
        wrong(own(ORS, on + 1.day(), 60)).await,
        RatingError::SameWeek
    );
    assert_eq!(
        wrong(own(ORS, on + 2.days(), 60)).await,
        RatingError::InTheFuture
    );
    assert_eq!(
        wrong(own(ORS, date(2026, 9, 30), 60)).await,
        RatingError::BeforeOpening
    );
    // A session rating is given each time, and a skip stands beside what was answered.
    let kept = holm
        .answers(karen, holm.mother, Rater::Own, own(SRS, on, 90))
        .await;
    kept.expect("rated");

    let mut ctx = house.change(karen).await;
    let open = |family, people, on| OpenEpisode { family, people, on };
    assert!(matches!(
        open_episode(&mut ctx, open(holm.id, vec![holm.mother], on)).await,
        Err(OpenEpisodeError::AlreadyOpen)
    ));
    assert!(matches!(
        open_episode(&mut ctx, open(holm.id, vec![berg.mother], on)).await,
        Err(OpenEpisodeError::NotOfFamily)
    ));
    assert!(matches!(
        open_episode(&mut ctx, open(holm.id, Vec::new(), on)).await,
        Err(OpenEpisodeError::Wrong(EpisodeError::Nobody))
    ));
    let before = date(2023, 5, 3);
    assert!(matches!(
        open_episode(&mut ctx, open(holm.id, vec![holm.child], before)).await,
        Err(OpenEpisodeError::Wrong(EpisodeError::NotBorn))
    ));
    drop(ctx);
    assert_eq!(house.rows_of("rated").await, 1, "nothing was half opened");

    // The coordinator is no rater, whatever she calls herself and whatever account she takes.
    let mut ctx = house.change(karen).await;
    let rater = |name: &str, kind| AddRater {
        family: holm.id,
        person: holm.child,
        kind,
        name: Name::parse(name).expect("a name"),
        relative: None,
    };
    assert!(matches!(
        add_rater(&mut ctx, rater("karen  KOORDINATOR", RaterKind::Teacher)).await,
        Err(AddRaterError::WorksWithFamily)
    ));
    drop(ctx);
    let twin = holm
        .mothers_account("karen.privat", "Karen Koordinator")
        .await;
    let kept = holm
        .answers(&twin, holm.mother, Rater::Own, own(SRS, on + 1.day(), 90))
        .await;
    assert!(matches!(kept, Err(RateError::WorksWithFamily)));
    let kept = holm
        .answers(
            karen,
            holm.mother,
            Rater::Parent,
            own(SRS, on + 1.day(), 90),
        )
        .await;
    assert!(matches!(kept, Err(RateError::WorksWithFamily)));
    let stranger = berg.has_teacher(berg.child, "Tove Lærer").await;
    let kept = holm
        .answers(karen, holm.mother, Rater::Known(stranger), own(ORS, on, 50))
        .await;
    assert!(matches!(kept, Err(RateError::NoSuchRater)));
}

pub(crate) async fn who_sees_and_who_rates(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let karen = &house.karen;
    let holm = house.a_family("Holm").await.taken_in_by(karen).await;
    let people = [holm.mother, holm.child];
    holm.rates_since(date(2026, 11, 2), &people).await;
    holm.mother_has_custody().await;
    let sofie = holm.mothers_account("sofie", "Sofie Holm").await;
    let on = date(2026, 11, 23);
    let answer = |tenths| (ORS, on, all_four(tenths));
    // She answers for herself and, as a parent, about her child; the child does not answer through her.
    holm.answers(&sofie, holm.mother, Rater::Own, answer(60))
        .await
        .expect("rated");
    holm.answers(&sofie, holm.child, Rater::Parent, answer(80))
        .await
        .expect("rated");
    for rater in [
        Rater::Own,
        Rater::Known(holm.has_teacher(holm.child, "Tove").await),
    ] {
        let kept = holm.answers(&sofie, holm.child, rater, answer(70)).await;
        assert!(matches!(kept, Err(RateError::Stopped(Stop::Absent))));
    }
    let mut there = place.other.reading(&sofie, now);
    let ours = our_ratings(&mut there).await.expect("a page");
    let seen: Vec<_> = ours.iter().map(|it| (it.person, it.reach)).collect();
    assert_eq!(
        seen,
        [
            (holm.mother, RatingReach::Whole),
            (holm.child, RatingReach::Whole)
        ]
    );
    let page = course_page(&mut there, holm.id, holm.child, None, None).await;
    let page = page.expect("her child's course");
    assert_eq!(page.told.len(), 1);
    assert!(!page.may_keep && page.events.is_empty());
    assert!(matches!(
        ratings_page(&mut there, holm.id).await,
        Err(Stop::NotAllowed)
    ));
    let mut ctx = house.change(&sofie).await;
    let open = OpenEpisode {
        family: holm.id,
        people: vec![holm.mother],
        on,
    };
    assert!(matches!(
        open_episode(&mut ctx, open).await,
        Err(OpenEpisodeError::Stopped(Stop::NotAllowed))
    ));
    drop(ctx);

    // A father without custody in the same family sees no one's but his own.
    let lone = helhed_casework::access::Actor {
        person: Some(holm.child),
        ..sofie
    };
    assert_eq!(lone.role, Role::FamilyMember);
    let mut child = house.reading(&lone, now);
    assert!(matches!(
        course_page(&mut child, holm.id, holm.mother, None, None).await,
        Err(Stop::Absent)
    ));

    let others = [
        (house.bo, true),
        (house.lone, false),
        (house.jens, false),
        (house.sanne, true),
        (house.it_admin, true),
        (house.dpo, true),
    ];
    for (actor, hidden) in others {
        let mut reading = house.reading(&actor, now);
        let refused = [
            ratings_page(&mut reading, holm.id).await.err(),
            rating_form(&mut reading, holm.id, holm.mother).await.err(),
            course_page(&mut reading, holm.id, holm.mother, None, None)
                .await
                .err(),
        ];
        for refused in refused {
            match refused {
                Some(Stop::Absent) => assert!(hidden, "{:?}", actor.role),
                Some(Stop::NotAllowed) => assert!(!hidden, "{:?}", actor.role),
                other => panic!("{:?} was not refused: {other:?}", actor.role),
            }
        }
        let kept = holm
            .answers(&actor, holm.mother, Rater::Own, (SRS, on, all_four(90)))
            .await;
        assert!(matches!(kept, Err(RateError::Stopped(_))));
        let sees_courses = supervision_page(&mut reading).await.is_ok();
        assert_eq!(sees_courses, actor.role == Role::TeamLeader);
    }
}

pub(crate) async fn the_aggregate_and_supervision(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let karen = &house.karen;
    let holm = house.a_family("Holm").await.taken_in_by(karen).await;
    let berg = house.a_family("Berg").await.taken_in_by(karen).await;
    for (family, first, last) in [(&holm, 50, 70), (&berg, 60, 20)] {
        let opened = date(2026, 10, 5);
        family.rates_since(opened, &[family.mother]).await;
        family.mother_rates(date(2026, 10, 6), first).await;
        family.mother_rates(date(2026, 11, 16), last).await;
    }
    let mut ctx = house.change(karen).await;
    let close = CloseEpisode {
        family: holm.id,
        people: Vec::new(),
        on: date(2026, 11, 24),
        how: EpisodeEnd::Planned,
    };
    close_episode(&mut ctx, close).await.expect("closed");
    ctx.commit().await.expect("committed");
    let mut there = place.other.reading(&house.lone, now);
    let page = outcomes_page(&mut there).await.expect("a page");
    let value = |group: &str, measure: &str| {
        let found = page
            .outcomes
            .lines
            .iter()
            .find(|it| it.group.as_str() == group && it.measure == measure);
        found.and_then(|it| it.value)
    };
    assert_eq!(value("closed", "client_mean_raw_change"), Some(8.0));
    assert_eq!(value("active", "client_mean_raw_change"), Some(-16.0));
    assert_eq!(value("active", "client_reaching_target"), Some(0.0));
    assert_eq!(page.by_year.len(), 1);
    let courses = supervision_page(&mut there).await.expect("a page");
    assert_eq!(courses.courses.len(), 1);
    assert_eq!(courses.courses[0].zone, Zone::Red);

    // The files name nobody, and are the same from both houses.
    let files = files_of_house(&place.other, now).await.expect("files");
    let again = files_of_house(&house.casework, now).await.expect("files");
    assert_eq!(files, again);
    assert_eq!(files.episodes.lines().count(), 3);
    assert_eq!(files.ratings.lines().count(), 5);
    for id in [holm.id.to_string(), holm.mother.to_string()] {
        assert!(!files.episodes.contains(&id) && !files.ratings.contains(&id));
    }
    let mut jens = house.reading(&house.jens, now);
    assert!(matches!(
        outcomes_page(&mut jens).await,
        Err(Stop::NotAllowed)
    ));
}

//! Who is called to a meeting: what each may hear, what is open and might be taken, and their calendars.

use helhed_casework::domain::consent::Party;
use helhed_casework::domain::goal::Horizon;
use helhed_casework::domain::meeting::{Invited, TopicFacts, TopicSource};
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::task::{TaskFacts, TaskKind};
use helhed_casework::meeting::{
    add_topics, end_feed, hearing, meeting_page, own_meetings, read_feed, renew_feed, suggestions,
};
use helhed_casework::testing::{a_task, line};

use crate::place::Place;

const AT: (&str, &str) = ("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z");

pub(crate) async fn each_hears_what_there_is_a_basis_for(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = holm.meeting(AT.0, AT.1).await;
    let unheard = async || {
        let mut reading = there.reading(&house.karen, house.now());
        let page = meeting_page(&mut reading, holm.id, meeting)
            .await
            .expect("a page");
        let found = hearing(&mut reading, holm.id, meeting).await.expect("told");
        let sanne = page
            .participants
            .iter()
            .find(|it| it.participant.who == Invited::Account(house.sanne.account));
        let sanne = sanne.expect("Sanne").participant.id;
        let of = found.iter().find(|it| it.participant == sanne);
        let title = |id| {
            let topic = page.topics.iter().find(|it| it.id == id).expect("a topic");
            topic.facts.title.as_str().to_owned()
        };
        of.map_or(Vec::new(), |it| {
            it.topics.iter().map(|id| title(*id)).collect()
        })
    };
    assert_eq!(unheard().await, ["Sofies helbred", "Emils trivsel"]);
    // The mother lets the school know of her health, and of nothing else.
    holm.shares(holm.mother, &["health"], Party::Unit(house.school))
        .await;
    assert_eq!(unheard().await, ["Emils trivsel"]);
    let mut reading = there.reading(&house.sanne, house.now());
    let page = meeting_page(&mut reading, holm.id, meeting)
        .await
        .expect("a page");
    let titles: Vec<_> = page
        .topics
        .iter()
        .map(|it| it.facts.title.as_str())
        .collect();
    assert_eq!(titles, ["Siden sidst", "Sofies helbred"]);
}

pub(crate) async fn what_is_open_comes_on_the_agenda(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = holm.meeting(AT.0, AT.1).await;
    holm.goal("Egen bolig", Horizon::Long, None).await;
    holm.set(TaskFacts {
        kind: TaskKind::Agreement,
        ..a_task(
            "Ringe til banken",
            Owner::Account(house.karen.account),
            None,
        )
    })
    .await;
    holm.task("Skrive referat", None).await;
    let request = holm.ask_the_school().await;
    let read = async || {
        let mut reading = there.reading(&house.karen, house.now());
        let found = suggestions(&mut reading, holm.id, meeting)
            .await
            .expect("read");
        found.iter().map(|it| it.source).collect::<Vec<_>>()
    };
    // A goal without a day is gone through at a review, not at every meeting.
    assert_eq!(read().await, [TopicSource::Agreement, TopicSource::Request]);
    let mut ctx = house.change(&house.karen).await;
    let topic = TopicFacts {
        title: line("Spørgsmålet til skolen"),
        person: Some(holm.child),
        category: "child_wellbeing".into(),
        source: TopicSource::Request,
        subject: Some(request.uuid()),
    };
    add_topics(&mut ctx, (holm.id, meeting), vec![topic])
        .await
        .expect("added");
    ctx.commit().await.expect("committed");
    assert_eq!(read().await, [TopicSource::Agreement]);
}

pub(crate) async fn a_calendar_has_a_secret_that_is_renewed(place: &Place) {
    let (house, there) = (&place.house, &place.other);
    let now = house.now();
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = holm.meeting(AT.0, AT.1).await;
    let renewed = async || {
        let mut ctx = house.change(&house.sanne).await;
        let secret = renew_feed(&mut ctx).await.expect("made");
        ctx.commit().await.expect("committed");
        secret
    };
    let first = renewed().await;
    let lines = read_feed(there, &first, now)
        .await
        .expect("read")
        .expect("a calendar");
    assert_eq!(lines[0].meeting.map(|it| it.0), Some(meeting));
    let second = renewed().await;
    assert!(read_feed(there, &first, now).await.expect("read").is_none());
    assert!(
        read_feed(there, &second, now)
            .await
            .expect("read")
            .is_some()
    );
    assert!(read_feed(there, "", now).await.expect("read").is_none());
    let mut ctx = house.change(&house.sanne).await;
    end_feed(&mut ctx).await.expect("ended");
    ctx.commit().await.expect("committed");
    assert!(
        read_feed(there, &second, now)
            .await
            .expect("read")
            .is_none()
    );
    let mut reading = there.reading(&house.karen, now);
    let karens = own_meetings(&mut reading).await.expect("a list");
    assert_eq!(karens.lines.len(), 1, "Karen leads it");
}

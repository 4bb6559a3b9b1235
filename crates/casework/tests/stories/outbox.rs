//! Letters on their way out: none without its link, none lost, none after its link has gone.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use helhed_casework::domain::episode::Instrument;
use helhed_casework::domain::ids::RaterId;
use helhed_casework::domain::post::MOST_TRIES;
use helhed_casework::one_time_link::MadeLink;
use helhed_casework::post::{
    Delivery, EmailAddress, Letter, LetterState, next_letter, note_delivery, post_link,
};
use helhed_casework::rating::{Invite, invite, ratings_page, take_back_invitation};
use helhed_casework::testing::{AFamily, line};
use helhed_casework::{Ctx, Stop};

use crate::place::Place;

fn letter(link: &MadeLink) -> Letter {
    Letter {
        to: EmailAddress::parse("tove@skolen.example").expect("an address"),
        subject: line("Fire korte spørgsmål"),
        text: format!(
            "Åbn linket:\n\nhttps://x.example/rate/{}",
            link.token.secret()
        ),
        calendar: None,
    }
}

/// The teacher is invited, and the link goes by letter; not yet committed.
pub(crate) async fn invited(holm: &AFamily<'_>, rater: RaterId) -> (Ctx, MadeLink) {
    let mut ctx = holm.house.change(&holm.house.karen).await;
    let command = Invite {
        family: holm.id,
        person: holm.child,
        rater,
        instrument: Instrument::Outcome,
    };
    let link = invite(&mut ctx, command).await.expect("made");
    post_link(&mut ctx, holm.id, &link, &letter(&link))
        .await
        .expect("posted");
    (ctx, link)
}

async fn states(place: &Place, holm: &AFamily<'_>) -> Vec<LetterState> {
    let mut reading = place.other.reading(&place.house.karen, place.house.now());
    let page = ratings_page(&mut reading, holm.id).await.expect("a page");
    page.letters.iter().map(|it| it.state).collect()
}

pub(crate) async fn a_letter_is_tried_until_it_is_gone(place: &Place) {
    let (house, there, now) = (&place.house, &place.other, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.rates_since(date(2026, 11, 2), &[holm.child]).await;
    let tove = holm.has_teacher(holm.child, "Tove Lærer").await;
    // A link that was not kept has no letter.
    drop(invited(&holm, tove).await);
    assert_eq!(next_letter(there, now).await.expect("read"), None);

    let (ctx, link) = invited(&holm, tove).await;
    ctx.commit().await.expect("committed");
    assert_eq!(holm.last_act().await.0, "post_link");
    assert_eq!(states(place, &holm).await, [LetterState::Waiting]);
    let first = next_letter(there, now).await.expect("read").expect("due");
    assert_eq!(first.letter, letter(&link), "as it was written");
    // While one carries it, another leaves it alone.
    assert_eq!(next_letter(house, now).await.expect("read"), None);
    // Nobody said what became of it, as after a crash: it is tried again, under the same id.
    let later = now + 2.minutes();
    let second = next_letter(house, later).await.expect("read").expect("due");
    assert_eq!(second, first);
    note_delivery(house, second.id, Delivery::NotNow, later)
        .await
        .expect("noted");
    assert_eq!(states(place, &holm).await, [LetterState::Waiting]);
    let later = later + 5.minutes();
    let third = next_letter(there, later).await.expect("read").expect("due");
    note_delivery(there, third.id, Delivery::Taken, later)
        .await
        .expect("noted");
    assert_eq!(states(place, &holm).await, [LetterState::Sent]);
    // The other's word comes late and changes nothing.
    note_delivery(house, first.id, Delivery::Refused, later)
        .await
        .expect("noted");
    assert_eq!(states(place, &holm).await, [LetterState::Sent]);
    let days = later + SignedDuration::from_hours(24 * 5);
    assert_eq!(next_letter(house, days).await.expect("read"), None);
}

async fn try_all(place: &Place, from: Timestamp) -> i64 {
    let (mut at, mut tries) = (from, 0);
    loop {
        match next_letter(&place.house, at).await.expect("read") {
            Some(out) => {
                tries += 1;
                note_delivery(&place.house, out.id, Delivery::NotNow, at)
                    .await
                    .expect("noted");
            }
            None if tries >= MOST_TRIES => return tries,
            None => {}
        }
        at += SignedDuration::from_hours(4);
    }
}

pub(crate) async fn a_letter_ends_refused_given_up_or_unneeded(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.rates_since(date(2026, 11, 2), &[holm.child]).await;
    let tove = holm.has_teacher(holm.child, "Tove Lærer").await;
    let (ctx, _) = invited(&holm, tove).await;
    ctx.commit().await.expect("committed");
    let out = next_letter(house, now).await.expect("read").expect("due");
    note_delivery(house, out.id, Delivery::Refused, now)
        .await
        .expect("noted");
    assert_eq!(states(place, &holm).await, [LetterState::Refused]);

    let (ctx, _) = invited(&holm, tove).await;
    ctx.commit().await.expect("committed");
    assert_eq!(try_all(place, now).await, MOST_TRIES);
    assert!(states(place, &holm).await.contains(&LetterState::GivenUp));

    // Taken back before it left: the letter stays here.
    let (ctx, link) = invited(&holm, tove).await;
    ctx.commit().await.expect("committed");
    let mut reading = place.other.reading(&house.karen, now);
    let page = ratings_page(&mut reading, holm.id).await.expect("a page");
    let invitation = page.links[0].invitation.id;
    let mut ctx = house.change(&house.karen).await;
    take_back_invitation(&mut ctx, holm.id, invitation)
        .await
        .expect("taken back");
    ctx.commit().await.expect("committed");
    assert_eq!(next_letter(&place.other, now).await.expect("read"), None);
    assert!(states(place, &holm).await.contains(&LetterState::NotNeeded));

    // Who may make no such link sends none.
    let mut ctx = house.change(&house.lone).await;
    let leaders = post_link(&mut ctx, holm.id, &link, &letter(&link)).await;
    assert!(matches!(leaders, Err(Stop::NotAllowed)));
    drop(ctx);
    let mut ctx = house.change(&house.bo).await;
    let forged = post_link(&mut ctx, holm.id, &link, &letter(&link)).await;
    assert!(matches!(forged, Err(Stop::Absent)));
}

//! Invitations for raters outside: one use, one code, one person.

use jiff::SignedDuration;
use jiff::civil::date;

use helhed_casework::Stop;
use helhed_casework::domain::episode::{EpisodeEnd, Instrument};
use helhed_casework::domain::ids::RaterId;
use helhed_casework::one_time_link::{
    LinkCode, LinkPurpose, LinkState, MadeLink, OpenLinkError, look_at_link,
};
use helhed_casework::rating::{
    CloseEpisode, InvitationError, Invite, InviteError, Key, RateError, answer_invitation,
    close_episode, invite, open_invitation, ratings_page, return_invitation, take_back_invitation,
};
use helhed_casework::testing::{AFamily, all_four};

use crate::place::Place;

const HERE: &str = "192.0.2.7";

fn key<'a>(link: &'a MadeLink, code: &'a LinkCode) -> Key<'a> {
    Key {
        token: link.token.secret(),
        code,
        address: HERE,
    }
}

async fn made(family: &AFamily<'_>, rater: RaterId) -> MadeLink {
    let mut ctx = family.house.change(&family.house.karen).await;
    let command = Invite {
        family: family.id,
        person: family.child,
        rater,
        instrument: Instrument::Outcome,
    };
    let made = invite(&mut ctx, command).await.expect("made");
    ctx.commit().await.expect("committed");
    made
}

pub(crate) async fn a_link_is_used_once_by_whoever_has_its_code(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.rates_since(date(2026, 11, 2), &[holm.child]).await;
    let tove = holm.has_teacher(holm.child, "Tove Lærer").await;
    let link = made(&holm, tove).await;
    let there = &place.other;
    let state = look_at_link(there, LinkPurpose::Rate, link.token.secret(), now).await;
    assert_eq!(state.expect("a link"), LinkState::Live);
    // Sent on to somebody who was not told the code.
    let other = if link.code.digits() == "000000" {
        "000001"
    } else {
        "000000"
    };
    let wrong = LinkCode::parse(other).expect("a code");
    assert!(matches!(
        open_invitation(there, key(&link, &wrong), now).await,
        Err(InvitationError::Link(OpenLinkError::WrongCode { left: 4 }))
    ));
    let invited = open_invitation(there, key(&link, &link.code), now).await;
    assert_eq!(invited.expect("opened").given_name.as_str(), "Emil");
    // The coordinator does not answer for the teacher.
    let with = key(&link, &link.code);
    let karens = answer_invitation(there, with, all_four(70), Some(&house.karen), now).await;
    assert!(matches!(
        karens,
        Err(InvitationError::Rate(RateError::WorksWithFamily))
    ));
    answer_invitation(there, with, all_four(70), None, now)
        .await
        .expect("kept");
    assert_eq!(
        holm.last_act().await,
        ("answer_invitation".into(), "one_time_link".into())
    );
    let again = answer_invitation(&house.casework, with, all_four(10), None, now).await;
    assert!(matches!(
        again,
        Err(InvitationError::Link(OpenLinkError::Closed(
            LinkState::Used
        )))
    ));
    let mut reading = there.reading(&house.karen, now);
    let page = ratings_page(&mut reading, holm.id).await.expect("a page");
    let child = page.people[1].course.as_ref().expect("a course");
    assert_eq!(child.others.len(), 1);
    assert_eq!(child.others[0].series.points().len(), 1);
    assert!(page.links[0].link.used_at.is_some());
}

pub(crate) async fn what_is_wrong_with_a_link_is_told(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let tove = holm.has_teacher(holm.child, "Tove Lærer").await;
    let command = |person, rater| Invite {
        family: holm.id,
        person,
        rater,
        instrument: Instrument::Outcome,
    };
    let mut ctx = house.change(&house.karen).await;
    assert!(matches!(
        invite(&mut ctx, command(holm.child, tove)).await,
        Err(InviteError::NoEpisode)
    ));
    drop(ctx);
    let people = [holm.child, holm.mother];
    holm.rates_since(date(2026, 11, 2), &people).await;
    // A teacher of the child is no rater of the mother.
    let mut ctx = house.change(&house.karen).await;
    assert!(matches!(
        invite(&mut ctx, command(holm.mother, tove)).await,
        Err(InviteError::NoSuchRater)
    ));
    drop(ctx);
    let mut ctx = house.change(&house.lone).await;
    assert!(matches!(
        invite(&mut ctx, command(holm.child, tove)).await,
        Err(InviteError::Stopped(Stop::NotAllowed))
    ));
    drop(ctx);
    let there = &place.other;
    let closed =
        async |link: &MadeLink, now| match open_invitation(there, key(link, &link.code), now).await
        {
            Err(InvitationError::Link(OpenLinkError::Closed(state))) => Some(state),
            Ok(_) => None,
            Err(other) => panic!("{other}"),
        };
    let late = now + SignedDuration::from_hours(60 * 24);
    let link = made(&holm, tove).await;
    assert_eq!(closed(&link, late).await, Some(LinkState::Expired));
    assert_eq!(closed(&link, now).await, None);
    // The reader knows another child: the link is dead, and the coordinator sees why.
    return_invitation(there, key(&link, &link.code), now)
        .await
        .expect("given back");
    assert_eq!(closed(&link, now).await, Some(LinkState::Ended));
    let mut reading = there.reading(&house.karen, now);
    let page = ratings_page(&mut reading, holm.id).await.expect("a page");
    assert!(page.links[0].returned);
    let invitation = page.links[0].invitation.id;

    // Made anew, the same invitation has another link; taken back, it has none.
    let link = made(&holm, tove).await;
    let page = ratings_page(&mut reading, holm.id).await.expect("a page");
    assert_eq!(page.links[0].invitation.id, invitation);
    assert!(!page.links[0].returned);
    let mut ctx = house.change(&house.karen).await;
    take_back_invitation(&mut ctx, holm.id, invitation)
        .await
        .expect("taken back");
    ctx.commit().await.expect("committed");
    assert_eq!(closed(&link, now).await, Some(LinkState::Ended));

    // With the episode every invitation of it ends.
    let link = made(&holm, tove).await;
    let mut ctx = house.change(&house.karen).await;
    let close = CloseEpisode {
        family: holm.id,
        people: vec![holm.child],
        on: date(2026, 11, 24),
        how: EpisodeEnd::Planned,
    };
    close_episode(&mut ctx, close).await.expect("closed");
    ctx.commit().await.expect("committed");
    assert_eq!(closed(&link, now).await, Some(LinkState::Expired));
}

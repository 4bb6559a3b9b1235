//! Signing in, and what a session is.

use jiff::SignedDuration;

use helhed_casework::domain::account::PassPhrase;
use helhed_casework::sign_in::{SessionState, SignInError, session, sign_in, sign_out};
use helhed_casework::testing::House;

use crate::place::Place;

pub(crate) async fn a_session_is_the_same_in_both_houses(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let phrase = PassPhrase::typed(House::PHRASE);
    let (account, token) = sign_in(house, "Karen", &phrase, "127.0.0.1", now)
        .await
        .expect("signed in");
    let live = SessionState::Live(account.clone());
    let there = session(&place.other, token.secret(), now).await;
    assert_eq!(there.expect("a state"), live);
    // Used every half hour it lives on; it is noted as used from either house.
    let soon = now + SignedDuration::from_mins(30);
    assert_eq!(
        session(house, token.secret(), soon).await.expect("a state"),
        live
    );
    let later = soon + SignedDuration::from_mins(45);
    assert_eq!(
        session(&place.other, token.secret(), later)
            .await
            .expect("a state"),
        live
    );
    let long_after = later + SignedDuration::from_mins(61);
    assert_eq!(
        session(house, token.secret(), long_after)
            .await
            .expect("a state"),
        SessionState::TimedOut(account.id)
    );
    sign_out(house, token.secret(), later)
        .await
        .expect("signed out");
    assert_eq!(
        session(&place.other, token.secret(), later)
            .await
            .expect("a state"),
        SessionState::None
    );
}

pub(crate) async fn wrong_tries_count_together(place: &Place) {
    let now = place.house.now();
    let (right, wrong) = (
        PassPhrase::typed(House::PHRASE),
        PassPhrase::typed("forkert sætning"),
    );
    let (mut refused, mut told_to_wait) = (0, 0);
    for _ in 0..6 {
        let (here, there) = tokio::join!(
            sign_in(&place.house, "karen", &wrong, "10.0.0.1", now),
            sign_in(&place.other, "karen", &wrong, "10.0.0.2", now),
        );
        for answer in [here, there] {
            match answer {
                Err(SignInError::Wrong) => refused += 1,
                Err(SignInError::TooMany) => told_to_wait += 1,
                other => panic!("{:?}", other.map(|(account, _)| account.id)),
            }
        }
    }
    assert_eq!((refused, told_to_wait), (10, 2));
    let answer = sign_in(&place.other, "karen", &right, "10.0.0.3", now).await;
    assert!(matches!(answer, Err(SignInError::TooMany)));
    let later = now + SignedDuration::from_mins(16);
    assert!(
        sign_in(&place.house, "karen", &right, "10.0.0.1", later)
            .await
            .is_ok()
    );
}

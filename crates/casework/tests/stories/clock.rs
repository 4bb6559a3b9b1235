//! The clock of the machine is set back an hour: what was decided holds, what counts once counts once, and the chain is whole.

use jiff::{SignedDuration, Timestamp, ToSpan};

use helhed_casework::access::Actor;
use helhed_casework::domain::account::PassPhrase;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::journal::{Filter, journal_page};
use helhed_casework::second_factor::{CodeError, begin_codes, confirm_codes};
use helhed_casework::sharing::shared_page;
use helhed_casework::sign_in::{
    SessionState, SignInError, finish_step, session, sign_in, sign_out,
};
use helhed_casework::testing::House;
use helhed_casework::today::today_page;

use crate::place::Place;

/// Calls and what is due, each half hour through both nights in which the clock is changed.
pub(crate) async fn both_nights_of_the_year_have_all_their_hours(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let mut rung = Vec::new();
    for begins in ["2027-03-27T22:10:00Z", "2027-10-30T21:10:00Z"] {
        let begins: Timestamp = begins.parse().expect("an instant");
        for half_hours in 0..10 {
            let at = begins + SignedDuration::from_mins(30 * half_hours);
            holm.rung(at).await;
            rung.push(at);
            let mut reading = place.other.reading(&house.karen, at);
            let page = today_page(&mut reading).await.expect("a page");
            assert_eq!(page.families[0].silent_days, None, "{at}");
        }
    }
    rung.reverse();
    let mut reading = place.other.reading(&house.karen, rung[0]);
    let page = journal_page(&mut reading, holm.id, &Filter::All, None)
        .await
        .expect("a page");
    let read: Vec<_> = page.entries.iter().map(|entry| entry.at).collect();
    assert_eq!(read, rung, "as it was, the newest first");
}

/// How much of a family somebody is told at an instant.
async fn told(place: &Place, who: &Actor, family: FamilyId, at: Timestamp) -> usize {
    let mut reading = place.other.reading(who, at);
    shared_page(&mut reading, family, None)
        .await
        .map_or(0, |page| page.told.len())
}

pub(crate) async fn an_hour_that_comes_twice_undoes_nothing(place: &Place) {
    let (house, ten) = (&place.house, place.house.now());
    let (nine, eleven) = (ten - 1.hour(), ten + 1.hour());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.note_about(Some(holm.mother), "health", "Sofie er sygemeldt.")
        .await;
    let jobcentre = Party::Unit(house.jobcentre);
    let consent = holm.shares(holm.mother, &["health"], jobcentre).await;
    let right = PassPhrase::typed(House::PHRASE);
    let (_, token) = sign_in(house, "bo", &right, "127.0.0.1", ten)
        .await
        .expect("signed in");
    let secret = begin_codes(house, &house.karen, ten)
        .await
        .expect("a secret");
    confirm_codes(house, &house.karen, &secret.shown_at(ten), ten)
        .await
        .expect("on");

    // Nine o'clock again: nobody sees more than at ten, and what is taken back is taken back, whatever the clock says then.
    let jens = &house.jens;
    assert_eq!(told(place, jens, holm.id, ten + 1.second()).await, 1);
    assert_eq!(told(place, jens, holm.id, nine + 1.second()).await, 0);
    let ctx = place.other.begin(&house.karen, nine).await.expect("begun");
    holm.takes_back(ctx, consent).await;
    for at in [nine, nine + 1.second(), ten, ten + 1.second(), eleven] {
        assert_eq!(told(place, jens, holm.id, at).await, 0, "{at}");
    }

    // Whoever is signed in stays it, no longer than they would have, and is out when they go.
    let state = session(&place.other, token.secret(), nine).await;
    assert!(matches!(state, Ok(SessionState::Live(_))));
    let long_after = ten + SignedDuration::from_mins(61);
    let state = session(house, token.secret(), long_after).await;
    assert!(matches!(state, Ok(SessionState::TimedOut(_))));
    sign_out(house, token.secret(), nine)
        .await
        .expect("signed out");
    let state = session(&place.other, token.secret(), ten).await;
    assert!(matches!(state, Ok(SessionState::None)));

    // A code that was shown once, or before that, is not good again: for this hour a recovery code is the way in.
    for at in [ten, nine] {
        let Err(SignInError::SecondFactor(step)) =
            sign_in(&place.other, "karen", &right, "127.0.0.1", at).await
        else {
            panic!("a second step");
        };
        let code = secret.shown_at(at);
        let again = finish_step(house, step.secret(), &code, "Firefox", at).await;
        assert!(matches!(again, Err(CodeError::Wrong)), "{at}");
    }

    // Wrong tries of the hour that was are still counted.
    let wrong = PassPhrase::typed("forkert sætning");
    for _ in 0..10 {
        let answer = sign_in(house, "lone", &wrong, "10.0.0.1", ten).await;
        assert!(matches!(answer, Err(SignInError::Wrong)));
    }
    let answer = sign_in(&place.other, "lone", &right, "10.0.0.1", nine).await;
    assert!(matches!(answer, Err(SignInError::TooMany)));
}

//! Passkeys: what is asked in one process is answered in another, once.

use helhed_casework::domain::account::PassPhrase;
use helhed_casework::passkey::{
    AddPasskey, Assertion, QuestionKind, RelyingParty, RemovePasskeyError, ShowError, add_passkey,
    ask_to_add, ask_to_sign_in, own_passkeys, remove_passkey, sign_in_with_passkey,
};
use helhed_casework::sign_in::{Caller, SessionState, session};
use helhed_casework::testing::{House, line};
use helhed_passkey::testing::Authenticator;

use crate::place::Place;

const HERE: &str = "https://helhed.example.dk";
const FROM: Caller<'static> = Caller {
    address: "10.0.0.1",
    browser: "Firefox",
};

pub(crate) async fn a_passkey_is_shown_once_in_either_house(place: &Place) {
    let (house, other, now) = (&place.house, &place.other, place.house.now());
    let party = RelyingParty::at(HERE).expect("an address");
    house.set_passkeys_at(party.clone());
    other.set_passkeys_at(party);
    let phrase = PassPhrase::typed(House::PHRASE);
    let mut phone = Authenticator::new(HERE);
    // Asked here, made there.
    let asked = ask_to_add(house, &house.karen, &phrase, "a", now).await;
    let asked = asked.expect("asked");
    let QuestionKind::Add { user, .. } = &asked.kind else {
        panic!("a new one is asked for");
    };
    let command = AddPasskey {
        name: line("Min telefon"),
        answer: phone.makes(&asked.challenge.text(), user),
    };
    let (here, there) = tokio::join!(
        add_passkey(house, &house.karen, command.clone(), now),
        add_passkey(other, &house.karen, command, now),
    );
    assert!(here.is_ok() != there.is_ok(), "one question, one passkey");
    // Asked there, shown in both at once: it counts once.
    let asked = ask_to_sign_in(other, "10.0.0.1", now).await.expect("asked");
    let answer: Assertion = phone.shows(&asked.challenge.text());
    let (here, there) = tokio::join!(
        sign_in_with_passkey(house, &answer, FROM, now),
        sign_in_with_passkey(other, &answer, FROM, now),
    );
    let wrong = |it: &Result<_, ShowError>| matches!(it, Err(ShowError::Wrong));
    assert!(here.is_ok() != there.is_ok() && (wrong(&here) || wrong(&there)));
    let (account, token) = here.or(there).expect("in");
    let state = session(other, token.secret(), now).await.expect("a state");
    assert_eq!(state, SessionState::Live(account.clone()));
    // A copy of it counts from before, whichever house it comes to.
    let mut copy = phone.copy();
    for (at, expected) in [(&house.casework, true), (other, false)] {
        let asked = ask_to_sign_in(at, "10.0.0.1", now).await.expect("asked");
        let shows = if expected { &mut phone } else { &mut copy };
        let answer = shows.shows(&asked.challenge.text());
        let told = sign_in_with_passkey(at, &answer, FROM, now).await;
        assert_eq!(told.is_ok(), expected);
    }
    // Of nobody, elsewhere, unverified: the same answer.
    let changes: [&dyn Fn(&mut Authenticator); 4] = [
        &|it| *it = Authenticator::new(HERE),
        &|it| it.origin = "https://evil.example".into(),
        &|it| it.party = "evil.example".into(),
        &|it| it.verifies = false,
    ];
    for change in changes {
        let mut forged = phone.copy();
        change(&mut forged);
        let asked = ask_to_sign_in(house, "10.0.0.1", now).await.expect("asked");
        let answer = forged.shows(&asked.challenge.text());
        assert!(wrong(
            &sign_in_with_passkey(other, &answer, FROM, now).await
        ));
    }
    let own = own_passkeys(other, &account).await.expect("read");
    assert!(own.may_add && own.held[0].used_at == Some(now));
    let id = own.held[0].id;
    let told = remove_passkey(other, &house.bo, id, &phrase, now).await;
    assert!(matches!(told, Err(RemovePasskeyError::Absent)));
    remove_passkey(other, &house.karen, id, &phrase, now)
        .await
        .expect("removed");
    let asked = ask_to_sign_in(house, "10.0.0.1", now).await.expect("asked");
    let answer = phone.shows(&asked.challenge.text());
    assert!(wrong(
        &sign_in_with_passkey(house, &answer, FROM, now).await
    ));
}

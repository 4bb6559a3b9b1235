//! Accounts: a name is taken once, and who is shut out is out at once.

use helhed_casework::account::{
    AddAccount, AddAccountError, add_account, disable_account, enable_account,
};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::text::Name;
use helhed_casework::sign_in::{SessionState, SignInError, session, sign_in};
use helhed_casework::testing::House;

use crate::place::Place;

pub(crate) async fn a_sign_in_name_is_taken_once(place: &Place) {
    let house = &place.house;
    let adding = [&house.casework, &place.other].map(|casework| {
        let (casework, ida, now) = (casework.clone(), house.it_admin, house.now());
        let command = AddAccount {
            username: Username::parse("mette").expect("a name"),
            display_name: Name::parse("Mette Møller").expect("a name"),
            role: Role::Coordinator,
            unit: Some(house.team),
            person: None,
            language: Language::Danish,
            phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
        };
        tokio::spawn(async move {
            let mut ctx = casework.begin(&ida, now).await.expect("begun");
            add_account(&mut ctx, command).await?;
            ctx.commit().await.expect("committed");
            Ok::<_, AddAccountError>(())
        })
    });
    let (mut added, mut taken) = (0, 0);
    for it in adding {
        match it.await.expect("no panic") {
            Ok(()) => added += 1,
            Err(AddAccountError::Taken) => taken += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((added, taken), (1, 1));
}

pub(crate) async fn who_is_shut_out_is_out_at_once(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let phrase = PassPhrase::typed(House::PHRASE);
    let (account, token) = sign_in(house, "bo", &phrase, "127.0.0.1", now)
        .await
        .expect("signed in");
    let mut ctx = place.change_there(&house.it_admin).await;
    disable_account(&mut ctx, account.id).await.expect("out");
    ctx.commit().await.expect("committed");
    let state = session(house, token.secret(), now).await;
    assert_eq!(state.expect("a state"), SessionState::None);
    let again = sign_in(house, "bo", &phrase, "127.0.0.1", now).await;
    assert!(matches!(again, Err(SignInError::Wrong)));
    let mut ctx = house.change(&house.it_admin).await;
    enable_account(&mut ctx, account.id).await.expect("in");
    ctx.commit().await.expect("committed");
    // The old session stays over; a new one begins.
    let state = session(&place.other, token.secret(), now).await;
    assert_eq!(state.expect("a state"), SessionState::None);
    assert!(
        sign_in(&place.other, "bo", &phrase, "127.0.0.1", now)
            .await
            .is_ok()
    );
}

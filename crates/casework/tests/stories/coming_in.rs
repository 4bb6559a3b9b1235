//! Coming in by a provider, by a code and by the staff file: what is used once is used once, whichever process it comes to.

use helhed_casework::account::{AccountRow, SyncAccounts, UnitRow, sync_accounts};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::UnitKind;
use helhed_casework::second_factor::{CodeError, begin_codes, confirm_codes};
use helhed_casework::sign_in::{
    ByProvider, ByProviderError, Employee, SessionState, SignInError, Who, finish_step,
    own_sessions, session, sign_in, sign_in_by_provider, sign_out,
};
use helhed_casework::testing::House;
use jiff::SignedDuration;

use crate::place::Place;

fn coming(state: &str, subject: &str) -> ByProvider {
    ByProvider {
        provider: "kommunen".to_owned(),
        subject: subject.to_owned(),
        state: state.to_owned(),
        who: Who::Employee(Employee {
            username: Username::parse("mette").expect("a name"),
            display_name: Name::parse("Mette Møller").ok(),
            role: Some(Role::Coordinator),
            unit: Some("Familieteamet".to_owned()),
            language: Language::Danish,
            creates: true,
        }),
        logout_hint: Some("a token".to_owned()),
        browser: "Firefox, Linux".to_owned(),
    }
}

pub(crate) async fn a_provider_sends_back_once_and_one_account_is_made(place: &Place) {
    let now = place.house.now();
    // The same answer comes to both houses at once; then another of the same person to the other house.
    let (here, there) = tokio::join!(
        sign_in_by_provider(&place.house, coming("one", "m1"), now),
        sign_in_by_provider(&place.other, coming("one", "m1"), now),
    );
    let (mut came_in, mut came_back) = (Vec::new(), 0);
    for answer in [here, there] {
        match answer {
            Ok(it) => came_in.push(it),
            Err(ByProviderError::CameBack) => came_back += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((came_in.len(), came_back), (1, 1));
    let (account, token) = came_in.remove(0);
    let (again, _) = sign_in_by_provider(&place.other, coming("two", "m1"), now)
        .await
        .expect("in");
    assert_eq!(again.id, account.id);
    // Its provider is told which session ends, whichever house is asked.
    let told = sign_out(&place.other, token.secret(), now).await;
    let told = told.expect("signed out");
    assert_eq!(
        told,
        Some(("kommunen".to_owned(), Some("a token".to_owned())))
    );
    let state = session(&place.house, token.secret(), now).await;
    assert_eq!(state.expect("a state"), SessionState::None);
}

pub(crate) async fn a_code_is_good_once_in_either_house(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let secret = begin_codes(house, &house.karen, now)
        .await
        .expect("a secret");
    confirm_codes(&place.other, &house.karen, &secret.shown_at(now), now)
        .await
        .expect("on");
    let later = now + SignedDuration::from_secs(30);
    let phrase = PassPhrase::typed(House::PHRASE);
    let mut steps = Vec::new();
    for _ in 0..2 {
        match sign_in(house, "karen", &phrase, "a", later).await {
            Err(SignInError::SecondFactor(step)) => steps.push(step),
            _ => panic!("a second step"),
        }
    }
    let code = secret.shown_at(later);
    let (here, there) = tokio::join!(
        finish_step(house, steps[0].secret(), &code, "Firefox", later),
        finish_step(&place.other, steps[1].secret(), &code, "Chrome", later),
    );
    let wrong = |it: &Result<_, CodeError>| matches!(it, Err(CodeError::Wrong));
    assert!(here.is_ok() != there.is_ok() && (wrong(&here) || wrong(&there)));
    let sessions = own_sessions(&place.other, &house.karen, later).await;
    assert_eq!(sessions.expect("listed").len(), 1);
}

pub(crate) async fn the_staff_file_is_taken_whole_or_not_at_all(place: &Place) {
    let row = |line, username: &str, role, unit: &str| AccountRow {
        line,
        username: Username::parse(username).expect("a name"),
        display_name: Name::parse("Mette Møller").expect("a name"),
        role,
        unit: Some(unit.to_owned()),
        language: Language::Danish,
    };
    let command = |accounts| SyncAccounts {
        accounts,
        units: Some(vec![UnitRow {
            line: 2,
            code: "N1".to_owned(),
            name: Name::parse("Nordre Skole").expect("a name"),
            kind: UnitKind::School,
        }]),
        most_leaving: 100,
    };
    let sync = async |accounts| {
        let house = &place.other;
        let mut ctx = house
            .begin_as_house(place.house.now())
            .await
            .expect("begun");
        let told = sync_accounts(&mut ctx, command(accounts)).await;
        if told.is_ok() {
            ctx.commit().await.expect("committed");
        }
        told
    };
    let before = [
        place.house.rows_of("account").await,
        place.house.rows_of("unit").await,
    ];
    let bad = vec![
        row(2, "mette", Role::Partner, "N1"),
        row(3, "per", Role::Partner, "Nowhere"),
    ];
    assert!(sync(bad).await.is_err());
    let after = [
        place.house.rows_of("account").await,
        place.house.rows_of("unit").await,
    ];
    assert_eq!(before, after, "nothing is half done");
    let good = vec![row(2, "mette", Role::Partner, "N1")];
    let told = sync(good.clone()).await.expect("in step");
    assert_eq!((told.joined.len(), told.units_added.len()), (1, 1));
    assert_eq!(sync(good).await.expect("in step").unchanged, 1);
    // She leaves, and her unit with her.
    let told = sync(Vec::new()).await.expect("in step");
    assert_eq!(told.left, [("mette".to_owned(), 0)]);
}

use helhed_domain::account::{PassPhrase, Role};
use helhed_domain::text::Line;
use helhed_passkey::testing::Authenticator;
use helhed_passkey::{Question, RelyingParty};
use jiff::Timestamp;

use super::*;
use crate::second_factor::{begin_codes, confirm_codes, factor_state, reset_second_factor};
use crate::sign_in::{
    Caller, Means, SignInError, StepAsks, Token, finish_step, look_at_step, own_sessions, sign_in,
};
use crate::testing::{House, line};

const HERE: &str = "https://helhed.example.dk";
const FROM: Caller<'static> = Caller {
    address: "10.0.0.1",
    browser: "Firefox",
};

async fn a_house() -> House {
    let house = House::new().await;
    house.set_passkeys_at(RelyingParty::at(HERE).expect("an address"));
    house
}

fn phrase() -> PassPhrase {
    PassPhrase::typed(House::PHRASE)
}

/// Karen's telephone with a passkey, and the recovery codes that came with it.
async fn karens(house: &House) -> (Authenticator, Option<Vec<String>>) {
    let mut phone = Authenticator::new(HERE);
    let told = adds(house, &mut phone, "Min telefon").await.expect("added");
    (phone, told)
}

async fn adds(
    house: &House,
    phone: &mut Authenticator,
    name: &str,
) -> Result<Option<Vec<String>>, AddPasskeyError> {
    let now = house.now();
    let asked = ask_to_add(house, &house.karen, &phrase(), "a", now).await;
    let asked = asked.expect("asked");
    let QuestionKind::Add { user, has, .. } = &asked.kind else {
        panic!("a new one is asked for");
    };
    assert_eq!(user, house.karen.account.uuid().as_bytes());
    assert!(has.len() <= 2, "asked not to make another of these");
    let command = AddPasskey {
        name: line(name),
        answer: phone.makes(&asked.challenge.text(), user),
    };
    add_passkey(house, &house.karen, command, now).await
}

async fn asked(house: &House, now: Timestamp) -> Question {
    let asked = ask_to_sign_in(house, "10.0.0.1", now).await;
    asked.expect("asked")
}

async fn comes(house: &House, phone: &mut Authenticator) -> Result<Token, ShowError> {
    let question = asked(house, house.now()).await;
    let answer = phone.shows(&question.challenge.text());
    let came = sign_in_with_passkey(house, &answer, FROM, house.now()).await;
    came.map(|(account, token)| {
        assert_eq!(account.id, house.karen.account);
        token
    })
}

async fn first_step(house: &House) -> Token {
    match sign_in(house, "karen", &phrase(), "a", house.now()).await {
        Err(SignInError::SecondFactor(step)) => step,
        other => panic!("{:?}", other.map(|(account, _)| account.role)),
    }
}

fn wrong<T>(told: Result<T, ShowError>) -> bool {
    matches!(told, Err(ShowError::Wrong))
}

#[tokio::test]
async fn a_passkey_signs_in_alone_and_is_the_second_step_after_a_phrase() {
    let house = a_house().await;
    let (mut phone, recovery) = karens(&house).await;
    let recovery = recovery.expect("recovery codes, once");
    assert_eq!(recovery.len(), 10);
    comes(&house, &mut phone).await.expect("signed in");
    let sessions = own_sessions(&house, &house.karen, house.now()).await;
    assert_eq!(sessions.expect("listed")[0].means, Means::Passkey);
    // From now on a pass phrase alone opens nothing.
    let step = first_step(&house).await;
    let looked = look_at_step(&house, step.secret(), house.now()).await;
    assert_eq!(looked.expect("looked"), StepAsks::Shown { passkey: true });
    let question = ask_at_step(&house, step.secret(), "a", house.now()).await;
    let question = question.expect("asked");
    assert!(matches!(&question.kind, QuestionKind::Show { among } if among.len() == 1));
    let answer = phone.shows(&question.challenge.text());
    let now = house.now();
    finish_step_with_passkey(&house, step.secret(), &answer, FROM, now)
        .await
        .expect("signed in");
    // The telephone is gone: a recovery code, once.
    let step = first_step(&house).await;
    let done = finish_step(&house, step.secret(), &recovery[0], "Firefox", now).await;
    assert!(done.is_ok());
    // A second one is added without new recovery codes, and the same one not twice.
    let mut stick = Authenticator::new(HERE);
    assert_eq!(
        adds(&house, &mut stick, "Nøgle").await.expect("added"),
        None
    );
    let twice = adds(&house, &mut Authenticator::new(HERE), "Nøgle").await;
    assert!(twice.is_ok(), "two may be called the same");
}

#[tokio::test]
async fn what_is_replayed_forged_or_somebody_elses_opens_nothing() {
    let house = a_house().await;
    let (phone, _) = karens(&house).await;
    let now = house.now();
    // The same answer twice.
    let mut fresh = phone.copy();
    let question = asked(&house, now).await;
    let answer = fresh.shows(&question.challenge.text());
    assert!(
        sign_in_with_passkey(&house, &answer, FROM, now)
            .await
            .is_ok()
    );
    assert!(wrong(
        sign_in_with_passkey(&house, &answer, FROM, now).await
    ));
    // A question of somebody's own, and one that waited too long.
    let own = fresh.shows(&helhed_passkey::to_text(&[7; 32]));
    assert!(wrong(sign_in_with_passkey(&house, &own, FROM, now).await));
    let late = asked(&house, now).await;
    let later = now + jiff::SignedDuration::from_mins(6);
    let answer = fresh.shows(&late.challenge.text());
    assert!(wrong(
        sign_in_with_passkey(&house, &answer, FROM, later).await
    ));
    // Elsewhere, for somebody else, without making sure of the user, with another key, of nobody, or without saying whose it is.
    let changes: [&dyn Fn(&mut Authenticator); 5] = [
        &|it| it.origin = "https://helhed.example.dk.evil.example".into(),
        &|it| it.party = "example.dk".into(),
        &|it| it.verifies = false,
        &|it| it.forgets_key(),
        &|it| it.claims(&Authenticator::new(HERE)),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut other = fresh.copy();
        change(&mut other);
        assert!(wrong(comes(&house, &mut other).await), "{at}");
    }
    comes(&house, &mut fresh).await.expect("still good");
    // As often as it tried wrong with a pass phrase, it waits.
    for _ in 0..20 {
        let mut other = fresh.copy();
        other.forgets_key();
        let _ = comes(&house, &mut other).await;
    }
    let told = comes(&house, &mut fresh).await;
    assert!(matches!(told, Err(ShowError::TooMany)));
    let told = sign_in(&house, "karen", &phrase(), "b", now).await;
    assert!(
        matches!(told, Err(SignInError::TooMany)),
        "counted together"
    );
}

#[tokio::test]
async fn a_copy_is_refused_and_told_to_the_log() {
    let house = a_house().await;
    let (mut phone, _) = karens(&house).await;
    comes(&house, &mut phone).await.expect("in");
    let mut copy = phone.copy();
    comes(&house, &mut phone).await.expect("in");
    assert!(
        wrong(comes(&house, &mut copy).await),
        "it counts from before"
    );
    let rows = house.link().rows("SELECT act FROM audit_entry", []).await;
    let acts = rows.expect("read").into_iter().map(|mut row| row.next());
    let acts: Vec<String> = acts.collect::<Result<_, _>>().expect("acts");
    for act in ["add_passkey", "use_passkey", "refuse_passkey"] {
        assert!(acts.iter().any(|it| it == act), "{act}");
    }
}

#[tokio::test]
async fn the_second_step_takes_the_accounts_own_passkey_alone() {
    let house = a_house().await;
    let (mut phone, _) = karens(&house).await;
    // Bo has one, too.
    let mut bos = Authenticator::new(HERE);
    let now = house.now();
    let question = ask_to_add(&house, &house.bo, &phrase(), "a", now).await;
    let question = question.expect("asked");
    let answer = bos.makes(
        &question.challenge.text(),
        house.bo.account.uuid().as_bytes(),
    );
    // What was asked of Bo is no answer of Karen's.
    let command = AddPasskey {
        name: line("Bos"),
        answer,
    };
    let told = add_passkey(&house, &house.karen, command.clone(), now).await;
    assert!(matches!(told, Err(AddPasskeyError::Refused)));
    let told = add_passkey(&house, &house.bo, command, now).await;
    assert!(matches!(told, Err(AddPasskeyError::Refused)), "asked once");
    let question = ask_to_add(&house, &house.bo, &phrase(), "a", now).await;
    let question = question.expect("asked").challenge.text();
    let command = AddPasskey {
        name: line("Bos"),
        answer: bos.makes(&question, house.bo.account.uuid().as_bytes()),
    };
    add_passkey(&house, &house.bo, command, now)
        .await
        .expect("added");
    let step = first_step(&house).await;
    let question = ask_at_step(&house, step.secret(), "a", now).await;
    let answer = bos.shows(&question.expect("asked").challenge.text());
    let told = finish_step_with_passkey(&house, step.secret(), &answer, FROM, now).await;
    assert!(wrong(told), "Bo's opens nothing of Karen's");
    // Nor does Karen's own answer to the question at the front door.
    let front = asked(&house, now).await;
    let answer = phone.shows(&front.challenge.text());
    let told = finish_step_with_passkey(&house, step.secret(), &answer, FROM, now).await;
    assert!(wrong(told));
    // Bo's passkey that says it is Karen's.
    let mut sly = bos.copy();
    sly.claims(&phone);
    assert!(wrong(comes(&house, &mut sly).await));
}

#[tokio::test]
async fn whose_role_must_have_one_makes_a_passkey_on_the_way_in() {
    let house = a_house().await;
    house.set_second_factor_for(vec![Role::Coordinator]);
    let now = house.now();
    let step = first_step(&house).await;
    let asks = look_at_step(&house, step.secret(), now)
        .await
        .expect("looked");
    assert!(matches!(asks, StepAsks::FirstCode(..)));
    let question = ask_at_step(&house, step.secret(), "a", now).await;
    let question = question.expect("asked");
    let QuestionKind::Add { user, .. } = question.kind else {
        panic!("a new one");
    };
    let mut phone = Authenticator::new(HERE);
    let command = AddPasskey {
        name: line("Firefox"),
        answer: phone.makes(&question.challenge.text(), &user),
    };
    let done = add_passkey_at_step(&house, step.secret(), command, "Firefox", now).await;
    assert_eq!(done.expect("in").recovery.map(|it| it.len()), Some(10));
    comes(&house, &mut phone).await.expect("in");
    // It is the only one: it stays, until there are codes.
    let account = helhed_store::account::by_id(&mut house.link(), house.karen.account).await;
    let account = account.expect("read").expect("there");
    let held = own_passkeys(&house, &account).await.expect("read").held;
    let id = held[0].id;
    let told = remove_passkey(&house, &house.karen, id, &phrase(), now).await;
    assert!(matches!(told, Err(RemovePasskeyError::Required)));
    let secret = begin_codes(&house, &house.karen, now).await.expect("begun");
    let state = factor_state(&house, &account).await.expect("read");
    assert!(!state.required && !state.on);
    confirm_codes(&house, &house.karen, &secret.shown_at(now), now)
        .await
        .expect("on");
    let other = PassPhrase::typed("forkert");
    let told = remove_passkey(&house, &house.karen, id, &other, now).await;
    assert!(matches!(told, Err(RemovePasskeyError::Wrong)));
    let told = remove_passkey(&house, &house.bo, id, &phrase(), now).await;
    assert!(matches!(told, Err(RemovePasskeyError::Absent)));
    remove_passkey(&house, &house.karen, id, &phrase(), now)
        .await
        .expect("removed");
    assert!(
        wrong(comes(&house, &mut phone).await),
        "it opens nothing more"
    );
}

#[tokio::test]
async fn it_takes_them_away_and_an_open_screen_adds_none() {
    let house = a_house().await;
    let (mut phone, _) = karens(&house).await;
    let now = house.now();
    let wrong_phrase = PassPhrase::typed("forkert");
    let told = ask_to_add(&house, &house.karen, &wrong_phrase, "a", now).await;
    assert!(matches!(told, Err(AskError::Wrong)));
    let mut ctx = house.change(&house.it_admin).await;
    reset_second_factor(&mut ctx, house.karen.account)
        .await
        .expect("taken away");
    ctx.commit().await.expect("committed");
    assert!(wrong(comes(&house, &mut phone).await));
    assert!(sign_in(&house, "karen", &phrase(), "z", now).await.is_ok());
    // Where there are none, nothing is asked.
    let plain = House::new().await;
    let told = ask_to_sign_in(&plain, "a", now).await;
    assert!(matches!(told, Err(AskError::NotHere)));
    assert!(Line::parse("").is_err(), "a passkey has a name");
}

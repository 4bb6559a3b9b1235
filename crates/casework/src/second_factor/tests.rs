use jiff::{SignedDuration, Timestamp};

use helhed_domain::account::{PassPhrase, Role};

use super::*;
use crate::sign_in::{
    SessionState, SignInError, StepAsks, Stepped, Token, finish_step, look_at_step, session,
    sign_in,
};
use crate::testing::House;

/// Karen's secret, confirmed, and her recovery codes.
async fn turned_on(house: &House) -> (CodeSecret, Vec<String>) {
    let secret = begin_codes(house, &house.karen, house.now())
        .await
        .expect("a secret");
    let code = secret.shown_at(house.now());
    let recovery = confirm_codes(house, &house.karen, &code, house.now())
        .await
        .expect("confirmed");
    (secret, recovery)
}

async fn first_step(house: &House, now: Timestamp) -> Token {
    let phrase = PassPhrase::typed(House::PHRASE);
    match sign_in(house, "karen", &phrase, "a", now).await {
        Err(SignInError::SecondFactor(step)) => step,
        other => panic!("{:?}", other.map(|(account, _)| account.role)),
    }
}

async fn second(
    house: &House,
    step: &Token,
    code: &str,
    now: Timestamp,
) -> Result<Stepped, CodeError> {
    finish_step(house, step.secret(), code, "Firefox", now).await
}

fn seconds(house: &House, more: i64) -> Timestamp {
    house.now() + SignedDuration::from_secs(more)
}

#[tokio::test]
async fn a_code_opens_once_and_a_pass_phrase_alone_opens_nothing() {
    let house = House::new().await;
    let (secret, _) = turned_on(&house).await;
    // The code that turned it on is used.
    let step = first_step(&house, house.now()).await;
    let used = second(&house, &step, &secret.shown_at(house.now()), house.now()).await;
    assert!(matches!(used, Err(CodeError::Wrong)));
    let state = session(&house, step.secret(), house.now()).await;
    assert_eq!(state.expect("a state"), SessionState::None);
    let now = seconds(&house, 30);
    let code = secret.shown_at(now);
    let done = second(&house, &step, &code, now).await.expect("signed in");
    let state = session(&house, done.token.secret(), now).await;
    assert!(matches!(state, Ok(SessionState::Live(_))));
    assert!(done.recovery.is_none());
    let again = second(&house, &step, &code, now).await;
    assert!(matches!(again, Err(CodeError::Over)), "the step is done");
    let step = first_step(&house, now).await;
    let again = second(&house, &step, &code, now).await;
    assert!(matches!(again, Err(CodeError::Wrong)), "the code is used");
}

#[tokio::test]
async fn wrong_codes_are_counted_for_the_account_whatever_the_step() {
    let house = House::new().await;
    let (secret, _) = turned_on(&house).await;
    let now = seconds(&house, 60);
    for _ in 0..6 {
        let step = first_step(&house, now).await;
        let wrong = second(&house, &step, "nothing", now).await;
        assert!(matches!(wrong, Err(CodeError::Wrong)));
    }
    let step = first_step(&house, now).await;
    let right = second(&house, &step, &secret.shown_at(now), now).await;
    assert!(matches!(right, Err(CodeError::TooMany)));
    let later = now + SignedDuration::from_mins(16);
    let step = first_step(&house, later).await;
    assert!(
        second(&house, &step, &secret.shown_at(later), later)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_new_ones_end_the_old() {
    let house = House::new().await;
    let (secret, recovery) = turned_on(&house).await;
    assert_eq!(recovery.len(), 10);
    let step = first_step(&house, house.now()).await;
    let typed = recovery[0].to_uppercase().replace('-', " ");
    assert!(second(&house, &step, &typed, house.now()).await.is_ok());
    let step = first_step(&house, house.now()).await;
    let again = second(&house, &step, &recovery[0], house.now()).await;
    assert!(matches!(again, Err(CodeError::Wrong)));
    let now = seconds(&house, 60);
    let code = secret.shown_at(now);
    let fresh = new_recovery_codes(&house, &house.karen, &code, now).await;
    assert_eq!(fresh.expect("made").len(), 10);
    let step = first_step(&house, now).await;
    let old = second(&house, &step, &recovery[1], now).await;
    assert!(matches!(old, Err(CodeError::Wrong)));
}

#[tokio::test]
async fn neither_secret_nor_recovery_codes_stand_in_the_database() {
    let house = House::new().await;
    let (secret, recovery) = turned_on(&house).await;
    let mut link = house.link();
    let sql = "SELECT secret FROM second_factor";
    let row = link.row(sql, []).await.expect("read");
    let sealed: Vec<u8> = row.expect("a row").next().expect("bytes");
    assert!(!String::from_utf8_lossy(&sealed).contains(&secret.hex()));
    let rows = link.rows("SELECT code_hash FROM recovery_code", []).await;
    for mut row in rows.expect("read") {
        let hash: Vec<u8> = row.next().expect("bytes");
        let text = String::from_utf8_lossy(&hash).into_owned();
        assert!(recovery.iter().all(|code| !text.contains(code.as_str())));
    }
}

#[tokio::test]
async fn whose_role_must_have_one_sets_it_up_on_the_way_in() {
    let house = House::new().await;
    house.set_second_factor_for(vec![Role::Coordinator]);
    let step = first_step(&house, house.now()).await;
    let asks = look_at_step(&house, step.secret(), house.now()).await;
    let Ok(StepAsks::FirstCode(secret, username)) = asks else {
        panic!("a first code is asked for");
    };
    assert_eq!(username, "karen");
    let wrong = second(
        &house,
        &step,
        "000000",
        house.now() - SignedDuration::from_secs(1),
    )
    .await;
    assert!(matches!(wrong, Err(CodeError::Wrong)));
    let code = secret.shown_at(house.now());
    let done = second(&house, &step, &code, house.now()).await;
    assert_eq!(done.expect("signed in").recovery.expect("codes").len(), 10);
    // Off again it is not turned by oneself; IT takes it away, and not from themselves.
    let stopped = stop_codes(&house, &house.karen, "x", house.now()).await;
    assert!(matches!(stopped, Err(StopCodesError::Required)));
    let mut ctx = house.change(&house.it_admin).await;
    let own = reset_second_factor(&mut ctx, house.it_admin.account).await;
    assert!(matches!(own, Err(crate::Stop::NotAllowed)));
    reset_second_factor(&mut ctx, house.karen.account)
        .await
        .expect("reset");
    ctx.commit().await.expect("committed");
    let step = first_step(&house, house.now()).await;
    let asks = look_at_step(&house, step.secret(), house.now()).await;
    let Ok(StepAsks::FirstCode(fresh, _)) = asks else {
        panic!("a first code is asked for anew");
    };
    assert_ne!(fresh, secret);
    let mut ctx = house.change(&house.lone).await;
    let told = reset_second_factor(&mut ctx, house.karen.account).await;
    assert!(matches!(told, Err(crate::Stop::NotAllowed)));
}

#[tokio::test]
async fn turned_off_with_a_code_the_pass_phrase_opens_again() {
    let house = House::new().await;
    let (secret, _) = turned_on(&house).await;
    let now = seconds(&house, 30);
    let wrong = stop_codes(&house, &house.karen, "123456", now).await;
    assert!(wrong.is_err());
    stop_codes(&house, &house.karen, &secret.shown_at(now), now)
        .await
        .expect("off");
    let phrase = PassPhrase::typed(House::PHRASE);
    assert!(sign_in(&house, "karen", &phrase, "a", now).await.is_ok());
    let late = first_is_over(&house).await;
    assert!(matches!(late, Err(CodeError::Over)));
}

/// A step that took too long.
async fn first_is_over(house: &House) -> Result<Stepped, CodeError> {
    let (secret, _) = turned_on(house).await;
    let step = first_step(house, house.now()).await;
    let late = house.now() + SignedDuration::from_mins(11);
    second(house, &step, &secret.shown_at(late), late).await
}

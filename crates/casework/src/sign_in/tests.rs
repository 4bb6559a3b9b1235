use super::*;
use crate::testing::House;

#[tokio::test]
async fn a_session_lives_times_out_and_ends() {
    let house = House::new().await;
    let phrase = PassPhrase::typed(House::PHRASE);
    let (account, token) = sign_in(&house, "karen", &phrase, "127.0.0.1", house.now())
        .await
        .expect("signed in");
    assert_eq!(
        session(&house, token.secret(), house.now())
            .await
            .expect("a state"),
        SessionState::Live(account.clone())
    );
    let later = house.now() + SignedDuration::from_mins(61);
    assert_eq!(
        session(&house, token.secret(), later)
            .await
            .expect("a state"),
        SessionState::TimedOut(account.id)
    );
    let told = sign_out(&house, token.secret(), house.now()).await;
    assert_eq!(told.expect("signed out"), None, "of no provider");
    assert_eq!(
        session(&house, token.secret(), house.now())
            .await
            .expect("a state"),
        SessionState::None
    );
    assert_eq!(
        session(&house, "forged", house.now())
            .await
            .expect("a state"),
        SessionState::None
    );
}

#[tokio::test]
async fn after_ten_wrong_tries_even_the_right_phrase_waits_a_quarter_of_an_hour() {
    let house = House::new().await;
    let (right, wrong) = (
        PassPhrase::typed(House::PHRASE),
        PassPhrase::typed("forkert"),
    );
    for _ in 0..TRIES_PER_NAME {
        assert!(matches!(
            sign_in(&house, "karen", &wrong, "a", house.now()).await,
            Err(SignInError::Wrong)
        ));
    }
    assert!(matches!(
        sign_in(&house, "karen", &right, "a", house.now()).await,
        Err(SignInError::TooMany)
    ));
    let later = house.now() + REMEMBERED + SignedDuration::from_secs(1);
    assert!(sign_in(&house, "karen", &right, "a", later).await.is_ok());
}

#[tokio::test]
async fn nobody_by_that_name_gets_the_same_answer() {
    let house = House::new().await;
    for name in ["nobody", "", "x'; --", "🙂"] {
        let answer = sign_in(&house, name, &PassPhrase::typed("x"), name, house.now()).await;
        assert!(matches!(answer, Err(SignInError::Wrong)), "{name}");
    }
}

//! Changes one's own pass phrase.

use helhed_access::{Actor, Basis, Resource, Verb};
use helhed_domain::account::PassPhrase;
use helhed_store::{StoreError, account as stored, session};
use jiff::Timestamp;

use crate::Casework;
use crate::sign_in::{self, hash_of};

/// A change of one's own pass phrase.
#[derive(Debug, Clone)]
pub struct ChangePhrase {
    /// The one that holds now, as typed.
    pub old: PassPhrase,
    /// The one that is to hold.
    pub new: PassPhrase,
}

/// Why it was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePhraseError {
    /// The old pass phrase is not the one.
    #[error("the old pass phrase is wrong")]
    Wrong,
    /// Too many wrong tries: wait a quarter of an hour.
    #[error("too many tries")]
    TooMany,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Changes the actor's own pass phrase. Every session ends but the one of `token`, in which it was changed. Wrong tries count as
/// wrong tries to sign in: an open screen that was left alone gives no more of them than the front door.
pub async fn change_phrase(
    house: &Casework,
    actor: &Actor,
    token: &str,
    command: ChangePhrase,
    now: Timestamp,
) -> Result<(), ChangePhraseError> {
    let mut link = house.link();
    let Some(account) = stored::by_id(&mut link, actor.account).await? else {
        return Err(ChangePhraseError::Wrong);
    };
    let subject = sign_in::subject_of(house, account.username.as_str());
    if sign_in::must_wait(&mut link, &subject, now).await? {
        return Err(ChangePhraseError::TooMany);
    }
    let held = stored::password_hash(&mut link, account.id).await?;
    // Hashing is slow and holds up no writer: it is done before the change begins.
    let fits = house.hashing().verify(&command.old, held.clone()).await;
    let hash = house.hashing().hash(&command.new, house.random()).await;
    let mut ctx = house.begin(actor, now).await?;
    // Asked again where only one writes at a time: tries side by side count as tries one after another.
    if sign_in::must_wait(&mut ctx.link, &subject, now).await? {
        return Err(ChangePhraseError::TooMany);
    }
    if !fits || stored::password_hash(&mut ctx.link, account.id).await? != held {
        session::note_attempt(&mut ctx.link, &subject, now).await?;
        ctx.commit().await?;
        return Err(ChangePhraseError::Wrong);
    }
    stored::set_password(&mut ctx.link, account.id, &hash).await?;
    session::end_others(&mut ctx.link, account.id, &hash_of(token), now).await?;
    ctx.record_in_house(
        "change_phrase",
        (Verb::Change, Resource::Accounts, Basis::Employment),
        None,
        account.id.uuid(),
    );
    ctx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign_in::{SessionState, session as session_of, sign_in};
    use crate::testing::House;

    fn command(old: &str) -> ChangePhrase {
        ChangePhrase {
            old: PassPhrase::typed(old),
            new: PassPhrase::choose("en helt ny sætning").expect("long enough"),
        }
    }

    #[tokio::test]
    async fn other_sessions_end_and_this_one_goes_on() {
        let house = House::new().await;
        let phrase = PassPhrase::typed(House::PHRASE);
        let mut tokens = Vec::new();
        for _ in 0..2 {
            let signed_in = sign_in(&house, "jens", &phrase, "a", house.now()).await;
            tokens.push(signed_in.expect("signed in").1);
        }
        let here = tokens[0].secret();
        change_phrase(
            &house,
            &house.jens,
            here,
            command(House::PHRASE),
            house.now(),
        )
        .await
        .expect("changed");
        let state = |at: usize| session_of(&house, tokens[at].secret(), house.now());
        assert!(matches!(state(0).await, Ok(SessionState::Live(_))));
        assert!(matches!(state(1).await, Ok(SessionState::None)));
        let fresh = command("").new;
        assert!(
            sign_in(&house, "jens", &fresh, "a", house.now())
                .await
                .is_ok()
        );
        assert!(
            sign_in(&house, "jens", &phrase, "a", house.now())
                .await
                .is_err()
        );
    }

    #[tokio::test]
    async fn wrong_tries_are_counted_as_at_the_front_door() {
        let house = House::new().await;
        for _ in 0..10 {
            let told =
                change_phrase(&house, &house.jens, "t", command("forkert"), house.now()).await;
            assert!(matches!(told, Err(ChangePhraseError::Wrong)));
        }
        let right = command(House::PHRASE);
        let told = change_phrase(&house, &house.jens, "t", right.clone(), house.now()).await;
        assert!(matches!(told, Err(ChangePhraseError::TooMany)));
        let later = house.now() + jiff::SignedDuration::from_mins(16);
        assert!(
            change_phrase(&house, &house.jens, "t", right, later)
                .await
                .is_ok()
        );
    }
}

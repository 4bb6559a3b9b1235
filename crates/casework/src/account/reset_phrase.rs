//! Gives an account a fresh pass phrase, for somebody who has forgotten theirs.

use helhed_access::{Resource, Verb};
use helhed_domain::account::PassPhrase;
use helhed_domain::ids::AccountId;
use helhed_store::{account as stored, session};

use super::disable_account::to_change;
use crate::{Casework, Ctx, Stop};

/// A pass phrase that was made here. Shown once, to whoever passes it on; stored only as a hash.
#[derive(Clone)]
pub struct FreshPhrase(String);

/// Redacted.
impl std::fmt::Debug for FreshPhrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FreshPhrase")
    }
}

impl FreshPhrase {
    /// Makes one: four groups of four, 80 bits, of letters and digits that are not taken for each other.
    pub fn make(house: &Casework) -> Self {
        const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut text = String::new();
        for (at, byte) in house.random::<16>().into_iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(SIGNS[usize::from(byte % 32)]));
        }
        Self(text)
    }

    /// The phrase in the clear.
    pub fn shown(&self) -> &str {
        &self.0
    }

    /// The phrase for an account.
    pub fn phrase(&self) -> PassPhrase {
        PassPhrase::typed(&self.0)
    }
}

/// Sets the pass phrase of an account: by IT on screen, or by the house from the command line. Its sessions end at once.
pub async fn reset_phrase(ctx: &mut Ctx, id: AccountId, phrase: &PassPhrase) -> Result<(), Stop> {
    let (_, basis) = to_change(ctx, id).await?;
    let salt = ctx.house().random();
    let hash = ctx.house().hashing().hash(phrase, salt).await;
    let now = ctx.now();
    stored::set_password(&mut ctx.link, id, &hash).await?;
    session::end_all(&mut ctx.link, id, now).await?;
    ctx.record_in_house(
        "reset_phrase",
        (Verb::Change, Resource::Accounts, basis),
        None,
        id.uuid(),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign_in::{SessionState, session as session_of, sign_in};
    use crate::testing::House;

    #[tokio::test]
    async fn the_fresh_phrase_opens_and_the_old_one_and_its_sessions_do_not() {
        let house = House::new().await;
        let old = PassPhrase::typed(House::PHRASE);
        let (_, token) = sign_in(&house, "karen", &old, "a", house.now())
            .await
            .expect("signed in");
        let fresh = FreshPhrase::make(&house);
        let mut ctx = house
            .begin(&house.it_admin, house.now())
            .await
            .expect("begun");
        reset_phrase(&mut ctx, house.karen.account, &fresh.phrase())
            .await
            .expect("reset");
        ctx.commit().await.expect("committed");
        let state = session_of(&house, token.secret(), house.now()).await;
        assert_eq!(state.expect("a state"), SessionState::None);
        assert!(
            sign_in(&house, "karen", &old, "a", house.now())
                .await
                .is_err()
        );
        let signed_in = sign_in(&house, "karen", &fresh.phrase(), "a", house.now()).await;
        assert!(signed_in.is_ok());
    }

    #[tokio::test]
    async fn a_fresh_phrase_is_long_legible_and_never_the_same() {
        let house = House::new().await;
        let (one, other) = (FreshPhrase::make(&house), FreshPhrase::make(&house));
        assert_eq!(one.shown().len(), 19);
        assert!(!one.shown().contains(['l', 'o', '0', '1']));
        assert_ne!(one.shown(), other.shown());
        assert!(PassPhrase::choose(one.shown()).is_ok());
        assert_eq!(format!("{one:?}"), "FreshPhrase");
    }

    #[tokio::test]
    async fn only_it_resets() {
        let house = House::new().await;
        let phrase = PassPhrase::typed(House::PHRASE);
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            reset_phrase(&mut ctx, house.karen.account, &phrase).await,
            Err(Stop::NotAllowed)
        ));
    }
}

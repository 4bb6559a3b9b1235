//! Pass phrases, hashed with argon2id.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use helhed_domain::account::PassPhrase;

/// How dear a hash is, and how many are made at once: hashing never takes every core.
#[derive(Debug, Clone)]
pub struct Hashing {
    params: Params,
    at_once: Arc<Semaphore>,
    /// A hash of nothing, checked when there is no such account, so that the answer takes as long.
    decoy: Arc<String>,
}

impl Hashing {
    /// 19 MiB, 2 passes, 1 lane: the OWASP recommendation.
    pub fn strong() -> Self {
        Self::with(Params::new(19 * 1024, 2, 1, None))
    }

    /// As little as argon2id can: for tests and demos with many accounts, never for real ones.
    pub fn weak() -> Self {
        Self::with(Params::new(64, 1, 1, None))
    }

    fn with(params: Result<Params, argon2::Error>) -> Self {
        let params = params.expect("the parameters are within argon2's bounds");
        let decoy = hash(&params, b"nobody", &[0; 16]);
        Self {
            params,
            at_once: Arc::new(Semaphore::new(2)),
            decoy: Arc::new(decoy),
        }
    }

    /// The hash to store.
    pub(crate) async fn hash(&self, phrase: &PassPhrase, salt: [u8; 16]) -> String {
        let (params, phrase) = (self.params.clone(), phrase.clone());
        self.work(move || hash(&params, phrase.secret(), &salt))
            .await
    }

    /// Whether a phrase is the one; without a stored hash it is not, after as long.
    pub(crate) async fn verify(&self, phrase: &PassPhrase, stored: Option<String>) -> bool {
        let (known, phrase) = (stored.is_some(), phrase.clone());
        let stored = stored.unwrap_or_else(|| self.decoy.to_string());
        let fits = move || {
            PasswordHash::new(&stored).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(phrase.secret(), &hash)
                    .is_ok()
            })
        };
        self.work(fits).await && known
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> T {
        let _turn = self
            .at_once
            .acquire()
            .await
            .expect("the semaphore is never closed");
        tokio::task::spawn_blocking(job)
            .await
            .expect("hashing does not panic")
    }
}

fn hash(params: &Params, secret: &[u8], salt: &[u8; 16]) -> String {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let hash: argon2::password_hash::phc::PasswordHash = argon
        .hash_password_with_salt(secret, salt)
        .expect("a phrase of bounded length can be hashed");
    hash.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_phrase_fits_and_nobody_has_none() {
        let hashing = Hashing::weak();
        let phrase = PassPhrase::typed("tre små kinesere");
        let stored = hashing.hash(&phrase, [3; 16]).await;
        assert!(stored.starts_with("$argon2id$v=19$"));
        assert!(hashing.verify(&phrase, Some(stored.clone())).await);
        assert!(
            !hashing
                .verify(&PassPhrase::typed("tre store kinesere"), Some(stored))
                .await
        );
        assert!(!hashing.verify(&PassPhrase::typed("nobody"), None).await);
    }
}

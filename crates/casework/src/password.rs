//! Pass phrases, hashed with argon2id.

use std::sync::{Arc, Mutex};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

use helhed_domain::account::PassPhrase;

/// How dear a hash is, and how many are made at once: hashing never takes every core.
#[derive(Debug, Clone)]
pub struct Hashing {
    params: Params,
    at_once: Arc<Semaphore>,
    /// The working memory of hashes that are done, for the next: as many as are made at once. Given back to the allocator and
    /// taken again, memory of this size and alignment grew by itself with every sign-in.
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
    /// How many hashes were computed: the work that an answer cost, which tells nobody whether a name exists.
    #[cfg(any(test, feature = "testing"))]
    worked: Arc<std::sync::atomic::AtomicUsize>,
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
        let decoy = hash(&params, b"nobody", &[0; 16], &mut Vec::new());
        Self {
            params,
            at_once: Arc::new(Semaphore::new(2)),
            memory: Arc::default(),
            #[cfg(any(test, feature = "testing"))]
            worked: Arc::default(),
            decoy: Arc::new(decoy),
        }
    }

    /// The hash to store.
    pub(crate) async fn hash(&self, phrase: &PassPhrase, salt: [u8; 16]) -> String {
        let (params, phrase) = (self.params.clone(), phrase.clone());
        self.work(move |memory| hash(&params, phrase.secret(), &salt, memory))
            .await
    }

    /// Whether a phrase is the one; without a stored hash it is not, after as long.
    pub(crate) async fn verify(&self, phrase: &PassPhrase, stored: Option<String>) -> bool {
        // An account without a pass phrase has an empty hash: as long a wait as with one, and as for nobody.
        let stored = stored.filter(|hash| !hash.is_empty());
        let (known, phrase) = (stored.is_some(), phrase.clone());
        let stored = stored.unwrap_or_else(|| self.decoy.to_string());
        let fits = move |memory: &mut Vec<Block>| fits(&stored, phrase.secret(), memory);
        self.work(fits).await && known
    }

    /// How many hashes were computed since the house was opened.
    #[cfg(any(test, feature = "testing"))]
    pub fn worked(&self) -> usize {
        self.worked.load(std::sync::atomic::Ordering::SeqCst)
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> T {
        let _turn = self
            .at_once
            .acquire()
            .await
            .expect("the semaphore is never closed");
        #[cfg(any(test, feature = "testing"))]
        self.worked
            .fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let idle = self.memory.clone();
        let with_memory = move || {
            let lock = || idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            let mut memory = lock().pop().unwrap_or_default();
            let done = job(&mut memory);
            lock().push(memory);
            done
        };
        tokio::task::spawn_blocking(with_memory)
            .await
            .expect("hashing does not panic")
    }
}

/// The 32 bytes of a hash.
fn bytes(
    argon: &Argon2<'_>,
    secret: &[u8],
    salt: &[u8],
    memory: &mut Vec<Block>,
) -> argon2::Result<[u8; 32]> {
    let blocks = argon.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    let mut out = [0; 32];
    argon.hash_password_into_with_memory(secret, salt, &mut out, &mut memory[..blocks])?;
    Ok(out)
}

fn hash(params: &Params, secret: &[u8], salt: &[u8; 16], memory: &mut Vec<Block>) -> String {
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let argon = Argon2::new(algorithm, version, params.clone());
    let hashed = bytes(&argon, secret, salt, memory);
    let hashed = hashed.expect("a phrase of bounded length can be hashed");
    let hash = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(params).expect("parameters that were used can be written"),
        salt: Some(Salt::new(salt).expect("16 bytes are a salt")),
        hash: Some(Output::new(&hashed).expect("32 bytes are an output")),
    };
    hash.to_string()
}

/// Whether a stored hash is that of a secret; compared in constant time.
fn fits(stored: &str, secret: &[u8], memory: &mut Vec<Block>) -> bool {
    let mut fitting = || {
        let stored = PasswordHash::new(stored).ok()?;
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
        let version = Version::try_from(stored.version?).ok()?;
        let argon = Argon2::new(algorithm, version, Params::try_from(&stored).ok()?);
        let hashed = bytes(&argon, secret, &stored.salt?, memory).ok()?;
        Some(stored.hash? == Output::new(&hashed).ok()?)
    };
    fitting().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_memory_of_a_hash_serves_the_next() {
        let hashing = Hashing::weak();
        let phrase = PassPhrase::typed("tre små kinesere");
        for _ in 0..5 {
            hashing.hash(&phrase, [3; 16]).await;
        }
        let idle = hashing.memory.lock().expect("nobody panicked");
        assert_eq!(idle.iter().map(Vec::len).collect::<Vec<_>>(), [64]);
    }

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

//! Chance is an argument: the operating system's in production, a seed's in tests and demos.

use std::sync::Mutex;

use sha2::{Digest, Sha256};

/// A source of random bytes.
pub trait Chance: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy)]
pub struct OperatingSystem;

impl Chance for OperatingSystem {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where randomness comes in"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The same bytes for the same seed: SHA-256 of the seed and a counter. Not secret.
#[derive(Debug)]
pub struct Seeded(Mutex<(u64, u64)>);

impl Seeded {
    /// Starts at a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new((seed, 0)))
    }
}

impl Chance for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        for chunk in bytes.chunks_mut(32) {
            let (seed, count) = *state;
            let block = Sha256::new()
                .chain_update(seed.to_be_bytes())
                .chain_update(count.to_be_bytes())
                .finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
            state.1 += 1;
        }
    }
}

//! Plays the stories into an open house, through the same operations as a user.

mod accounts;

use std::collections::BTreeMap;

use jiff::Timestamp;

use helhed_casework::access::Actor;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::day::day_of;
use helhed_casework::{Casework, Stop, StoreError};

use crate::story::Municipality;

/// An account of the demo that somebody may sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Its role.
    pub role: Role,
    /// What is typed.
    pub username: String,
    /// Its name on screen.
    pub name: String,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Populated {
    /// The name of the municipality.
    pub municipality: String,
    /// The accounts to sign in with, coordinators first.
    pub sign_ins: Vec<SignIn>,
}

/// Why a municipality could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PopulateError {
    /// An operation refused what a story tells: a fault in the story.
    #[error("{0} refused what a story tells")]
    Refused(&'static str),
    /// An operation stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Makes the municipality of a seed in an empty house; every account gets the same pass phrase.
pub async fn populate(
    house: &Casework,
    seed: u64,
    families: u32,
    phrase: &str,
    now: Timestamp,
    mut progress: impl FnMut(u32, u32),
) -> Result<Populated, PopulateError> {
    let town = Municipality::make(seed, families, day_of(now));
    let mut people: BTreeMap<String, Actor> = BTreeMap::new();
    let sign_ins = accounts::open(house, &town, phrase, now, &mut people).await?;
    progress(0, families);
    Ok(Populated {
        municipality: town.name.clone(),
        sign_ins,
    })
}

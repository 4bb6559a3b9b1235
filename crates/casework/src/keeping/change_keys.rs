//! The keys of encrypted columns are changed while people work: taken over, then everything is sealed again under the newest.

use std::collections::BTreeMap;

use jiff::Timestamp;

use helhed_access::Verb;
use helhed_store::StoreError;
use helhed_store::sealed;
use helhed_store::secret::{self, Keys, KeysInUseError};

use super::noted::note;
use crate::Casework;

/// Why keys were not taken over: those in use stay.
#[derive(Debug, thiserror::Error)]
pub enum TakeOverKeysError {
    /// They do not go with those in use.
    #[error(transparent)]
    InUse(#[from] KeysInUseError),
    /// They do not open what is in the database.
    #[error("they do not open what is encrypted in the database")]
    DoNotFit,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Takes over other keys, from the next thing that is sealed or opened on, without a pause.
pub async fn take_over_keys(casework: &Casework, newer: &Keys) -> Result<(), TakeOverKeysError> {
    if secret::fits(&mut casework.link(), newer).await? == Some(false) {
        return Err(TakeOverKeysError::DoNotFit);
    }
    Ok(casework.keys().take_over(newer)?)
}

/// How many values are sealed under each key, by its number.
pub async fn sealed_under(casework: &Casework) -> Result<BTreeMap<u8, i64>, StoreError> {
    sealed::counts(&mut casework.link()).await
}

/// Seals everything again that is under an older key, a little at a time, and tells after each how many it has been. Begun again
/// after it was cut off, it goes on.
pub async fn seal_again(
    casework: &Casework,
    now: Timestamp,
    told: impl FnMut(u64),
) -> Result<u64, StoreError> {
    note(casework.store(), now, "seal_again", Verb::Change).await?;
    sealed::seal_again(casework.store(), casework.keys(), told).await
}

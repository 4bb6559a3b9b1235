//! That a backup was taken or put back: the audit log says so, for all that is in a family's case leaves or comes with it.

use jiff::Timestamp;

use helhed_access::{Resource, Verb};
use helhed_store::audit::{self, Entry};
use helhed_store::secret::{self, Keys};
use helhed_store::{Store, StoreError};

/// Notes that a backup is being taken. Before it is, so that it stands in the backup too.
pub async fn note_backup(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    note(store, now, "take_backup", Verb::Share).await
}

/// Notes that what is here was put back from a backup.
pub async fn note_restore(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    note(store, now, "restore_backup", Verb::Add).await
}

/// Notes what was done to the house as a whole, by nobody who is signed in.
pub(super) async fn note(
    store: &Store,
    now: Timestamp,
    act: &'static str,
    verb: Verb,
) -> Result<(), StoreError> {
    let mut link = store.write().await?;
    let entry = Entry::of_house(now, act, verb, Resource::Keeping);
    audit::append(&mut link, &[entry]).await?;
    link.commit().await
}

/// Whether keys open what is encrypted in the columns; nothing where nothing is.
pub async fn keys_fit(store: &Store, keys: &Keys) -> Result<Option<bool>, StoreError> {
    secret::fits(&mut store.read(), keys).await
}

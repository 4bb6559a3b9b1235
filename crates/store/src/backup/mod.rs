//! Backups: every table of either database as it was at one moment, encrypted while it is written.
//!
//! `docs/backup.md` describes the format, [0027](../../../docs/adr/0027-one-backup-for-both-databases.md) why it is our own. The layers, the
//! outermost first: [`SealedWriter`] and [`SealedReader`] (encryption in chunks), `record` (what is said of the backup, then table by
//! table its rows), [`take()`] and [`put_back()`] (from and to a database).

mod damage;
mod empty;
mod error;
mod manifest;
mod put_back;
mod record;
mod seal;
mod take;

pub use damage::damage;
pub use empty::is_empty_place;
pub use error::BackupError;
pub use manifest::Manifest;
pub use put_back::{Last, PutBack, put_back};
pub use seal::{BackupKeys, BackupKeysError, SealedReader, SealedWriter};
pub use take::take;

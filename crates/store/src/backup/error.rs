//! Why a backup could not be made or put back.

use crate::{OpenError, StoreError};

/// Why a backup could not be made or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file does not begin as a backup does.
    #[error("it is not a backup of Helhed")]
    NotABackup,
    /// None of the keys at hand made it.
    #[error("it was made with another backup key")]
    WrongKey,
    /// It ends too early, or something in it was changed.
    #[error("it is not whole: it was cut off or changed")]
    Broken,
    /// It was made by a newer Helhed, with tables that this one does not know.
    #[error("it was made by a newer Helhed (tables of {0}); put it back with that")]
    Newer(i64),
    /// A table or column in it is not in the database of its time.
    #[error("it does not fit the tables of its time: {0}")]
    Unfit(String),
    /// Rows point at rows that are not there.
    #[error("rows of {0} point at rows that are not there")]
    Dangling(String),
    /// There are not as many rows as the backup says.
    #[error("{table} has {found} rows, and {expected} were in it when the backup was made")]
    Count {
        /// The table.
        table: String,
        /// Rows that it should have.
        expected: i64,
        /// Rows that it has.
        found: i64,
    },
    /// The place to put it back in holds something.
    #[error("the place to put it back in is not empty")]
    NotEmpty,
    /// The file could not be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// The database could not be opened or brought to the tables of the backup.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database could not be read or written.
    #[error("the database could not be read or written")]
    Storage(#[from] StoreError),
}

impl BackupError {
    /// What went wrong while a sealed file was read: the fault itself where it is one of ours.
    pub(crate) fn of_reading(error: std::io::Error) -> Self {
        match error.get_ref().and_then(|it| it.downcast_ref::<Torn>()) {
            Some(_) => Self::Broken,
            None if error.kind() == std::io::ErrorKind::UnexpectedEof => Self::Broken,
            None => Self::File(error),
        }
    }
}

/// Carried through `std::io::Read` by a sealed file that does not open.
#[derive(Debug, thiserror::Error)]
#[error("cut off or changed")]
pub(crate) struct Torn;

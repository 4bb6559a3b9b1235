//! Why an operation went no further, whatever the operation.

use helhed_domain::ids::FamilyId;
use helhed_store::StoreError;

/// Why an operation went no further.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// There is no such thing, or the actor may not know of it: the same answer.
    #[error("not found")]
    Absent,
    /// The actor may know of it, and may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// The case may only be kept: the actor, who answers for it, gives a ground before it is opened.
    #[error("may only be kept")]
    Restricted(FamilyId),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Lets the error of an operation, which has a variant `Stopped`, take up a failure of storage.
macro_rules! stops_on_storage {
    ($($error:ident),+) => {$(
        impl From<helhed_store::StoreError> for $error {
            fn from(error: helhed_store::StoreError) -> Self {
                Self::Stopped(error.into())
            }
        }
    )+};
}
pub(crate) use stops_on_storage;

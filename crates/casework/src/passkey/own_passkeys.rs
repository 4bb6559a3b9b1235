//! The passkeys of one's own account.

use helhed_domain::account::Account;
use helhed_store::passkey::{self, Passkey};
use helhed_store::{StoreError, account as stored};

use crate::Casework;

/// The passkeys of one's own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPasskeys {
    /// The passkeys, the oldest first.
    pub held: Vec<Passkey>,
    /// Whether one can be added: there are passkeys at this installation, and the account has a pass phrase of its own.
    pub may_add: bool,
}

/// The passkeys of one's own account.
pub async fn own_passkeys(house: &Casework, account: &Account) -> Result<OwnPasskeys, StoreError> {
    let mut link = house.link();
    let phrase = stored::password_hash(&mut link, account.id).await?;
    let has_phrase = phrase.is_some_and(|it| !it.is_empty());
    Ok(OwnPasskeys {
        held: passkey::of_account(&mut link, account.id).await?,
        may_add: has_phrase && house.passkeys_at().is_some(),
    })
}

//! What somebody has begun to write and not sent. Kept for them alone, and shown to nobody else.

use jiff::Timestamp;

use helhed_domain::ids::AccountId;
use helhed_store::{StoreError, draft};

use crate::Casework;

/// The longest draft that is kept, in bytes of form encoding.
pub const LONGEST: usize = 1 << 20;

/// A kept draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the form holds, form-encoded.
    pub body: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// Keeps what a form holds; one that is too long is not kept, and false.
pub async fn keep_draft(
    house: &Casework,
    account: AccountId,
    place: &str,
    body: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if body.len() > LONGEST || place.len() > 300 {
        return Ok(false);
    }
    let mut ctx = house.begin_as_house(now).await?;
    draft::keep(&mut ctx.link, account, place, body, now).await?;
    ctx.commit().await.map(|()| true)
}

/// What was begun in a form.
pub async fn find_draft(
    house: &Casework,
    account: AccountId,
    place: &str,
) -> Result<Option<Draft>, StoreError> {
    let found = draft::find(&mut house.link(), account, place).await?;
    Ok(found.map(|(body, saved_at)| Draft { body, saved_at }))
}

/// Throws a draft away.
pub async fn drop_draft(
    house: &Casework,
    account: AccountId,
    place: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    draft::forget(&mut ctx.link, account, place).await?;
    ctx.commit().await
}

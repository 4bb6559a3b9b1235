//! What somebody has begun to write and not sent. Kept for them alone, and shown to nobody else.

use jiff::Timestamp;

use helhed_domain::ids::{AccountId, FormId};
use helhed_store::{StoreError, draft, submission};

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
    keep(house, account, (place, None), body, now).await
}

/// The same for a form by its id: what comes in late, after the form was sent, is as good as kept, and does not come back.
pub async fn keep_draft_of_form(
    house: &Casework,
    account: AccountId,
    (place, form): (&str, FormId),
    body: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    keep(house, account, (place, Some(form)), body, now).await
}

async fn keep(
    house: &Casework,
    account: AccountId,
    (place, form): (&str, Option<FormId>),
    body: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if body.len() > LONGEST || place.len() > 300 {
        return Ok(false);
    }
    let mut ctx = house.begin_as_house(now).await?;
    if let Some(form) = form
        && submission::led_to(&mut ctx.link, form, account)
            .await?
            .is_some()
    {
        return Ok(true);
    }
    let sealing = (house.keys(), house.random());
    draft::keep(&mut ctx.link, sealing, account, place, body, now).await?;
    ctx.commit().await.map(|()| true)
}

/// What was begun in a form.
pub async fn find_draft(
    house: &Casework,
    account: AccountId,
    place: &str,
) -> Result<Option<Draft>, StoreError> {
    let found = draft::find(&mut house.link(), house.keys(), account, place).await?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_store::args;

    #[tokio::test]
    async fn a_draft_is_its_writers_alone_and_no_number_in_it_can_be_read_in_the_database() {
        let house = House::new().await;
        let (karen, bo) = (house.karen.account, house.bo.account);
        let (place, body) = ("/families/1/people/new", "cpr=610190-1234&name=Sofie");
        let kept = keep_draft(&house, karen, place, body, house.now()).await;
        assert!(kept.expect("kept"));
        let found = find_draft(&house, karen, place).await.expect("read");
        assert_eq!(found.map(|draft| draft.body).as_deref(), Some(body));
        assert_eq!(find_draft(&house, bo, place).await.expect("read"), None);
        let sql = "SELECT body FROM draft WHERE account_id = $1";
        let row = house.link().row(sql, args![karen]).await.expect("read");
        let stored: Vec<u8> = row.expect("a row").next().expect("bytes");
        assert!(!String::from_utf8_lossy(&stored).contains("610190"));
    }
}

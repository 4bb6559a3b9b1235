//! Notes what became of a letter.

use jiff::Timestamp;

use helhed_domain::ids::LetterId;
use helhed_domain::post::{LetterState, MOST_TRIES};
use helhed_store::{StoreError, outbox};

use crate::Casework;

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The mail server has taken the letter.
    Taken,
    /// The mail server will never take it.
    Refused,
    /// Not this time: no connection, a server that is busy or set up wrongly.
    NotNow,
}

/// Notes what became of a letter: gone it is forgotten but for that it went and when; not now, it waits for its next try or is given up.
/// Who sent it is in the audit log since it was put in the outbox.
pub async fn note_delivery(
    house: &Casework,
    id: LetterId,
    delivery: Delivery,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let ending = match delivery {
        Delivery::Taken => LetterState::Sent,
        Delivery::Refused => LetterState::Refused,
        Delivery::NotNow => match outbox::tries(&mut ctx.link, id).await? {
            Some(MOST_TRIES..) => LetterState::GivenUp,
            _ => return Ok(()),
        },
    };
    if let Some(family) = outbox::close(&mut ctx.link, id, ending, now).await? {
        ctx.notice(family);
    }
    ctx.commit().await
}

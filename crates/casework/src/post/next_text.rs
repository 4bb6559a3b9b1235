//! Takes the text message whose turn it is out of the outbox, for one try.

use jiff::Timestamp;

use helhed_domain::text_message::TextMessage;
use helhed_store::StoreError;
use helhed_store::outbox::Channel;

use super::next_letter::{Outgoing, next};
use super::read_text;
use crate::Casework;

/// The text message whose turn it is, if any, as [`next_letter`](super::next_letter()) takes letters.
pub async fn next_text(
    house: &Casework,
    now: Timestamp,
) -> Result<Option<Outgoing<TextMessage>>, StoreError> {
    next(house, (Channel::Text, read_text), now).await
}

//! Takes the letter or text message whose turn it is out of the outbox, for one try.

use jiff::Timestamp;

use helhed_domain::ids::LetterId;
use helhed_domain::post::{Letter, LetterState, pause_after};
use helhed_store::outbox::Channel;
use helhed_store::{StoreError, outbox};

use super::{SEALED, read};
use crate::Casework;

/// A letter, or a text message, to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing<T> {
    /// Its id: the same at every try, so that a mail program can see that two are one.
    pub id: LetterId,
    /// What is sent.
    pub letter: T,
}

/// The letter whose turn it is, if any. The try is written down before it is made: a process that dies in the middle leaves a letter that
/// is tried again, and another process leaves it alone meanwhile. A letter whose link opens no more is closed unsent.
pub async fn next_letter(
    house: &Casework,
    now: Timestamp,
) -> Result<Option<Outgoing<Letter>>, StoreError> {
    next(house, (Channel::Mail, read), now).await
}

/// What leaves by a channel and waits longest, as `read` understands it.
pub(super) async fn next<T>(
    house: &Casework,
    (channel, read): (Channel, fn(&str) -> Option<T>),
    now: Timestamp,
) -> Result<Option<Outgoing<T>>, StoreError> {
    // Most of the time nothing waits: that is seen without taking the writer's place.
    while outbox::next_due(&mut house.link(), channel, now)
        .await?
        .is_some()
    {
        let mut ctx = house.begin_as_house(now).await?;
        let Some(due) = outbox::next_due(&mut ctx.link, channel, now).await? else {
            return Ok(None);
        };
        let text = house.keys().unseal(SEALED, &due.sealed);
        let letter = text.ok().as_deref().and_then(read);
        let (true, Some(letter)) = (due.needed, letter) else {
            // What cannot be read, as after a key was lost, is not tried for ever.
            let ending = match due.needed {
                true => LetterState::GivenUp,
                false => LetterState::NotNeeded,
            };
            outbox::close(&mut ctx.link, due.id, ending, now).await?;
            ctx.commit().await?;
            continue;
        };
        let tries = due.tries + 1;
        outbox::note_try(&mut ctx.link, due.id, tries, now + pause_after(tries)).await?;
        ctx.commit().await?;
        let id = due.id;
        return Ok(Some(Outgoing { id, letter }));
    }
    Ok(None)
}

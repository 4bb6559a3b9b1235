//! Closes the episode of ratings of one person or of everybody in it.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::episode::{EpisodeEnd, EpisodeError};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_store::{rated, rating};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// An episode to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseEpisode {
    /// The family.
    pub family: FamilyId,
    /// Whose part; nobody named: everybody's.
    pub people: Vec<PersonId>,
    /// The last day.
    pub on: Date,
    /// How it ended.
    pub how: EpisodeEnd,
}

/// Why an episode was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseEpisodeError {
    /// None of them is in an open episode.
    #[error("no episode is open")]
    NotOpen,
    /// It cannot end so.
    #[error(transparent)]
    Wrong(#[from] EpisodeError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(CloseEpisodeError);

/// Closes the parts that are open; how many there were.
pub async fn close_episode(
    ctx: &mut Ctx,
    command: CloseEpisode,
) -> Result<usize, CloseEpisodeError> {
    let permit = ctx
        .permit::<what::Ratings, doing::Change>(command.family)
        .await?;
    if command.on > ctx.today() {
        return Err(EpisodeError::InTheFuture.into());
    }
    let mut open = rated::of_family(&mut ctx.link, &permit).await?;
    open.retain(|it| {
        it.closed.is_none() && (command.people.is_empty() || command.people.contains(&it.person))
    });
    if open.is_empty() {
        return Err(CloseEpisodeError::NotOpen);
    }
    for it in &open {
        let last = rating::last_day(&mut ctx.link, &permit, it.id).await?;
        if command.on < last.unwrap_or(it.opened).max(it.opened) {
            return Err(EpisodeError::ClosedBefore.into());
        }
        rated::close(&mut ctx.link, &permit, it.id, command.on, command.how).await?;
        ctx.record("close_episode", &permit, it.id.uuid());
    }
    Ok(open.len())
}

//! Opens an episode of ratings for people of a family, or takes more of them into the one that runs.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::episode::{EpisodeError, Rated};
use helhed_domain::ids::{EpisodeId, FamilyId, PersonId};
use helhed_domain::person::Birth;
use helhed_store::rated;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// An episode to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenEpisode {
    /// The family.
    pub family: FamilyId,
    /// Who rates.
    pub people: Vec<PersonId>,
    /// The first day.
    pub on: Date,
}

/// Why an episode was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenEpisodeError {
    /// It cannot be opened so.
    #[error(transparent)]
    Wrong(#[from] EpisodeError),
    /// Somebody does not belong to the family.
    #[error("somebody is not of the family")]
    NotOfFamily,
    /// Somebody is in an open episode already, here or in another family.
    #[error("somebody is in an open episode already")]
    AlreadyOpen,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(OpenEpisodeError);

/// Opens an episode; people who come later share the one that is open.
pub async fn open_episode(
    ctx: &mut Ctx,
    command: OpenEpisode,
) -> Result<EpisodeId, OpenEpisodeError> {
    let permit = ctx
        .permit::<what::Ratings, doing::Change>(command.family)
        .await?;
    if command.people.is_empty() {
        return Err(EpisodeError::Nobody.into());
    }
    if command.on > ctx.today() {
        return Err(EpisodeError::InTheFuture.into());
    }
    let known = rated::rateable(&mut ctx.link, &permit).await?;
    let running = rated::of_family(&mut ctx.link, &permit)
        .await?
        .into_iter()
        .find(|it| it.closed.is_none())
        .map(|it| it.episode);
    let episode = running.unwrap_or_else(|| ctx.new_id());
    let (now, by) = (ctx.now(), ctx.actor()?.account);
    for person in command.people {
        let found = known
            .iter()
            .find(|it| it.person == person && it.now)
            .ok_or(OpenEpisodeError::NotOfFamily)?;
        match found.birth {
            Birth::Born(born) if born <= command.on => {}
            _ => return Err(EpisodeError::NotBorn.into()),
        }
        let rated = Rated {
            id: ctx.new_id(),
            episode,
            family: command.family,
            person,
            opened: command.on,
            closed: None,
        };
        if rated::is_open(&mut ctx.link, person).await?
            || !rated::insert(&mut ctx.link, &permit, &rated, Some(by), now).await?
        {
            return Err(OpenEpisodeError::AlreadyOpen);
        }
        ctx.record("open_episode", &permit, rated.id.uuid());
    }
    Ok(episode)
}

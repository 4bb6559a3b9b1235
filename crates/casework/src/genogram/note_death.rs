//! Notes that somebody on the genogram is dead, or takes it back.

use helhed_access::{doing, what};
use helhed_domain::genogram::{Death, DeathError};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_store::genogram;

use super::genogram_page::on_it;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A death to note.
#[derive(Debug, Clone, Copy)]
pub struct NoteDeath {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub person: PersonId,
    /// That they are dead; nothing takes it back.
    pub death: Option<Death>,
}

/// Why no death was noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteDeathError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] DeathError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(NoteDeathError);

/// Notes that somebody is dead. Their part in the family ends by itself no more than it does otherwise: that is another operation.
pub async fn note_death(ctx: &mut Ctx, command: NoteDeath) -> Result<(), NoteDeathError> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    let (actor, now, today) = (ctx.actor()?.account, ctx.now(), ctx.today());
    let figure = on_it(ctx, &permit, command.person).await?;
    let death = command.death.map(|it| it.checked(figure.birth, today));
    let (death, person) = (death.transpose()?, command.person);
    genogram::note_death(&mut ctx.link, &permit, person, death, (actor, now)).await?;
    ctx.record("note_death", &permit, person.uuid());
    Ok(())
}

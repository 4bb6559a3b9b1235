//! Writes down that something of the method was done.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MethodActionId};
use helhed_domain::method::{MethodAction, MethodActionError};
use helhed_domain::text::Line;
use helhed_store::method as stored;
use jiff::civil::Date;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What was done.
#[derive(Debug, Clone)]
pub struct NoteMethodAction {
    /// The family.
    pub family: FamilyId,
    /// The item of the checklist, by its code.
    pub item: String,
    /// A word on it.
    pub word: Option<Line>,
    /// The day it was done.
    pub done: Date,
}

/// Why it was not written down.
#[derive(Debug, thiserror::Error)]
pub enum NoteMethodActionError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] MethodActionError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(NoteMethodActionError);

/// Writes it down; what was done before stays, and the last day counts.
pub async fn note_method_action(
    ctx: &mut Ctx,
    command: NoteMethodAction,
) -> Result<MethodActionId, NoteMethodActionError> {
    let permit = ctx
        .permit::<what::Method, doing::Add>(command.family)
        .await?;
    MethodAction::check(&command.item, command.done, ctx.today())?;
    let action = MethodAction {
        id: ctx.new_id(),
        family: command.family,
        item: command.item,
        word: command.word,
        done: command.done,
        by: ctx.actor()?.account,
        at: ctx.now(),
        annulled: None,
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &action).await?;
    ctx.record("note_method_action", &permit, action.id.uuid());
    Ok(action.id)
}

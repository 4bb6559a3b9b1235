//! Writes a journal note.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, NoteId, PersonId};
use helhed_domain::note::{Note, NoteError};
use helhed_domain::text::Prose;
use helhed_store::{household, note as stored};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A note to write.
#[derive(Debug, Clone)]
pub struct WriteNote {
    /// The family.
    pub family: FamilyId,
    /// What it is about: a code of the list `category`.
    pub category: String,
    /// Whom it is about, where it is about one person.
    pub person: Option<PersonId>,
    /// The day it tells of.
    pub about: Date,
    /// The text.
    pub body: Prose,
}

/// Why a note was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteNoteError {
    /// It tells of what cannot have been.
    #[error(transparent)]
    Wrong(#[from] NoteError),
    /// There is no such category today.
    #[error("no such category")]
    NoSuchCategory,
    /// The person does not belong to the family.
    #[error("the person is not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(WriteNoteError);

/// Writes a note. It is never changed: a correction is an addendum.
pub async fn write_note(ctx: &mut Ctx, command: WriteNote) -> Result<NoteId, WriteNoteError> {
    let permit = ctx
        .permit::<what::Notes, doing::Add>(command.family)
        .await?;
    let today = ctx.today();
    let about = Note::check_day(command.about, today)?;
    if !ctx.lists().holds("category", &command.category, today) {
        return Err(WriteNoteError::NoSuchCategory);
    }
    let person: Vec<PersonId> = command.person.into_iter().collect();
    if !household::all_belong(&mut ctx.link, &permit, &person).await? {
        return Err(WriteNoteError::NotOfFamily);
    }
    let note = Note {
        id: ctx.new_id(),
        family: command.family,
        addendum_to: None,
        person: command.person,
        category: command.category,
        body: command.body,
        about,
        by: ctx.actor()?.account,
        written_at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &note).await?;
    ctx.record("write_note", &permit, note.id.uuid());
    Ok(note.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, prose};
    use jiff::civil::date;

    #[tokio::test]
    async fn a_note_tells_of_what_has_been_to_a_category_that_is_there() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let note = |category: &str, about, person| WriteNote {
            family: holm.id,
            category: category.into(),
            person,
            about,
            body: prose("Emil sov i sin egen seng."),
        };
        let today = date(2026, 11, 24);
        let future = write_note(&mut ctx, note("general", date(2026, 11, 25), None)).await;
        assert!(matches!(
            future,
            Err(WriteNoteError::Wrong(NoteError::InTheFuture))
        ));
        let gossip = write_note(&mut ctx, note("gossip", today, None)).await;
        assert!(matches!(gossip, Err(WriteNoteError::NoSuchCategory)));
        let stranger = write_note(&mut ctx, note("health", today, Some(berg.child))).await;
        assert!(matches!(stranger, Err(WriteNoteError::NotOfFamily)));
        let written = write_note(&mut ctx, note("health", today, Some(holm.child))).await;
        assert!(written.is_ok());
    }

    #[tokio::test]
    async fn the_leader_reads_and_does_not_write() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.lone).await;
        let note = WriteNote {
            family: holm.id,
            category: "general".into(),
            person: None,
            about: ctx.today(),
            body: prose("Set."),
        };
        assert!(matches!(
            write_note(&mut ctx, note).await,
            Err(WriteNoteError::Stopped(Stop::NotAllowed))
        ));
    }
}

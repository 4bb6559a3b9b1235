//! Adds to a note what it lacks or got wrong.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, NoteId};
use helhed_domain::note::Note;
use helhed_domain::text::Prose;
use helhed_store::note as stored;

use crate::{Ctx, Stop};

/// An addendum to write.
#[derive(Debug, Clone)]
pub struct AddAddendum {
    /// The family.
    pub family: FamilyId,
    /// The note, or another addendum to it.
    pub note: NoteId,
    /// The text.
    pub body: Prose,
}

/// Adds to a note of the family; category and person are the note's.
pub async fn add_addendum(ctx: &mut Ctx, command: AddAddendum) -> Result<NoteId, Stop> {
    let permit = ctx
        .permit::<what::Notes, doing::Add>(command.family)
        .await?;
    let note = stored::find(&mut ctx.link, &permit, command.note)
        .await?
        .ok_or(Stop::Absent)?;
    let addendum = Note {
        id: ctx.new_id(),
        addendum_to: Some(note.thread()),
        body: command.body,
        by: ctx.actor()?.account,
        written_at: ctx.now(),
        ..note
    };
    stored::insert(&mut ctx.link, &permit, &addendum).await?;
    ctx.record("add_addendum", &permit, addendum.id.uuid());
    Ok(addendum.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Filter, What, journal_page};
    use crate::testing::{House, prose};
    use jiff::ToSpan;

    #[tokio::test]
    async fn an_addendum_stands_below_a_note_of_its_own_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let note = holm.note("Sofie har fået praktik fra mandag.").await;
        let mut ctx = house.change(&house.karen).await;
        let add = |family, note, body: &str| AddAddendum {
            family,
            note,
            body: prose(body),
        };
        assert!(matches!(
            add_addendum(&mut ctx, add(berg.id, note, "Nej.")).await,
            Err(Stop::Absent)
        ));
        let first = add_addendum(&mut ctx, add(holm.id, note, "Det var tirsdag."))
            .await
            .expect("added");
        ctx.commit().await.expect("committed");
        let later = house.now() + 1.minute();
        let mut ctx = house.begin(&house.karen, later).await.expect("begun");
        add_addendum(&mut ctx, add(holm.id, first, "Kl. 8."))
            .await
            .expect("added");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let page = journal_page(&mut reading, holm.id, &Filter::All, None)
            .await
            .expect("a page");
        let [entry] = &page.entries[..] else {
            panic!("one note")
        };
        let What::Note { body, addenda, .. } = &entry.what else {
            panic!("a note")
        };
        assert_eq!(*body, prose("Sofie har fået praktik fra mandag."));
        let added: Vec<_> = addenda.iter().map(|it| it.body.as_str()).collect();
        assert_eq!(added, ["Det var tirsdag.", "Kl. 8."]);
    }
}

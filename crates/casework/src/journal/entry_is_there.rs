//! Whether what an address names is of the family in it: asked before a form about it is shown.

use helhed_access::{doing, what};
use helhed_domain::ids::{ContactId, FamilyId, NoteId};
use helhed_domain::note::Note;
use helhed_store::{contact, note};

use crate::{Reading, Stop, Visible};

/// Absent, unless the contact is of the family and the reader may strike it out. Tells nothing of it.
pub async fn contact_is_there(
    reading: &mut Reading,
    family: FamilyId,
    id: ContactId,
) -> Result<(), Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Contacts, doing::Annul>()
        .ok_or(Stop::NotAllowed)?;
    let found = contact::find(&mut reading.link, &permit, id).await?;
    reading.link.rest();
    found.map(drop).ok_or(Stop::Absent)
}

/// The note that somebody may add to: its text stands above the form, so that it is recorded as read.
pub async fn note_to_add_to(
    reading: &mut Reading,
    family: FamilyId,
    id: NoteId,
) -> Result<Visible<Note>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(permit), true) = (lens.permit(), lens.may::<what::Notes, doing::Read>()) else {
        return Err(Stop::NotAllowed);
    };
    let found = note::find(&mut reading.link, &permit, id).await?;
    let found = found.ok_or(Stop::Absent)?;
    reading
        .show_one::<what::Notes, _>("note_to_add_to", &lens, id.uuid(), found)
        .await
}

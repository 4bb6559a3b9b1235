//! Whether what an address names is of the family in it: asked before a form about it is shown. Tells nothing of it.

use helhed_access::{doing, what};
use helhed_domain::ids::{ContactId, FamilyId, NoteId};
use helhed_store::{contact, note};

use crate::{Reading, Stop};

/// Absent, unless the contact is of the family and the reader may strike it out.
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
    found.map(drop).ok_or(Stop::Absent)
}

/// Absent, unless the note is of the family and the reader may add to it.
pub async fn note_is_there(
    reading: &mut Reading,
    family: FamilyId,
    id: NoteId,
) -> Result<(), Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Notes, doing::Add>()
        .ok_or(Stop::NotAllowed)?;
    let found = note::find(&mut reading.link, &permit, id).await?;
    found.map(drop).ok_or(Stop::Absent)
}

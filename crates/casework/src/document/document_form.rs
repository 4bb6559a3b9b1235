//! What the forms about documents start from.

use helhed_access::{doing, what};
use helhed_domain::ids::{DocumentId, FamilyId};
use helhed_store::document as stored;
use helhed_store::household::{self, Kin};

use crate::{Reading, Stop, Visible};

/// What the form for adding a document lets its coordinator choose from.
#[derive(Debug)]
pub struct DocumentForm {
    /// The family's people, also those who have left.
    pub kin: Vec<Kin>,
}

/// Whom a document can be about, for whoever may add one.
pub async fn document_form(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<DocumentForm>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(people), true) = (lens.permit(), lens.may::<what::Documents, doing::Add>()) else {
        return Err(Stop::NotAllowed);
    };
    let kin = household::kin(&mut reading.link, &people).await?;
    let form = DocumentForm { kin };
    reading
        .show::<what::Documents, _>("document_form", &lens, form)
        .await
}

/// Absent, unless the document is of the family and the reader may annul it. Tells nothing of it.
pub async fn document_is_there(
    reading: &mut Reading,
    family: FamilyId,
    id: DocumentId,
) -> Result<(), Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Documents, doing::Annul>()
        .ok_or(Stop::NotAllowed)?;
    let found = stored::find(&mut reading.link, &permit, id).await?;
    found.map(drop).ok_or(Stop::Absent)
}

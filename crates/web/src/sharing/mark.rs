//! What something is about, whether it is for the team only, and whether it tells of a crisis: asked beside what is written, set with it or not at all.

use helhed_casework::Ctx;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::sharing::{MarkItem, MarkItemError, mark_item};
use uuid::Uuid;

use crate::error::PageError;
use crate::form::Form;

/// Marks what has just been written, where anything but the usual was chosen; false where that cannot be, told at its field.
pub(crate) async fn mark_new(
    ctx: &mut Ctx,
    form: &mut Form,
    family: FamilyId,
    item: Uuid,
) -> Result<bool, PageError> {
    let category = match form.text("mark-category") {
        "" => GENERAL,
        chosen => chosen,
    };
    let restricted = form.has("restricted", "yes");
    let crisis = form.has("crisis", "yes");
    if category == GENERAL && !restricted && !crisis {
        return Ok(true);
    }
    let command = MarkItem {
        family,
        item,
        category: category.to_owned(),
        restricted,
        crisis,
    };
    match mark_item(ctx, command).await {
        Ok(()) => Ok(true),
        Err(MarkItemError::NoSuchCategory) => {
            form.fault("mark-category", "note-category", "field-choose");
            Ok(false)
        }
        Err(MarkItemError::Stopped(stop)) => Err(stop.into()),
    }
}

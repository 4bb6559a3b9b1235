//! The case as a FHIR R4 bundle: what its reader sees of it, and no more.

use axum::extract::Path;

use helhed_casework::exchange::exchange_case;

use crate::case::family_of;
use crate::documents::send;
use crate::form::Form;
use crate::page::PageResult;
use crate::place::Place;

/// Hands it out. CPR numbers stand in it only where they are asked for.
pub(super) async fn send_bundle(place: Place, Path(id): Path<String>, form: Form) -> PageResult {
    let family = family_of(&id)?;
    let with_numbers = form.has("numbers", "yes");
    let case = exchange_case(&mut place.reading(), family, with_numbers).await?;
    let bundle = helhed_exchange::bundle(&case);
    let name = format!("helhed-{family}.fhir.json");
    let text = format!("{bundle:#}\n");
    Ok(send(&name, "application/fhir+json", text.into_bytes()))
}

//! Listens for changes of a family, on behalf of an open page.

use helhed_domain::ids::FamilyId;

use crate::notice::Listener;
use crate::{Reading, Stop};

/// Begins to listen for a family, if the reader may know that it is here. What is heard is that something has changed, never what.
pub async fn listen(reading: &mut Reading, family: FamilyId) -> Result<Listener, Stop> {
    // First listened, then looked: nothing is missed in between.
    let listener = reading.house().notices().listen(family);
    reading.lens(family).await?;
    Ok(listener)
}

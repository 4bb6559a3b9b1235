//! Leads a family member to the log of their own family.

use axum::extract::State;

use helhed_casework::family_log::our_families;

use crate::app::App;
use crate::error::PageError;
use crate::page::{PageResult, go};
use crate::viewer::Viewer;

/// On to the log; of two families, to that which has been known longest.
pub(super) async fn page(State(app): State<App>, viewer: Viewer) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let families = our_families(&mut reading).await?;
    let family = families.first().ok_or(PageError::Absent)?;
    Ok(go(&format!("/families/{family}/log")))
}

//! Somebody has lost their telephone and their recovery codes.

use axum::extract::{Path, State};

use helhed_casework::domain::ids::AccountId;
use helhed_casework::second_factor::reset_second_factor;

use crate::app::App;
use crate::error::PageError;
use crate::page::{PageResult, go};
use crate::viewer::Viewer;

/// Takes a user's second factor away.
pub(super) async fn reset(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let id = AccountId::parse(&id).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    reset_second_factor(&mut ctx, id).await?;
    ctx.commit().await?;
    Ok(go(&format!("/users/{id}?done=user-factor-reset")))
}

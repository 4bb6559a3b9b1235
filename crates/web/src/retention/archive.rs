//! The archive of a case, handed out before it is deleted: XML and PDF/A.

use axum::extract::{Path, State};

use helhed_casework::keeping::{archive_case, archive_xml, note_archive_pdf};

use crate::app::App;
use crate::documents::send;
use crate::page::PageResult;
use crate::viewer::Viewer;

use super::{family_of, paper};

/// The XML.
pub(super) async fn xml(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let xml = archive_xml(&mut ctx, family, &app.settings.municipality).await?;
    ctx.commit().await?;
    Ok(send(
        &format!("helhed-{family}.xml"),
        "application/xml",
        xml,
    ))
}

/// The PDF.
pub(super) async fn pdf(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let case = archive_case(&mut ctx, family).await?;
    let pdf = paper::as_pdf(&app, viewer.words, &case, app.now())?;
    note_archive_pdf(&mut ctx, family, &pdf).await?;
    ctx.commit().await?;
    Ok(send(
        &format!("helhed-{family}.pdf"),
        "application/pdf",
        pdf,
    ))
}

//! Annulling a measure that should never have been there.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, MeasureId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{AnnulMeasure, MeasureRefused, annul_measure, coordination_page};

use super::coordination_of;
use crate::app::App;
use crate::case::{ReasonView, begin, family_of, head, reading};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    measure: &str,
    mut form: Form,
) -> Result<ReasonView, PageError> {
    let id = MeasureId::parse(measure).ok_or(PageError::Absent)?;
    let page = coordination_page(&mut reading(app, viewer), family).await?;
    let found = page.measures.iter().find(|it| it.id == id);
    let version = found.ok_or(PageError::Absent)?.version.to_string();
    if form.text("version").is_empty() {
        form = form.preset("version", version);
    }
    Ok(ReasonView::new(
        Frame::new(app, viewer, uri, viewer.words.t("measure-annul")),
        (
            head(app, viewer, family, "plan").await?,
            coordination_of(family),
        ),
        form,
        ("measure-annul-lead", "measure-annul"),
    ))
}

/// Asks why.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, measure)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family_of(&id)?, &measure, form).await?)
}

/// Annuls it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, measure)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let measure_id = MeasureId::parse(&measure).ok_or(PageError::Absent)?;
    if let Some(reason) = form.take("reason", "case-reason", Line::parse(form.text("reason"))) {
        let to = format!("{}?done=measure-annulled", coordination_of(family));
        let mut ctx = begin(&app, &viewer).await?;
        let command = AnnulMeasure {
            family,
            measure: measure_id,
            version: form.text("version").parse().unwrap_or(0),
            reason,
        };
        match annul_measure(&mut ctx, command).await {
            Ok(()) => {
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            // It is annulled already: that is what was wanted.
            Err(MeasureRefused::Wrong(_)) => return Ok(go(&to)),
            Err(MeasureRefused::Stopped(stop)) => return Err(stop.into()),
            Err(_) => form.fault("reason", "case-reason", "changed-by-another"),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, &measure, form).await?)
}

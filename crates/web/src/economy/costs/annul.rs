//! Annuls a measure of a family that was noted by mistake.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;
use helhed_casework::economy::{AnnulCost, CostError, CostLine, annul_cost};

use super::{back, find, ids};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "economy/cost_annul.html")]
struct AnnulView {
    frame: Frame,
    head: HeadView,
    form: Form,
    version: i64,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    stands: &CostLine,
    form: Form,
) -> Result<AnnulView, PageError> {
    let what = stands.cost.facts.what.as_str();
    let title = viewer.words.with("costs-annul-title", what);
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(AnnulView {
        head: HeadView::read(app, viewer, family, uri).await?,
        version: stands.cost.version,
        back: format!("/families/{family}/costs"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let stands = find(&super::read(&app, &viewer, family).await?, id)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family, &stands, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let reason = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "costs-annul-reason", reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AnnulCost {
            family,
            cost: id,
            version: form.text("version").parse().unwrap_or(0),
            reason,
        };
        match annul_cost(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "cost-annulled");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(CostError::Stopped(stop)) => return Err(stop.into()),
            // An annulment checks nothing but that nobody has changed it since.
            Err(_) => form.fault("reason", "costs-annul-reason", "field-changed-send-again"),
        }
    }
    let stands = find(&super::read(&app, &viewer, family).await?, id)?;
    show_errors(&view((&app, &viewer, &uri), family, &stands, form).await?)
}

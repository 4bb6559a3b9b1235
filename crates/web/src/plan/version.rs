//! The versions of a plan, who agreed to each, and keeping one more.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{
    AgreementLine, KeepVersion, PlanVersionLine, keep_version, versions_page,
};

use super::versions_of;
use crate::app::App;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/versions.html")]
struct VersionsView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    form: Form,
    versions: Vec<(PlanVersionLine, Vec<AgreementLine>)>,
    may_change: bool,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    form: Form,
) -> Result<VersionsView, PageError> {
    let w = viewer.words;
    let page = versions_page(&mut reading(app, viewer), family)
        .await?
        .into_inner();
    let mut frame = Frame::new(app, viewer, uri, w.t("versions-title")).about(family);
    frame.has_errors = !form.errors().is_empty();
    Ok(VersionsView {
        frame,
        head: head(app, viewer, family, "plan").await?,
        family,
        form,
        versions: page.versions,
        may_change: page.may_change,
    })
}

/// The versions.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family_of(&id)?, form).await?)
}

/// Keeps the plan as it stands.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let why = form.take("why", "version-why", Line::parse_optional(form.text("why")));
    if let Some(why) = why {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        keep_version(&mut ctx, KeepVersion { family, why }).await?;
        let to = format!("{}?done=version", versions_of(family));
        ctx.commit_form(form.id(), uri.path(), &to).await?;
        return Ok(go(&to));
    }
    show_errors(&view((&app, &viewer, &uri), family, form).await?)
}

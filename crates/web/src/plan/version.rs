//! The versions of a plan, who agreed to each, and keeping one more.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{
    AgreementLine, KeepVersion, PlanVersionLine, keep_version, versions_page,
};

use super::versions_of;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

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

async fn view(place: &Place, family: FamilyId, form: Form) -> Result<VersionsView, PageError> {
    let w = place.w();
    let page = versions_page(&mut place.reading(), family)
        .await?
        .into_inner();
    let mut frame =
        Frame::new(&place.app, &place.viewer, &place.uri, w.t("versions-title")).about(family);
    frame.has_errors = !form.errors().is_empty();
    Ok(VersionsView {
        frame,
        head: place.head(family, "plan").await?,
        family,
        form,
        versions: page.versions,
        may_change: page.may_change,
    })
}

/// The versions.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, family_of(&id)?, form).await?)
}

/// Keeps the plan as it stands.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = family_of(&id)?;
    let why = form.take("why", "version-why", Line::parse_optional(form.text("why")));
    if let Some(why) = why {
        let mut ctx = place.begin(&form).await?;
        keep_version(&mut ctx, KeepVersion { family, why }).await?;
        let to = format!("{}?done=version", versions_of(family));
        return place.lead(ctx, &form, &to).await;
    }
    show_errors(&view(&place, family, form).await?)
}

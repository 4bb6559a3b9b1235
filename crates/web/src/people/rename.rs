//! Renames a household.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Name;
use helhed_casework::family::{RenameFamily, RenameFamilyError, rename_family};

use super::{back, begin};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/rename.html")]
struct RenameView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// The name as another has set it meanwhile.
    conflict: Option<String>,
    version: String,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    id: FamilyId,
    form: Form,
) -> Result<RenameView, PageError> {
    let family = super::read(app, viewer, id).await?.family;
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t("rename-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let conflict = form.errors().iter().any(|it| it.key == "field-changed");
    let read = form.text("version");
    Ok(RenameView {
        version: if conflict || read.is_empty() {
            family.version.to_string()
        } else {
            read.to_owned()
        },
        conflict: conflict.then(|| family.name.as_str().to_owned()),
        head: HeadView::read(app, viewer, id, uri).await?,
        back: format!("/families/{id}/people"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let family = super::read(&app, &viewer, id).await?.family;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("name", family.name.as_str())
        .preset("version", family.version.to_string());
    show(&view(&app, &viewer, &uri, id, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let name = Name::parse(form.text("name"));
    if let Some(name) = form.take("name", "rename-name", name) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = RenameFamily {
            family: id,
            version: form.text("version").parse().unwrap_or(0),
            name,
        };
        match rename_family(&mut ctx, command).await {
            Ok(()) => {
                let to = back(id, "family-renamed");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(RenameFamilyError::Stopped(stop)) => return Err(stop.into()),
            Err(RenameFamilyError::Changed) => form.fault("name", "rename-name", "field-changed"),
        }
    }
    show_errors(&view(&app, &viewer, &uri, id, form).await?)
}

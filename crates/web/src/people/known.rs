//! Adds somebody to a family who is known here already, and gets a second household.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::family::{AddMember, AddMemberError, Newcomer, add_member};

use super::new::tell;
use super::person_fields::{cpr, roles};
use super::{back, begin};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/known.html")]
struct KnownView {
    frame: Frame,
    head: HeadView,
    form: Form,
    roles: Vec<(String, String)>,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    family: FamilyId,
    form: Form,
) -> Result<KnownView, PageError> {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("person-known-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(KnownView {
        head: HeadView::read(app, viewer, family, uri).await?,
        roles: roles(w),
        back: format!("/families/{family}/people"),
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
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("from", day_of(app.now()).to_string());
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
    let number = cpr(&mut form);
    if number == Some(None) {
        form.fault("cpr", "person-cpr", "field-missing");
    }
    let role = MemberRole::from_code(form.text("role")).ok_or("field-choose");
    let role = form.take("role", "person-role", role);
    let from = parse_day(form.text("from"));
    let from = form.take("from", "member-from", from);
    if let (Some(Some(number)), Some(role), Some(from)) = (number, role, from) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AddMember {
            family: id,
            who: Newcomer::Known(number),
            role,
            from,
        };
        match add_member(&mut ctx, command).await {
            Ok(_) => {
                let to = back(id, "person-added");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AddMemberError::Stopped(stop)) => return Err(stop.into()),
            Err(error) => tell(&mut form, error),
        }
    }
    show_errors(&view(&app, &viewer, &uri, id, form).await?)
}

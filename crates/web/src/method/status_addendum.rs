//! Adding to a status what it lacks or got wrong.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::ids::StatusId;
use helhed_casework::domain::text::Prose;
use helhed_casework::method::{AddToStatus, StatusLine, add_to_status, status_page};

use super::status_of;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "method/status_addendum.html")]
struct AddendumView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// What is added to.
    line: StatusLine,
    back: String,
}

impl AddendumView {
    /// What is added stands in the form below.
    fn may_add(&self) -> bool {
        false
    }
}

async fn view(
    place: &Place,
    id: &str,
    status: &str,
    form: Form,
) -> Result<AddendumView, PageError> {
    let family = family_of(id)?;
    let status = StatusId::parse(status).ok_or(PageError::Absent)?;
    let page = status_page(&mut place.reading(), family)
        .await?
        .into_inner();
    let may_write = page.may_write;
    let found = page.statuses.into_iter().find(|it| it.status.id == status);
    Ok(AddendumView {
        frame: place.frame(place.w().t("status-add"), &form),
        head: place.head(family, "status").await?,
        form,
        line: found.filter(|_| may_write).ok_or(PageError::Absent)?,
        back: status_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path((id, status)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &id, &status, form).await?)
}

/// Takes what is added.
pub(super) async fn take(
    place: Place,
    Path((id, status)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Some(body) = form.take("body", "status-body", Prose::parse(form.text("body"))) {
        let mut ctx = place.begin(&form).await?;
        let command = AddToStatus {
            family,
            status: StatusId::parse(&status).ok_or(PageError::Absent)?,
            body,
        };
        add_to_status(&mut ctx, command).await?;
        let to = format!("{}?done=status-added", status_of(family));
        return place.lead(ctx, &form, &to).await;
    }
    show_errors(&view(&place, &id, &status, form).await?)
}

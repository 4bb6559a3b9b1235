//! Writing the half-yearly status of a family.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::status::StatusError;
use helhed_casework::domain::text::Prose;
use helhed_casework::method::{WriteStatus, WriteStatusError, status_page, write_status};

use super::status_of;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "method/status_new.html")]
struct StatusForm {
    frame: Frame,
    head: HeadView,
    form: Form,
    back: String,
}

async fn view(place: &Place, id: &str, form: Form) -> Result<StatusForm, PageError> {
    let family = family_of(id)?;
    let page = status_page(&mut place.reading(), family).await?;
    if !page.may_write || page.following.is_none() {
        return Err(PageError::Absent);
    }
    Ok(StatusForm {
        frame: place.frame(place.w().t("status-new"), &form),
        head: place.head(family, "status").await?,
        form,
        back: status_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let form = place.open().await?;
    let form = form.preset("day", place.today().to_string());
    show(&view(&place, &id, form).await?)
}

/// Takes the status.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = family_of(&id)?;
    let day = form.take("day", "status-day", parse_day(form.text("day")));
    let stands = form.take("stands", "status-stands", Prose::parse(form.text("stands")));
    let changed = Prose::parse_optional(form.text("changed"));
    let changed = form.take("changed", "status-changed", changed);
    let next = Prose::parse_optional(form.text("next"));
    let next = form.take("next", "status-now", next);
    if let (Some(day), Some(stands), Some(changed), Some(next)) = (day, stands, changed, next) {
        let mut ctx = place.begin(&form).await?;
        let command = WriteStatus {
            family,
            day,
            stands,
            changed,
            next,
        };
        match write_status(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=status", status_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(WriteStatusError::Wrong(StatusError::InTheFuture)) => {
                form.fault("day", "status-day", "field-future");
            }
            Err(WriteStatusError::Wrong(StatusError::BeforeFollowed)) => {
                form.fault("day", "status-day", "status-before");
            }
            Err(WriteStatusError::Wrong(StatusError::NotFollowed)) => {
                return Err(PageError::Absent);
            }
            Err(WriteStatusError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, &id, form).await?)
}

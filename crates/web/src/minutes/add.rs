//! Adds to closed minutes.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::ids::MinutesSectionId;
use helhed_casework::domain::text::Prose;
use helhed_casework::minutes::{AddToMinutes, AddToMinutesError, add_to_minutes};

use super::approval::read_approval;
use super::{ids, minutes_at};
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "approval/add.html")]
struct AddView {
    frame: Frame,
    form: Form,
    sections: Pairs,
    back: String,
}

async fn view(place: &Place, path: &(String, String), form: Form) -> Result<AddView, PageError> {
    let (family, meeting) = ids(path)?;
    let it = read_approval(place, family, meeting).await?;
    if !it.is_closed() || !it.answer.page.is_team {
        return Err(PageError::Absent);
    }
    let all = it.begun().sections.iter();
    let sections = all.map(|it| (it.id.to_string(), it.facts.title.as_str().to_owned()));
    Ok(AddView {
        frame: place.frame(place.w().t("minutes-addendum-title"), &form),
        form,
        sections: sections.collect(),
        back: format!("{}/approval", minutes_at(family, meeting)),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &path, form).await?)
}

/// Takes it.
pub(super) async fn take(
    place: Place,
    Path(path): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let section = MinutesSectionId::parse(form.text("section")).ok_or("field-choose");
    let section = form.take("section", "minutes-section", section);
    let body = Prose::parse(form.text("body"));
    let body = form.take("body", "minutes-addendum-body", body);
    if let (Some(section), Some(body)) = (section, body) {
        let mut ctx = place.begin(&form).await?;
        let command = AddToMinutes {
            family,
            meeting,
            section,
            body,
        };
        match add_to_minutes(&mut ctx, command).await {
            Ok(_) => {
                let to = format!(
                    "{}/approval?done=minutes-added",
                    minutes_at(family, meeting)
                );
                return place.lead(ctx, &form, &to).await;
            }
            Err(AddToMinutesError::StillOpen) => return Err(PageError::NotAllowed),
            Err(AddToMinutesError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, &path, form).await?)
}

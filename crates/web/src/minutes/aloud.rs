//! The minutes to read aloud: large, in order, with what was decided standing out; and what keeps them from being closed.

use askama::Template;
use axum::extract::Path;

use helhed_casework::minutes::{CloseMinutes, CloseMinutesError, close_minutes};

use super::approval::{Approving, read_approval};
use super::paper::file_of;
use super::told::ToldSection;
use super::{ids, minutes_at};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "approval/aloud.html")]
struct AloudView {
    frame: Frame,
    form: Form,
    at: String,
    when: String,
    sections: Vec<ToldSection>,
    /// How far they had come when they were read.
    seq: i64,
    /// Remarks that are not settled.
    remarks: i64,
    /// Lines with a sign that became nothing.
    undone: Vec<String>,
    may_close: bool,
    is_closed: bool,
}

async fn view(place: &Place, path: &(String, String), form: Form) -> Result<AloudView, PageError> {
    let (family, meeting) = ids(path)?;
    let it: Approving = read_approval(place, family, meeting).await?;
    let w = place.w();
    let mut frame = place.frame(w.t("aloud-title"), &form);
    frame.plain = true;
    Ok(AloudView {
        when: w.moment(it.answer.page.starts, frame.today),
        frame,
        form,
        at: minutes_at(family, meeting),
        seq: it.begun().minutes.seq,
        remarks: it.open_remarks() as i64,
        undone: it.undone(),
        may_close: it.has_pen && it.answer.page.is_team,
        is_closed: it.is_closed(),
        sections: it.sections,
    })
}

/// The page.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &path, form).await?)
}

/// Closes the minutes, and puts them on paper into the family's file.
pub(super) async fn take(
    place: Place,
    Path(path): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let seq = form
        .text("seq")
        .parse()
        .map_err(|_| PageError::Unreadable)?;
    // What goes to the file is written before anything is changed, from what was read aloud.
    let file = file_of(&place, family, meeting).await?;
    let mut ctx = place.begin(&form).await?;
    let command = CloseMinutes {
        family,
        meeting,
        seq,
    };
    let fault = match close_minutes(&mut ctx, command).await {
        Ok(()) => {
            if let Some(file) = file {
                super::paper::put(&mut ctx, family, file).await?;
            }
            let to = format!(
                "{}/approval?done=minutes-closed",
                minutes_at(family, meeting)
            );
            return place.lead(ctx, &form, &to).await;
        }
        Err(CloseMinutesError::NoPen) => "minutes-no-pen",
        Err(CloseMinutesError::Closed) => "minutes-closed",
        Err(CloseMinutesError::Changed) => "aloud-changed",
        Err(CloseMinutesError::Remarks(_)) => "aloud-remarks-open",
        Err(CloseMinutesError::Stopped(stop)) => return Err(stop.into()),
    };
    drop(ctx);
    form.fault("close", "aloud-close", fault);
    show_errors(&view(&place, &path, form).await?)
}

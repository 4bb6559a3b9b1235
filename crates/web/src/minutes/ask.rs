//! Makes a link for somebody without an account, by which they read what they may see of closed minutes and say whether it was like that.

use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;

use helhed_casework::domain::ids::ParticipantId;
use helhed_casework::minutes::{AskApproval, AskApprovalError, ask_approval};

use super::approval::read_approval;
use super::{ids, minutes_at};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::letter::reader;
use crate::made_link::{post, show_once};
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;
use crate::query::Query;

#[derive(Template)]
#[template(path = "approval/ask.html")]
struct AskView {
    frame: Frame,
    form: Form,
    name: String,
    /// Whether letters are sent from here.
    by_letter: bool,
    back: String,
}

async fn view(place: &Place, path: &(String, String), form: Form) -> Result<AskView, PageError> {
    let (family, meeting) = ids(path)?;
    let it = read_approval(place, family, meeting).await?;
    let who = ParticipantId::parse(form.text("who")).ok_or(PageError::Absent)?;
    let mut voices = it.answer.voices.iter();
    let found = voices.find(|it| it.participant.participant.id == who);
    let found = found.filter(|_| it.is_closed()).ok_or(PageError::Absent)?;
    Ok(AskView {
        frame: place.frame(place.w().t("approval-ask-title"), &form),
        name: found.participant.name.as_str().to_owned(),
        form,
        by_letter: place.app.settings.letters_from.is_some(),
        back: format!("{}/approval", minutes_at(family, meeting)),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let who = Query::of(&place.uri).text("who").to_owned();
    let form = place.open().await?.preset("who", &who);
    show(&view(&place, &path, form).await?)
}

/// Makes the link and shows it, once.
pub(super) async fn take(
    place: Place,
    Path(path): Path<(String, String)>,
    headers: HeaderMap,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let participant = ParticipantId::parse(form.text("who")).ok_or(PageError::Absent)?;
    let to = reader(&place.app, &mut form);
    if !form.errors().is_empty() {
        return show_errors(&view(&place, &path, form).await?);
    }
    let mut ctx = place.begin(&form).await?;
    let command = AskApproval {
        family,
        meeting,
        participant,
    };
    let link = match ask_approval(&mut ctx, command).await {
        Ok(link) => link,
        Err(AskApprovalError::StillOpen) => return Err(PageError::NotAllowed),
        Err(AskApprovalError::Stopped(stop)) => return Err(stop.into()),
    };
    let posted = post((&place.app, place.w(), &mut ctx), family, to, Some(&link)).await?;
    let href = format!("{}/approval", minutes_at(family, meeting));
    ctx.commit_form(form.id(), place.uri.path(), &href).await?;
    let head = place.head(family, "meetings").await?;
    let from = (&place.app, &place.viewer, &place.uri, &headers);
    show_once(from, head, href, &link, posted).await
}

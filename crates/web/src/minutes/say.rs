//! Somebody who came says whether it was like that; the team notes down what others said in the room.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::approval::{ApprovalError, ApprovalStance};
use helhed_casework::domain::ids::ParticipantId;
use helhed_casework::domain::text::Line;
use helhed_casework::minutes::{SayError, SayToMinutes, say_to_minutes};

use super::approval::read_approval;
use super::{ids, minutes_at};
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;
use crate::query::Query;
use crate::words::Words;

#[derive(Template)]
#[template(path = "approval/say.html")]
struct SayView {
    frame: Frame,
    form: Form,
    /// Who says it, where it is not the reader.
    name: Option<String>,
    stances: Pairs,
    back: String,
}

/// The stances in words.
pub(super) fn stances(w: Words) -> Pairs {
    let all = ApprovalStance::ALL.iter();
    all.map(|it| (it.code().to_owned(), w.t(it.label_key())))
        .collect()
}

/// Reads what is said; what is wrong is told at its field.
pub(super) fn said(form: &mut Form) -> Option<(ApprovalStance, Option<Line>)> {
    let stance = ApprovalStance::from_code(form.text("stance")).ok_or("field-choose");
    let stance = form.take("stance", "say-stance", stance);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "say-word", word);
    let (stance, word) = stance.zip(word)?;
    if stance.check(word.as_ref()) == Err(ApprovalError::WordMissing) {
        form.fault("word", "say-word", "say-word-missing");
        return None;
    }
    Some((stance, word))
}

async fn view(place: &Place, path: &(String, String), form: Form) -> Result<SayView, PageError> {
    let (family, meeting) = ids(path)?;
    let it = read_approval(place, family, meeting).await?;
    let who = ParticipantId::parse(form.text("who")).ok_or(PageError::Absent)?;
    let mut voices = it.answer.voices.iter();
    let found = voices.find(|it| it.participant.participant.id == who);
    let found = found.ok_or(PageError::Absent)?;
    let is_me = it.answer.own == Some(who);
    if !it.is_closed() || !(is_me || it.answer.page.is_team) {
        return Err(PageError::Absent);
    }
    let w = place.w();
    Ok(SayView {
        frame: place.frame(w.t("say-title"), &form),
        name: (!is_me).then(|| found.participant.name.as_str().to_owned()),
        form,
        stances: stances(w),
        back: format!("{}/approval", minutes_at(family, meeting)),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let who = Query::of(&place.uri).text("who").to_owned();
    let form = place.open().await?.preset("who", &who);
    show(&view(&place, &path, form).await?)
}

/// Takes what is said.
pub(super) async fn take(
    place: Place,
    Path(path): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let participant = ParticipantId::parse(form.text("who")).ok_or(PageError::Absent)?;
    if let Some((stance, word)) = said(&mut form) {
        let mut ctx = place.begin(&form).await?;
        let command = SayToMinutes {
            family,
            meeting,
            participant,
            stance,
            word,
        };
        match say_to_minutes(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}/approval?done=said", minutes_at(family, meeting));
                return place.lead(ctx, &form, &to).await;
            }
            // The form says so before it is sent; whoever makes up one of their own is told nothing.
            Err(SayError::Wrong(_)) => return Err(PageError::NotAllowed),
            Err(SayError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, &path, form).await?)
}

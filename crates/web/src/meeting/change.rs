//! Moves a meeting or puts it right, and calls it off.

use axum::extract::Path;

use helhed_casework::choices::choices;
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::day::hour_of;
use helhed_casework::domain::ids::{FamilyId, MeetingId};
use helhed_casework::domain::meeting::{Invited, VideoLink};
use helhed_casework::domain::text::Line;
use helhed_casework::meeting::{
    AnnulMeeting, ChangeMeeting, ChangeMeetingError, MeetingPage, annul_meeting, change_meeting,
    meeting_page,
};

use super::call::FormView;
use super::fields::{Chosen, of_changing, parse, told};
use super::letters::Letters;
use super::{ids_of, meeting_of};
use crate::case::ReasonView;
use crate::collision::ahead::collided;
use crate::day_words::field_hour;
use crate::error::PageError;
use crate::form::Form;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

async fn read(
    place: &Place,
    (family, meeting): (FamilyId, MeetingId),
) -> Result<MeetingPage, PageError> {
    let page = meeting_page(&mut place.reading(), family, meeting).await?;
    let page = page.into_inner();
    match page.may_change && page.line.annulled.is_none() {
        true => Ok(page),
        false => Err(PageError::Absent),
    }
}

async fn view(
    place: &Place,
    (family, meeting): (FamilyId, MeetingId),
    mut form: Form,
    collided: &[CollisionLine],
) -> Result<FormView, PageError> {
    let page = read(place, (family, meeting)).await?;
    // Once it was told that somebody else has changed it, sending again is meant for what stands now.
    let conflict = form
        .errors()
        .iter()
        .any(|it| it.key == "changed-by-another");
    if conflict {
        form = form.holding("version", page.line.meeting.version.to_string());
    }
    let choices = choices(&mut place.reading(), family).await?;
    let chosen = Chosen::of(place, &choices, collided);
    Ok(FormView {
        frame: place.frame(place.w().t("meeting-change"), &form),
        head: place.head(family, "meetings").await?,
        form,
        kinds: chosen.kinds,
        chairs: chosen.chairs,
        people: chosen.people,
        ahead: chosen.ahead,
        around: Vec::new(),
        is_new: false,
        back: meeting_of(family, meeting),
    })
}

/// Shows the form with what stands.
pub(super) async fn page(place: Place, Path((id, meeting)): Path<(String, String)>) -> PageResult {
    let ids = ids_of((&id, &meeting))?;
    let page = read(&place, ids).await?;
    let (line, facts) = (&page.line, &page.line.meeting.facts);
    let mut form = place
        .open()
        .await?
        .preset("version", line.meeting.version.to_string())
        .preset("kind", facts.kind.code())
        .preset("title", line.title.as_str())
        .preset("starts", field_hour(hour_of(line.starts)))
        .preset("ends", field_hour(hour_of(line.ends)))
        .preset("place", line.place.as_ref().map_or("", Line::as_str))
        .preset("video", facts.video.as_ref().map_or("", VideoLink::as_str))
        .preset("chair", facts.chair.to_string());
    if let Some(interpreter) = &facts.interpreter {
        form = form.preset("language", interpreter.language.as_str());
        if interpreter.booked {
            form = form.preset("booked", "yes");
        }
    }
    for line in &page.participants {
        if let Invited::Person(person) = line.participant.who {
            form = form.preset("people", person.to_string());
        }
    }
    show(&view(&place, ids, form, &[]).await?)
}

/// Takes the form.
pub(super) async fn take(
    place: Place,
    Path((id, meeting)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids_of((&id, &meeting))?;
    let w = place.w();
    let letters = Letters { app: &place.app, w };
    let mut ahead = Vec::new();
    if let Some((appointment, facts)) = parse(&mut form, w) {
        let mut ctx = place.begin(&form).await?;
        let command = ChangeMeeting {
            family,
            meeting,
            version: form.text("version").parse().unwrap_or(0),
            appointment,
            facts,
        };
        match change_meeting(&mut ctx, command, &letters).await {
            Ok(moved) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let at = meeting_of(family, meeting);
                    let to = match moved {
                        // Everybody is to be told anew: that is done there, when it has been seen who hears what.
                        true => format!("{at}/invite?done=meeting-moved"),
                        false => format!("{at}?done=meeting-changed"),
                    };
                    return place.lead(ctx, &form, &to).await;
                }
            }
            Err(ChangeMeetingError::Changed) => {
                form.fault("starts", "appointment-starts", "changed-by-another");
            }
            Err(ChangeMeetingError::Appointment(error)) => told(&mut form, of_changing(&error)),
            Err(ChangeMeetingError::NoSuchChair) => {
                form.fault("chair", "meeting-chair", "field-choose");
            }
            Err(ChangeMeetingError::Participant(_)) => told(&mut form, None),
            Err(ChangeMeetingError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, (family, meeting), form, &ahead).await?)
}

async fn reason(
    place: &Place,
    ids: (FamilyId, MeetingId),
    mut form: Form,
) -> Result<ReasonView, PageError> {
    let page = read(place, ids).await?;
    if form.text("version").is_empty() || !form.errors().is_empty() {
        form = form.holding("version", page.line.meeting.version.to_string());
    }
    Ok(ReasonView::new(
        place.frame(place.w().t("meeting-annul"), &form),
        (
            place.head(ids.0, "meetings").await?,
            meeting_of(ids.0, ids.1),
        ),
        form,
        ("meeting-annul-lead", "meeting-annul"),
    ))
}

/// Asks why it is called off.
pub(super) async fn annul_page(
    place: Place,
    Path((id, meeting)): Path<(String, String)>,
) -> PageResult {
    let ids = ids_of((&id, &meeting))?;
    let form = place.open().await?;
    show(&reason(&place, ids, form).await?)
}

/// Calls it off.
pub(super) async fn annul(
    place: Place,
    Path((id, meeting)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids_of((&id, &meeting))?;
    let words = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "case-reason", words) {
        let mut ctx = place.begin(&form).await?;
        let letters = Letters {
            app: &place.app,
            w: place.w(),
        };
        let command = AnnulMeeting {
            family,
            meeting,
            version: form.text("version").parse().unwrap_or(0),
            reason,
        };
        match annul_meeting(&mut ctx, command, &letters).await {
            Ok(()) => {
                let to = format!("{}?done=meeting-annulled", meeting_of(family, meeting));
                return place.lead(ctx, &form, &to).await;
            }
            Err(ChangeMeetingError::Stopped(stop)) => return Err(stop.into()),
            Err(_) => form.fault("reason", "case-reason", "changed-by-another"),
        }
    }
    show_errors(&reason(&place, (family, meeting), form).await?)
}

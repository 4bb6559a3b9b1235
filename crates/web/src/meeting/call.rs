//! Calls a meeting.

use askama::Template;
use axum::extract::{Path, RawQuery};

use helhed_casework::around::around_page;
use helhed_casework::choices::choices;
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::ids::{FamilyId, InvolvementId};
use helhed_casework::domain::meeting::{
    Invited, MeetingKind, ParticipantFacts, TopicFacts, TopicSource, usual_agenda,
};
use helhed_casework::domain::text::Line;
use helhed_casework::meeting::{CallMeeting, CallMeetingError, call_meeting};

use super::fields::{Chosen, of_setting, parse, told};
use super::{meeting_of, meetings_of};
use crate::case::choose::Pairs;
use crate::collision::ahead::collided;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;
use crate::words::Words;

#[derive(Template)]
#[template(path = "meeting/call.html")]
pub(super) struct FormView {
    pub(super) frame: Frame,
    pub(super) head: HeadView,
    pub(super) form: Form,
    pub(super) kinds: Pairs,
    pub(super) chairs: Pairs,
    pub(super) people: Pairs,
    pub(super) ahead: crate::collision::ahead::Ahead,
    /// Those around the family who may be called; none where a meeting is moved.
    pub(super) around: Pairs,
    pub(super) is_new: bool,
    pub(super) back: String,
}

async fn view(
    place: &Place,
    family: FamilyId,
    form: Form,
    collided: &[CollisionLine],
) -> Result<FormView, PageError> {
    let choices = choices(&mut place.reading(), family).await?;
    let around = around_page(&mut place.reading(), family).await?;
    let today = place.today();
    let here = around
        .around
        .iter()
        .filter(|it| it.involvement.annulled.is_none() && it.involvement.facts.holds_on(today));
    let around = here.map(|it| {
        let name = it.involvement.facts.professional.as_str();
        let words = match &it.unit {
            Some((unit, _)) => format!("{name}, {}", unit.as_str()),
            None => name.to_owned(),
        };
        (it.involvement.id.to_string(), words)
    });
    let around = around.collect();
    let chosen = Chosen::of(place, &choices, collided);
    Ok(FormView {
        frame: place.frame(place.w().t("meeting-call"), &form),
        head: place.head(family, "meetings").await?,
        form,
        kinds: chosen.kinds,
        chairs: chosen.chairs,
        people: chosen.people,
        ahead: chosen.ahead,
        around,
        is_new: true,
        back: meetings_of(family),
    })
}

/// Shows the form; hours that were found free come with its address.
pub(super) async fn page(
    place: Place,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let mut form = place
        .open()
        .await?
        .preset("kind", MeetingKind::Network.code())
        .preset("chair", place.viewer.account.id.to_string())
        .preset("usual", "yes");
    let query = query.unwrap_or_default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if matches!(&*name, "starts" | "ends" | "place") {
            form = form.holding(&name, value.into_owned());
        }
    }
    show(&view(&place, family, form, &[]).await?)
}

/// The usual agenda of a kind, in the language of whoever calls.
fn usual(w: Words, kind: MeetingKind) -> Vec<TopicFacts> {
    let topic = |(key, category): &(&str, &str)| {
        Line::parse(&w.t(key)).ok().map(|title| TopicFacts {
            title,
            person: None,
            category: (*category).to_owned(),
            source: TopicSource::Free,
            subject: None,
        })
    };
    usual_agenda(kind).iter().filter_map(topic).collect()
}

/// Takes the form.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let mut ahead = Vec::new();
    let around: Option<Vec<_>> = form.all("around").map(InvolvementId::parse).collect();
    if around.is_none() {
        form.fault("around", "meeting-around", "field-choose");
    }
    if let (Some((appointment, facts)), Some(around)) = (parse(&mut form, place.w()), around) {
        let mut ctx = place.begin(&form).await?;
        let called = |id| ParticipantFacts {
            who: Invited::Around(id),
            unit: None,
            reached: None,
        };
        let command = CallMeeting {
            family,
            appointment,
            topics: match form.has("usual", "yes") {
                true => usual(place.w(), facts.kind),
                false => Vec::new(),
            },
            facts,
            participants: around.into_iter().map(called).collect(),
        };
        match call_meeting(&mut ctx, command).await {
            Ok(meeting) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let to = format!("{}?done=meeting", meeting_of(family, meeting));
                    return place.lead(ctx, &form, &to).await;
                }
            }
            Err(CallMeetingError::Appointment(error)) => told(&mut form, of_setting(&error)),
            Err(CallMeetingError::NoSuchChair) => {
                form.fault("chair", "meeting-chair", "field-choose");
            }
            Err(CallMeetingError::NoSuchParticipant) => {
                form.fault("around", "meeting-around", "field-choose");
            }
            Err(CallMeetingError::NoSuchTopic) => {
                form.fault("usual", "meeting-usual", "field-choose");
            }
            Err(CallMeetingError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, family, form, &ahead).await?)
}

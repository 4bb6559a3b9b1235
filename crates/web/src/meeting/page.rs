//! One meeting: when, where, who and what.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::appointment::AppointmentState;
use helhed_casework::domain::meeting::MeetingAnswer;
use helhed_casework::meeting::{MeetingPage, meeting_page};

use super::agenda::{TopicShown, shown};
use super::invite::{Called, called};
use super::{ids_of, meeting_of, meetings_of};
use crate::assessment::head;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;

#[derive(Template)]
#[template(path = "meeting/page.html")]
struct MeetingView {
    frame: Frame,
    head: Option<HeadView>,
    page: MeetingPage,
    called: Vec<Called>,
    topics: Vec<TopicShown>,
    own: Option<MeetingAnswer>,
    is_open: bool,
    is_now: bool,
    here: String,
    back: String,
}

/// The page.
pub(super) async fn page(place: Place, Path((id, meeting)): Path<(String, String)>) -> PageResult {
    let (family, meeting) = ids_of((&id, &meeting))?;
    let mut reading = place.reading();
    let page = meeting_page(&mut reading, family, meeting).await?;
    let page = page.into_inner();
    let title = place.w().t(page.line.meeting.facts.kind.label_key());
    let back = match place.viewer.actor.role {
        Role::FamilyMember | Role::Partner => "/meetings".to_owned(),
        _ => meetings_of(family),
    };
    let state = page.line.state(reading.now());
    let own = page.own.and_then(|own| {
        let mut all = page.participants.iter();
        all.find(|it| it.participant.id == own)
            .map(|it| it.participant.answer)
    });
    show(&MeetingView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, title),
        // A colleague who was called and has not the family has no pages of it.
        head: match page.is_team {
            true => head(&place.app, &place.viewer, family, "meetings").await?,
            false => None,
        },
        topics: shown(&place, &page),
        called: page
            .participants
            .iter()
            .map(|it| called(&page, it, &place.app.settings))
            .collect(),
        own,
        is_open: matches!(state, AppointmentState::Coming | AppointmentState::Now),
        is_now: state == AppointmentState::Now,
        here: meeting_of(family, meeting),
        page,
        back,
    })
}

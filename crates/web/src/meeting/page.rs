//! One meeting: when, where, who and what.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::meeting::Topic;
use helhed_casework::meeting::{MeetingPage, meeting_page};

use super::{ids_of, meetings_of};
use crate::assessment::{head, name_of};
use crate::case::choose;
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
    topics: Vec<TopicShown>,
    back: String,
}

/// A topic in the reader's words.
struct TopicShown {
    title: String,
    /// Whom it is about, and its category.
    of: String,
}

/// The page.
pub(super) async fn page(place: Place, Path((id, meeting)): Path<(String, String)>) -> PageResult {
    let (family, meeting) = ids_of((&id, &meeting))?;
    let w = place.w();
    let mut reading = place.reading();
    let page = meeting_page(&mut reading, family, meeting).await?;
    let page = page.into_inner();
    let title = w.t(page.line.meeting.facts.kind.label_key());
    let back = match place.viewer.actor.role {
        Role::FamilyMember => "/our".to_owned(),
        Role::Partner => "/shared".to_owned(),
        _ => meetings_of(family),
    };
    let lists = place.app.casework.lists();
    let shown = |topic: &Topic| {
        let category = lists.find("category", &topic.facts.category);
        let category = category.map(|it| choose::words(w, it));
        let person = topic.facts.person;
        let about = match person.map(|it| name_of(&page.people, it)) {
            Some(name) => name.map(str::to_owned),
            None => Some(w.t("note-whole-family")),
        };
        let of = about.into_iter().chain(category);
        TopicShown {
            title: topic.facts.title.as_str().to_owned(),
            of: of.collect::<Vec<_>>().join(" · "),
        }
    };
    show(&MeetingView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, title),
        head: head(&place.app, &place.viewer, family, "meetings").await?,
        topics: page.topics.iter().map(shown).collect(),
        page,
        back,
    })
}

//! What the meetings of a family agreed, meeting by meeting, and how each of it went.

use askama::Template;
use axum::extract::Path;

use helhed_casework::agreed::{AgreedLine, agreed_page};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, MeetingId};
use helhed_casework::domain::task::TaskState;

use super::{done_of, median_in};
use crate::case::family_of;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;

/// Something that was agreed.
struct AgreedView {
    title: String,
    owner: String,
    due: Option<String>,
    state: TaskState,
    /// Days from decision to action, where it is done.
    days: Option<i64>,
}

/// A meeting with what it agreed.
struct MeetingView {
    id: MeetingId,
    href: String,
    when: String,
    agreed: Vec<AgreedView>,
    /// How many of them are done, in words.
    done: String,
}

#[derive(Template)]
#[template(path = "agreed/page.html")]
struct AgreedPageView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    meetings: Vec<MeetingView>,
    /// How it goes with all of them, and how fast.
    done: String,
    median: String,
}

fn agreed(place: &Place, it: &AgreedLine) -> AgreedView {
    let today = place.today();
    let took = it
        .decided
        .done
        .map(|done| done.duration_since(it.decided.at));
    AgreedView {
        title: it.title.as_str().to_owned(),
        owner: it.owner.as_str().to_owned(),
        due: it.due.map(|day| place.w().weekday(day, today)),
        state: TaskState::of(it.outcome, it.due, today),
        days: took.map(|it| it.as_hours().max(0) / 24),
    }
}

/// The page.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let family = family_of(&id)?;
    let answer = agreed_page(&mut place.reading(), family)
        .await?
        .into_inner();
    let w = place.w();
    let mut meetings: Vec<MeetingView> = Vec::new();
    for it in &answer.lines {
        let view = agreed(&place, it);
        match meetings.last_mut().filter(|last| last.id == it.meeting) {
            Some(last) => last.agreed.push(view),
            None => meetings.push(MeetingView {
                id: it.meeting,
                href: format!("/families/{family}/meetings/{}/minutes", it.meeting),
                when: format!(
                    "{}, {}",
                    w.t(it.meeting_kind.label_key()),
                    w.moment(it.meeting_starts, place.today())
                ),
                agreed: vec![view],
                done: String::new(),
            }),
        }
    }
    for it in &mut meetings {
        let done = it.agreed.iter().filter(|it| it.days.is_some());
        it.done = done_of(w, done.count(), it.agreed.len());
    }
    let head = crate::assessment::head(&place.app, &place.viewer, family, "meetings").await?;
    show(&AgreedPageView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, w.t("agreed-title")),
        head,
        family,
        is_family: place.viewer.is(Role::FamilyMember),
        meetings,
        done: done_of(w, answer.times.done, answer.times.decided),
        median: median_in(w, &answer.times),
    })
}

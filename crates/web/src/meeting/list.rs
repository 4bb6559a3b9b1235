//! The meetings of a family.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::appointment::AppointmentState;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::meeting::{MeetingLine, meetings_page};
use jiff::Timestamp;

use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;

#[derive(Template)]
#[template(path = "meeting/list.html")]
struct ListView {
    frame: Frame,
    head: HeadView,
    now: Timestamp,
    coming: Vec<MeetingLine>,
    past: Vec<MeetingLine>,
    may_call: bool,
    here: String,
}

/// The page.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let mut reading = place.reading();
    let page = meetings_page(&mut reading, family).await?.into_inner();
    let title = place.w().t("meetings-title");
    show(&ListView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, title).about(family),
        head: place.head(family, "meetings").await?,
        now: reading.now(),
        coming: page.coming,
        past: page.past,
        may_call: page.may_call,
        here: super::meetings_of(family),
    })
}

impl ListView {
    /// Whether a meeting goes on now.
    fn is_now(&self, line: &MeetingLine) -> bool {
        line.state(self.now) == AppointmentState::Now
    }
}

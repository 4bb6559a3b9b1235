//! Meetings: everyone around the family, the family included, called together. A meeting stands on an appointment and is called, moved and
//! called off with it, in one transaction.

mod call_meeting;
mod leave;
mod meeting_page;
mod meetings_page;
mod put_on;

pub use call_meeting::{CallMeeting, CallMeetingError, call_meeting};
pub use helhed_store::meeting::MeetingLine;
pub use helhed_store::meeting_participant::ParticipantLine;
pub(crate) use leave::{MeetingLeave, leave};
pub use meeting_page::{MeetingPage, meeting_page};
pub use meetings_page::{MeetingsPage, meetings_page};
pub use put_on::ParticipantError;

#[cfg(test)]
mod tests;

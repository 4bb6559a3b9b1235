//! Meetings: everyone around the family, the family included, called together. A meeting stands on an appointment and is called, moved and
//! called off with it, in one transaction.

mod annul_meeting;
mod call_meeting;
mod change_meeting;
mod feed;
mod find_time;
mod hearing;
mod leave;
mod letters;
mod meeting_page;
mod meetings_page;
mod participants;
mod put_on;
mod suggestions;
mod topics;

pub use annul_meeting::{AnnulMeeting, annul_meeting};
pub use call_meeting::{CallMeeting, CallMeetingError, call_meeting};
pub use change_meeting::{ChangeMeeting, ChangeMeetingError, change_meeting};
pub use feed::{OwnMeetings, end_feed, own_meetings, read_feed, renew_feed};
pub use find_time::{FindTime, find_time};
pub use hearing::{Unheard, hearing};
pub use helhed_store::calendar_feed::FeedLine;
pub use helhed_store::meeting::MeetingLine;
pub use helhed_store::meeting_participant::ParticipantLine;
pub use helhed_store::outbox::LetterLine;
pub(crate) use leave::{MeetingLeave, leave};
pub use letters::{MeetingWords, Telling};
pub use meeting_page::{MeetingPage, meeting_page};
pub use meetings_page::{MeetingsPage, meetings_page};
pub use participants::{
    At, add_participant, invite_participants, note_answer, note_presence, note_rung,
    remove_participant, set_participant_address,
};
pub use put_on::ParticipantError;
pub use suggestions::{Suggestion, suggestions};
pub use topics::{TopicError, add_topics, order_topics, remove_topic};

#[cfg(test)]
mod tests;

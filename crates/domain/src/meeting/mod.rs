//! Meetings: everyone around the family, the family included, called together. A meeting stands on an appointment, which holds its hours,
//! its title, its place and the people of the family who are to be there.

mod agenda;
mod calendar_text;
mod free_time;
mod participant;
mod reminder;
mod topic;
mod video_link;

pub use agenda::usual_agenda;
pub use calendar_text::{CalendarEvent, CalendarMethod, CalendarParty, calendar_text};
pub use free_time::{Busy, DayHours, FreeSlot, TimeSearch, free_slots};
pub use participant::{Invited, MeetingAnswer, Participant, ParticipantFacts};
pub use reminder::reminder_at;
pub use topic::{Topic, TopicFacts, TopicSource};
pub use video_link::{VideoLink, VideoLinkError};

use jiff::Timestamp;

use crate::ids::{AccountId, AppointmentId, FamilyId, MeetingId};
use crate::kinds::kinds;
use crate::text::Name;

kinds! {
    /// What a meeting is held for.
    MeetingKind, "meeting-kind" {
        /// Everyone around the family.
        Network = "network",
        /// How it goes, with those who help.
        Status = "status",
        /// The plan is gone through.
        Review = "review",
        /// The first, when the family has been taken in.
        Intake = "intake",
    }
}

/// That somebody at a meeting needs an interpreter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpreter {
    /// The language.
    pub language: Name,
    /// Whether one is booked.
    pub booked: bool,
}

/// What is known of a meeting beside its appointment, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFacts {
    /// What it is held for.
    pub kind: MeetingKind,
    /// Who leads it.
    pub chair: AccountId,
    /// Where it is joined from afar.
    pub video: Option<VideoLink>,
    /// The interpreter, where one is needed.
    pub interpreter: Option<Interpreter>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// The family.
    pub family: FamilyId,
    /// The appointment it stands on.
    pub appointment: AppointmentId,
    /// What is known of it.
    pub facts: MeetingFacts,
    /// How often it has been moved or called off: iCalendar's SEQUENCE (RFC 5545, 3.8.7.4), so that a calendar keeps the latest.
    pub sequence: i64,
    /// Who called it.
    pub by: AccountId,
    /// When it was called.
    pub called_at: Timestamp,
    /// Counts changes.
    pub version: i64,
}

//! Who is to be at a meeting, and whether they come.

use jiff::Timestamp;

use crate::ids::{AccountId, InvolvementId, MeetingId, ParticipantId, PersonId, UnitId};
use crate::kinds::kinds;
use crate::text::Name;
use crate::text_message::Reached;

kinds! {
    /// What somebody who is called to a meeting answers.
    MeetingAnswer, "meeting-answer" {
        /// Nothing yet.
        None = "none",
        /// They come.
        Accepted = "accepted",
        /// Perhaps.
        Tentative = "tentative",
        /// They do not come.
        Declined = "declined",
    }
}

/// Who is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    /// Somebody of the family.
    Person(PersonId),
    /// A professional who signs in here.
    Account(AccountId),
    /// A professional from the map of everyone around the family.
    Around(InvolvementId),
    /// Anybody else, by name.
    Guest(Name),
}

/// What is known of somebody who is to be at a meeting, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantFacts {
    /// Who.
    pub who: Invited,
    /// The unit they come from, which what they may hear is decided by.
    pub unit: Option<UnitId>,
    /// Where the invitation goes. Who has none is to be rung.
    pub reached: Option<Reached>,
}

/// Somebody who is to be at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Their id at this meeting.
    pub id: ParticipantId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub who: Invited,
    /// The unit they come from.
    pub unit: Option<UnitId>,
    /// When they were put on.
    pub added_at: Timestamp,
    /// When they were invited, by letter or by telephone.
    pub invited_at: Option<Timestamp>,
    /// What they answered.
    pub answer: MeetingAnswer,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Whether they came, once that is marked.
    pub came: Option<bool>,
}

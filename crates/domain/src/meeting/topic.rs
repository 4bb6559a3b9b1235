//! The agenda of a meeting: what is taken, in order, and where it comes from.

use uuid::Uuid;

use crate::ids::{MeetingId, PersonId, TopicId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// What a topic comes from.
    TopicSource, "topic-source" {
        /// Written for this meeting, or from the template of its kind.
        Free = "free",
        /// A goal that is to be gone through.
        Goal = "goal",
        /// A rating that calls for a talk.
        Rating = "rating",
        /// Something that collides.
        Collision = "collision",
        /// A question that nobody has answered.
        Request = "request",
        /// What was agreed earlier and is not done.
        Agreement = "agreement",
    }
}

/// What is known of a topic, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFacts {
    /// What is taken.
    pub title: Line,
    /// Whom it is about; nobody in particular is the whole family.
    pub person: Option<PersonId>,
    /// Its information category, a code of the list `category`: who may hear it is decided by that.
    pub category: String,
    /// What it comes from.
    pub source: TopicSource,
    /// The goal, collision, request or task it comes from.
    pub subject: Option<Uuid>,
}

impl TopicFacts {
    /// Whether it is practical: general, about nobody in particular, and written for the meeting. Whoever is called may hear it.
    pub fn is_practical(&self) -> bool {
        self.category == crate::note::GENERAL
            && self.person.is_none()
            && self.source == TopicSource::Free
    }
}

/// A topic of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its place in the order.
    pub place: i64,
    /// What is known of it.
    pub facts: TopicFacts,
}

//! What somebody tells of the pages: what cannot be used, what is wrong, what could be better. Nothing of it is about a family.

use jiff::Timestamp;

use crate::account::Language;
use crate::ids::FeedbackId;
use crate::kinds::kinds;
use crate::post::EmailAddress;
use crate::text::{Line, Message};

kinds! {
    /// What feedback is about.
    FeedbackKind, "feedback" {
        /// Something cannot be read, reached or used: the accessibility of the pages.
        Accessibility = "accessibility",
        /// Something is wrong.
        Fault = "fault",
        /// Something could be better.
        Idea = "idea",
    }
}

/// What somebody told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// What it is about.
    pub kind: FeedbackKind,
    /// In their words.
    pub words: Message,
    /// The page, where they say which.
    pub page: Option<Line>,
    /// Where they would like an answer; nobody need say.
    pub reply_to: Option<EmailAddress>,
    /// The language they read.
    pub language: Language,
    /// When.
    pub at: Timestamp,
    /// When somebody had seen to it.
    pub done: Option<Timestamp>,
}

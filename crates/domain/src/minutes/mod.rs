//! The minutes of a meeting, written while people speak: sections, lines, what somebody says to them, and what is decided in them.
//!
//! Whoever holds the pen writes; everybody else follows. Every change counts the minutes up by one, and what was changed keeps that count,
//! so that a page that has read up to one count asks only for what came after.

mod day_word;
mod heard;
mod hour_word;
mod merge;
mod pen;
mod place;
mod sign;
mod wanting;
mod whole;
mod whose;

pub use day_word::day_word;
pub use heard::heard;
pub use hour_word::hour_word;
pub use merge::{Edit, Met, Stored, meet};
pub use pen::{Pen, PenError};
pub use place::{places_among, places_anew};
pub use sign::{Deciding, deciding};
pub use wanting::{Known, Wanting};
pub use whole::{Kept, whole};
pub use whose::{Nameable, whose};

use jiff::Timestamp;

use crate::ids::{
    AccountId, FamilyId, MeetingId, MinutesLineId, MinutesRemarkId, MinutesSectionId, PersonId,
};
use crate::kinds::kinds;
use crate::note::GENERAL;
use crate::text::{Line, Passage};

/// The most lines that the minutes of one meeting hold: a day of fast writing many times over.
pub const MOST_LINES: usize = 20_000;
/// The most letters: over ten times what is written in a day of fast writing.
pub const MOST_LETTERS: usize = 1_000_000;
/// The most sections.
pub const MOST_SECTIONS: usize = 60;

kinds! {
    /// What a line of the minutes is.
    LineKind, "minutes-line" {
        /// Something that was said.
        Said = "said",
        /// A decision.
        Decision = "decision",
        /// An agreement with the family.
        Agreement = "agreement",
        /// Something that somebody does.
        Task = "task",
        /// A goal.
        Goal = "goal",
        /// An appointment.
        Appointment = "appointment",
        /// What comes first.
        First = "first",
    }
}

impl LineKind {
    /// Whether it becomes something that stands outside the minutes. A decision stands in them.
    pub fn becomes(self) -> bool {
        !matches!(self, Self::Said | Self::Decision)
    }
}

kinds! {
    /// What somebody says to the minutes.
    RemarkKind, "minutes-remark" {
        /// That a passage is not like that.
        NotLikeThat = "not_like_that",
        /// A sentence that is missing.
        Add = "add",
    }
}

/// The minutes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The meeting.
    pub meeting: MeetingId,
    /// The family.
    pub family: FamilyId,
    /// When they were begun.
    pub begun_at: Timestamp,
    /// By whom.
    pub begun_by: AccountId,
    /// Who writes.
    pub pen: Pen,
    /// Counts every change.
    pub seq: i64,
    /// When they were closed; nothing is written after that.
    pub closed_at: Option<Timestamp>,
}

/// What a section is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionFacts {
    /// Its heading.
    pub title: Line,
    /// Whom it is about; nobody in particular is the whole family.
    pub person: Option<PersonId>,
    /// The life domain: a code of the list `life_domain`.
    pub domain: Option<String>,
    /// The information category: a code of the list `category`.
    pub category: String,
    /// For the team only.
    pub restricted: bool,
}

impl SectionFacts {
    /// Whether it is practical: general, about nobody in particular, and not for the team only.
    pub fn is_practical(&self) -> bool {
        self.category == GENERAL && self.person.is_none() && !self.restricted
    }
}

/// A section of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: MinutesSectionId,
    /// Where it stands among the others.
    pub place: i64,
    /// What it is about.
    pub facts: SectionFacts,
    /// The count of its last change.
    pub seq: i64,
    /// When it was taken out.
    pub removed_at: Option<Timestamp>,
}

/// A line of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesLine {
    /// Its id.
    pub id: MinutesLineId,
    /// Its section.
    pub section: MinutesSectionId,
    /// Where it stands among the lines of its section.
    pub place: i64,
    /// What it is.
    pub kind: LineKind,
    /// The words, with their sign; nothing is an empty line.
    pub body: Option<Passage>,
    /// Who wrote it last.
    pub by: AccountId,
    /// When.
    pub written_at: Timestamp,
    /// The count of its last change.
    pub seq: i64,
    /// When it was taken out.
    pub removed_at: Option<Timestamp>,
}

/// What somebody says to the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its id.
    pub id: MinutesRemarkId,
    /// The section.
    pub section: MinutesSectionId,
    /// The line, where it is about one.
    pub line: Option<MinutesLineId>,
    /// What it is.
    pub kind: RemarkKind,
    /// The words; a mark "not like that" may have none.
    pub body: Option<Passage>,
    /// Who says it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
}

//! Journal notes: written once, never changed. A correction is an addendum that stands below the note it corrects.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, FamilyId, NoteId, PersonId};
use crate::text::Prose;

/// The category a note has when none is chosen; a row of the list `category`.
pub const GENERAL: &str = "general";

/// A journal note, or an addendum to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The family.
    pub family: FamilyId,
    /// The note it adds to; that one is no addendum itself.
    pub addendum_to: Option<NoteId>,
    /// Whom it is about, where it is about one person.
    pub person: Option<PersonId>,
    /// What it is about: a code of the list `category`.
    pub category: String,
    /// The text.
    pub body: Prose,
    /// The day it tells of.
    pub about: Date,
    /// Who wrote it.
    pub by: AccountId,
    /// When it was written.
    pub written_at: Timestamp,
}

/// What is wrong with a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It tells of a day to come.
    #[error("a note about a day to come")]
    InTheFuture,
}

impl Note {
    /// Checks the day a note tells of.
    pub fn check_day(about: Date, today: Date) -> Result<Date, NoteError> {
        if about > today {
            Err(NoteError::InTheFuture)
        } else {
            Ok(about)
        }
    }

    /// The note that an addendum to this one belongs below: an addendum to an addendum stands beside it.
    pub fn thread(&self) -> NoteId {
        self.addendum_to.unwrap_or(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn a_note_tells_of_what_has_been() {
        let today = date(2026, 11, 24);
        assert_eq!(Note::check_day(today, today), Ok(today));
        assert_eq!(
            Note::check_day(date(2026, 11, 25), today),
            Err(NoteError::InTheFuture)
        );
    }

    #[test]
    fn an_addendum_to_an_addendum_stands_below_the_first_note() {
        let id = |n| NoteId::from(Uuid::from_u128(n));
        let note = Note {
            id: id(2),
            family: FamilyId::from(Uuid::from_u128(9)),
            addendum_to: Some(id(1)),
            person: None,
            category: GENERAL.into(),
            body: Prose::parse("Det var om tirsdagen.").expect("a text"),
            about: date(2026, 11, 24),
            by: AccountId::from(Uuid::from_u128(8)),
            written_at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(note.thread(), id(1));
    }
}

//! A contact: that somebody met, rang or wrote with a family. It has happened; what is to happen is an appointment.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::day::day_of;
use crate::ids::{AccountId, ContactId, FamilyId, PersonId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// How a family was met.
    ContactKind, "contact" {
        /// At home.
        HomeVisit = "home_visit",
        /// On the telephone.
        Phone = "phone",
        /// By SMS.
        Sms = "sms",
        /// By e-mail.
        Email = "email",
        /// With others around the family.
        NetworkMeeting = "network_meeting",
        /// Along to somebody else, as a companion (*bisidder*).
        Accompanying = "accompanying",
    }
}

/// How long a contact took: 1 minute to 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(i64);

/// The text is no number of minutes that a contact takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 1 to 1440 minutes")]
pub struct MinutesError;

impl Minutes {
    /// The most there may be: a day and a night.
    pub const MAX: i64 = 24 * 60;

    /// Checks a number of minutes.
    pub fn new(minutes: i64) -> Result<Self, MinutesError> {
        if (1..=Self::MAX).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(MinutesError)
        }
    }

    /// Reads `45`, or `1:30` for an hour and a half. Nothing written is `None`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, MinutesError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let number = |t: &str| {
            let plain = (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| t.parse::<i64>().ok()).flatten()
        };
        let minutes = match text.split_once([':', '.']) {
            Some((hours, minutes)) => {
                let (hours, minutes) = (number(hours), number(minutes));
                let (Some(hours), Some(minutes @ 0..60)) = (hours, minutes) else {
                    return Err(MinutesError);
                };
                hours * 60 + minutes
            }
            None => number(text).ok_or(MinutesError)?,
        };
        Self::new(minutes).map(Some)
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

/// What is known of a contact, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactFacts {
    /// How.
    pub kind: ContactKind,
    /// When it began.
    pub at: Timestamp,
    /// How long it took.
    pub minutes: Option<Minutes>,
    /// Who of the family took part.
    pub people: Vec<PersonId>,
    /// Who else took part, by name.
    pub others: Option<Line>,
    /// What it was about, in one line; more is a note.
    pub summary: Option<Line>,
}

/// What is wrong with a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// It has not happened yet.
    #[error("a contact in the future")]
    InTheFuture,
}

impl ContactFacts {
    /// Checks against the hour it is. Clocks differ a little: five minutes ahead is now.
    pub fn checked(self, now: Timestamp) -> Result<Self, ContactError> {
        if self.at > now + 5.minutes() {
            Err(ContactError::InTheFuture)
        } else {
            Ok(self)
        }
    }
}

/// That something was annulled: it stays to be read, struck out, and counts no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annulment {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Line,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The family.
    pub family: FamilyId,
    /// What is known of it.
    pub facts: ContactFacts,
    /// Who wrote it down.
    pub by: AccountId,
    /// When it was written down.
    pub written_at: Timestamp,
    /// That it was a mistake.
    pub annulled: Option<Annulment>,
}

/// Whole days without contact, counted from the start where there was none since; `None` while they are fewer than `most`.
pub fn silent_days(
    last_contact: Option<Timestamp>,
    started: Date,
    today: Date,
    most: i64,
) -> Option<i32> {
    let last = last_contact.map_or(started, day_of);
    let days = (today - last.max(started)).get_days();
    (i64::from(days) >= most).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts(at: &str) -> ContactFacts {
        ContactFacts {
            kind: ContactKind::Phone,
            at: at.parse().expect("an instant"),
            minutes: None,
            people: Vec::new(),
            others: None,
            summary: None,
        }
    }

    #[test]
    fn a_contact_has_happened() {
        let now = "2026-11-24T09:00:00Z".parse().expect("an instant");
        assert!(facts("2026-11-24T09:04:00Z").checked(now).is_ok());
        assert_eq!(
            facts("2026-11-24T10:00:00Z").checked(now),
            Err(ContactError::InTheFuture)
        );
    }

    #[test]
    fn minutes_as_people_write_them() {
        let read = |text: &str| Minutes::parse_optional(text).map(|m| m.map(Minutes::get));
        assert_eq!(read(" 45 "), Ok(Some(45)));
        assert_eq!(read("1:30"), Ok(Some(90)));
        assert_eq!(read(""), Ok(None));
        for bad in [
            "0",
            "-5",
            "1441",
            "en time",
            "1:75",
            "99999999999999999999",
            "٤٥",
            ":",
        ] {
            assert_eq!(read(bad), Err(MinutesError), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = Minutes::parse_optional(&text);
        }
    }
}

//! Appointments: a time and a place where somebody in the family is to be. The other Danish *aftale*, an agreement, is a task.

use jiff::{SignedDuration, Timestamp};

use crate::contact::Annulment;
use crate::ids::{AccountId, AppointmentId, FamilyId, PersonId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// Where an appointment stands. Computed, never stored: see [`AppointmentState::of`].
    AppointmentState, "appointment-state" {
        /// It has not begun.
        Coming = "coming",
        /// It is going on.
        Now = "now",
        /// It has ended.
        Past = "past",
        /// It was called off.
        Annulled = "annulled",
    }
}

impl AppointmentState {
    /// The first question answered yes decides: called off, ended, begun?
    pub fn of(annulled: bool, starts: Timestamp, ends: Timestamp, now: Timestamp) -> Self {
        match () {
            () if annulled => Self::Annulled,
            () if ends <= now => Self::Past,
            () if starts <= now => Self::Now,
            () => Self::Coming,
        }
    }
}

/// What is known of an appointment, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentFacts {
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// What it is.
    pub title: Line,
    /// Where it is.
    pub place: Option<Line>,
    /// Who of the family is to be there.
    pub people: Vec<PersonId>,
    /// Who else is to be there, by name.
    pub others: Option<Line>,
}

/// What is wrong with an appointment or with what is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppointmentError {
    /// It ends before it starts, or at once.
    #[error("it ends before it starts")]
    EndsBeforeStart,
    /// Over twelve hours: likely a wrong day.
    #[error("longer than twelve hours")]
    TooLong,
    /// It is over already: what has happened is a contact.
    #[error("it is over already")]
    Past,
    /// It was called off.
    #[error("it was called off")]
    Annulled,
}

impl AppointmentFacts {
    /// The longest there is.
    pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

    /// Checks the hours. One that is over is not set; it may keep its hours (`was`) when the rest is put right.
    pub fn checked(
        self,
        now: Timestamp,
        was: Option<(Timestamp, Timestamp)>,
    ) -> Result<Self, AppointmentError> {
        if self.ends <= self.starts {
            return Err(AppointmentError::EndsBeforeStart);
        }
        if self.ends.duration_since(self.starts) > Self::LONGEST {
            return Err(AppointmentError::TooLong);
        }
        if self.ends <= now && was != Some((self.starts, self.ends)) {
            return Err(AppointmentError::Past);
        }
        Ok(self)
    }
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// The family.
    pub family: FamilyId,
    /// What is known of it.
    pub facts: AppointmentFacts,
    /// Who set it.
    pub by: AccountId,
    /// When it was set.
    pub set_at: Timestamp,
    /// That it was called off.
    pub annulled: Option<Annulment>,
    /// Counts changes.
    pub version: i64,
}

impl Appointment {
    /// Where it stands.
    pub fn state(&self, now: Timestamp) -> AppointmentState {
        AppointmentState::of(
            self.annulled.is_some(),
            self.facts.starts,
            self.facts.ends,
            now,
        )
    }

    /// Moves it or puts it right.
    pub fn changed(
        self,
        facts: AppointmentFacts,
        now: Timestamp,
    ) -> Result<Self, AppointmentError> {
        if self.annulled.is_some() {
            return Err(AppointmentError::Annulled);
        }
        let facts = facts.checked(now, Some((self.facts.starts, self.facts.ends)))?;
        Ok(Self { facts, ..self })
    }

    /// Calls it off.
    pub fn annulled(self, reason: Line, at: Timestamp) -> Result<Self, AppointmentError> {
        if self.annulled.is_some() {
            return Err(AppointmentError::Annulled);
        }
        let annulled = Some(Annulment { at, reason });
        Ok(Self { annulled, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}:00Z").parse().expect("an instant")
    }

    fn facts(starts: &str, ends: &str) -> AppointmentFacts {
        AppointmentFacts {
            starts: at(starts),
            ends: at(ends),
            title: Line::parse("Møde på skolen").expect("a line"),
            place: None,
            people: Vec::new(),
            others: None,
        }
    }

    #[test]
    fn hours_that_cannot_be() {
        let now = at("24T09:00");
        let check = |starts, ends| facts(starts, ends).checked(now, None).map(|_| ());
        assert_eq!(check("25T09:00", "25T10:00"), Ok(()));
        assert_eq!(check("24T08:00", "24T10:00"), Ok(()), "it is going on");
        assert_eq!(
            check("25T10:00", "25T09:00"),
            Err(AppointmentError::EndsBeforeStart)
        );
        assert_eq!(
            check("25T10:00", "25T10:00"),
            Err(AppointmentError::EndsBeforeStart)
        );
        assert_eq!(
            check("25T09:00", "26T09:00"),
            Err(AppointmentError::TooLong)
        );
        assert_eq!(check("23T09:00", "23T10:00"), Err(AppointmentError::Past));
    }

    #[test]
    fn the_ladder_of_states() {
        let state =
            |annulled, now| AppointmentState::of(annulled, at("24T09:00"), at("24T10:00"), at(now));
        assert_eq!(state(false, "24T08:59"), AppointmentState::Coming);
        assert_eq!(state(false, "24T09:00"), AppointmentState::Now);
        assert_eq!(state(false, "24T10:00"), AppointmentState::Past);
        assert_eq!(state(true, "24T08:00"), AppointmentState::Annulled);
    }
}

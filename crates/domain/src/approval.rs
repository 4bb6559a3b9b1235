//! What those who came to a meeting say to its minutes once they are closed. Each says it for themselves; their last word counts.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::day_of;
use crate::ids::{AccountId, ApprovalId, LinkId, MeetingId, ParticipantId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// What somebody says to closed minutes.
    ApprovalStance, "minutes-approval" {
        /// It was like that.
        Approves = "approves",
        /// It was not, and they say what.
        Objects = "objects",
    }
}

kinds! {
    /// Where the minutes of a meeting stand. Computed, never stored: see [`MinutesState::of`].
    MinutesState, "minutes-state" {
        /// They are being written.
        Open = "open",
        /// They are closed, and somebody who came has not said yet whether it was like that.
        ForApproval = "for_approval",
        /// Everybody who came approves.
        Approved = "approved",
        /// Somebody objects. The words stay; what was said against them stands beside them.
        Objected = "objected",
        /// The time to object is over. Not everybody has answered, and nobody objects: that is said so, and not as an approval.
        Unopposed = "unopposed",
    }
}

/// How somebody said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// They themselves, signed in; or, where they have no account here, somebody of the team who heard them say it.
    Account(AccountId),
    /// They themselves, by a one-time link.
    Link(LinkId),
}

/// What somebody who was called to a meeting says to its minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Who says it.
    pub participant: ParticipantId,
    /// What.
    pub stance: ApprovalStance,
    /// A word with it; who objects gives one.
    pub word: Option<Line>,
    /// How it was said.
    pub by: SaidBy,
    /// When.
    pub at: Timestamp,
}

/// What is wrong with what somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalError {
    /// Who objects says to what.
    #[error("a word is missing")]
    WordMissing,
    /// The minutes are still being written.
    #[error("the minutes are open")]
    StillOpen,
}

impl ApprovalStance {
    /// Checks that who objects says to what.
    pub fn check(self, word: Option<&Line>) -> Result<(), ApprovalError> {
        match (self, word) {
            (Self::Objects, None) => Err(ApprovalError::WordMissing),
            _ => Ok(()),
        }
    }
}

impl MinutesState {
    /// The first question answered yes decides: open? does anybody object? has everybody approved? is the time over? `stances` has the last
    /// word of everybody who came, in any order; `days` is how long objections are waited for.
    pub fn of(
        closed: Option<Timestamp>,
        stances: &[Option<ApprovalStance>],
        (today, days): (Date, i64),
    ) -> Self {
        let Some(closed) = closed else {
            return Self::Open;
        };
        let all = |it: ApprovalStance| stances.iter().all(|said| *said == Some(it));
        let last = day_of(closed).saturating_add(jiff::Span::new().days(days));
        match () {
            () if stances.contains(&Some(ApprovalStance::Objects)) => Self::Objected,
            () if !stances.is_empty() && all(ApprovalStance::Approves) => Self::Approved,
            () if today > last => Self::Unopposed,
            () => Self::ForApproval,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_ladder_of_states() {
        use ApprovalStance::{Approves, Objects};
        let closed = Some("2026-11-24T11:00:00Z".parse().expect("an instant"));
        let on = |day| (date(2026, 12, day), 14);
        let state =
            |stances: &[Option<ApprovalStance>], day| MinutesState::of(closed, stances, on(day));
        assert_eq!(MinutesState::of(None, &[], on(1)), MinutesState::Open);
        assert_eq!(state(&[Some(Approves), None], 8), MinutesState::ForApproval);
        assert_eq!(state(&[Some(Approves), None], 9), MinutesState::Unopposed);
        assert_eq!(
            state(&[Some(Approves), Some(Approves)], 1),
            MinutesState::Approved
        );
        assert_eq!(
            state(&[Some(Approves), Some(Objects)], 1),
            MinutesState::Objected
        );
        assert_eq!(
            state(&[], 1),
            MinutesState::ForApproval,
            "nobody is no approval"
        );
    }

    #[test]
    fn who_objects_says_to_what() {
        let word = Line::parse("Jeg sagde torsdag").ok();
        assert_eq!(
            ApprovalStance::Objects.check(None),
            Err(ApprovalError::WordMissing)
        );
        assert_eq!(ApprovalStance::Objects.check(word.as_ref()), Ok(()));
        assert_eq!(ApprovalStance::Approves.check(None), Ok(()));
    }
}

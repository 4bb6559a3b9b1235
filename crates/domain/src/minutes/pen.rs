//! Who writes the minutes: one at a time.

use jiff::{SignedDuration, Timestamp};

use crate::ids::AccountId;

/// Who holds the pen, and to whom it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    /// Who holds it.
    pub holder: AccountId,
    /// Since when.
    pub since: Timestamp,
    /// When the holder's page was last heard of.
    pub seen_at: Timestamp,
    /// Who may take it.
    pub offered_to: Option<AccountId>,
}

/// Why the pen does not change hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PenError {
    /// Somebody else holds it, and is there.
    #[error("somebody else holds the pen")]
    Held,
    /// Only who holds it offers it.
    #[error("not the holder's to offer")]
    NotTheHolder,
}

impl Pen {
    /// How long a holder may be gone before the team may take the pen.
    pub const GONE: SignedDuration = SignedDuration::from_mins(1);

    /// A pen that somebody takes up.
    pub fn taken_up(holder: AccountId, now: Timestamp) -> Self {
        Self {
            holder,
            since: now,
            seen_at: now,
            offered_to: None,
        }
    }

    /// Whether the holder has been gone for a minute.
    pub fn is_left(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen_at) >= Self::GONE
    }

    /// Whether somebody may take it: it is theirs, it was offered to them, or, for the team, the holder is gone.
    pub fn may_take(&self, who: AccountId, is_team: bool, now: Timestamp) -> bool {
        self.holder == who || self.offered_to == Some(who) || (is_team && self.is_left(now))
    }

    /// Somebody takes it.
    pub fn taken(self, who: AccountId, is_team: bool, now: Timestamp) -> Result<Self, PenError> {
        match self.may_take(who, is_team, now) {
            false => Err(PenError::Held),
            true if self.holder == who => Ok(Self {
                seen_at: now,
                offered_to: None,
                ..self
            }),
            true => Ok(Self::taken_up(who, now)),
        }
    }

    /// The holder offers it to somebody, or takes the offer back.
    pub fn offered(self, by: AccountId, to: Option<AccountId>) -> Result<Self, PenError> {
        if self.holder != by {
            return Err(PenError::NotTheHolder);
        }
        let offered_to = to.filter(|it| *it != by);
        Ok(Self { offered_to, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn who(n: u128) -> AccountId {
        Uuid::from_u128(n).into()
    }

    #[test]
    fn it_is_offered_and_taken() {
        let now = Timestamp::UNIX_EPOCH;
        let pen = Pen::taken_up(who(1), now);
        assert_eq!(pen.taken(who(2), true, now), Err(PenError::Held));
        assert_eq!(
            pen.offered(who(2), Some(who(3))),
            Err(PenError::NotTheHolder)
        );
        let offered = pen.offered(who(1), Some(who(2))).expect("offered");
        assert_eq!(offered.taken(who(3), true, now), Err(PenError::Held));
        let taken = offered.taken(who(2), false, now).expect("taken");
        assert_eq!((taken.holder, taken.offered_to), (who(2), None));
        let back = pen.offered(who(1), Some(who(1))).expect("taken back");
        assert_eq!(back.offered_to, None);
    }

    #[test]
    fn the_team_takes_it_from_whoever_is_gone_for_a_minute() {
        let now = Timestamp::UNIX_EPOCH;
        let pen = Pen::taken_up(who(1), now);
        let soon = now + SignedDuration::from_secs(59);
        let later = now + SignedDuration::from_secs(60);
        assert_eq!(pen.taken(who(2), true, soon), Err(PenError::Held));
        assert_eq!(pen.taken(who(2), false, later), Err(PenError::Held));
        assert!(pen.taken(who(2), true, later).is_ok());
        assert!(pen.taken(who(1), false, later).is_ok());
    }
}

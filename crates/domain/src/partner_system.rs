//! A partner's system that reads and writes here by itself: the system of the unit it belongs to, with a token instead of a person.

use jiff::Timestamp;

use crate::ids::{AccountId, SystemId, UnitId};
use crate::kinds::kinds;
use crate::text::Name;

kinds! {
    /// What a token lets a system ask for. It opens an address of the interface; what of a family is seen there is decided as for a
    /// person of the unit.
    SystemScope, "system_scope" {
        /// Read which families something is shared of, and what of each.
        FamiliesRead = "families_read",
        /// Report a contact with a family.
        ContactsWrite = "contacts_write",
        /// Say that a task of the unit's own was done or missed.
        TasksWrite = "tasks_write",
        /// Read what the unit has referred.
        ReferralsRead = "referrals_read",
        /// Refer a family.
        ReferralsWrite = "referrals_write",
        /// Read what the unit was asked.
        RequestsRead = "requests_read",
        /// Answer what the unit was asked.
        RequestsWrite = "requests_write",
    }
}

impl SystemScope {
    /// As it is written in the interface: `families:read`.
    pub fn name(self) -> String {
        self.code().replacen('_', ":", 1)
    }
}

/// The most requests a minute that one token may be let.
pub const MOST_PER_MINUTE: i64 = 6_000;

/// The longest that a token holds, in days.
pub const LONGEST_DAYS: i64 = 730;

/// A partner's system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerSystem {
    /// Its id.
    pub id: SystemId,
    /// What it is called.
    pub name: Name,
    /// The unit it is of.
    pub unit: UnitId,
    /// The account it acts as: nobody signs in with it.
    pub account: AccountId,
    /// What its token lets it ask for.
    pub scopes: Vec<SystemScope>,
    /// How many requests a minute it may send.
    pub per_minute: i64,
    /// When its token was made.
    pub made_at: Timestamp,
    /// When its token ends.
    pub expires_at: Timestamp,
    /// When its token was taken back.
    pub revoked_at: Option<Timestamp>,
    /// When it last asked, to the minute.
    pub last_used_at: Option<Timestamp>,
}

kinds! {
    /// Whether the token of a system opens anything.
    SystemState, "system_state" {
        /// It does.
        Open = "open",
        /// Its time is over.
        Expired = "expired",
        /// It was taken back.
        Revoked = "revoked",
    }
}

impl PartnerSystem {
    /// Whether its token opens anything at an instant.
    pub fn state(&self, now: Timestamp) -> SystemState {
        match self.revoked_at {
            Some(_) => SystemState::Revoked,
            None if now >= self.expires_at => SystemState::Expired,
            None => SystemState::Open,
        }
    }

    /// Whether its token lets it ask for something.
    pub fn may(&self, scope: SystemScope) -> bool {
        self.scopes.contains(&scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_token_ends_by_itself_and_when_it_is_taken_back() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let system = PartnerSystem {
            id: SystemId::from(Uuid::from_u128(1)),
            name: Name::parse("Skolens system").expect("a name"),
            unit: UnitId::from(Uuid::from_u128(2)),
            account: AccountId::from(Uuid::from_u128(3)),
            scopes: vec![SystemScope::FamiliesRead],
            per_minute: 60,
            made_at: at("2026-11-24T09:00:00Z"),
            expires_at: at("2026-12-24T09:00:00Z"),
            revoked_at: None,
            last_used_at: None,
        };
        assert_eq!(system.state(at("2026-12-24T08:59:59Z")), SystemState::Open);
        assert_eq!(
            system.state(at("2026-12-24T09:00:00Z")),
            SystemState::Expired
        );
        let revoked = PartnerSystem {
            revoked_at: Some(at("2026-11-25T09:00:00Z")),
            ..system
        };
        assert_eq!(
            revoked.state(at("2026-11-26T09:00:00Z")),
            SystemState::Revoked
        );
        assert!(revoked.may(SystemScope::FamiliesRead) && !revoked.may(SystemScope::TasksWrite));
        assert_eq!(SystemScope::FamiliesRead.name(), "families:read");
    }
}

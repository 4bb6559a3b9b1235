//! Who acts, and what ties them to a family.

use helhed_domain::account::Role;
use helhed_domain::ids::{AccountId, PersonId, UnitId};

/// Who acts: made at sign-in from the account as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// Its role.
    pub role: Role,
    /// The unit it works in.
    pub unit: Option<UnitId>,
    /// The person a family member is.
    pub person: Option<PersonId>,
}

/// What ties an actor to one family now. Read from storage for the decision, shown to nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ties {
    /// Is the family's coordinator.
    pub coordinator: bool,
    /// Stands in for the coordinator.
    pub deputy: bool,
    /// Has opened the case in an emergency, within the hour.
    pub emergency: bool,
    /// Works in a unit that referred the family.
    pub referred: bool,
    /// Works in a unit that something of the family is shared with now.
    pub shared: bool,
    /// Belongs to the family.
    pub member: bool,
    /// The case is locked against its family, as in an honour conflict, and the lock does not protect this person.
    pub locked: bool,
    /// The case may only be kept (GDPR art. 18), and not because this person asked.
    pub restricted: bool,
    /// Has given a ground on which what is restricted may be opened, within the hour.
    pub ground: bool,
}

impl Ties {
    /// Whether the case is closed to this actor until they give a ground. What is opened in an emergency protects somebody: that is one.
    pub fn is_only_kept(self) -> bool {
        self.restricted && !self.ground && !self.emergency
    }
}

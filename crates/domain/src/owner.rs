//! Who has taken something on: a task, an agreement, a goal.

use crate::ids::{AccountId, PersonId};
use crate::text::Name;

/// An owner: anybody in the family or around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Somebody in the family.
    Person(PersonId),
    /// A professional with an account.
    Account(AccountId),
    /// A professional without one, by name.
    Named(Name),
}

impl Owner {
    /// The three columns that hold an owner, of which one is filled.
    pub fn parts(&self) -> (Option<PersonId>, Option<AccountId>, Option<&str>) {
        match self {
            Self::Person(person) => (Some(*person), None, None),
            Self::Account(account) => (None, Some(*account), None),
            Self::Named(name) => (None, None, Some(name.as_str())),
        }
    }

    /// The owner that the three columns hold.
    pub fn from_parts(
        person: Option<PersonId>,
        account: Option<AccountId>,
        name: Option<Name>,
    ) -> Option<Self> {
        match (person, account, name) {
            (Some(person), None, None) => Some(Self::Person(person)),
            (None, Some(account), None) => Some(Self::Account(account)),
            (None, None, Some(name)) => Some(Self::Named(name)),
            _ => None,
        }
    }
}

//! What an item of a case carries for the decision who sees it, and the answer.

use helhed_domain::consent::Party;
use helhed_domain::ids::{AccountId, PersonId, UnitId};
use jiff::Timestamp;

/// What the lens asks of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Its information category: a code of the list `category`.
    pub category: &'a str,
    /// Whom it is about; nobody in particular is the whole family.
    pub about: &'a [PersonId],
    /// For the team only, whatever is shared.
    pub restricted: bool,
    /// The parties it is kept from, whatever is shared and whoever wrote it.
    pub kept_from: &'a [Party],
    /// Who wrote it, where that is kept.
    pub by: Option<AccountId>,
    /// The unit they wrote it in.
    pub by_unit: Option<UnitId>,
}

/// Why an item is seen: shown beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// The viewer coordinates, deputises or leads, or has opened the case in an emergency.
    Team,
    /// The viewer, or their unit, wrote it.
    Wrote,
    /// It is about the viewer, a child they hold custody of, or the family they belong to.
    Own,
    /// It is shared, on this basis (a code of the list `sharing_basis`), until then.
    Shared {
        /// The law.
        legal_basis: String,
        /// Until just before this instant.
        until: Timestamp,
    },
}

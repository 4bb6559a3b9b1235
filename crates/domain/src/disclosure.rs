//! Disclosure on a legal basis other than consent: what is shared, about whom, with whom, for what, under which law, until when.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::consent::Party;
use crate::ids::{AccountId, DisclosureId, FamilyId, PersonId};
use crate::text::Line;

/// The code, in the list `sharing_basis`, of the early exchange across professions: a right to one meeting and one follow-up.
pub const EARLY_EXCHANGE: &str = "early_exchange";

/// What a disclosure is about, as the form asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureTerms {
    /// The law: a code of the list `sharing_basis` that is no consent.
    pub legal_basis: String,
    /// What it is to be used for.
    pub purpose: Line,
    /// Why the law allows it here.
    pub reason: Line,
    /// Whom the information is about.
    pub subjects: Vec<PersonId>,
    /// Which information: codes of the list `category`.
    pub categories: Vec<String>,
    /// Who receives it.
    pub to: Vec<Party>,
    /// The last day it can be seen.
    pub until: Date,
}

/// A disclosure with what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Its id.
    pub id: DisclosureId,
    /// The family.
    pub family: FamilyId,
    /// What it is about.
    pub terms: DisclosureTerms,
    /// Who made it.
    pub by: AccountId,
    /// From when.
    pub at: Timestamp,
    /// When it was ended before its last day.
    pub ended_at: Option<Timestamp>,
}

/// Why a disclosure cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureError {
    /// Nobody it is about.
    #[error("no subject")]
    NoSubject,
    /// No category.
    #[error("no category")]
    NoCategory,
    /// Nobody receives it.
    #[error("no receiver")]
    NoReceiver,
    /// It would have run out already.
    #[error("for the past")]
    ForThePast,
    /// It would hold too long.
    #[error("holds too long")]
    TooLong,
    /// The early exchange has had its meeting and its follow-up.
    #[error("the early exchange is used up")]
    ExchangeUsedUp,
}

impl DisclosureTerms {
    /// Checks terms against today. `exchanges` counts the early exchanges that the family has had.
    pub fn check(
        &self,
        today: Date,
        longest_months: i64,
        exchanges: i64,
        most_exchanges: i64,
    ) -> Result<(), DisclosureError> {
        if self.subjects.is_empty() {
            Err(DisclosureError::NoSubject)
        } else if self.categories.is_empty() {
            Err(DisclosureError::NoCategory)
        } else if self.to.is_empty() {
            Err(DisclosureError::NoReceiver)
        } else if self.until < today {
            Err(DisclosureError::ForThePast)
        } else if self.until > today.saturating_add(longest_months.months()) {
            Err(DisclosureError::TooLong)
        } else if self.legal_basis == EARLY_EXCHANGE && exchanges >= most_exchanges {
            Err(DisclosureError::ExchangeUsedUp)
        } else {
            Ok(())
        }
    }
}

//! What somebody asks of the data about them (GDPR art. 16, 18 and 21), what is answered, and data that may only be kept meanwhile.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::consent::Party;
use crate::ids::{AccountId, DataRequestId, FamilyId, PersonId, RestrictionId};
use crate::kinds::kinds;
use crate::text::{Line, Prose};

kinds! {
    /// What is asked of the data.
    DataRequestKind, "data-request" {
        /// That it be corrected or completed (art. 16).
        Correction = "correction",
        /// That it be kept only, and not used (art. 18).
        Restriction = "restriction",
        /// That it be not used, for reasons of one's own situation (art. 21).
        Objection = "objection",
    }
}

kinds! {
    /// What was decided on a request.
    DataOutcome, "data-outcome" {
        /// It is followed.
        Full = "full",
        /// It is followed in part.
        Part = "part",
        /// It is refused.
        Refused = "refused",
    }
}

kinds! {
    /// On which ground something restricted is opened (art. 18(2)); keeping needs none.
    OpeningGround, "opening-ground" {
        /// The person has said yes.
        Consent = "consent",
        /// For legal claims.
        LegalClaims = "legal_claims",
        /// To protect the rights of another person.
        Protection = "protection",
        /// For important public interest.
        PublicInterest = "public_interest",
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRequest {
    /// Its id.
    pub id: DataRequestId,
    /// The family.
    pub family: FamilyId,
    /// Whose data.
    pub person: PersonId,
    /// What is asked.
    pub kind: DataRequestKind,
    /// What is wrong and what is right, or why it must not be used: in their words.
    pub words: Prose,
    /// Who asked, where somebody of the team wrote it down; none: the person did so themselves.
    pub asked_by: Option<Line>,
    /// Who wrote it down.
    pub by: AccountId,
    /// The day it was received.
    pub received: Date,
    /// The last day of the deadline.
    pub due: Date,
    /// The answer.
    pub decision: Option<DataDecision>,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDecision {
    /// What was decided.
    pub outcome: DataOutcome,
    /// What was changed, and what was not and why: for the person to read.
    pub answer: Prose,
    /// Why it comes after the deadline, where it does.
    pub delay: Option<Line>,
    /// Who decided.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// The last day of the deadline for what was received on a day: the same day of a later month, or the month's last where it has none.
pub fn data_request_due(received: Date, months: i64) -> Date {
    received.checked_add(months.months()).unwrap_or(received)
}

/// That a family's case, or one note, contact or document of it, may only be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Its id.
    pub id: RestrictionId,
    /// The family.
    pub family: FamilyId,
    /// The request that it answers.
    pub request: Option<DataRequestId>,
    /// The item; none: the whole case.
    pub item: Option<uuid::Uuid>,
    /// Why.
    pub reason: Line,
    /// When it was set.
    pub at: Timestamp,
    /// When and how the person was told that it will be lifted.
    pub told: Option<(Date, Line)>,
}

/// Who had received data about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataRecipient {
    /// Who.
    pub party: Party,
    /// When they were told of what was decided.
    pub told: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_a_month() {
        assert_eq!(data_request_due(date(2026, 11, 24), 1), date(2026, 12, 24));
        assert_eq!(data_request_due(date(2026, 1, 31), 1), date(2026, 2, 28));
        assert_eq!(data_request_due(date(2028, 1, 31), 1), date(2028, 2, 29));
        assert_eq!(data_request_due(date(2026, 12, 31), 1), date(2027, 1, 31));
    }
}

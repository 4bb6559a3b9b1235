//! Filing: what of a case is handed to the municipality's records system, under the number that the case has there.

use jiff::Timestamp;

use crate::ids::{AccountId, FamilyId, FilingId};
use crate::kinds::kinds;

kinds! {
    /// What a filed paper is.
    FilingKind, "filing_kind" {
        /// A version of the plan.
        PlanVersion = "plan_version",
        /// Closed minutes of a meeting.
        Minutes = "minutes",
        /// A decision on a referral.
        Decision = "decision",
        /// A letter: what somebody outside or a unit was asked in writing.
        Letter = "letter",
    }
}

kinds! {
    /// Where a paper stands on its way. Computed, never stored: see [`Filing::state`].
    FilingState, "filing_state" {
        /// It will be put into the folder.
        Waiting = "waiting",
        /// It lies in the folder.
        Put = "put",
        /// The records system has it.
        Taken = "taken",
        /// It could not be put there; it is tried again.
        Failed = "failed",
    }
}

/// The number of a case in the records system: 1 to 60 letters, digits and `-/._`, as most systems write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNumber(String);

/// The text is no number of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a case number has 1 to 60 letters, digits and -/._")]
pub struct CaseNumberError;

impl CaseNumber {
    /// Reads a number.
    pub fn parse(text: &str) -> Result<Self, CaseNumberError> {
        let text = text.trim();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-/._ ".contains(c);
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        match begins && text.len() <= 60 && text.chars().all(plain) {
            true => Ok(Self(text.to_owned())),
            false => Err(CaseNumberError),
        }
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number of the municipalities' shared list of subjects (KLE): `27.24.00`, or less of it, with its facet (`27.24.00G01`) where one is
/// given. The list itself is licensed and not kept here, so only the form is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KleNumber(String);

/// The text is no KLE number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a KLE number is written as 27.24.00 or 27.24.00G01")]
pub struct KleNumberError;

impl KleNumber {
    /// Reads a number.
    pub fn parse(text: &str) -> Result<Self, KleNumberError> {
        let text = text.trim().to_ascii_uppercase();
        let (subject, facet) = match text.find(|c: char| c.is_ascii_alphabetic()) {
            Some(at) => text.split_at(at),
            None => (text.as_str(), ""),
        };
        let digits = |it: &str| it.len() == 2 && it.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = subject.split('.').collect();
        let is_facet = |it: &str| it.len() == 3 && it.is_ascii() && digits(&it[1..]);
        let sound = (1..=3).contains(&parts.len())
            && parts.iter().all(|it| digits(it))
            && (facet.is_empty() || (parts.len() == 3 && is_facet(facet)));
        match sound {
            true => Ok(Self(text)),
            false => Err(KleNumberError),
        }
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a family's case is in the records system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsCase {
    /// The family.
    pub family: FamilyId,
    /// The number of the case there.
    pub number: CaseNumber,
    /// What it is filed under.
    pub kle: Option<KleNumber>,
    /// Who wrote the number down: papers are filed in their name, with no more than they may read.
    pub by: AccountId,
    /// When.
    pub set_at: Timestamp,
    /// Counts changes.
    pub version: i64,
}

/// A paper on its way to the records system. Each leaves once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Its id.
    pub id: FilingId,
    /// The family.
    pub family: FamilyId,
    /// What it is.
    pub kind: FilingKind,
    /// The version, meeting, decision or request it is made of.
    pub subject: uuid::Uuid,
    /// What its files are called in the folder.
    pub file_name: Option<String>,
    /// The checksum of the PDF.
    pub checksum: Option<String>,
    /// When it was put into the folder.
    pub put_at: Option<Timestamp>,
    /// When the records system was seen to have it.
    pub taken_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: i64,
    /// When it last failed, and a word why that names nobody.
    pub failed: Option<(Timestamp, String)>,
}

impl Filing {
    /// Where it stands.
    pub fn state(&self) -> FilingState {
        match (self.taken_at, self.put_at, &self.failed) {
            (Some(_), ..) => FilingState::Taken,
            (None, Some(_), _) => FilingState::Put,
            (None, None, Some(_)) => FilingState::Failed,
            (None, None, None) => FilingState::Waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_records_systems_write_them() {
        for good in [
            "2026-0426943",
            "EMN-2026-00017",
            "27.24.00-G01-5-26",
            "S2026/12",
        ] {
            assert!(CaseNumber::parse(good).is_ok(), "{good}");
        }
        for bad in ["", " ", "../x", "sag\n1", "æ", &"1".repeat(61)] {
            assert_eq!(CaseNumber::parse(bad), Err(CaseNumberError), "{bad}");
        }
        for good in ["27", "27.24", "27.24.00", "27.24.00g01"] {
            assert!(KleNumber::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "2",
            "27.",
            "27.24.00.01",
            "27.24G01",
            "27.24.00G1",
            "27.24.00æ1",
            "aa",
        ] {
            assert_eq!(KleNumber::parse(bad), Err(KleNumberError), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,14}") {
            let _ = (CaseNumber::parse(&text), KleNumber::parse(&text));
        }
    }
}

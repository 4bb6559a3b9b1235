//! A person: who they are and how to reach them.

use jiff::civil::Date;

use crate::cpr::CprNumber;
use crate::day::age_on;
use crate::ids::PersonId;
use crate::kinds::kinds;
use crate::text::{Line, Name};

kinds! {
    /// Sex, as in the civil registration system.
    Sex, "sex" {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Not known, or not born yet.
        Unknown = "unknown",
    }
}

/// When somebody was born, or is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// Born on a day.
    Born(Date),
    /// Expected around a day.
    Expected(Date),
    /// Not known yet.
    Unknown,
}

/// What is wrong with a birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthError {
    /// Born after today.
    #[error("born in the future")]
    BornInTheFuture,
    /// Over 120 years ago.
    #[error("over 120 years ago")]
    TooOld,
    /// Expected over ten months from now, or over a month ago.
    #[error("no pregnancy lasts that long")]
    NotExpectedThen,
    /// Both born and expected.
    #[error("both born and expected")]
    Both,
}

impl Birth {
    /// Checks the two written days against today.
    pub fn new(
        born: Option<Date>,
        expected: Option<Date>,
        today: Date,
    ) -> Result<Self, BirthError> {
        match (born, expected) {
            (Some(_), Some(_)) => Err(BirthError::Both),
            (Some(born), None) if born > today => Err(BirthError::BornInTheFuture),
            (Some(born), None) if age_on(born, today) > 120 => Err(BirthError::TooOld),
            (Some(born), None) => Ok(Self::Born(born)),
            (None, Some(expected)) => {
                let days = (expected - today).get_days();
                if (-31..=310).contains(&days) {
                    Ok(Self::Expected(expected))
                } else {
                    Err(BirthError::NotExpectedThen)
                }
            }
            (None, None) => Ok(Self::Unknown),
        }
    }

    /// The day of birth, once born.
    pub fn born(self) -> Option<Date> {
        if let Self::Born(day) = self {
            Some(day)
        } else {
            None
        }
    }

    /// The day somebody is expected.
    pub fn expected(self) -> Option<Date> {
        if let Self::Expected(day) = self {
            Some(day)
        } else {
            None
        }
    }

    /// Whole years on a day, once born.
    pub fn age_on(self, day: Date) -> Option<i16> {
        self.born().map(|born| age_on(born, day))
    }
}

/// What is known of a person, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// Given name or names.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub birth: Birth,
    /// CPR number, where known.
    pub cpr: Option<CprNumber>,
    /// Whether the address is protected (CPR Act § 28): seeing it takes an extra, logged step.
    pub protected_address: bool,
    /// Address.
    pub address: Option<Line>,
    /// Telephone.
    pub phone: Option<Line>,
    /// E-mail.
    pub email: Option<Line>,
    /// The language spoken best, where it is not Danish.
    pub language: Option<Line>,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What is known.
    pub facts: PersonFacts,
    /// An invented person, whom production refuses.
    pub synthetic: bool,
    /// Counts changes.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nobody_is_born_tomorrow() {
        let today = date(2026, 11, 21);
        assert_eq!(
            Birth::new(Some(date(2026, 11, 22)), None, today),
            Err(BirthError::BornInTheFuture)
        );
        assert_eq!(Birth::new(Some(today), None, today), Ok(Birth::Born(today)));
        assert_eq!(
            Birth::new(Some(date(1900, 1, 1)), None, today),
            Err(BirthError::TooOld)
        );
        assert_eq!(
            Birth::new(None, Some(date(2027, 12, 1)), today),
            Err(BirthError::NotExpectedThen)
        );
        assert_eq!(
            Birth::new(Some(today), Some(today), today),
            Err(BirthError::Both)
        );
    }
}

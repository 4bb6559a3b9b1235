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
    /// The CPR number tells another day.
    #[error("not the birth day of the CPR number")]
    NotOfCpr,
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

    /// The birth of somebody who carries a CPR number: the day it tells, which a written day must agree with. Whether the last
    /// digit is odd or even says nothing here: a legal sex may have changed.
    pub fn with_cpr(self, cpr: &CprNumber, today: Date) -> Result<Self, BirthError> {
        match self {
            Self::Born(day) if day == cpr.birth_day() => Ok(self),
            Self::Unknown => Self::new(Some(cpr.birth_day()), None, today),
            _ => Err(BirthError::NotOfCpr),
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

/// What is shown of a person to those who may see the family's people: no CPR number, and no address that is protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCard {
    /// Their id.
    pub id: PersonId,
    /// Given name or names.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub birth: Birth,
    /// Whether the CPR number is known here.
    pub cpr_known: bool,
    /// Whether the address is protected.
    pub protected_address: bool,
    /// Whether an address is known here.
    pub address_known: bool,
    /// The address, unless it is protected.
    pub address: Option<Line>,
    /// Telephone.
    pub phone: Option<Line>,
    /// E-mail.
    pub email: Option<Line>,
    /// The language spoken best, where it is not Danish.
    pub language: Option<Line>,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// An invented person.
    pub synthetic: bool,
    /// Counts changes.
    pub version: i64,
}

impl PersonCard {
    /// Both names.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name.as_str(), self.family_name.as_str())
    }

    /// What is left to show of somebody who has left the family: who they were to it, not where they are now.
    pub fn of_one_who_left(self) -> Self {
        Self {
            cpr_known: false,
            protected_address: false,
            address_known: false,
            address: None,
            phone: None,
            email: None,
            ..self
        }
    }

    /// The CPR number with its last four digits masked, where one is known: the birth day tells the rest.
    pub fn masked_cpr(&self) -> Option<String> {
        let born = self.birth.born().filter(|_| self.cpr_known)?;
        // An invented person's number has 60 added to the day.
        let day = i16::from(born.day()) + if self.synthetic { 60 } else { 0 };
        Some(format!(
            "{day:02}{:02}{:02}-••••",
            born.month(),
            born.year().rem_euclid(100)
        ))
    }
}

/// What to do with a secret that the form does not show: left alone unless somebody says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretChange<T> {
    /// Leave it as it is.
    Keep,
    /// This from now on; `None` takes it away.
    Set(Option<T>),
}

/// A person as changed in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChange {
    /// Given name or names.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Sex.
    pub sex: Sex,
    /// Birth.
    pub birth: Birth,
    /// CPR number.
    pub cpr: SecretChange<CprNumber>,
    /// Whether the address is protected.
    pub protected_address: bool,
    /// Address.
    pub address: SecretChange<Line>,
    /// Telephone.
    pub phone: Option<Line>,
    /// E-mail.
    pub email: Option<Line>,
    /// The language spoken best, where it is not Danish.
    pub language: Option<Line>,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_written_birth_day_is_the_one_of_the_cpr_number() {
        let today = date(2026, 11, 21);
        let cpr = CprNumber::parse("610170-1234").expect("a number");
        let day = date(1970, 1, 1);
        assert_eq!(Birth::Unknown.with_cpr(&cpr, today), Ok(Birth::Born(day)));
        assert_eq!(Birth::Born(day).with_cpr(&cpr, today), Ok(Birth::Born(day)));
        for birth in [Birth::Born(date(1970, 1, 2)), Birth::Expected(today)] {
            assert_eq!(birth.with_cpr(&cpr, today), Err(BirthError::NotOfCpr));
        }
        let tomorrow = CprNumber::parse("821126-4000").expect("a number");
        assert_eq!(
            Birth::Unknown.with_cpr(&tomorrow, today),
            Err(BirthError::BornInTheFuture)
        );
    }

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

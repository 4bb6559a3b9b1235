//! The people of a family.

use jiff::civil::Date;
use serde::Deserialize;

/// What someone is in the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A child, born or expected.
    Child,
    /// The mother.
    Mother,
    /// The father.
    Father,
    /// Another adult who is part of the family, such as a grandmother.
    OtherAdult,
}

/// Sex as the civil register has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Born, or on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    /// Born on this day, not after today.
    Born(Date),
    /// Expected on this day, after today. Name, sex and CPR number are not known yet.
    Expected(Date),
}

impl Birth {
    /// The day, whether past or expected.
    pub fn day(self) -> Date {
        match self {
            Self::Born(day) | Self::Expected(day) => day,
        }
    }
}

/// Which of the family's households someone lives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Homes {
    /// [`FamilyStory::household`](super::FamilyStory::household).
    #[default]
    First,
    /// [`FamilyStory::second_household`](super::FamilyStory::second_household).
    Second,
    /// Both, by turns.
    Both,
}

/// How an adult was supported at the start, in the categories of the published table 1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportCategory {
    /// Work, education grant or no public support.
    SelfSupport,
    /// Cash or education benefit as ready for a job or for education.
    JobOrEducationReady,
    /// Cash or education benefit as ready for activation.
    ActivityReady,
    /// Rehabilitation, job clarification, pension, sickness benefit and the like.
    OtherSupport,
}

/// One person of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Given name; `None` for a child not yet born.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: String,
    /// Birth or expected birth.
    pub birth: Birth,
    /// Sex; `None` for a child not yet born.
    pub sex: Option<Sex>,
    /// Role in the family.
    pub role: Role,
    /// Ten digits with 60 added to the day, so that nobody can have it; `None` for a child not yet born.
    pub cpr: Option<String>,
    /// Telephone number of an adult; begins with 00, which no Danish subscriber number does.
    pub phone: Option<String>,
    /// E-mail of an adult, under the reserved top-level domain `example`.
    pub email: Option<String>,
    /// Language spoken at home (ISO 639-1).
    pub language: &'static str,
    /// Whether meetings need an interpreter for this person.
    pub interpreter: bool,
    /// Whether the address is protected (navne- og adressebeskyttelse).
    pub protected_address: bool,
    /// Where the person lives.
    pub homes: Homes,
    /// Support at the start (at the referral, where there is no start yet); adults only.
    pub support_at_start: Option<SupportCategory>,
    /// The benefit code behind the category, as in the register bundles; adults only.
    pub benefit_at_start: Option<&'static str>,
}

impl Person {
    /// Whether the person has been born by `day`.
    pub fn is_born_by(&self, day: Date) -> bool {
        matches!(self.birth, Birth::Born(born) if born <= day)
    }

    /// Whether the person is one of the adults.
    pub fn is_adult(&self) -> bool {
        self.role != Role::Child
    }

    /// The name as written on a list.
    pub fn full_name(&self) -> String {
        match &self.given_name {
            Some(given) => format!("{given} {}", self.family_name),
            None => format!("Ventet barn {}", self.family_name),
        }
    }
}

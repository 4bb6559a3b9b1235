//! Consent: that somebody agrees to what is shared, about whom, with whom, for what, until when. Append-only: a withdrawal is a new
//! fact. Consent governs sharing and taking part; it is never the basis for processing, which is the public task.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::capacity::{Capacity, Subject};
use crate::ids::{AccountId, ConsentId, DocumentId, FamilyId, PersonId, UnitId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// What a consent says.
    Stance, "stance" {
        /// It may be shared.
        Gives = "gives",
        /// It may not be shared. Stands against every consent that the same person did not give later.
        Refuses = "refuses",
    }
}

kinds! {
    /// How a consent was given.
    ConsentForm, "consent_form" {
        /// Read and signed on the screen, in the conversation.
        OnScreen = "on_screen",
        /// Signed on paper; the scan is in the documents.
        Paper = "paper",
        /// Said, and noted by the professional.
        Oral = "oral",
    }
}

/// With whom something is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Everyone who works in a unit.
    Unit(UnitId),
    /// A person of the family.
    Person(PersonId),
}

impl Party {
    /// The two columns it is kept in, of which one is filled.
    pub fn parts(self) -> (Option<UnitId>, Option<PersonId>) {
        match self {
            Self::Unit(unit) => (Some(unit), None),
            Self::Person(person) => (None, Some(person)),
        }
    }

    /// From the two columns.
    pub fn of_parts(unit: Option<UnitId>, person: Option<PersonId>) -> Option<Self> {
        match (unit, person) {
            (Some(unit), None) => Some(Self::Unit(unit)),
            (None, Some(person)) => Some(Self::Person(person)),
            _ => None,
        }
    }

    /// Reads `unit-ID` or `person-ID`, as a form sends it.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('-') {
            Some(("unit", id)) => UnitId::parse(id).map(Self::Unit),
            Some(("person", id)) => PersonId::parse(id).map(Self::Person),
            _ => None,
        }
    }
}

impl std::fmt::Display for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unit(unit) => write!(f, "unit-{unit}"),
            Self::Person(person) => write!(f, "person-{person}"),
        }
    }
}

/// What a consent is about, as the form asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentTerms {
    /// Whom the information is about.
    pub subject: PersonId,
    /// Whether it may be shared or may not.
    pub stance: Stance,
    /// What it is to be used for.
    pub purpose: Line,
    /// Which information: codes of the list `category`.
    pub categories: Vec<String>,
    /// Who passes it on; the team where nobody is named.
    pub from: Option<UnitId>,
    /// Who receives it.
    pub to: Vec<Party>,
    /// In which case.
    pub case: Option<Line>,
    /// Under which law: a code of the list `sharing_basis`.
    pub legal_basis: String,
    /// How it was given.
    pub form: ConsentForm,
    /// What the professional noted of it; an oral consent has one.
    pub word: Option<Line>,
    /// The scan, of a consent on paper.
    pub scan: Option<DocumentId>,
    /// The day it was given.
    pub given: Date,
    /// The last day it holds.
    pub valid_to: Date,
}

/// The words that were read before somebody said yes: kept as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownText {
    /// The template's code.
    pub template: String,
    /// Its version: the first day it was in force.
    pub version: Date,
    /// The language it was read in, `da` or `en`.
    pub language: String,
    /// The text as read.
    pub text: String,
    /// What follows if somebody says no, or takes it back.
    pub consequence: String,
}

/// That somebody whose consent it takes has given theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who.
    pub giver: PersonId,
    /// In what capacity.
    pub capacity: Capacity,
    /// When.
    pub at: Timestamp,
}

/// That a consent, or a part of it, was taken back. It stops sharing from that instant and deletes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The category taken back; all where none is named.
    pub category: Option<String>,
    /// The party it is taken back from; all where none is named.
    pub party: Option<Party>,
    /// Who took it back.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

impl Withdrawal {
    /// Whether this part of a consent was taken back.
    pub fn takes_back(&self, category: &str, party: Party) -> bool {
        self.category.as_deref().is_none_or(|own| own == category)
            && self.party.is_none_or(|own| own == party)
    }
}

/// A consent with what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// The family.
    pub family: FamilyId,
    /// What it is about.
    pub terms: ConsentTerms,
    /// What was read.
    pub shown: ShownText,
    /// Who has given it so far.
    pub signatures: Vec<Signature>,
    /// What has been taken back of it.
    pub withdrawals: Vec<Withdrawal>,
    /// Who wrote it down.
    pub by: AccountId,
    /// When it was written down: nothing is shared for an earlier time.
    pub recorded_at: Timestamp,
}

/// How long a consent can hold, in months, from the rules of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentLimits {
    /// The most there may be.
    pub longest_months: i64,
    /// The most with health staff: such a consent lapses after a year (Health Act § 44).
    pub health_months: i64,
    /// How many days back a consent on paper may have been given.
    pub back_days: i64,
}

/// Why a consent cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// No category was chosen.
    #[error("no category")]
    NoCategory,
    /// Nobody is to receive it.
    #[error("no receiver")]
    NoReceiver,
    /// Somebody's own information is shared with themselves.
    #[error("shared with the subject")]
    WithOneself,
    /// Given on a day to come.
    #[error("given in the future")]
    GivenInTheFuture,
    /// Given too long ago to be written down now.
    #[error("given too long ago")]
    GivenTooLongAgo,
    /// It would have run out already.
    #[error("for the past")]
    ForThePast,
    /// It would hold too long.
    #[error("holds too long")]
    TooLong,
    /// With health staff it would hold too long.
    #[error("holds too long for health staff")]
    TooLongForHealth,
    /// An oral consent without a note of what was said.
    #[error("an oral consent has a note")]
    NoNote,
    /// A consent on paper without its scan.
    #[error("a consent on paper has a scan")]
    NoScan,
}

impl ConsentTerms {
    /// Checks terms against today. `with_health` says that a receiver is health staff.
    pub fn check(
        &self,
        today: Date,
        limits: ConsentLimits,
        with_health: bool,
    ) -> Result<(), ConsentError> {
        let after = |months: i64| self.given.saturating_add(months.months());
        if self.categories.is_empty() {
            Err(ConsentError::NoCategory)
        } else if self.to.is_empty() {
            Err(ConsentError::NoReceiver)
        } else if self.to.contains(&Party::Person(self.subject)) {
            Err(ConsentError::WithOneself)
        } else if self.given > today {
            Err(ConsentError::GivenInTheFuture)
        } else if self.given < today.saturating_sub(limits.back_days.days()) {
            Err(ConsentError::GivenTooLongAgo)
        } else if self.valid_to < today {
            Err(ConsentError::ForThePast)
        } else if self.valid_to > after(limits.longest_months) {
            Err(ConsentError::TooLong)
        } else if with_health && self.valid_to > after(limits.health_months) {
            Err(ConsentError::TooLongForHealth)
        } else if self.form == ConsentForm::Oral && self.word.is_none() {
            Err(ConsentError::NoNote)
        } else if self.form == ConsentForm::Paper && self.scan.is_none() {
            Err(ConsentError::NoScan)
        } else {
            Ok(())
        }
    }
}

impl Consent {
    /// When this person gave it, if they did.
    pub fn signed_by(&self, person: PersonId) -> Option<Timestamp> {
        let theirs = self.signatures.iter().filter(|it| it.giver == person);
        theirs.map(|it| it.at).max()
    }

    /// Whose consent is still awaited, of those it takes on a day.
    pub fn awaits(&self, subject: &Subject, day: Date) -> Vec<(PersonId, Capacity)> {
        let mut givers = subject.givers_on(day);
        givers.retain(|(giver, _)| self.signed_by(*giver).is_none());
        givers
    }

    /// When this part of it was taken back.
    pub fn withdrawn(&self, category: &str, party: Party) -> Option<Timestamp> {
        let these = self.withdrawals.iter();
        let these = these.filter(|it| it.takes_back(category, party));
        these.map(|it| it.at).min()
    }

    /// Whether the whole of it has been taken back.
    pub fn wholly_withdrawn(&self) -> bool {
        self.terms.categories.iter().all(|category| {
            let mut to = self.terms.to.iter();
            to.all(|party| self.withdrawn(category, *party).is_some())
        })
    }
}

//! The joint assessment: what the family and those who help it say of one life domain of one person, beside each other.
//!
//! Views are added and never changed: a newer one stands beside the earlier, so that a curve can be drawn from them.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, AssessmentId, CaseItemId, FamilyId, PersonId};
use crate::person::Birth;
use crate::statement::Annulled;
use crate::text::Prose;

/// How it goes, from 0 (as badly as it can) to 10 (as well as it can). A talk about it, not a measurement: see the ratings for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// The highest.
    pub const HIGHEST: u8 = 10;

    /// A score, if it is one.
    pub fn new(number: i64) -> Option<Self> {
        u8::try_from(number)
            .ok()
            .filter(|it| *it <= Self::HIGHEST)
            .map(Self)
    }

    /// Reads what a form sends: a whole number from 0 to 10; nothing chosen is none.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, AssessmentError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse().ok().and_then(Self::new);
        number.map(Some).ok_or(AssessmentError::NoScore)
    }

    /// The number.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// What is said of one life domain of one person, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentFacts {
    /// Whom it is about.
    pub person: PersonId,
    /// The life domain: a code of the list `life_domain`, which is an information category, too.
    pub domain: String,
    /// In whose words, where it is the view of somebody of the family; nobody is a professional's view.
    pub voice: Option<PersonId>,
    /// What goes well and helps.
    pub strengths: Option<Prose>,
    /// What is hard.
    pub needs: Option<Prose>,
    /// How it goes.
    pub score: Option<Score>,
    /// The day it is said.
    pub on: Date,
    /// What it builds on: statements, notes, contacts and appointments of the case.
    pub sources: Vec<CaseItemId>,
}

/// What somebody says of one life domain of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Its id.
    pub id: AssessmentId,
    /// The family.
    pub family: FamilyId,
    /// What is said.
    pub facts: AssessmentFacts,
    /// Who wrote it down.
    pub by: AccountId,
    /// When it was written.
    pub written_at: Timestamp,
    /// That it does not count.
    pub annulled: Option<Annulled>,
}

/// What is wrong with a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssessmentError {
    /// Neither strengths, nor needs, nor a score.
    #[error("nothing is said")]
    Empty,
    /// No whole number from 0 to 10.
    #[error("not on the scale from 0 to 10")]
    NoScore,
    /// After today.
    #[error("a day that has not been")]
    InTheFuture,
    /// Before the person was born.
    #[error("before the person was born")]
    BeforeBirth,
}

impl AssessmentFacts {
    /// Checks what is said of a person born then.
    pub fn checked(self, birth: Birth, today: Date) -> Result<Self, AssessmentError> {
        if self.strengths.is_none() && self.needs.is_none() && self.score.is_none() {
            return Err(AssessmentError::Empty);
        }
        if self.on > today {
            return Err(AssessmentError::InTheFuture);
        }
        match birth.born() {
            Some(born) if self.on < born => Err(AssessmentError::BeforeBirth),
            _ => Ok(self),
        }
    }

    /// Whether it is the family's own view.
    pub fn is_own(&self) -> bool {
        self.voice.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn facts(score: Option<i64>, on: Date) -> AssessmentFacts {
        AssessmentFacts {
            person: PersonId::from(Uuid::from_u128(1)),
            domain: "health".into(),
            voice: None,
            strengths: None,
            needs: None,
            score: score.and_then(Score::new),
            on,
            sources: Vec::new(),
        }
    }

    #[test]
    fn the_scale_goes_from_nought_to_ten() {
        assert_eq!(Score::parse_optional(" "), Ok(None));
        let parsed = |text| Score::parse_optional(text).map(|it| it.map(Score::number));
        assert_eq!(parsed("0"), Ok(Some(0)));
        assert_eq!(parsed("10"), Ok(Some(10)));
        for wrong in ["11", "-1", "7,5", "7.5", "ti", "99999999999999999999"] {
            assert_eq!(parsed(wrong), Err(AssessmentError::NoScore), "{wrong}");
        }
    }

    #[test]
    fn something_is_said_on_a_day_that_has_been_in_somebodys_life() {
        let today = date(2026, 11, 24);
        let birth = Birth::Born(date(2023, 5, 4));
        let check = |score, on| facts(score, on).checked(birth, today).map(|_| ());
        assert_eq!(check(Some(4), today), Ok(()));
        assert_eq!(check(None, today), Err(AssessmentError::Empty));
        assert_eq!(
            check(Some(4), date(2026, 11, 25)),
            Err(AssessmentError::InTheFuture)
        );
        assert_eq!(
            check(Some(4), date(2023, 5, 3)),
            Err(AssessmentError::BeforeBirth)
        );
        // Somebody who is expected can be talked about.
        let expected = Birth::Expected(date(2027, 2, 1));
        assert!(facts(Some(4), today).checked(expected, today).is_ok());
    }
}

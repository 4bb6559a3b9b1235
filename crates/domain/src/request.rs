//! Information requests: somebody who knows a person is asked once what we need to know, why, by when and on which basis.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, FamilyId, PersonId, RequestId, UnitId};
use crate::kinds::kinds;
use crate::text::{Line, Name, Prose};

kinds! {
    /// How a request ended.
    RequestOutcome, "request-outcome" {
        /// There is a statement.
        Answered = "answered",
        /// Whoever was asked will not or may not answer.
        Refused = "refused",
        /// Whoever was asked does not know this person: it came to the wrong place, or is about the wrong child.
        NotKnown = "not_known",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

kinds! {
    /// Where a request stands. Computed, never stored: see [`Request::state`].
    RequestState, "request-state" {
        /// Not answered, and there is time yet.
        Open = "open",
        /// To be answered today.
        DueToday = "due_today",
        /// Not answered, and its day has passed.
        Overdue = "overdue",
        /// Answered.
        Answered = "answered",
        /// Refused.
        Refused = "refused",
        /// The person is not known there.
        NotKnown = "not_known",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl RequestState {
    /// Whether it still waits for an answer.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::DueToday | Self::Overdue)
    }
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A unit: whoever works there and signs in may answer.
    Unit(UnitId),
    /// Somebody outside, by name: they answer by a one-time link.
    Outside(Name),
}

/// The purpose that needs words of its own.
pub const OTHER_PURPOSE: &str = "other";
/// The basis that needs the name of the law.
pub const OTHER_LAW: &str = "other_law";
/// Bases of what others tell us unasked, or at a meeting: nothing is asked for in writing on them.
const NOT_FOR_ASKING: [&str; 2] = ["notification", "early_exchange"];

/// Whether something may be asked for in writing on a basis, a code of the list `sharing_basis`.
pub fn may_ask_on(basis: &str) -> bool {
    !NOT_FOR_ASKING.contains(&basis)
}

/// What is asked, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFacts {
    /// Who is asked.
    pub to: Asked,
    /// What it is about: a code of the list `category`.
    pub category: String,
    /// The question.
    pub question: Prose,
    /// Whom it is about: one person at least.
    pub about: Vec<PersonId>,
    /// Why it is asked: a code of the list `request_purpose`.
    pub purpose: String,
    /// The same in words, where the code does not say it.
    pub purpose_word: Option<Line>,
    /// By which day.
    pub due: Date,
    /// On which basis: a code of the list `sharing_basis`.
    pub basis: String,
    /// Which law, or which consent, in words.
    pub basis_word: Option<Line>,
}

/// What is wrong with a request, or with what is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// It is about nobody.
    #[error("it is about nobody")]
    AboutNobody,
    /// It is due on a day that has passed.
    #[error("due on a day that has passed")]
    DueBefore,
    /// The purpose is told by no code, and no words tell it.
    #[error("the purpose is not told")]
    PurposeMissing,
    /// The law is not named.
    #[error("the law is not named")]
    LawMissing,
    /// Nothing is asked for in writing on this basis.
    #[error("nothing is asked for in writing on this basis")]
    NotForAsking,
    /// It has ended already: answered, refused, sent back or taken back.
    #[error("it has ended already")]
    AlreadyEnded,
    /// A refusal and a withdrawal need a reason.
    #[error("a reason is missing")]
    ReasonMissing,
}

impl RequestFacts {
    /// Checks what a form cannot know by itself; each person counts once.
    pub fn checked(mut self, today: Date) -> Result<Self, RequestError> {
        self.about.sort();
        self.about.dedup();
        match () {
            () if self.about.is_empty() => Err(RequestError::AboutNobody),
            () if self.due < today => Err(RequestError::DueBefore),
            () if self.purpose == OTHER_PURPOSE && self.purpose_word.is_none() => {
                Err(RequestError::PurposeMissing)
            }
            () if !may_ask_on(&self.basis) => Err(RequestError::NotForAsking),
            () if self.basis == OTHER_LAW && self.basis_word.is_none() => {
                Err(RequestError::LawMissing)
            }
            () => Ok(self),
        }
    }

    /// Whether this asks for what another asks for: the same category, for the same purpose, about somebody that both are about.
    pub fn asks_again(&self, other: &Self) -> bool {
        self.category == other.category
            && self.purpose == other.purpose
            && self.about.iter().any(|person| other.about.contains(person))
    }
}

/// How, when and by whom a request was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestEnd {
    /// How.
    pub outcome: RequestOutcome,
    /// A word why.
    pub word: Option<Line>,
    /// When.
    pub at: Timestamp,
    /// Who; nobody with an account where a one-time link was used.
    pub by: Option<AccountId>,
}

/// An information request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// The family.
    pub family: FamilyId,
    /// What is asked.
    pub facts: RequestFacts,
    /// Why it is asked although it was asked before.
    pub again_because: Option<Line>,
    /// Who asks.
    pub by: AccountId,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// That it has ended.
    pub ended: Option<RequestEnd>,
}

impl Request {
    /// Where it stands on a day: has it ended, has its day passed, is it today?
    pub fn state(&self, today: Date) -> RequestState {
        match self.ended.as_ref().map(|ended| ended.outcome) {
            Some(RequestOutcome::Answered) => RequestState::Answered,
            Some(RequestOutcome::Refused) => RequestState::Refused,
            Some(RequestOutcome::NotKnown) => RequestState::NotKnown,
            Some(RequestOutcome::Withdrawn) => RequestState::Withdrawn,
            None if self.facts.due < today => RequestState::Overdue,
            None if self.facts.due == today => RequestState::DueToday,
            None => RequestState::Open,
        }
    }

    /// Ends it, once. What is refused or taken back needs a word why.
    pub fn ended(
        self,
        outcome: RequestOutcome,
        word: Option<Line>,
        at: Timestamp,
        by: Option<AccountId>,
    ) -> Result<Self, RequestError> {
        if self.ended.is_some() {
            return Err(RequestError::AlreadyEnded);
        }
        let needs_word = matches!(outcome, RequestOutcome::Refused | RequestOutcome::Withdrawn);
        if needs_word && word.is_none() {
            return Err(RequestError::ReasonMissing);
        }
        let ended = Some(RequestEnd {
            outcome,
            word,
            at,
            by,
        });
        Ok(Self { ended, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 24);

    fn person(n: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(n))
    }

    fn facts() -> RequestFacts {
        RequestFacts {
            to: Asked::Outside(Name::parse("Læge Lis Lund").expect("a name")),
            category: "health".into(),
            question: Prose::parse("Hvordan har Emil det?").expect("a text"),
            about: vec![person(2), person(1), person(2)],
            purpose: "plan".into(),
            purpose_word: None,
            due: date(2026, 12, 8),
            basis: "consent_11a".into(),
            basis_word: None,
        }
    }

    fn request(due: Date) -> Request {
        Request {
            id: RequestId::from(Uuid::from_u128(1)),
            family: FamilyId::from(Uuid::from_u128(2)),
            facts: RequestFacts { due, ..facts() },
            again_because: None,
            by: AccountId::from(Uuid::from_u128(3)),
            asked_at: Timestamp::UNIX_EPOCH,
            ended: None,
        }
    }

    #[test]
    fn what_is_asked_is_whole() {
        let checked = facts().checked(TODAY).expect("whole");
        assert_eq!(checked.about, [person(1), person(2)]);
        let wrong = |change: fn(&mut RequestFacts)| {
            let mut facts = facts();
            change(&mut facts);
            facts.checked(TODAY).expect_err("not whole")
        };
        assert_eq!(wrong(|it| it.about.clear()), RequestError::AboutNobody);
        assert_eq!(
            wrong(|it| it.due = date(2026, 11, 23)),
            RequestError::DueBefore
        );
        assert_eq!(
            wrong(|it| it.purpose = "other".into()),
            RequestError::PurposeMissing
        );
        assert_eq!(
            wrong(|it| it.basis = "other_law".into()),
            RequestError::LawMissing
        );
        for basis in ["notification", "early_exchange"] {
            let mut facts = facts();
            facts.basis = basis.into();
            assert_eq!(facts.checked(TODAY), Err(RequestError::NotForAsking));
        }
    }

    #[test]
    fn the_ladder_of_states() {
        for (due, state) in [
            (date(2026, 11, 25), RequestState::Open),
            (TODAY, RequestState::DueToday),
            (date(2026, 11, 23), RequestState::Overdue),
        ] {
            assert_eq!(request(due).state(TODAY), state);
            assert!(state.is_open());
        }
    }

    #[test]
    fn it_ends_once_and_a_refusal_has_a_reason() {
        let now = Timestamp::UNIX_EPOCH;
        let word = Some(Line::parse("Vi må ikke").expect("a line"));
        for outcome in RequestOutcome::ALL {
            let bare = request(TODAY).ended(*outcome, None, now, None);
            let needs = matches!(outcome, RequestOutcome::Refused | RequestOutcome::Withdrawn);
            assert_eq!(bare.is_err(), needs, "{outcome:?}");
            let ended = request(TODAY)
                .ended(*outcome, word.clone(), now, None)
                .expect("ended");
            assert!(!ended.state(date(2030, 1, 1)).is_open());
            let again = ended.ended(RequestOutcome::Answered, None, now, None);
            assert_eq!(again, Err(RequestError::AlreadyEnded));
        }
    }

    #[test]
    fn every_basis_with_a_rule_of_its_own_is_a_code_of_the_list() {
        let codes = crate::code::shipped_codes();
        for basis in NOT_FOR_ASKING.iter().chain(&[OTHER_LAW]) {
            let known =
                |code: &&crate::code::Code| code.list == "sharing_basis" && code.code == **basis;
            assert!(codes.iter().any(|code| known(&code)), "{basis}");
        }
    }

    proptest! {
        /// Asking again is mutual, and never so about other people.
        #[test]
        fn asking_again_is_mutual(a in prop::collection::vec(0u128..4, 1..4), b in prop::collection::vec(0u128..4, 1..4)) {
            let about = |people: &[u128]| RequestFacts {
                about: people.iter().map(|n| person(*n)).collect(),
                ..facts()
            };
            let (one, other) = (about(&a), about(&b));
            prop_assert_eq!(one.asks_again(&other), other.asks_again(&one));
            prop_assert_eq!(one.asks_again(&other), a.iter().any(|n| b.contains(n)));
            let elsewhere = RequestFacts { category: "economy".into(), ..other };
            prop_assert!(!one.asks_again(&elsewhere));
        }
    }
}

//! A party's access to their own case (partsaktindsigt): what was asked, what of the case is given, and why something is not.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, CaseItemId, DocumentId, FamilyId, PartyAccessId, PersonId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// What is done with an item of the case that a party asks for.
    Handling, "handling" {
        /// It is given whole.
        Include = "include",
        /// It is given with words struck out.
        Redact = "redact",
        /// It is not given.
        Exempt = "exempt",
    }
}

kinds! {
    /// What an item of a case is.
    CasePart, "part" {
        /// A referral.
        Referral = "referral",
        /// A journal note or an addendum to one.
        Note = "note",
        /// A contact.
        Contact = "contact",
        /// An appointment.
        Appointment = "appointment",
        /// A task or an agreement.
        Task = "task",
        /// A goal.
        Goal = "goal",
        /// A review.
        Review = "review",
        /// A word on how a goal goes.
        GoalWord = "goal_word",
        /// A measure.
        Measure = "measure",
        /// What a party said to a version of the plan.
        Agreement = "agreement",
        /// A professional, case or plan around the family.
        Involvement = "involvement",
        /// A statement of somebody around the family.
        Statement = "statement",
        /// A consent or a refusal.
        Consent = "consent",
        /// A document, by its name.
        Document = "document",
        /// What somebody says of one life domain of one person.
        Assessment = "assessment",
        /// A need.
        Need = "need",
        /// A card of a map.
        Map = "map",
        /// A feedback rating.
        Rating = "rating",
        /// A half-yearly status, or what was added to one.
        Status = "status",
        /// What was done of the method, as ticked by hand.
        MethodAction = "method_action",
    }
}

/// What was decided on one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The item.
    pub item: CaseItemId,
    /// What is done with it.
    pub handling: Handling,
    /// Why it is not given whole: a code of the list `exemption`.
    pub exemption: Option<String>,
    /// What is struck out.
    pub words: Vec<Line>,
}

/// What is wrong with a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Something is held back without a reason.
    #[error("no reason for what is held back")]
    NoReason,
    /// Words are to be struck out, and none are named.
    #[error("no words to strike out")]
    NoWords,
}

impl Choice {
    /// Checks that what is held back has its reason. What is given whole has none, and strikes nothing out.
    pub fn checked(self) -> Result<Self, ChoiceError> {
        match self.handling {
            Handling::Include => Ok(Self {
                exemption: None,
                words: Vec::new(),
                ..self
            }),
            _ if self.exemption.is_none() => Err(ChoiceError::NoReason),
            Handling::Redact if self.words.is_empty() => Err(ChoiceError::NoWords),
            Handling::Redact => Ok(self),
            Handling::Exempt => Ok(Self {
                words: Vec::new(),
                ..self
            }),
        }
    }
}

/// What stands where words were struck out: always as long, so that it does not tell how long they were.
pub const STRUCK: &str = "[–––]";

/// A text with words struck out, in whatever letters they are written.
pub fn redact(text: &str, words: &[Line]) -> String {
    let mut words: Vec<Vec<char>> = words.iter().map(|it| folded(it.as_str())).collect();
    // The longest first: "Anna Berg" goes before "Anna".
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let letters: Vec<char> = text.chars().collect();
    let small: Vec<char> = letters.iter().map(|letter| small(*letter)).collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < letters.len() {
        let found = words.iter().find(|word| small[at..].starts_with(word));
        if let Some(word) = found {
            out.push_str(STRUCK);
            at += word.len();
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    out
}

/// The small letter of a letter, where that is one letter.
fn small(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => letter,
    }
}

fn folded(text: &str) -> Vec<char> {
    text.chars().map(small).collect()
}

/// What is suggested for an item, and whether somebody must look at it before the package is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// What is suggested.
    pub handling: Handling,
    /// Whether it is about others, too, or for the team only.
    pub look: bool,
}

impl Suggestion {
    /// What is about the party, or about the whole family, is given; what is about others alone is not. Whatever names others is looked at.
    pub fn of(party: PersonId, about: &[PersonId], restricted: bool) -> Self {
        let about_party = about.is_empty() || about.contains(&party);
        Self {
            handling: if about_party {
                Handling::Include
            } else {
                Handling::Exempt
            },
            look: restricted || about.iter().any(|person| *person != party),
        }
    }
}

/// That somebody asked for access to their case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyAccess {
    /// Its id.
    pub id: PartyAccessId,
    /// The family.
    pub family: FamilyId,
    /// Whose case.
    pub party: PersonId,
    /// Who asked: the party, a holder of custody, somebody with power of attorney.
    pub asked_by: Line,
    /// The day it was received.
    pub received: Date,
    /// The last day of the deadline.
    pub due: Date,
    /// Who wrote it down.
    pub by: AccountId,
    /// That the package was handed over.
    pub handed: Option<HandedOver>,
}

/// That a package was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Line,
    /// Why it came after the deadline, where it did.
    pub delay: Option<Line>,
    /// The package, kept among the documents.
    pub document: DocumentId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn choice(handling: Handling, exemption: Option<&str>, words: &[&str]) -> Choice {
        Choice {
            item: CaseItemId::from(Uuid::nil()),
            handling,
            exemption: exemption.map(str::to_owned),
            words: words.iter().map(|word| line(word)).collect(),
        }
    }

    #[test]
    fn what_is_held_back_has_its_reason() {
        use Handling::*;
        assert_eq!(
            choice(Exempt, None, &[]).checked(),
            Err(ChoiceError::NoReason)
        );
        assert_eq!(
            choice(Redact, None, &["x"]).checked(),
            Err(ChoiceError::NoReason)
        );
        assert_eq!(
            choice(Redact, Some("others"), &[]).checked(),
            Err(ChoiceError::NoWords)
        );
        let whole = choice(Include, Some("others"), &["x"]).checked();
        assert_eq!(whole, Ok(choice(Include, None, &[])));
        assert!(choice(Exempt, Some("others"), &[]).checked().is_ok());
    }

    #[test]
    fn words_are_struck_out_in_any_letters() {
        let told = redact(
            "Åse BERG og åse. Berg ringer.",
            &[line("åse"), line("Åse Berg")],
        );
        assert_eq!(told, "[–––] og [–––]. Berg ringer.");
        assert_eq!(redact("İstanbul ß", &[line("x")]), "İstanbul ß");
    }

    #[test]
    fn what_names_others_is_looked_at() {
        let id = |n| PersonId::from(Uuid::from_u128(n));
        let of = |about: &[PersonId]| {
            let it = Suggestion::of(id(1), about, false);
            (it.handling, it.look)
        };
        assert_eq!(of(&[]), (Handling::Include, false));
        assert_eq!(of(&[id(1)]), (Handling::Include, false));
        assert_eq!(of(&[id(1), id(2)]), (Handling::Include, true));
        assert_eq!(of(&[id(2)]), (Handling::Exempt, true));
        assert!(Suggestion::of(id(1), &[], true).look);
    }

    proptest! {
        #[test]
        fn nothing_struck_out_is_left(text in "\\PC{0,80}", word in "[a-zæøåA-ZÆØÅ]{1,5}") {
            let told = redact(&text, &[line(&word)]);
            let left = told.replace(STRUCK, "\n");
            prop_assert!(!folded(&left).windows(word.chars().count()).any(|it| it == folded(&word)));
        }
    }
}

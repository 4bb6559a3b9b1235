//! Who signs in and as what.

use crate::ids::{AccountId, PersonId, UnitId};
use crate::kinds::kinds;

kinds! {
    /// What somebody comes to Helhed for. It opens pages; what of a family is seen is decided by `access`.
    Role, "role" {
        /// Has at most ten families and is their one way in.
        Coordinator = "coordinator",
        /// Works in a unit around the family.
        Partner = "partner",
        /// Leads the coordinators.
        TeamLeader = "team_leader",
        /// Sees aggregates only.
        SteeringGroup = "steering_group",
        /// Sees pseudonymised data.
        Evaluator = "evaluator",
        /// Keeps accounts and units; sees no content.
        ItAdmin = "it_admin",
        /// Data protection officer: sees logs, no content.
        Dpo = "dpo",
        /// Belongs to a family.
        FamilyMember = "family_member",
    }
}

kinds! {
    /// A language of the screens.
    Language, "language" {
        /// Danish.
        Danish = "da",
        /// English.
        English = "en",
    }
}

/// An account that may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What is typed at sign-in.
    pub username: Username,
    /// The name others see.
    pub display_name: crate::text::Name,
    /// Its role.
    pub role: Role,
    /// The unit it works in; a family member has none.
    pub unit: Option<UnitId>,
    /// Who a family member is.
    pub person: Option<PersonId>,
    /// The language of its screens.
    pub language: Language,
    /// Whether it is shut out.
    pub disabled: bool,
    /// Counts changes, so that the second of two editors is told.
    pub version: i64,
}

/// A sign-in name: 2–64 lower-case letters, digits, `.`, `-`, `_`, `@`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Username(String);

/// The text is no sign-in name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sign-in name has 2 to 64 letters, digits, dots, dashes or @")]
pub struct UsernameError;

impl Username {
    /// Reads a sign-in name; capital letters are made small.
    pub fn parse(text: &str) -> Result<Self, UsernameError> {
        let text = text.trim().to_ascii_lowercase();
        let fits = (2..=64).contains(&text.len());
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-_@".contains(&b));
        if fits && plain {
            Ok(Self(text))
        } else {
            Err(UsernameError)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A pass phrase as typed: at least 12 characters when it is set.
#[derive(Clone)]
pub struct PassPhrase(String);

/// What is wrong with a pass phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassPhraseError {
    /// Under 12 characters.
    #[error("shorter than 12 characters")]
    TooShort,
    /// Over 200 characters.
    #[error("longer than 200 characters")]
    TooLong,
}

impl PassPhrase {
    /// Reads a new pass phrase. Length is what counts (NIST SP 800-63B); no other rule is put on it.
    pub fn choose(text: &str) -> Result<Self, PassPhraseError> {
        match text.chars().count() {
            0..=11 => Err(PassPhraseError::TooShort),
            12..=200 => Ok(Self(text.to_owned())),
            _ => Err(PassPhraseError::TooLong),
        }
    }

    /// What was typed at sign-in, whatever it is; cut so that nobody has megabytes hashed.
    pub fn typed(text: &str) -> Self {
        Self(text.chars().take(200).collect())
    }

    /// Its bytes, for hashing only.
    pub fn secret(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Redacted.
impl std::fmt::Debug for PassPhrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PassPhrase")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(*role));
        }
        assert_eq!(Role::from_code("root"), None);
        assert_eq!(Role::TeamLeader.label_key(), "role-team_leader");
    }

    #[test]
    fn sign_in_names_are_plain() {
        assert_eq!(
            Username::parse(" Mette.Holm@example.org ")
                .map(|u| u.0)
                .as_deref(),
            Ok("mette.holm@example.org")
        );
        for bad in ["", "a", "a b", "æble", "a\0b"] {
            assert_eq!(Username::parse(bad), Err(UsernameError), "{bad}");
        }
    }

    #[test]
    fn a_pass_phrase_is_long_enough() {
        assert_eq!(
            PassPhrase::choose("kort").map(|_| ()),
            Err(PassPhraseError::TooShort)
        );
        assert!(PassPhrase::choose("fire små ord her").is_ok());
    }
}

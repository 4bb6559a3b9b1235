//! What an authenticator is asked.

use serde::Serialize;

use crate::{RelyingParty, to_text};

/// How long a browser waits for its user, in milliseconds.
const PATIENCE: u32 = 240_000;

/// A challenge: asked once, answered once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Challenge([u8; 32]);

/// Redacted.
impl std::fmt::Debug for Challenge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Challenge")
    }
}

impl Challenge {
    /// A challenge of fresh random bytes.
    pub fn of(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// As it comes back in an answer.
    pub fn text(&self) -> String {
        to_text(&self.0)
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// A new passkey for an account.
    Add {
        /// The account, as authenticators keep it: no name.
        user: Vec<u8>,
        /// The sign-in name, shown by the browser where one chooses.
        username: String,
        /// The credentials that the account has: no authenticator keeps two.
        has: Vec<Vec<u8>>,
    },
    /// That somebody shows a passkey: one of these, or any that is kept for this place.
    Show {
        /// The credentials that count; none: any.
        among: Vec<Vec<u8>>,
    },
}

/// A question for a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The challenge.
    pub challenge: Challenge,
    /// What is asked for.
    pub kind: QuestionKind,
}

#[derive(Serialize)]
struct Asked<'q> {
    challenge: String,
    rp: &'q str,
    user: Option<String>,
    username: Option<&'q str>,
    credentials: Vec<String>,
    algorithms: [i64; 3],
    timeout: u32,
}

impl Question {
    /// The question as the page's script reads it.
    pub fn to_json(&self, party: &RelyingParty) -> String {
        let (user, username, credentials) = match &self.kind {
            QuestionKind::Add {
                user,
                username,
                has,
            } => (Some(to_text(user)), Some(username.as_str()), has),
            QuestionKind::Show { among } => (None, None, among),
        };
        let asked = Asked {
            challenge: self.challenge.text(),
            rp: party.id(),
            user,
            username,
            credentials: credentials.iter().map(|it| to_text(it)).collect(),
            algorithms: crate::public_key::ALGORITHMS,
            timeout: PATIENCE,
        };
        // Text and numbers always have their form.
        serde_json::to_string(&asked).unwrap_or_default()
    }
}

//! What comes back from a browser, held against what was asked.

use sha2::{Digest, Sha256};

use crate::authenticator_data::{self, Read};
use crate::public_key::PublicKey;
use crate::{RelyingParty, client_data, from_text};

/// Why an answer is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be read.
    #[error("unreadable")]
    Unreadable,
    /// It is to another question.
    #[error("not an answer to this question")]
    Question,
    /// It was given at another address, or inside another page.
    #[error("given elsewhere")]
    Origin,
    /// It is for another installation.
    #[error("for somebody else")]
    Party,
    /// The authenticator did not make sure who used it.
    #[error("the user was not verified")]
    Unverified,
    /// The key is of a kind that is not taken.
    #[error("no key of ours")]
    Key,
    /// The signature is not of this key.
    #[error("not signed by this key")]
    Signature,
    /// It was used before as often as it says now, or oftener: there may be a copy of it.
    #[error("the counter did not go on")]
    Counter,
}

/// The challenge that an answer says it is to; to look it up, before anything is believed.
pub fn challenge_in(client_data: &[u8]) -> Option<String> {
    client_data::challenge(client_data)
}

/// A new passkey, as a browser sends it.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// What the browser says.
    pub client_data: Vec<u8>,
    /// What the authenticator says.
    pub authenticator_data: Vec<u8>,
}

/// A passkey that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Made {
    /// Its id, chosen by the authenticator.
    pub credential: Vec<u8>,
    /// Its public key, as it is kept.
    pub public_key: Vec<u8>,
    /// How often it was used.
    pub count: u32,
}

/// That somebody showed a passkey, as a browser sends it.
#[derive(Clone, PartialEq, Eq)]
pub struct Assertion {
    /// Which one.
    pub credential: Vec<u8>,
    /// What the browser says.
    pub client_data: Vec<u8>,
    /// What the authenticator says.
    pub authenticator_data: Vec<u8>,
    /// Its signature of both.
    pub signature: Vec<u8>,
    /// The account, as the authenticator keeps it; nothing where it was told which credentials count.
    pub user: Vec<u8>,
}

macro_rules! redacted {
    ($($name:ident),+) => {$(
        /// Redacted.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}
redacted!(Registration, Made, Assertion);

impl Registration {
    /// Reads the fields of a form.
    pub fn of_form(client_data: &str, authenticator_data: &str) -> Option<Self> {
        Some(Self {
            client_data: from_text(client_data, client_data::MOST)?,
            authenticator_data: from_text(authenticator_data, authenticator_data::MOST)?,
        })
    }

    /// Holds it against the question. Who made the authenticator is not asked: any that makes sure of its user is taken.
    pub fn checked(&self, challenge: &str, party: &RelyingParty) -> Result<Made, Fault> {
        client_data::check(&self.client_data, "webauthn.create", challenge, party)?;
        let Read { count, made } = authenticator_data::read(&self.authenticator_data, party)?;
        let (credential, public_key) = made.ok_or(Fault::Unreadable)?;
        Ok(Made {
            credential,
            public_key,
            count,
        })
    }
}

impl Assertion {
    /// Reads the fields of a form.
    pub fn of_form([credential, client, data, signature, user]: [&str; 5]) -> Option<Self> {
        Some(Self {
            credential: from_text(credential, authenticator_data::MOST_ID)?,
            client_data: from_text(client, client_data::MOST)?,
            authenticator_data: from_text(data, authenticator_data::MOST)?,
            signature: from_text(signature, 1_024)?,
            user: from_text(user, 64)?,
        })
    }

    /// Holds it against the question and the key that is kept; gives the counter to keep.
    pub fn checked(
        &self,
        challenge: &str,
        party: &RelyingParty,
        (public_key, count): (&[u8], u32),
    ) -> Result<u32, Fault> {
        client_data::check(&self.client_data, "webauthn.get", challenge, party)?;
        let read = authenticator_data::read(&self.authenticator_data, party)?;
        let (key, _) = PublicKey::read(public_key)?;
        let said = Sha256::digest(&self.client_data);
        let message = [&self.authenticator_data[..], &said[..]].concat();
        if !key.signed(&message, &self.signature) {
            return Err(Fault::Signature);
        }
        // Authenticators that keep no count always say 0.
        if (read.count, count) != (0, 0) && read.count <= count {
            return Err(Fault::Counter);
        }
        Ok(read.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Challenge;
    use crate::testing::Authenticator;
    use proptest::prelude::*;

    const HERE: &str = "https://helhed.example.dk";

    fn here() -> RelyingParty {
        RelyingParty::at(HERE).expect("an address")
    }

    fn challenge(n: u8) -> String {
        Challenge::of([n; 32]).text()
    }

    /// An authenticator with a passkey, and what is kept of it.
    fn made() -> (Authenticator, Made) {
        let mut authenticator = Authenticator::new(HERE);
        let answer = authenticator.makes(&challenge(1), b"account");
        let made = answer.checked(&challenge(1), &here()).expect("made");
        (authenticator, made)
    }

    #[test]
    fn a_passkey_is_made_and_shown() {
        let (mut authenticator, made) = made();
        let answer = authenticator.shows(&challenge(2));
        assert_eq!(answer.credential, made.credential);
        let kept = (&made.public_key[..], made.count);
        let count = answer.checked(&challenge(2), &here(), kept).expect("shown");
        let again = answer.checked(&challenge(2), &here(), (&made.public_key, count));
        assert_eq!(again, Err(Fault::Counter), "a copy says what was said");
        let next = authenticator.shows(&challenge(3));
        let next = next.checked(&challenge(3), &here(), (&made.public_key, count));
        assert_eq!(next, Ok(count + 1));
    }

    #[test]
    fn what_is_wrong_is_refused() {
        let (authenticator, made) = made();
        let told = |change: &dyn Fn(&mut Authenticator)| {
            let mut other = authenticator.copy();
            change(&mut other);
            let answer = other.shows(&challenge(2));
            answer.checked(&challenge(2), &here(), (&made.public_key, made.count))
        };
        assert_eq!(told(&|_| {}), Ok(1));
        assert_eq!(
            told(&|it| it.origin = "https://evil.example".into()),
            Err(Fault::Origin)
        );
        assert_eq!(
            told(&|it| it.inside_another_page = true),
            Err(Fault::Origin)
        );
        assert_eq!(
            told(&|it| it.party = "example.dk".into()),
            Err(Fault::Party)
        );
        assert_eq!(told(&|it| it.verifies = false), Err(Fault::Unverified));
        assert_eq!(told(&|it| it.forgets_key()), Err(Fault::Signature));
        let mut other = authenticator.copy();
        let answer = other.shows(&challenge(3));
        let told = answer.checked(&challenge(2), &here(), (&made.public_key, 0));
        assert_eq!(told, Err(Fault::Question));
        let registered = other.makes(&challenge(2), b"account");
        let swapped = Registration {
            client_data: answer.client_data,
            ..registered
        };
        assert_eq!(
            swapped.checked(&challenge(3), &here()).map(drop),
            Err(Fault::Question),
            "an answer to the one is none to the other"
        );
        other.verifies = false;
        let unverified = other.makes(&challenge(2), b"account");
        let told = unverified.checked(&challenge(2), &here()).map(drop);
        assert_eq!(told, Err(Fault::Unverified));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_never_taken(at in 0_usize..400, by in 1_u8..) {
            let (mut authenticator, made) = made();
            let mut answer = authenticator.shows(&challenge(2));
            let (client, data) = (answer.client_data.len(), answer.authenticator_data.len());
            match at % (client + data) {
                at if at < client => answer.client_data[at] ^= by,
                at => answer.authenticator_data[at - client] ^= by,
            }
            let told = answer.checked(&challenge(2), &here(), (&made.public_key, made.count));
            prop_assert!(told.is_err());
        }

        #[test]
        fn whatever_comes_is_refused(client in proptest::collection::vec(any::<u8>(), 0..300), data in proptest::collection::vec(any::<u8>(), 0..300)) {
            let answer = Registration { client_data: client, authenticator_data: data };
            prop_assert!(answer.checked(&challenge(1), &here()).is_err());
        }
    }
}

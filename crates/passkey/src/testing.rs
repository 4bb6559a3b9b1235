//! An authenticator made of software, that can be told to do wrong.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use sha2::{Digest, Sha256};

use crate::{Assertion, Registration, to_text};

/// An authenticator with one passkey.
pub struct Authenticator {
    /// The address that its browser is at.
    pub origin: String,
    /// For whom it answers.
    pub party: String,
    /// Whether it makes sure of its user.
    pub verifies: bool,
    /// Whether its browser shows the page inside another.
    pub inside_another_page: bool,
    /// How often it was used.
    pub count: u32,
    key: Vec<u8>,
    credential: Vec<u8>,
    user: Vec<u8>,
}

fn fresh_key() -> Vec<u8> {
    let random = SystemRandom::new();
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)
        .expect("a key")
        .as_ref()
        .to_vec()
}

impl Authenticator {
    /// A fresh one, whose browser is at an address.
    pub fn new(origin: &str) -> Self {
        let host = origin.split("//").nth(1).unwrap_or_default();
        let key = fresh_key();
        Self {
            origin: origin.to_owned(),
            party: host.split(':').next().unwrap_or_default().to_owned(),
            verifies: true,
            inside_another_page: false,
            count: 0,
            credential: Sha256::digest(&key).to_vec(),
            key,
            user: Vec::new(),
        }
    }

    /// A copy of it, with the same key and the same count.
    pub fn copy(&self) -> Self {
        Self {
            origin: self.origin.clone(),
            party: self.party.clone(),
            key: self.key.clone(),
            credential: self.credential.clone(),
            user: self.user.clone(),
            ..*self
        }
    }

    /// Its key is another from now on.
    pub fn forgets_key(&mut self) {
        self.key = fresh_key();
    }

    /// Says that another's passkey is its own.
    pub fn claims(&mut self, other: &Self) {
        self.credential.clone_from(&other.credential);
        self.user.clone_from(&other.user);
    }

    fn pair(&self) -> EcdsaKeyPair {
        let random = SystemRandom::new();
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.key, &random)
            .expect("a key")
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let (origin, inside) = (&self.origin, self.inside_another_page);
        format!(
            "{{\"type\":\"{kind}\",\"challenge\":\"{challenge}\",\"origin\":\"{origin}\",\"crossOrigin\":{inside}}}"
        )
        .into_bytes()
    }

    fn head(&self, with_key: bool) -> Vec<u8> {
        let verified = if self.verifies { 0x04 } else { 0 };
        let key = if with_key { 0x40 } else { 0 };
        let mut head = Sha256::digest(self.party.as_bytes()).to_vec();
        head.push(0x01 | verified | key);
        head.extend(self.count.to_be_bytes());
        head
    }

    /// Makes a passkey for an account.
    pub fn makes(&mut self, challenge: &str, user: &[u8]) -> Registration {
        self.user = user.to_vec();
        let pair = self.pair();
        let point = pair.public_key().as_ref();
        let mut data = self.head(true);
        data.extend([0; 16]);
        data.extend((self.credential.len() as u16).to_be_bytes());
        data.extend(&self.credential);
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 32]);
        data.extend(&point[33..65]);
        Registration {
            client_data: self.client_data("webauthn.create", challenge),
            authenticator_data: data,
        }
    }

    /// Shows its passkey.
    pub fn shows(&mut self, challenge: &str) -> Assertion {
        self.count += 1;
        let client_data = self.client_data("webauthn.get", challenge);
        let authenticator_data = self.head(false);
        let said = Sha256::digest(&client_data);
        let message = [&authenticator_data[..], &said[..]].concat();
        let signature = self
            .pair()
            .sign(&SystemRandom::new(), &message)
            .expect("signed");
        Assertion {
            credential: self.credential.clone(),
            client_data,
            authenticator_data,
            signature: signature.as_ref().to_vec(),
            user: self.user.clone(),
        }
    }
}

impl Assertion {
    /// The fields of the form that a page's script sends.
    pub fn form(&self) -> Vec<(&'static str, String)> {
        vec![
            ("credential", to_text(&self.credential)),
            ("client-data", to_text(&self.client_data)),
            ("authenticator-data", to_text(&self.authenticator_data)),
            ("signature", to_text(&self.signature)),
            ("user", to_text(&self.user)),
        ]
    }
}

impl Registration {
    /// The fields of the form that a page's script sends.
    pub fn form(&self) -> Vec<(&'static str, String)> {
        vec![
            ("client-data", to_text(&self.client_data)),
            ("authenticator-data", to_text(&self.authenticator_data)),
        ]
    }
}

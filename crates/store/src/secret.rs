//! Columns that are encrypted: CPR numbers and addresses.
//!
//! XChaCha20-Poly1305 with a random 24-byte nonce; stored as `key id (1 byte) | nonce | ciphertext`. The column's name is bound
//! in, so that a ciphertext cannot be moved to another column. Look-up is by HMAC-SHA-256 under a key of its own.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{StoreError, unreadable};

/// The keys of an installation. The first encrypts; all decrypt, so that a key can be changed while serving.
#[derive(Clone)]
pub struct Keys {
    encrypting: Vec<(u8, [u8; 32])>,
    lookup: [u8; 32],
}

/// Redacted.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({} encrypting)", self.encrypting.len())
    }
}

/// The text holds no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "keys are lines of `encrypt NUMBER HEX64` (the first is used, all are read) and one `lookup HEX64`"
)]
pub struct KeysError;

impl Keys {
    /// Reads lines `encrypt 1 <64 hex digits>` and `lookup <64 hex digits>`.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let (mut encrypting, mut lookup) = (Vec::new(), None);
        for line in text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                ["encrypt", number, key] => encrypting.push((
                    number.parse().map_err(|_| KeysError)?,
                    hex(key).ok_or(KeysError)?,
                )),
                ["lookup", key] => lookup = Some(hex(key).ok_or(KeysError)?),
                _ => return Err(KeysError),
            }
        }
        let numbers: std::collections::BTreeSet<u8> =
            encrypting.iter().map(|(number, _)| *number).collect();
        if encrypting.is_empty() || numbers.len() != encrypting.len() {
            return Err(KeysError);
        }
        Ok(Self {
            encrypting,
            lookup: lookup.ok_or(KeysError)?,
        })
    }

    /// A key file with fresh keys made from 64 random bytes.
    pub fn fresh_file(random: &[u8; 64]) -> String {
        let hex = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        format!(
            "encrypt 1 {}\nlookup {}\n",
            hex(&random[..32]),
            hex(&random[32..])
        )
    }

    /// Encrypts for a column.
    pub fn seal(&self, column: &'static str, plain: &str, nonce: [u8; 24]) -> Vec<u8> {
        self.seal_bytes(column.as_bytes(), plain.as_bytes(), nonce)
    }

    /// Encrypts bytes that belong to one place, and open nowhere else.
    pub(crate) fn seal_bytes(&self, place: &[u8], plain: &[u8], nonce: [u8; 24]) -> Vec<u8> {
        let (number, key) = &self.encrypting[0];
        let cipher = XChaCha20Poly1305::new(key.into());
        let payload = Payload {
            msg: plain,
            aad: place,
        };
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .expect("what fits in memory can be encrypted");
        [&[*number], &nonce[..], &sealed].concat()
    }

    /// Decrypts a column.
    pub fn unseal(&self, column: &'static str, sealed: &[u8]) -> Result<String, StoreError> {
        let plain = self.unseal_bytes(column.as_bytes(), sealed);
        plain
            .and_then(|plain| String::from_utf8(plain).ok())
            .ok_or_else(|| unreadable("encrypted column"))
    }

    /// Decrypts bytes that were encrypted for a place.
    pub(crate) fn unseal_bytes(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (number, rest) = sealed.split_first()?;
        let (nonce, body) = rest.split_first_chunk::<24>()?;
        let (_, key) = self.encrypting.iter().find(|(known, _)| known == number)?;
        let payload = Payload {
            msg: body,
            aad: place,
        };
        XChaCha20Poly1305::new(key.into())
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()
    }

    /// A keyed hash to find something by without storing it.
    pub fn lookup(&self, purpose: &'static str, plain: &str) -> Vec<u8> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.lookup).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(plain.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

fn hex(text: &str) -> Option<[u8; 32]> {
    let bytes = text.as_bytes();
    if bytes.len() != 64 {
        return None;
    }
    let mut key = [0; 32];
    for (at, pair) in bytes.chunks(2).enumerate() {
        key[at] = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(number: u8, byte: &str) -> String {
        format!(
            "encrypt {number} {}\nlookup {}\n",
            byte.repeat(32),
            "cd".repeat(32)
        )
    }

    #[test]
    fn what_is_sealed_is_read_with_the_old_key_after_a_new_one_came() {
        let old = Keys::parse(&file(1, "ab")).expect("keys");
        let sealed = old.seal("cpr", "6101701234", [7; 24]);
        let both = Keys::parse(&format!("encrypt 2 {}\n{}", "ef".repeat(32), file(1, "ab")))
            .expect("keys");
        assert_eq!(both.unseal("cpr", &sealed).expect("readable"), "6101701234");
        assert_eq!(both.seal("cpr", "6101701234", [7; 24])[0], 2);
        assert_eq!(both.lookup("cpr", "x"), old.lookup("cpr", "x"));
    }

    #[test]
    fn a_ciphertext_cannot_be_changed_or_moved_to_another_column() {
        let keys = Keys::parse(&file(1, "ab")).expect("keys");
        let mut sealed = keys.seal("cpr", "6101701234", [7; 24]);
        assert!(keys.unseal("address", &sealed).is_err());
        *sealed.last_mut().expect("bytes") ^= 1;
        assert!(keys.unseal("cpr", &sealed).is_err());
        assert!(keys.unseal("cpr", &[]).is_err());
    }

    #[test]
    fn bad_keys_are_refused() {
        for text in [
            "",
            "encrypt 1 abc\nlookup abc",
            "lookup ",
            &format!("encrypt 1 {}", "ab".repeat(32)),
            &format!("{0}{0}", file(1, "ab")),
        ] {
            assert_eq!(Keys::parse(text).map(|_| ()), Err(KeysError));
        }
    }
}

//! Columns that are encrypted: CPR numbers and addresses.
//!
//! XChaCha20-Poly1305 with a random 24-byte nonce; stored as `key id (1 byte) | nonce | ciphertext`. The column's name is bound
//! in, so that a ciphertext cannot be moved to another column. Look-up is by HMAC-SHA-256 under a key of its own.

use std::sync::{Arc, PoisonError, RwLock};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{Link, StoreError, args, unreadable};

/// A key that encrypts, under its number.
type Numbered = (u8, [u8; 32]);

/// The keys of an installation. The first encrypts; all decrypt. Copies are one ring: whoever holds one takes part in a change of keys.
#[derive(Clone)]
pub struct Keys {
    encrypting: Arc<RwLock<Vec<Numbered>>>,
    lookup: [u8; 32],
    pseudonym: Option<[u8; 32]>,
}

/// Redacted.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({:?} encrypting)", self.numbers())
    }
}

/// The text holds no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "keys are lines of `encrypt NUMBER HEX64` (the first is used, all are read), one `lookup HEX64` and at most one `pseudonym HEX64`"
)]
pub struct KeysError;

/// Why other keys cannot take the place of those in use. The text holds no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeysInUseError {
    /// A number stands for another key than it did: what was sealed under it would be lost.
    #[error("encryption key {0} is another key than the one in use under that number")]
    OtherKey(u8),
    /// What is looked up by the key would not be found again.
    #[error("the look-up key and the key of pseudonyms cannot change while serving")]
    OtherLookup,
}

impl Keys {
    /// Reads lines `encrypt 1 <64 hex digits>`, `lookup <64 hex digits>` and, where extracts are to have a key of their own,
    /// `pseudonym <64 hex digits>`.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let (mut encrypting, mut lookup, mut pseudonym) = (Vec::new(), None, None);
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
                ["pseudonym", key] if pseudonym.is_none() => {
                    pseudonym = Some(hex(key).ok_or(KeysError)?);
                }
                _ => return Err(KeysError),
            }
        }
        let numbers: std::collections::BTreeSet<u8> =
            encrypting.iter().map(|(number, _)| *number).collect();
        if encrypting.is_empty() || numbers.len() != encrypting.len() {
            return Err(KeysError);
        }
        Ok(Self {
            encrypting: Arc::new(RwLock::new(encrypting)),
            lookup: lookup.ok_or(KeysError)?,
            pseudonym,
        })
    }

    /// The numbers of the keys: the first encrypts.
    pub fn numbers(&self) -> Vec<u8> {
        self.with(|ring| ring.iter().map(|(number, _)| *number).collect())
    }

    /// The number of the key that encrypts.
    pub fn newest(&self) -> u8 {
        self.with(|ring| ring[0].0)
    }

    fn with<T>(&self, look: impl FnOnce(&[Numbered]) -> T) -> T {
        look(
            &self
                .encrypting
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Takes over other keys, for everybody who holds a copy of these, from the next thing sealed on.
    pub fn take_over(&self, newer: &Keys) -> Result<(), KeysInUseError> {
        if self.lookup != newer.lookup || self.pseudonym != newer.pseudonym {
            return Err(KeysInUseError::OtherLookup);
        }
        let ring = newer.with(<[Numbered]>::to_vec);
        let mut own = self
            .encrypting
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        for (number, key) in own.iter() {
            if ring.iter().any(|(other, it)| other == number && it != key) {
                return Err(KeysInUseError::OtherKey(*number));
            }
        }
        *own = ring;
        Ok(())
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
        let (number, key) = self.with(|ring| ring[0]);
        let cipher = XChaCha20Poly1305::new(&key.into());
        let payload = Payload {
            msg: plain,
            aad: place,
        };
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .expect("what fits in memory can be encrypted");
        [&[number], &nonce[..], &sealed].concat()
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
        let key = self.with(|ring| ring.iter().find(|it| it.0 == *number).map(|it| it.1))?;
        let payload = Payload {
            msg: body,
            aad: place,
        };
        XChaCha20Poly1305::new(&key.into())
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()
    }

    /// The same under the key that encrypts now. The nonce stays: under another key it was never used, and a piece of a document
    /// is numbered by it.
    pub(crate) fn seal_again(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let nonce = *sealed.get(1..)?.first_chunk::<24>()?;
        let plain = self.unseal_bytes(place, sealed)?;
        Some(self.seal_bytes(place, &plain, nonce))
    }

    /// The name of something in extracts: the same in each, and nothing to whoever lacks the key. A letter for its kind and 14 letters
    /// and digits (70 bits of an HMAC-SHA-256): two of a million never meet by chance, and short names are looked up fast.
    pub fn pseudonym(&self, letter: &str, id: &[u8]) -> String {
        // Without a key of its own, one that follows from the look-up key and is good for nothing else.
        let key = self.pseudonym.map_or_else(
            || self.lookup("pseudonyms of extracts", ""),
            |key| key.to_vec(),
        );
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        mac.update(letter.as_bytes());
        mac.update(&[0]);
        mac.update(id);
        let digest = mac.finalize().into_bytes();
        // 32 signs without those that are taken for each other.
        const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let signs = digest
            .iter()
            .take(14)
            .map(|byte| char::from(SIGNS[usize::from(byte & 31)]));
        letter.chars().chain(signs).collect()
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

/// Whether keys open what is encrypted: the newest CPR number and the newest draft are tried. Nothing where there is none of either.
pub async fn fits(link: &mut Link, keys: &Keys) -> Result<Option<bool>, StoreError> {
    let tries = [
        (
            "cpr",
            "SELECT cpr FROM person WHERE cpr IS NOT NULL ORDER BY id DESC LIMIT 1",
        ),
        (
            "draft",
            "SELECT body FROM draft ORDER BY saved_at DESC LIMIT 1",
        ),
    ];
    let mut tried = None;
    for (column, sql) in tries {
        if let Some(mut row) = link.row(sql, args![]).await? {
            let sealed: Vec<u8> = row.next()?;
            let opens = keys.unseal_bytes(column.as_bytes(), &sealed).is_some();
            tried = Some(tried.unwrap_or(true) && opens);
        }
    }
    Ok(tried)
}

pub(crate) fn hex(text: &str) -> Option<[u8; 32]> {
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

    #[test]
    fn pseudonyms_are_stable_keyed_and_short() {
        let keys = Keys::parse(&file(1, "ab")).expect("keys");
        let own = Keys::parse(&format!("{}pseudonym {}\n", file(1, "ab"), "17".repeat(32)))
            .expect("keys");
        let name = keys.pseudonym("p", b"one");
        assert_eq!(name, keys.pseudonym("p", b"one"));
        assert_eq!(name.len(), 15);
        for other in [
            keys.pseudonym("p", b"two"),
            keys.pseudonym("f", b"one"),
            own.pseudonym("p", b"one"),
        ] {
            assert_ne!(name[1..], other[1..]);
        }
        assert!(Keys::parse(&format!("{}pseudonym 17\n", file(1, "ab"))).is_err());
    }

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
    fn everybody_who_holds_the_keys_takes_part_in_a_change_of_them() {
        let keys = Keys::parse(&file(1, "ab")).expect("keys");
        let held = keys.clone();
        let sealed = keys.seal("cpr", "6101701234", [7; 24]);
        let newer = Keys::parse(&format!("encrypt 2 {}\n{}", "ef".repeat(32), file(1, "ab")))
            .expect("keys");
        assert_eq!(keys.take_over(&newer), Ok(()));
        assert_eq!((held.newest(), held.numbers()), (2, vec![2, 1]));
        let again = held.seal_again(b"cpr", &sealed).expect("readable");
        assert_eq!((again[0], &again[1..25]), (2, &sealed[1..25]));
        assert_eq!(keys.unseal("cpr", &again).expect("readable"), "6101701234");
        assert!(keys.seal_again(b"address", &sealed).is_none());
        assert!(keys.seal_again(b"cpr", &sealed[..20]).is_none());
        let without = Keys::parse(&file(2, "ef")).expect("keys");
        assert_eq!(keys.take_over(&without), Ok(()));
        assert!(keys.unseal("cpr", &sealed).is_err() && keys.unseal("cpr", &again).is_ok());
    }

    #[test]
    fn keys_that_would_lose_something_are_not_taken_over() {
        let keys = Keys::parse(&file(1, "ab")).expect("keys");
        let other = Keys::parse(&file(1, "ef")).expect("keys");
        assert_eq!(keys.take_over(&other), Err(KeysInUseError::OtherKey(1)));
        let lookup = file(1, "ab").replace("cd", "ce");
        let other = Keys::parse(&lookup).expect("keys");
        assert_eq!(keys.take_over(&other), Err(KeysInUseError::OtherLookup));
        assert_eq!(keys.numbers(), [1]);
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

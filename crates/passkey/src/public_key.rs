//! A public key as authenticators write it (COSE, RFC 9053), and whether a signature is of it.

use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};

use crate::answer::Fault;
use crate::cbor::{self, Item};

/// The kinds of keys that are taken, the best first: elliptic curve P-256, Ed25519, and RSA for machines that have no other.
pub(crate) const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];

const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey<'b> {
    /// A point of P-256.
    Curve { x: &'b [u8], y: &'b [u8] },
    /// Ed25519.
    Edwards(&'b [u8]),
    /// RSA, 2048 to 4096 bits.
    Rsa { n: &'b [u8], e: &'b [u8] },
}

impl<'b> PublicKey<'b> {
    /// Reads a key, and gives what comes after it.
    pub(crate) fn read(bytes: &'b [u8]) -> Result<(Self, &'b [u8]), Fault> {
        let (entries, rest) = cbor::map(bytes).ok_or(Fault::Unreadable)?;
        let of = |key: i64| entries.iter().find(|it| it.0 == key).map(|it| it.1);
        let bytes = |key: i64, least: usize, most: usize| match of(key) {
            Some(Item::Bytes(held)) if (least..=most).contains(&held.len()) => Ok(held),
            _ => Err(Fault::Key),
        };
        let int = |key: i64| match of(key) {
            Some(Item::Int(it)) => it,
            _ => 0,
        };
        // Kind of key, algorithm, curve.
        let key = match (int(1), int(3), int(-1)) {
            (2, ES256, 1) => Self::Curve {
                x: bytes(-2, 32, 32)?,
                y: bytes(-3, 32, 32)?,
            },
            (1, EDDSA, 6) => Self::Edwards(bytes(-2, 32, 32)?),
            (3, RS256, _) => Self::Rsa {
                n: bytes(-1, 256, 512)?,
                e: bytes(-2, 1, 8)?,
            },
            _ => return Err(Fault::Key),
        };
        Ok((key, rest))
    }

    /// Whether a signature of a message is of this key.
    pub(crate) fn signed(&self, message: &[u8], signed: &[u8]) -> bool {
        match self {
            Self::Curve { x, y } => {
                let point = [&[4], *x, *y].concat();
                let key = UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point);
                key.verify(message, signed).is_ok()
            }
            Self::Edwards(key) => UnparsedPublicKey::new(&signature::ED25519, key)
                .verify(message, signed)
                .is_ok(),
            Self::Rsa { n, e } => RsaPublicKeyComponents { n, e }
                .verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, signed)
                .is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, 7.1, test 2: a key, a message of one byte and its signature.
    #[test]
    fn a_published_signature_holds_and_a_changed_one_does_not() {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex"))
                .collect()
        };
        let key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let mut signed = hex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        );
        // {1: 1, 3: -8, -1: 6, -2: key}
        let written = [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32], &key[..]].concat();
        let (read, rest) = PublicKey::read(&written).expect("a key");
        assert!(rest.is_empty() && read == PublicKey::Edwards(&key));
        assert!(read.signed(&[0x72], &signed));
        assert!(!read.signed(&[0x73], &signed));
        signed[0] ^= 1;
        assert!(!read.signed(&[0x72], &signed));
        assert_eq!(PublicKey::read(&written[..20]), Err(Fault::Unreadable));
        // A curve that does not go with the algorithm, and a key that is too short.
        let mut other = written.clone();
        other[6] = 4;
        assert_eq!(PublicKey::read(&other), Err(Fault::Key));
        let short = [0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x41, 1];
        assert_eq!(PublicKey::read(&short), Err(Fault::Key));
    }
}

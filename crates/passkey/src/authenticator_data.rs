//! What the authenticator says: for whom, whether its user was there and was known, how often it was used, and a new key.

use crate::RelyingParty;
use crate::answer::Fault;
use crate::public_key::PublicKey;

/// The most that an authenticator may say.
pub(crate) const MOST: usize = 8_192;
/// The most bytes of a credential's id (WebAuthn, 4 "Credential ID").
pub(crate) const MOST_ID: usize = 1_023;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_BE_BACKED_UP: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const HAS_KEY: u8 = 0x40;
const HAS_MORE: u8 = 0x80;

/// What is taken from it.
pub(crate) struct Read {
    pub(crate) count: u32,
    /// A new credential: its id, and its public key as it is kept.
    pub(crate) made: Option<(Vec<u8>, Vec<u8>)>,
}

fn split(bytes: &[u8], at: usize) -> Result<(&[u8], &[u8]), Fault> {
    bytes.split_at_checked(at).ok_or(Fault::Unreadable)
}

/// Reads it, and refuses what is for somebody else or of somebody whom the authenticator did not make sure of.
pub(crate) fn read(bytes: &[u8], party: &RelyingParty) -> Result<Read, Fault> {
    if bytes.len() > MOST {
        return Err(Fault::Unreadable);
    }
    let (hash, rest) = split(bytes, 32)?;
    let (head, rest) = split(rest, 5)?;
    if hash != party.hash() {
        return Err(Fault::Party);
    }
    let flags = head[0];
    if flags & PRESENT == 0 || flags & VERIFIED == 0 {
        return Err(Fault::Unverified);
    }
    if flags & BACKED_UP != 0 && flags & MAY_BE_BACKED_UP == 0 {
        return Err(Fault::Unreadable);
    }
    let count = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    let (made, rest) = match flags & HAS_KEY {
        0 => (None, rest),
        _ => {
            // The model of the authenticator is nobody's business.
            let (_, rest) = split(rest, 16)?;
            let (length, rest) = split(rest, 2)?;
            let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
            if length == 0 || length > MOST_ID {
                return Err(Fault::Unreadable);
            }
            let (id, rest) = split(rest, length)?;
            let (_, after) = PublicKey::read(rest)?;
            let key = &rest[..rest.len() - after.len()];
            (Some((id.to_vec(), key.to_vec())), after)
        }
    };
    // Nothing more was asked for; what comes unasked is announced, or it is not one of ours.
    if !rest.is_empty() && flags & HAS_MORE == 0 {
        return Err(Fault::Unreadable);
    }
    Ok(Read { count, made })
}

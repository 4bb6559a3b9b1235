//! What the browser says of the question it passed on.

use serde::Deserialize;

use crate::RelyingParty;
use crate::answer::Fault;

/// The most that a browser may say.
pub(crate) const MOST: usize = 4_096;

#[derive(Deserialize)]
struct Said {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
    #[serde(default, rename = "topOrigin")]
    top_origin: Option<String>,
}

fn read(bytes: &[u8]) -> Result<Said, Fault> {
    if bytes.len() > MOST {
        return Err(Fault::Unreadable);
    }
    serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)
}

/// The challenge that an answer says it is to.
pub(crate) fn challenge(bytes: &[u8]) -> Option<String> {
    read(bytes).ok().map(|said| said.challenge)
}

/// Holds it against what was asked, and where.
pub(crate) fn check(
    bytes: &[u8],
    kind: &str,
    challenge: &str,
    party: &RelyingParty,
) -> Result<(), Fault> {
    let said = read(bytes)?;
    if said.kind != kind || said.challenge != challenge {
        return Err(Fault::Question);
    }
    // Inside another page nobody knows what they say yes to.
    if said.origin != party.origin() || said.cross_origin || said.top_origin.is_some() {
        return Err(Fault::Origin);
    }
    Ok(())
}

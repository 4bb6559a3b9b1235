#![doc = include_str!("../README.md")]

mod answer;
mod authenticator_data;
mod cbor;
mod client_data;
mod public_key;
mod question;
mod relying_party;
#[cfg(feature = "testing")]
pub mod testing;

pub use answer::{Assertion, Fault, Made, Registration, challenge_in};
pub use question::{Challenge, Question, QuestionKind};
pub use relying_party::RelyingParty;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Bytes as they stand in pages and forms.
pub fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Bytes of a form, up to a size; anything else is none.
pub fn from_text(text: &str, most: usize) -> Option<Vec<u8>> {
    // Four signs hold three bytes.
    if text.len() > most.div_ceil(3) * 4 {
        return None;
    }
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .filter(|it| it.len() <= most)
}

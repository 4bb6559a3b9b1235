//! One-time codes by time: RFC 6238 with SHA-1, 6 digits and 30 seconds, as every authenticator app makes them.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;

/// Seconds that a code is shown for.
const STEP: i64 = 30;
/// Steps by which a telephone's clock may be off.
const OFF_BY: i64 = 1;
/// Signs of base 32 (RFC 4648).
const SIGNS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that a telephone and the house share: 160 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeSecret([u8; 20]);

/// Redacted.
impl std::fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeSecret")
    }
}

impl CodeSecret {
    pub(super) fn of(random: [u8; 20]) -> Self {
        Self(random)
    }

    pub(super) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 20];
        if text.len() != 40 {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    pub(super) fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The secret as it is typed into an app: base 32, in groups of four.
    pub fn typed(&self) -> String {
        let text = self.base32();
        let groups: Vec<&str> = (0..text.len())
            .step_by(4)
            .filter_map(|at| text.get(at..at + 4))
            .collect();
        groups.join(" ")
    }

    fn base32(&self) -> String {
        // 160 bits are 32 groups of five, with nothing left over.
        let bit = |at: usize| usize::from(self.0[at / 8] >> (7 - at % 8) & 1);
        (0..32)
            .map(|group| (0..5).fold(0, |sum, at| sum * 2 + bit(group * 5 + at)))
            .map(|sign| char::from(SIGNS[sign]))
            .collect()
    }

    /// The address that an app reads from a QR code.
    pub fn address(&self, house: &str, username: &str) -> String {
        let encoded = |text: &str| -> String {
            text.bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' => {
                        char::from(byte).to_string()
                    }
                    other => format!("%{other:02X}"),
                })
                .collect()
        };
        let (house, username) = (encoded(house), encoded(username));
        let secret = self.base32();
        format!(
            "otpauth://totp/{house}:{username}?secret={secret}&issuer={house}&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// The code of a time step.
    fn code(&self, step: i64) -> u32 {
        let mut mac =
            Hmac::<Sha1>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let at = usize::from(digest[19] & 15);
        let four = [
            digest[at] & 127,
            digest[at + 1],
            digest[at + 2],
            digest[at + 3],
        ];
        u32::from_be_bytes(four) % 1_000_000
    }

    /// The code that an app shows at an instant: for whoever tests what a telephone does.
    #[cfg(any(test, feature = "testing"))]
    pub fn shown_at(&self, now: Timestamp) -> String {
        format!("{:06}", self.code(now.as_second().div_euclid(STEP)))
    }

    /// The time step whose code it is, at an instant or close to it; every step is tried, whichever fits.
    pub(super) fn step_of(&self, typed: &str, now: Timestamp) -> Option<i64> {
        let digits: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let typed: u32 = digits.parse().ok()?;
        let here = now.as_second().div_euclid(STEP);
        let mut found = None;
        for step in here - OFF_BY..=here + OFF_BY {
            if self.code(step) == typed {
                found = Some(step);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_rfc_6238_appendix_b() {
        let secret = CodeSecret(*b"12345678901234567890");
        // The RFC gives eight digits; six are their end.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = Timestamp::from_second(seconds).expect("an instant");
            assert_eq!(secret.shown_at(at), code, "{seconds}");
            assert_eq!(secret.step_of(code, at), Some(seconds / 30));
        }
    }

    #[test]
    fn the_values_of_rfc_4648_and_what_an_app_reads() {
        let secret = CodeSecret(*b"12345678901234567890");
        assert_eq!(secret.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(secret.typed().starts_with("GEZD GNBV "));
        assert_eq!(CodeSecret::from_hex(&secret.hex()), Some(secret.clone()));
        let address = secret.address("Nørre By", "karen");
        assert!(address.starts_with("otpauth://totp/N%C3%B8rre%20By:karen?secret=GEZD"));
        assert_eq!(format!("{secret:?}"), "CodeSecret");
    }

    #[test]
    fn a_clock_may_be_off_by_one_step_and_no_more() {
        let secret = CodeSecret([7; 20]);
        let at = |seconds: i64| Timestamp::from_second(seconds).expect("an instant");
        let code = secret.shown_at(at(3_000));
        for (seconds, fits) in [(2_969, false), (2_970, true), (3_059, true), (3_060, false)] {
            assert_eq!(
                secret.step_of(&code, at(seconds)).is_some(),
                fits,
                "{seconds}"
            );
        }
        for typed in ["", "12345", "1234567", "12345a", "🙂🙂"] {
            assert_eq!(secret.step_of(typed, at(3_000)), None);
        }
        let spaced = format!(" {} {}", &code[..3], &code[3..]);
        assert_eq!(secret.step_of(&spaced, at(3_000)), Some(100));
    }
}

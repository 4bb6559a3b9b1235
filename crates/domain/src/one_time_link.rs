//! One-time links: somebody without an account does one thing, once, with a link and a code that reach them by two ways.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::day::{day_of, instant_of};
use crate::ids::{FamilyId, LinkId};
use crate::kinds::kinds;

kinds! {
    /// What a link is for: one made for one thing opens nothing else.
    LinkPurpose, "link-purpose" {
        /// To answer an information request.
        Answer = "answer",
        /// To give a rating.
        Rate = "rate",
        /// To say whether the minutes of a meeting are right.
        Approve = "approve",
        /// To sign in at the families' provider for the first time.
        Join = "join",
    }
}

kinds! {
    /// Whether a link still opens. Computed, never stored: see [`OneTimeLink::state`].
    LinkState, "link-state" {
        /// It opens, with its code.
        Live = "live",
        /// What it was for has been done with it.
        Used = "used",
        /// It was replaced or taken back.
        Ended = "ended",
        /// Too many wrong codes were typed.
        Locked = "locked",
        /// Its time has run out.
        Expired = "expired",
    }
}

/// A link as it is stored: neither its secret nor its code can be read from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// Its id.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The family that what it opens is of.
    pub family: FamilyId,
    /// The one thing it opens: a request, an invitation to rate.
    pub subject: Uuid,
    /// When it was made.
    pub made_at: Timestamp,
    /// From when it opens no more.
    pub expires_at: Timestamp,
    /// Wrong codes typed so far.
    pub wrong_codes: i64,
    /// When what it is for was done.
    pub used_at: Option<Timestamp>,
    /// When it was replaced or taken back.
    pub ended_at: Option<Timestamp>,
}

impl OneTimeLink {
    /// The first question answered yes decides: used, ended, too many wrong codes, too late?
    pub fn state(&self, now: Timestamp, most_wrong_codes: i64) -> LinkState {
        match () {
            () if self.used_at.is_some() => LinkState::Used,
            () if self.ended_at.is_some() => LinkState::Ended,
            () if self.wrong_codes >= most_wrong_codes => LinkState::Locked,
            () if now >= self.expires_at => LinkState::Expired,
            () => LinkState::Live,
        }
    }

    /// When a link that is made now runs out: at the end of the day that is `days` days away, so that a reader can be told a day.
    pub fn expiry(now: Timestamp, days: i64) -> Timestamp {
        let last: Option<Date> = day_of(now)
            .checked_add(jiff::Span::new().days(days + 1))
            .ok();
        last.and_then(|day| instant_of(day.to_datetime(jiff::civil::Time::midnight())))
            .unwrap_or(now)
    }
}

/// The code that goes with a link: six digits, told by another way than the link.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkCode(String);

/// The text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has six digits")]
pub struct LinkCodeError;

impl LinkCode {
    /// How many digits it has.
    pub const DIGITS: usize = 6;

    /// Reads a code as people type it: spaces and dashes between the digits fall away.
    pub fn parse(text: &str) -> Result<Self, LinkCodeError> {
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .take(Self::DIGITS + 1)
            .collect();
        if digits.len() == Self::DIGITS && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(LinkCodeError)
        }
    }

    /// A code from eight random bytes.
    pub fn drawn(random: [u8; 8]) -> Self {
        let number = u64::from_be_bytes(random) % 1_000_000;
        Self(format!("{number:06}"))
    }

    /// Its digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// As it is shown and told: three digits and three.
    pub fn spaced(&self) -> String {
        format!("{} {}", &self.0[..3], &self.0[3..])
    }
}

/// Redacted.
impl std::fmt::Debug for LinkCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(expires_at: Timestamp) -> OneTimeLink {
        OneTimeLink {
            id: LinkId::from(Uuid::from_u128(1)),
            purpose: LinkPurpose::Answer,
            family: FamilyId::from(Uuid::from_u128(2)),
            subject: Uuid::from_u128(3),
            made_at: Timestamp::UNIX_EPOCH,
            expires_at,
            wrong_codes: 0,
            used_at: None,
            ended_at: None,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn the_ladder_of_states() {
        let (now, later) = (at("2026-11-24T09:00:00Z"), at("2026-12-01T09:00:00Z"));
        let live = link(later);
        assert_eq!(live.state(now, 5), LinkState::Live);
        assert_eq!(live.state(later, 5), LinkState::Expired);
        let locked = OneTimeLink {
            wrong_codes: 5,
            ..live.clone()
        };
        assert_eq!(locked.state(now, 5), LinkState::Locked);
        let ended = OneTimeLink {
            ended_at: Some(now),
            ..locked.clone()
        };
        assert_eq!(ended.state(later, 5), LinkState::Ended);
        let used = OneTimeLink {
            used_at: Some(now),
            ..ended
        };
        assert_eq!(used.state(later, 5), LinkState::Used);
    }

    #[test]
    fn it_lasts_to_the_end_of_its_last_day() {
        let expiry = OneTimeLink::expiry(at("2026-11-24T09:00:00Z"), 14);
        assert_eq!(expiry, at("2026-12-08T23:00:00Z"), "midnight in Denmark");
    }

    #[test]
    fn a_code_is_six_digits_however_it_is_typed() {
        for text in ["123456", " 123 456 ", "123-456", "12 34 56"] {
            let code = LinkCode::parse(text).expect("a code");
            assert_eq!(code.spaced(), "123 456");
        }
        for text in [
            "",
            "12345",
            "1234567",
            "12345a",
            "１２３４５６",
            "123456'--",
        ] {
            assert_eq!(LinkCode::parse(text), Err(LinkCodeError), "{text}");
        }
        let code = LinkCode::drawn([0; 8]);
        assert_eq!(
            (code.digits(), format!("{code:?}").as_str()),
            ("000000", "LinkCode")
        );
    }

    proptest! {
        #[test]
        fn every_drawn_code_reads_back(random: [u8; 8]) {
            let code = LinkCode::drawn(random);
            prop_assert_eq!(LinkCode::parse(&code.spaced()), Ok(code));
        }
    }
}

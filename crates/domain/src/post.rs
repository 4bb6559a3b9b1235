//! Letters that leave the house by e-mail: to whom, how they read, and how often the house tries.

use jiff::SignedDuration;

use crate::kinds::kinds;
use crate::meeting::CalendarMethod;
use crate::text::Line;

/// An e-mail address, as far as it can be known without writing to it.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

/// Redacted: an address is personal data and stands in no log.
impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress")
    }
}

/// The text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no e-mail address")]
pub struct EmailAddressError;

impl EmailAddress {
    /// Reads one address, `name@example.dk`: one `@`, no spaces, no name before it, at most 254 signs (RFC 5321). Quoted names and
    /// comments, which the standard allows and nobody has, are refused: a line break or a second address in them could lead a letter
    /// astray.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(EmailAddressError)?;
        let is_atom = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        let is_label = |part: &str| {
            (1..=63).contains(&part.len())
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let sound = text.len() <= 254
            && local.len() <= 64
            && local.split('.').all(is_atom)
            && domain.contains('.')
            && domain.split('.').all(is_label);
        match sound {
            true => Ok(Self(text.to_owned())),
            false => Err(EmailAddressError),
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A letter: plain text. What it may say is for whoever writes it to see to; nobody of a family is named in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: EmailAddress,
    /// What it is about, in a line.
    pub subject: Line,
    /// What it says.
    pub text: String,
    /// What a calendar is told with it.
    pub calendar: Option<LetterCalendar>,
}

/// What a calendar is told with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterCalendar {
    /// What it is to do.
    pub method: CalendarMethod,
    /// The calendar, as iCalendar writes it.
    pub text: String,
}

kinds! {
    /// What a letter or a text message is about.
    LetterKind, "letter-kind" {
        /// It carries a one-time link.
        Link = "link",
        /// It calls to a meeting.
        Invitation = "invitation",
        /// It says that a meeting was moved.
        Change = "change",
        /// It says that a meeting, or somebody's call to it, is called off.
        Cancellation = "cancellation",
        /// It reminds of a meeting.
        Reminder = "reminder",
    }
}

kinds! {
    /// How a letter stands.
    LetterState, "letter-state" {
        /// It waits to be sent, for the first time or again.
        Waiting = "waiting",
        /// The mail server has taken it.
        Sent = "sent",
        /// The mail server will not have it: there is no such address.
        Refused = "refused",
        /// No mail server took it, however often it was tried.
        GivenUp = "given_up",
        /// What it would have told was over before it left: its link had been used, replaced or taken back.
        NotNeeded = "not_needed",
    }
}

/// How often a letter is tried before it is given up: over about three days.
pub const MOST_TRIES: i64 = 21;

/// How long after its `tries`-th try (the first is 1) a letter is tried again: soon at first, then every four hours. A try that was
/// cut off in the middle is made again after the same pause, so the first is longer than any try takes.
pub fn pause_after(tries: i64) -> SignedDuration {
    SignedDuration::from_mins(match tries {
        ..=1 => 2,
        2 => 5,
        3 => 15,
        4 => 60,
        _ => 240,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_address_and_nothing_else() {
        for good in [
            "tove@skolen.dk",
            " tove.larsen+fit@a-b.example.dk ",
            "o'neil_7@x.io",
        ] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        let long = format!("{}@example.dk", "a".repeat(65));
        for bad in [
            "",
            "tove",
            "@skolen.dk",
            "tove@",
            "tove@skolen",
            "tove@@skolen.dk",
            "tove@skolen..dk",
            ".tove@skolen.dk",
            "tove@-skolen.dk",
            "to ve@skolen.dk",
            "tove@skolen.dk, anden@skolen.dk",
            "Tove <tove@skolen.dk>",
            "tove@skolen.dk\r\nBcc: anden@skolen.dk",
            "\"tove\"@skolen.dk",
            "tove@[127.0.0.1]",
            long.as_str(),
        ] {
            assert_eq!(EmailAddress::parse(bad), Err(EmailAddressError), "{bad}");
        }
        let address = EmailAddress::parse("tove@skolen.dk").expect("an address");
        assert_eq!(format!("{address:?}"), "EmailAddress");
    }

    #[test]
    fn it_is_tried_for_about_three_days() {
        let all: SignedDuration = (1..MOST_TRIES)
            .map(pause_after)
            .fold(SignedDuration::ZERO, |sum, pause| sum + pause);
        assert!(
            (60..80).contains(&all.as_hours()),
            "{} hours",
            all.as_hours()
        );
        assert!((1..MOST_TRIES).all(|it| pause_after(it) <= pause_after(it + 1)));
    }
}

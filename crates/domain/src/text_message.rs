//! Text messages that leave the house: to whom, and what they may hold.

use crate::post::EmailAddress;

/// The most that a text message holds, in characters: three parts on the telephone network.
pub const LONGEST: usize = 450;

/// A telephone number that text messages go to.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

/// Redacted: a number is personal data and stands in no log.
impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber")
    }
}

/// The text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no telephone number")]
pub struct PhoneNumberError;

impl PhoneNumber {
    /// Reads a number as people write it: spaces, points, dashes and brackets fall away, eight digits are Danish, `00` before a country
    /// is `+`. Eight to fifteen digits (ITU-T E.164).
    pub fn parse(text: &str) -> Result<Self, PhoneNumberError> {
        let bare: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '(' | ')'))
            .collect();
        let abroad = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
        let digits = match abroad {
            Some(rest) => rest.to_owned(),
            None if bare.len() == 8 => format!("45{bare}"),
            None => return Err(PhoneNumberError),
        };
        let sound = (8..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        match sound {
            true => Ok(Self(format!("+{digits}"))),
            false => Err(PhoneNumberError),
        }
    }

    /// The number, `+4512345678`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text message: it names nobody of a family and nothing that is talked of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMessage {
    /// To whom.
    pub to: PhoneNumber,
    /// What it says.
    pub text: String,
}

impl TextMessage {
    /// A message, cut at a sign where it is longer than [`LONGEST`].
    pub fn new(to: PhoneNumber, text: &str) -> Self {
        let text = match text.char_indices().nth(LONGEST) {
            None => text.to_owned(),
            Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
        };
        Self { to, text }
    }
}

/// Where somebody is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// By e-mail.
    Email(EmailAddress),
    /// By text message.
    Phone(PhoneNumber),
}

/// The text is neither an e-mail address nor a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an e-mail address nor a telephone number")]
pub struct ReachedError;

impl Reached {
    /// Reads what somebody wrote in the one field for both.
    pub fn parse(text: &str) -> Result<Self, ReachedError> {
        let email = EmailAddress::parse(text).map(Self::Email);
        let read = email.or_else(|_| PhoneNumber::parse(text).map(Self::Phone));
        read.map_err(|_| ReachedError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let read = |text: &str| PhoneNumber::parse(text).map(|it| it.as_str().to_owned());
        for danish in [
            "12345678",
            "12 34 56 78",
            "+45 12-34-56-78",
            "0045 12345678",
            "(+45) 12.34.56.78",
        ] {
            assert_eq!(read(danish), Ok("+4512345678".to_owned()), "{danish}");
        }
        assert_eq!(read("+46 70 123 45 67"), Ok("+46701234567".to_owned()));
        for none in [
            "",
            "1234567",
            "123456789",
            "+0123456789",
            "+1234567890123456",
            "12 34 56 7a",
            "+45١٢٣٤٥٦٧٨",
            "00",
            "+",
        ] {
            assert_eq!(read(none), Err(PhoneNumberError), "{none}");
        }
        let number = PhoneNumber::parse("12345678").expect("a number");
        assert_eq!(format!("{number:?}"), "PhoneNumber");
    }

    #[test]
    fn a_long_text_is_cut_between_signs() {
        let to = PhoneNumber::parse("12345678").expect("a number");
        let long = TextMessage::new(to.clone(), &"ø".repeat(LONGEST + 1));
        assert_eq!(long.text.chars().count(), LONGEST);
        assert!(long.text.ends_with('…'));
        let whole = "æ".repeat(LONGEST);
        assert_eq!(TextMessage::new(to, &whole).text, whole);
    }

    #[test]
    fn one_field_takes_either() {
        assert!(matches!(
            Reached::parse(" lis@laegen.example "),
            Ok(Reached::Email(_))
        ));
        assert!(matches!(
            Reached::parse("12 34 56 78"),
            Ok(Reached::Phone(_))
        ));
        for none in ["", "Lis", "lis@", "112"] {
            assert_eq!(Reached::parse(none), Err(ReachedError), "{none}");
        }
    }
}

//! Text that people write, parsed once at the edge: one line or several, never empty, never unbounded.

/// What is wrong with a written text. The web translates the code and shows it at the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing was written.
    #[error("missing")]
    Missing,
    /// More characters than there is room for.
    #[error("longer than {max} characters")]
    TooLong {
        /// The most characters there may be.
        max: usize,
    },
    /// A character that cannot be seen and changes how the rest is read.
    #[error("an invisible control character")]
    Control,
}

/// Characters that show nothing but change what is shown: C0 and C1 controls, and the marks that override reading direction.
/// Right-to-left letters, joiners and emoji are text like any other.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn parse(text: &str, max: usize, may_break: bool) -> Result<String, TextError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(TextError::Missing);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    if text
        .chars()
        .any(|c| is_control(c) && !(may_break && matches!(c, '\n' | '\t')))
    {
        return Err(TextError::Control);
    }
    Ok(text)
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, max $max:expr, breaks $breaks:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The most characters it holds.
            pub const MAX: usize = $max;

            /// Reads what was written: outer white space falls away.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                parse(text, Self::MAX, $breaks).map(Self)
            }

            /// Reads what may be left out: nothing written is `None`.
            pub fn parse_optional(text: &str) -> Result<Option<Self>, TextError> {
                match Self::parse(text) {
                    Ok(it) => Ok(Some(it)),
                    Err(TextError::Missing) => Ok(None),
                    Err(error) => Err(error),
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// Redacted: what people write is personal and stays out of logs and errors.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({} characters)"), self.0.chars().count())
            }
        }
    )+};
}

texts! {
    /// A given name, a family name, the name of a household.
    Name, max 80, breaks false;
    /// One line: a title, a place, a reason in a few words.
    Line, max 200, breaks false;
    /// A short message: what somebody tells of the pages.
    Message, max 2_000, breaks true;
    /// A line of the minutes: a sentence or several, without breaks.
    Passage, max 4_000, breaks false;
    /// Several lines: a note, reasons, minutes.
    Prose, max 20_000, breaks true;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_trimmed_and_bounded() {
        assert_eq!(
            Line::parse("  Ring til skolen ").map(|l| l.as_str().to_owned()),
            Ok("Ring til skolen".into())
        );
        assert_eq!(Line::parse("   "), Err(TextError::Missing));
        assert_eq!(
            Line::parse(&"å".repeat(201)),
            Err(TextError::TooLong { max: 200 })
        );
        assert_eq!(Line::parse("to\nlinjer"), Err(TextError::Control));
    }

    #[test]
    fn right_to_left_and_emoji_are_text_but_overrides_are_not() {
        assert!(Name::parse("فاطمة").is_ok());
        assert!(Prose::parse("God dag 👨‍👩‍👧\n\tTak").is_ok());
        assert_eq!(Name::parse("abc\u{202e}fdp"), Err(TextError::Control));
        assert_eq!(Prose::parse("nul\0"), Err(TextError::Control));
    }

    #[test]
    fn debug_tells_no_text() {
        assert_eq!(
            format!("{:?}", Name::parse("Sofie").expect("a name")),
            "Name(5 characters)"
        );
    }

    proptest! {
        #[test]
        fn what_parses_parses_again(text in "\\PC{0,300}") {
            if let Ok(prose) = Prose::parse(&text) {
                prop_assert_eq!(Prose::parse(prose.as_str()), Ok(prose.clone()));
            }
        }
    }
}

//! How a line is read that decides something: a sign and a space, or a word and a colon, before what is decided.

use super::LineKind;

impl LineKind {
    /// The sign that a line of this kind begins with; what is only said has none. All are on a Danish keyboard.
    pub fn sign(self) -> Option<char> {
        match self {
            Self::Said => None,
            Self::Decision => Some('!'),
            Self::Agreement => Some('+'),
            Self::Task => Some('>'),
            Self::Goal => Some('*'),
            Self::Appointment => Some('@'),
            Self::First => Some('#'),
        }
    }
}

/// The words that do the same as a sign, with a colon after them.
const WORDS: [(LineKind, &[&str]); 6] = [
    (
        LineKind::Decision,
        &["beslutning", "besluttet", "decision", "decided"],
    ),
    (
        LineKind::Agreement,
        &["aftale", "aftalt", "agreement", "agreed"],
    ),
    (LineKind::Task, &["opgave", "task", "to do", "todo"]),
    (LineKind::Goal, &["mål", "goal"]),
    (
        LineKind::Appointment,
        &["møde", "tid", "appointment", "meeting"],
    ),
    (LineKind::First, &["først", "first"]),
];

/// A line that decides something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deciding<'a> {
    /// What it is; [`LineKind::Said`] where it has no sign.
    pub kind: LineKind,
    /// What is decided, without the sign.
    pub words: &'a str,
}

/// Reads what a line is. A sign with nothing after it decides nothing yet.
pub fn deciding(body: &str) -> Deciding<'_> {
    let body = body.trim();
    by_sign(body)
        .or_else(|| by_word(body))
        .filter(|it| it.words.chars().any(char::is_alphanumeric))
        .unwrap_or(Deciding {
            kind: LineKind::Said,
            words: body,
        })
}

fn by_sign(body: &str) -> Option<Deciding<'_>> {
    let first = body.chars().next()?;
    let kind = LineKind::ALL.iter().find(|it| it.sign() == Some(first))?;
    let rest = &body[first.len_utf8()..];
    rest.starts_with(char::is_whitespace).then(|| Deciding {
        kind: *kind,
        words: rest.trim(),
    })
}

fn by_word(body: &str) -> Option<Deciding<'_>> {
    let (word, rest) = body.split_once(':')?;
    let word = word.trim().to_lowercase();
    let (kind, _) = WORDS.iter().find(|(_, all)| all.contains(&word.as_str()))?;
    Some(Deciding {
        kind: *kind,
        words: rest.trim(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sign_and_a_space_or_a_word_and_a_colon_decide() {
        for (body, kind, words) in [
            (
                "! Familien får fast kontakt",
                LineKind::Decision,
                "Familien får fast kontakt",
            ),
            ("+ Sofie ringer", LineKind::Agreement, "Sofie ringer"),
            (" >  Karen skriver", LineKind::Task, "Karen skriver"),
            ("* Egen bolig", LineKind::Goal, "Egen bolig"),
            (
                "@ Skolen 1/12 kl. 10",
                LineKind::Appointment,
                "Skolen 1/12 kl. 10",
            ),
            ("# Ro om natten", LineKind::First, "Ro om natten"),
            ("OPGAVE: Karen skriver", LineKind::Task, "Karen skriver"),
            ("Task: Karen writes", LineKind::Task, "Karen writes"),
            ("Mål : Egen bolig", LineKind::Goal, "Egen bolig"),
            ("@Karen sagde ja", LineKind::Said, "@Karen sagde ja"),
            ("!vigtigt", LineKind::Said, "!vigtigt"),
            ("- et punkt", LineKind::Said, "- et punkt"),
            ("Karen: det går godt", LineKind::Said, "Karen: det går godt"),
            ("+ ", LineKind::Said, "+"),
            ("Aftale: …", LineKind::Said, "Aftale: …"),
            ("", LineKind::Said, ""),
        ] {
            assert_eq!(deciding(body), Deciding { kind, words }, "{body}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(body in "\\PC{0,80}") {
            let read = deciding(&body);
            prop_assert!(body.contains(read.words));
            prop_assert!(read.kind != LineKind::Said || read.words == body.trim());
        }

        #[test]
        fn every_sign_is_read_back(at in 1..LineKind::ALL.len(), words in "[a-zæøå]{1,20}") {
            let kind = LineKind::ALL[at];
            let body = format!("{} {words}", kind.sign().expect("a sign"));
            prop_assert_eq!(deciding(&body), Deciding { kind, words: &words });
        }
    }
}

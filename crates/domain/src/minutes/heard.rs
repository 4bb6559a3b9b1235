//! Text as it is typed or pasted into minutes: cut into lines, and rid of what cannot be seen. Nothing that can be read is lost or refused.

use crate::text::{Passage, is_control};

/// The lines of a text, in order; `None` is an empty one. A line longer than there is room for goes on in the next.
pub fn heard(text: &str) -> Vec<Option<Passage>> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let clean: String = line
            .chars()
            .map(spaced)
            .filter(|c| !is_control(*c))
            .collect();
        let letters: Vec<char> = clean.trim().chars().collect();
        if letters.is_empty() {
            lines.push(None);
        }
        for part in letters.chunks(Passage::MAX) {
            let part: String = part.iter().collect();
            lines.push(Passage::parse(&part).ok());
        }
    }
    lines
}

fn spaced(c: char) -> char {
    if c == '\t' { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<Option<String>> {
        let one = |it: Option<Passage>| it.map(|it| it.as_str().to_owned());
        heard(text).into_iter().map(one).collect()
    }

    #[test]
    fn what_cannot_be_seen_falls_away_and_lines_are_lines() {
        let some = |it: &str| Some(it.to_owned());
        assert_eq!(
            texts(" Sofie\tsmiler \r\n\nnul\0\u{202e}!"),
            [some("Sofie smiler"), None, some("nul!")]
        );
        assert_eq!(texts(""), [None]);
        let long = "å".repeat(Passage::MAX * 2 + 1);
        let lengths: Vec<usize> = heard(&long)
            .iter()
            .flatten()
            .map(|it| it.as_str().chars().count())
            .collect();
        assert_eq!(lengths, [Passage::MAX, Passage::MAX, 1]);
    }

    proptest! {
        #[test]
        fn every_letter_stays(text in "[a-zæ\\n\\x00-\\x1f]{0,300}") {
            let kept: String = texts(&text).into_iter().flatten().collect();
            let letters = |it: &str| it.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&kept), letters(&text));
        }
    }
}

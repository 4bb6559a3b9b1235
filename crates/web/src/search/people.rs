//! People in one line: given names and ages.

use helhed_casework::domain::fold::folded_words;
use helhed_casework::domain::person::Birth;
use helhed_casework::search::Glimpse;
use jiff::civil::Date;

use crate::words::Words;

/// A text in parts, some of them what was looked for.
pub(super) type Marked = Vec<(String, bool)>;

/// Cuts a name where a word that was looked for begins one of its words.
pub(super) fn marked(name: &str, words: &[String]) -> Marked {
    let mut parts: Marked = Vec::new();
    for part in name.split_inclusive([' ', '-']) {
        let fits = folded_words(part)
            .iter()
            .any(|own| words.iter().any(|word| own.starts_with(word.as_str())));
        // The space after a word is not part of what was looked for.
        let word = part.trim_end_matches([' ', '-']);
        parts.push((word.to_owned(), fits));
        parts.push((part[word.len()..].to_owned(), false));
    }
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// How old somebody is, in a few letters: " (36)".
pub(super) fn age(w: Words, person: &Glimpse, today: Date) -> String {
    match person.birth {
        Birth::Born(_) => match person.birth.age_on(today) {
            Some(0) => format!(" ({})", w.t("people-baby")),
            Some(age) => format!(" ({age})"),
            None => String::new(),
        },
        Birth::Expected(_) => format!(" ({})", w.t("people-expected")),
        Birth::Unknown => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_were_looked_for_are_marked_and_nothing_is_lost() {
        let words = vec!["lund".to_owned(), "æ".to_owned()];
        let parts = marked("Ærø-Lundgren Holm", &words);
        let told: Vec<(&str, bool)> = parts.iter().map(|(t, m)| (t.as_str(), *m)).collect();
        assert_eq!(
            told,
            [
                ("Ærø", true),
                ("-", false),
                ("Lundgren", true),
                (" ", false),
                ("Holm", false)
            ]
        );
        let whole: String = parts.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(whole, "Ærø-Lundgren Holm");
    }
}

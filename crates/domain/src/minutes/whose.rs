//! Who a line says will do it: `@Karen`, or the name that it begins with.

use crate::fold::folded_words;

/// Somebody who can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameable<T> {
    /// Who.
    pub who: T,
    /// What they are called.
    pub name: String,
}

/// Who of `all` a line names, if it names exactly one of them: after an `@` anywhere, by any part of their name, or as its first word, by
/// what they are called first. Two who are called the same are told apart by the next words; where those do not tell, nobody is read,
/// and it is asked.
pub fn whose<'a, T>(words: &str, all: &'a [Nameable<T>]) -> Option<&'a T> {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let marked = tokens.iter().enumerate().find_map(|(at, token)| {
        let first = token.strip_prefix('@')?;
        let mut rest = tokens[at..].to_vec();
        rest[0] = first;
        named(&rest, all, true)
    });
    marked.or_else(|| named(&tokens, all, false))
}

/// The one whose name the words begin with: by as many words as it takes to tell them apart.
fn named<'a, T>(tokens: &[&str], all: &'a [Nameable<T>], is_marked: bool) -> Option<&'a T> {
    let names: Vec<Vec<String>> = all.iter().map(|it| name_words(&it.name)).collect();
    let mut left: Vec<usize> = (0..all.len()).collect();
    for (at, token) in tokens.iter().enumerate() {
        // "Karens" is not read as Karen, nor a token of two words as a name.
        let folded = folded_words(token);
        let [word] = &folded[..] else { break };
        let is_said = |one: &usize| match (at, is_marked) {
            (0, true) => names[*one].contains(word),
            (0, false) => names[*one].first() == Some(word),
            _ => names[*one].iter().skip(1).any(|part| part == word),
        };
        let said: Vec<usize> = left.iter().copied().filter(is_said).collect();
        match (said.is_empty(), at) {
            (true, 0) => return None,
            // The sentence goes on.
            (true, _) => break,
            (false, _) => left = said,
        }
        if left.len() == 1 {
            break;
        }
    }
    match left[..] {
        [one] if !tokens.is_empty() => Some(&all[one].who),
        _ => None,
    }
}

fn name_words(name: &str) -> Vec<String> {
    name.split_whitespace().flat_map(folded_words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all() -> Vec<Nameable<u8>> {
        let names = ["Karen Koordinator", "Sofie", "Bo Berg", "Bo Bang", "Søren"];
        let one = |(who, name): (u8, &&str)| Nameable {
            who,
            name: (*name).to_owned(),
        };
        (1..).zip(names.iter()).map(one).collect()
    }

    #[test]
    fn a_name_is_read_where_it_tells_one_person() {
        let all = all();
        for (words, who) in [
            ("Karen ringer til skolen", Some(1)),
            ("Ring til skolen @karen fredag", Some(1)),
            ("Ring til skolen @Koordinator", Some(1)),
            ("sofie, taler med banken", Some(2)),
            ("SØREN henter", Some(5)),
            ("Bo ringer", None),
            ("Bo Bang ringer", Some(4)),
            ("Vi ringer @bo berg", Some(3)),
            ("Koordinator ringer", None),
            ("Karens mor ringer", None),
            ("Ringe til Karen", None),
            ("@Ukendt Sofie", None),
            ("", None),
            ("@", None),
        ] {
            assert_eq!(whose(words, &all).copied(), who, "{words}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(words in "\\PC{0,60}") {
            let _ = whose(&words, &all());
            prop_assert_eq!(whose::<u8>(&words, &[]), None);
        }
    }
}

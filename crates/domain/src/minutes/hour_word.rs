//! The hour that a line names: "kl. 10", "kl. 10.30", "10:30", "at 2 pm".

use jiff::civil::Time;

/// The first hour that a line names.
pub fn hour_word(words: &str) -> Option<Time> {
    let lower = words.to_lowercase();
    let tokens: Vec<&str> = lower
        .split_whitespace()
        .map(|it| it.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|it| !it.is_empty())
        .collect();
    (0..tokens.len()).find_map(|at| {
        let before = at.checked_sub(1).map_or("", |it| tokens[it]);
        let after = tokens.get(at + 1).copied().unwrap_or_default();
        let token = tokens[at];
        match token.strip_prefix("kl.") {
            Some(rest) => hour(rest, after),
            None if matches!(before, "kl" | "klokken" | "at") => hour(token, after),
            // Two numbers with a colon are an hour wherever they stand.
            None if token.contains(':') => hour(token, after),
            None if after == "pm" || after == "am" => hour(token, after),
            None => None,
        }
    })
}

fn hour(text: &str, after: &str) -> Option<Time> {
    let (text, half) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(text), _) => (text, "pm"),
        (_, Some(text)) => (text, "am"),
        _ => (text, after),
    };
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let hour: i8 = hour.parse().ok()?;
    let hour = match half {
        "pm" if hour < 12 => hour + 12,
        "am" if hour == 12 => 0,
        _ => hour,
    };
    Time::new(hour, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;
    use proptest::prelude::*;

    #[test]
    fn hours_as_people_say_them() {
        let at = |hour, minute| Some(time(hour, minute, 0, 0));
        for (words, expected) in [
            ("Skolen kl. 10", at(10, 0)),
            ("Skolen kl.10.30", at(10, 30)),
            ("klokken 8 på skolen", at(8, 0)),
            ("Skolen 1/12 10:30", at(10, 30)),
            ("school at 2 pm", at(14, 0)),
            ("school at 2pm", at(14, 0)),
            ("at 12 am", at(0, 0)),
            ("kl. 25", None),
            ("kl. halv ti", None),
            ("1. december", None),
            ("3 gange", None),
        ] {
            assert_eq!(hour_word(words), expected, "{words}");
        }
    }

    proptest! {
        #[test]
        fn every_hour_is_read_back(hour in 0_i8..24, minute in 0_i8..60) {
            let words = format!("Skolen kl. {hour}.{minute:02}");
            prop_assert_eq!(hour_word(&words), Some(time(hour, minute, 0, 0)));
        }

        #[test]
        fn whatever_is_written_is_read(words in "\\PC{0,60}") {
            let _ = hour_word(&words);
        }
    }
}

//! What is usually taken at a meeting, by what it is held for.

use super::MeetingKind;

/// The usual agenda of a kind of meeting, in order: the key of each topic's words in the translations, and its category. Everybody may hear
/// what is general; what is more is added with its own category.
pub fn usual_agenda(kind: MeetingKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        MeetingKind::Network => &[
            ("agenda-welcome", "general"),
            ("agenda-family-says", "general"),
            ("agenda-around", "network"),
            ("agenda-who-does-what", "general"),
            ("agenda-agreed", "general"),
        ],
        MeetingKind::Status => &[
            ("agenda-since-last", "general"),
            ("agenda-family-says", "general"),
            ("agenda-next-steps", "general"),
            ("agenda-agreed", "general"),
        ],
        MeetingKind::Review => &[
            ("agenda-family-says", "general"),
            ("agenda-goals", "general"),
            ("agenda-helps", "general"),
            ("agenda-plan-changes", "general"),
            ("agenda-agreed", "general"),
        ],
        MeetingKind::Intake => &[
            ("agenda-welcome", "general"),
            ("agenda-wishes", "general"),
            ("agenda-consents", "general"),
            ("agenda-first", "general"),
            ("agenda-agreed", "general"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::shipped_codes;

    #[test]
    fn every_kind_has_one_of_categories_that_are() {
        let codes = shipped_codes();
        let there = |category: &str| {
            codes
                .iter()
                .any(|it| it.list == "category" && it.code == category)
        };
        for kind in MeetingKind::ALL {
            let agenda = usual_agenda(*kind);
            assert!(agenda.len() > 2 && agenda.iter().all(|(_, it)| there(it)));
            assert_eq!(agenda.last().map(|it| it.0), Some("agenda-agreed"));
        }
    }
}

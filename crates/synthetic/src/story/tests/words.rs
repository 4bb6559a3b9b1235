//! The words: enough of them, every slot filled, nothing said twice.

use super::demo;
use crate::story::wording::{self, Sections};

const PEOPLE: [&str; 16] = [
    "stort",
    "indmeldt",
    "skiltfar",
    "mor",
    "far",
    "anden",
    "barn",
    "baby",
    "tumling",
    "småbarn",
    "børnehavebarn",
    "skolebarn",
    "ung",
    "gravid",
    "tolkebruger",
    "fagperson",
];

fn files() -> [&'static Sections; 8] {
    [
        &wording::NOTES,
        &wording::CONTACTS,
        &wording::TASKS,
        &wording::GOALS,
        &wording::REVIEWS,
        &wording::REFERRALS,
        &wording::APPOINTMENTS,
        &wording::CLOSINGS,
    ]
}

#[test]
fn every_slot_is_known() {
    for line in files().iter().flat_map(|f| f.values()).flatten() {
        for slot in line.split('{').skip(1).filter_map(|s| s.split('}').next()) {
            assert!(
                PEOPLE.contains(&slot) || wording::SLOTS.contains_key(slot),
                "{slot} in: {line}"
            );
        }
    }
}

#[test]
fn notes_are_made_of_at_least_150_sentences() {
    let mut lines: Vec<&str> = wording::NOTES.values().flatten().copied().collect();
    lines.sort_unstable();
    lines.dedup();
    assert!(lines.len() >= 150, "{}", lines.len());
}

#[test]
fn drawn_families_have_whole_varied_notes() {
    for story in demo(1).iter().skip(6) {
        let long = story.contacts.len() > 30;
        assert!(
            !long || story.notes.len() >= 8,
            "{} has {} notes",
            story.index,
            story.notes.len()
        );
        for note in &story.notes {
            let sentences = note.text.matches(['.', '?', '!']).count();
            assert!((1..=9).contains(&sentences), "{}", note.text);
        }
    }
}

//! Journal notes.

use std::collections::{HashMap, HashSet};

use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use serde::Deserialize;

use super::{
    chance::Chance,
    contact::Contact,
    wording::{NOTES, Voice},
};

/// What part of life a note or a goal is about; the domains of the joint assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifeDomain {
    /// Money and debt.
    Economy,
    /// Work and education.
    WorkAndEducation,
    /// Housing.
    Housing,
    /// Health.
    Health,
    /// Mental health.
    MentalHealth,
    /// Alcohol and drugs.
    SubstanceUse,
    /// Being a parent.
    Parenting,
    /// How the children are.
    ChildrensWellbeing,
    /// School and day care.
    SchoolAndDayCare,
    /// Family, friends, neighbours.
    Network,
    /// Spare time.
    Leisure,
    /// Residence, custody, contact arrangements.
    LegalStatus,
}

impl LifeDomain {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Economy,
        Self::WorkAndEducation,
        Self::Housing,
        Self::Health,
        Self::MentalHealth,
        Self::SubstanceUse,
        Self::Parenting,
        Self::ChildrensWellbeing,
        Self::SchoolAndDayCare,
        Self::Network,
        Self::Leisure,
        Self::LegalStatus,
    ];

    /// The section of the wording files.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Economy => "economy",
            Self::WorkAndEducation => "work_and_education",
            Self::Housing => "housing",
            Self::Health => "health",
            Self::MentalHealth => "mental_health",
            Self::SubstanceUse => "substance_use",
            Self::Parenting => "parenting",
            Self::ChildrensWellbeing => "childrens_wellbeing",
            Self::SchoolAndDayCare => "school_and_day_care",
            Self::Network => "network",
            Self::Leisure => "leisure",
            Self::LegalStatus => "legal_status",
        }
    }

    /// The domains a family's notes turn about: most weigh a little, a few much; substance use and legal status only where
    /// they are a theme.
    pub(crate) fn themes(chance: &mut Chance) -> Vec<(usize, Self)> {
        Self::ALL
            .iter()
            .map(|&domain| {
                let (theme, rest) = match domain {
                    Self::SubstanceUse => (12, 0),
                    Self::LegalStatus => (25, 0),
                    _ => (35, 2),
                };
                (if chance.percent(theme) { 8 } else { rest }, domain)
            })
            .collect()
    }
}

/// A journal note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When it was written, local time; after its contact.
    pub at: DateTime,
    /// What it is about.
    pub domain: LifeDomain,
    /// The contact it follows: index into [`FamilyStory::contacts`](super::FamilyStory::contacts).
    pub contact: Option<usize>,
    /// One to six sentences of Danish; no two notes of a family are alike.
    pub text: String,
}

/// The time a note about a contact is written: a quarter to an hour after it ended.
pub(crate) fn written_after(contact: &Contact, chance: &mut Chance) -> DateTime {
    contact
        .end()
        .saturating_add(i64::from(chance.between(3, 12) * 5).minutes())
}

/// Text for a note; `None` once the family's sentences give no new paragraph.
pub(crate) fn paragraph(
    domain: LifeDomain,
    day: Date,
    written: &mut HashSet<String>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Option<String> {
    let section = |name: &str| NOTES.get(name).map_or(&[][..], Vec::as_slice);
    for _ in 0..6 {
        let mut cast = HashMap::new();
        let mut sentences = Vec::new();
        if chance.percent(45) {
            sentences.extend(voice.say_of(section("opening"), day, &mut cast, chance));
        }
        let body = chance.weighted(&[(3, 1), (4, 2), (3, 3), (1, 4)]);
        for _ in 0..body {
            let sentence = voice.say_of(section(domain.section()), day, &mut cast, chance);
            sentences.extend(sentence.filter(|s| !sentences.contains(s)));
        }
        if sentences.is_empty() {
            return None;
        }
        if chance.percent(55) {
            sentences.extend(voice.say_of(section("ending"), day, &mut cast, chance));
        }
        let text = sentences.join(" ");
        if written.insert(text.clone()) {
            return Some(text);
        }
    }
    None
}

//! Invented people: common given and family names from `data/names.toml`, drawn apart.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{chance::Chance, person::Sex};

/// Names that go together, with the language spoken at home.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    /// ISO 639-1.
    pub(crate) language: String,
    /// How often, against the other origins.
    pub(crate) weight: usize,
    /// How many in a hundred adults need an interpreter.
    pub(crate) interpreter_percent: usize,
    pub(crate) female: Vec<String>,
    pub(crate) male: Vec<String>,
    pub(crate) family: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    /// Full names of well-known people, never to be drawn.
    never: Vec<String>,
    origin: Vec<Origin>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/names.toml"))
        .expect("the names are part of the program and read by its tests")
});

impl Origin {
    /// One of the origins, by weight.
    pub(crate) fn draw(chance: &mut Chance) -> &'static Self {
        let weighted: Vec<(usize, &Self)> = NAMES.origin.iter().map(|o| (o.weight, o)).collect();
        chance.weighted(&weighted)
    }

    /// The origin whose names most professionals carry.
    pub(crate) fn danish() -> &'static Self {
        &NAMES.origin[0]
    }

    /// A family name.
    pub(crate) fn family_name(&self, chance: &mut Chance) -> &str {
        chance.pick(&self.family).as_str()
    }

    /// A given name that `taken` does not hold and that makes no well-known person of `family`.
    pub(crate) fn given_name(
        &self,
        sex: Sex,
        family: &str,
        taken: &[String],
        chance: &mut Chance,
    ) -> String {
        let names = match sex {
            Sex::Female => &self.female,
            Sex::Male => &self.male,
        };
        let first = chance.below(names.len());
        names
            .iter()
            .cycle()
            .skip(first)
            .take(names.len())
            .find(|name| {
                !taken.contains(name) && !NAMES.never.contains(&format!("{name} {family}"))
            })
            .unwrap_or(&names[first])
            .clone()
    }

    /// A full name for someone around the family.
    pub(crate) fn full_name(&self, chance: &mut Chance) -> String {
        let family = self.family_name(chance).to_owned();
        let sex = if chance.percent(75) {
            Sex::Female
        } else {
            Sex::Male
        };
        format!("{} {family}", self.given_name(sex, &family, &[], chance))
    }
}

/// The part of a name that can stand in an address: lower-case ASCII.
pub(crate) fn ascii(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'æ' | 'ä' => plain.push_str("ae"),
            'ø' | 'ö' => plain.push_str("oe"),
            'å' => plain.push_str("aa"),
            'é' | 'è' | 'ê' => plain.push('e'),
            'ü' => plain.push('u'),
            'ç' => plain.push('c'),
            'ı' => plain.push('i'),
            'ş' => plain.push('s'),
            'ğ' => plain.push('g'),
            'a'..='z' | '0'..='9' => plain.push(letter),
            ' ' | '-' => plain.push('-'),
            _ => {}
        }
    }
    plain
}

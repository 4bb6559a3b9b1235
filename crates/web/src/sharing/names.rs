//! What people, units and categories are called on the pages of sharing.

use jiff::{SignedDuration, Timestamp};

use helhed_casework::choices::Kin;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::{PersonId, UnitId};
use helhed_casework::domain::unit::Unit;

use crate::app::App;
use crate::words::Words;

/// What the people and units of a page are called.
pub(crate) struct Names {
    w: Words,
    units: Vec<(UnitId, String)>,
    people: Vec<(PersonId, String)>,
}

impl Names {
    /// The names that a page may tell.
    pub(crate) fn of(w: Words, units: &[Unit], people: &[Kin]) -> Self {
        let (units, people) = (units.iter(), people.iter());
        Self {
            w,
            units: units
                .map(|it| (it.id, it.name.as_str().to_owned()))
                .collect(),
            people: people
                .map(|it| (it.id, it.given_name.as_str().to_owned()))
                .collect(),
        }
    }

    /// Somebody of the family.
    pub(super) fn person(&self, person: PersonId) -> String {
        let found = self.people.iter().find(|(id, _)| *id == person);
        found.map_or_else(|| self.w.t("sharing-somebody"), |(_, name)| name.clone())
    }

    /// A unit.
    pub(super) fn unit(&self, unit: UnitId) -> String {
        let found = self.units.iter().find(|(id, _)| *id == unit);
        found.map_or_else(|| self.w.t("sharing-a-unit"), |(_, name)| name.clone())
    }

    /// Either.
    pub(super) fn party(&self, party: Party) -> String {
        match party {
            Party::Unit(unit) => self.unit(unit),
            Party::Person(person) => self.person(person),
        }
    }

    /// Several, "Jobcentret, Skolen".
    pub(crate) fn parties(&self, parties: &[Party]) -> String {
        joined(parties.iter().map(|it| self.party(*it)))
    }

    /// Several people.
    pub(crate) fn people(&self, people: &[PersonId]) -> String {
        joined(people.iter().map(|it| self.person(*it)))
    }
}

/// "helbred, økonomi".
pub(crate) fn categories(app: &App, w: Words, codes: &[String]) -> String {
    joined(codes.iter().map(|code| category(app, w, code)))
}

/// A category in the middle of a sentence: "helbred".
pub(super) fn category(app: &App, w: Words, code: &str) -> String {
    let words = w.listed(app, "category", code);
    let mut letters = words.chars();
    let first = letters.next().map(|it| it.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// "a, b, c".
pub(crate) fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// The last day before an instant, in words.
pub(crate) fn last_day(w: Words, until: Timestamp) -> String {
    let last = until.checked_sub(SignedDuration::from_millis(1));
    w.day(day_of(last.unwrap_or(until)))
}

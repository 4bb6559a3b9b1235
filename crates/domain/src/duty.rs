//! What a unit has to decide, and what it cannot decide well without knowing.

use jiff::civil::Date;
use serde::Deserialize;

use crate::unit::UnitKind;

/// A duty of a kind of unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Duty {
    /// The code of the kind of unit.
    pub unit: String,
    /// What it needs to know: codes of the list `category`.
    pub categories: Vec<String>,
    /// The duty in Danish words.
    pub da: String,
    /// In English words.
    pub en: String,
    /// The law.
    pub source: String,
    /// The first day it holds.
    pub valid_from: Date,
}

#[derive(Deserialize)]
struct DutyFile {
    duty: Vec<Duty>,
}

impl Duty {
    /// The duties that Helhed ships with.
    pub fn shipped() -> Vec<Self> {
        toml::from_str::<DutyFile>(include_str!("../data/duties.toml"))
            .expect("the shipped duties are checked by a test")
            .duty
    }

    /// Whether a kind of unit has it on a day.
    pub fn is_of(&self, kind: UnitKind, day: Date) -> bool {
        self.unit == kind.code() && self.valid_from <= day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::shipped_codes;

    #[test]
    fn duties_name_units_and_categories_that_there_are() {
        let codes = shipped_codes();
        for duty in Duty::shipped() {
            assert!(UnitKind::from_code(&duty.unit).is_some(), "{}", duty.unit);
            for category in &duty.categories {
                let there = codes
                    .iter()
                    .any(|it| it.list == "category" && it.code == *category);
                assert!(there, "{category}");
            }
        }
    }
}

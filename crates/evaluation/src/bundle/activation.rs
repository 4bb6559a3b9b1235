//! `activation.csv`: spells of activation.

use super::Reading;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, ValueFault};
use crate::calendar::Day;
use crate::codes::ActivationKind;

/// Spells of activation, one entry a row in every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activation {
    /// Index of the person.
    pub person: Vec<u32>,
    /// What kind.
    pub kind: Vec<ActivationKind>,
    /// First day.
    pub from: Vec<Day>,
    /// Last day, [`Day::OPEN`] while it runs.
    pub to: Vec<Day>,
}

impl Rows for Activation {
    const FILE: &'static str = "activation";
    const COLUMNS: &'static [&'static str] = &["person_id", "kind", "from_date", "to_date"];
    type Context = Reading;

    fn push(
        &mut self,
        _: u64,
        row: &impl Row,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let person = reading.persons.adult(row, 0, last)?;
        let kind = value::code(row, 1, ActivationKind::ALLOWED, ActivationKind::parse)?;
        let (from, to) = value::interval(row, 2, 3)?;
        self.person.push(person);
        self.kind.push(kind);
        self.from.push(from);
        self.to.push(to);
        Ok(())
    }

    fn append(&mut self, later: Activation) {
        self.person.extend(later.person);
        self.kind.extend(later.kind);
        self.from.extend(later.from);
        self.to.extend(later.to);
    }
}

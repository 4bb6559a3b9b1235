//! `child_cases.csv`: notifications and measures. Which system a case stems from (`source`) does not enter any rule.

use super::Reading;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, ValueFault};
use crate::calendar::Day;
use crate::codes::CaseKind;

/// Child cases, one entry a row in every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChildCases {
    /// Index of the person.
    pub person: Vec<u32>,
    /// What kind.
    pub kind: Vec<CaseKind>,
    /// First day.
    pub from: Vec<Day>,
    /// Last day, [`Day::OPEN`] while it runs.
    pub to: Vec<Day>,
}

impl Rows for ChildCases {
    const FILE: &'static str = "child_cases";
    const COLUMNS: &'static [&'static str] =
        &["person_id", "kind", "source", "from_date", "to_date"];
    type Context = Reading;

    fn push(
        &mut self,
        _: u64,
        row: &impl Row,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let person = reading.persons.of(row, 0, last)?;
        let kind = value::code(row, 1, CaseKind::ALLOWED, CaseKind::parse)?;
        let (from, to) = value::interval(row, 3, 4)?;
        self.person.push(person);
        self.kind.push(kind);
        self.from.push(from);
        self.to.push(to);
        Ok(())
    }

    fn expect(&mut self, rows: usize) {
        self.person.reserve(rows);
        self.kind.reserve(rows);
        self.from.reserve(rows);
        self.to.reserve(rows);
    }

    fn append(&mut self, later: ChildCases) {
        self.person.extend(later.person);
        self.kind.extend(later.kind);
        self.from.extend(later.from);
        self.to.extend(later.to);
    }
}

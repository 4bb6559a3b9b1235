//! `activation.csv`: spells of activation.

use super::Reading;
use super::parquet_batch::Batch;
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

    fn push_batch(&mut self, batch: &Batch<'_>, reading: &Reading, last: &mut LastPerson) -> bool {
        let before = self.person.len();
        let whole = self.columns_of(batch, reading, last).is_some();
        if !whole {
            self.person.truncate(before);
            self.kind.truncate(before);
            self.from.truncate(before);
            self.to.truncate(before);
        }
        whole
    }

    fn expect(&mut self, rows: usize) {
        self.person.reserve(rows);
        self.kind.reserve(rows);
        self.from.reserve(rows);
        self.to.reserve(rows);
    }

    fn append(&mut self, later: Activation) {
        self.person.extend(later.person);
        self.kind.extend(later.kind);
        self.from.extend(later.from);
        self.to.extend(later.to);
    }
}

impl Activation {
    fn columns_of(
        &mut self,
        batch: &Batch<'_>,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Option<()> {
        let before = self.person.len();
        reading
            .persons
            .of_batch(batch, 0, true, last, &mut self.person)?;
        last.numbers.clear();
        batch.numbers(1, &mut last.codes, &mut last.numbers, |code| {
            ActivationKind::parse(code).map(|kind| kind as u32)
        })?;
        let numbers = last.numbers.iter();
        self.kind
            .extend(numbers.map(|number| ActivationKind::ALL[*number as usize]));
        batch.days(2, &mut self.from)?;
        batch.ends(3, &mut self.to)?;
        value::in_order(&self.from[before..], &self.to[before..])
    }
}

//! `support.csv`: spells of support.

use super::Reading;
use super::fault::Problem;
use super::parquet_batch::Batch;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, Value, ValueFault};
use crate::calendar::Day;

/// Spells of support, one entry a row in every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Index of the person.
    pub person: Vec<u32>,
    /// Number of the benefit in the map the bundle was read with.
    pub benefit: Vec<u16>,
    /// First day.
    pub from: Vec<Day>,
    /// Last day, [`Day::OPEN`] while it runs.
    pub to: Vec<Day>,
}

impl Rows for Support {
    const FILE: &'static str = "support";
    const COLUMNS: &'static [&'static str] = &["person_id", "benefit", "from_date", "to_date"];
    type Context = Reading;

    fn push(
        &mut self,
        _: u64,
        row: &impl Row,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let person = reading.persons.adult(row, 0, last)?;
        let benefit = last.codes.number(row.entry(1), || match row.value(1) {
            Value::Text(code) => {
                let unknown = || {
                    (
                        1,
                        Problem::UnknownCode(reading.benefits.known().replace(' ', ", ")),
                    )
                };
                reading
                    .benefits
                    .find(code)
                    .map(u32::from)
                    .ok_or_else(unknown)
            }
            Value::Empty => Err((1, Problem::Missing)),
            _ => Err((1, Problem::WrongType)),
        })? as u16;
        let (from, to) = value::interval(row, 2, 3)?;
        if reading.benefits.constant(benefit).is_none() {
            let first = from.max(reading.observed_from.first_day());
            let last = to.min(reading.observed_to.last_day());
            if first <= last && !reading.benefits.covers(benefit, first, last) {
                return Err((1, Problem::BenefitNotInForce));
            }
        }
        self.person.push(person);
        self.benefit.push(benefit);
        self.from.push(from);
        self.to.push(to);
        Ok(())
    }

    fn push_batch(&mut self, batch: &Batch<'_>, reading: &Reading, last: &mut LastPerson) -> bool {
        let before = self.person.len();
        let whole = self.columns_of(batch, reading, last).is_some();
        if !whole {
            self.person.truncate(before);
            self.benefit.truncate(before);
            self.from.truncate(before);
            self.to.truncate(before);
        }
        whole
    }

    fn expect(&mut self, rows: usize) {
        self.person.reserve(rows);
        self.benefit.reserve(rows);
        self.from.reserve(rows);
        self.to.reserve(rows);
    }

    fn append(&mut self, later: Support) {
        self.person.extend(later.person);
        self.benefit.extend(later.benefit);
        self.from.extend(later.from);
        self.to.extend(later.to);
    }
}

impl Support {
    fn columns_of(
        &mut self,
        batch: &Batch<'_>,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Option<()> {
        let before = self.person.len();
        let benefits = &reading.benefits;
        reading
            .persons
            .of_batch(batch, 0, true, last, &mut self.person)?;
        last.numbers.clear();
        batch.numbers(1, &mut last.codes, &mut last.numbers, |code| {
            // A benefit whose category changes is held against the days of its spells.
            let benefit = benefits.find(code)?;
            benefits.constant(benefit).map(|_| u32::from(benefit))
        })?;
        let numbers = last.numbers.iter();
        self.benefit.extend(numbers.map(|number| *number as u16));
        batch.days(2, &mut self.from)?;
        batch.ends(3, &mut self.to)?;
        value::in_order(&self.from[before..], &self.to[before..])
    }
}

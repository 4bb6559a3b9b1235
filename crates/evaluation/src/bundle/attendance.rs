//! `attendance.csv`, a row a day attended, and `attendance_reference.csv`, the municipality's children for comparison.

use super::Reading;
use super::fault::Problem;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, Value, ValueFault};
use crate::calendar::{Day, Month};

/// Days attended, one entry a row in every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Index of the person.
    pub person: Vec<u32>,
    /// The day.
    pub date: Vec<Day>,
    /// Hours attended, in [`HOUR`]s: whole numbers, so that sums do not depend on the order of rows.
    pub hours: Vec<i64>,
}

/// One hour, in the unit of [`Attendance::hours`].
pub const HOUR: i64 = 1_000_000_000_000;

impl Rows for Attendance {
    const FILE: &'static str = "attendance";
    const COLUMNS: &'static [&'static str] = &["person_id", "date", "hours"];
    type Context = Reading;

    fn push(
        &mut self,
        _: u64,
        row: &impl Row,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let person = reading.persons.of(row, 0, last)?;
        let date = value::day(row, 1)?;
        let hours = value::number(row, 2).map_err(|(column, problem)| match problem {
            Problem::BadNumber => (column, Problem::BadHours),
            other => (column, other),
        })?;
        if !(0.0..=24.0).contains(&hours) {
            return Err((2, Problem::BadHours));
        }
        self.person.push(person);
        self.date.push(date);
        self.hours.push((hours * HOUR as f64).round() as i64);
        Ok(())
    }

    fn expect(&mut self, rows: usize) {
        self.person.reserve(rows);
        self.date.reserve(rows);
        self.hours.reserve(rows);
    }

    fn append(&mut self, later: Attendance) {
        self.person.extend(later.person);
        self.date.extend(later.date);
        self.hours.extend(later.hours);
    }
}

/// The attendance of all children of the municipality in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceMonth {
    /// The month.
    pub month: Month,
    /// Children with at least one day.
    pub children: u64,
    /// Mean hours a day attended.
    pub hours_per_day: f64,
    /// Mean days attended.
    pub days: f64,
}

#[derive(Default)]
pub(crate) struct Reference {
    pub(crate) months: Vec<ReferenceMonth>,
    numbers: Vec<u64>,
}

impl Rows for Reference {
    const FILE: &'static str = "attendance_reference";
    const COLUMNS: &'static [&'static str] = &["month", "children", "hours_per_day", "days"];
    const ORDERED: bool = true;
    type Context = ();

    fn push(
        &mut self,
        number: u64,
        row: &impl Row,
        (): &(),
        _: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let month = match row.value(0) {
            Value::Text(text) => std::str::from_utf8(text)
                .ok()
                .and_then(Month::parse)
                .ok_or((0, Problem::BadMonth))?,
            Value::Day(day) => Day(day)
                .in_range()
                .map_err(|_| (0, Problem::DateOutOfRange))?
                .month(),
            Value::Empty => return Err((0, Problem::Missing)),
            _ => return Err((0, Problem::WrongType)),
        };
        let at_least_0 = |column| match value::number(row, column)? {
            number if number >= 0.0 => Ok(number),
            _ => Err((column, Problem::BadNumber)),
        };
        let children = at_least_0(1)?;
        if children.fract() != 0.0 || children > 1e9 {
            return Err((1, Problem::BadNumber));
        }
        let (hours_per_day, days) = (at_least_0(2)?, at_least_0(3)?);
        if let Some(known) = self.months.iter().position(|known| known.month == month) {
            return Err((0, Problem::RepeatedId(self.numbers[known])));
        }
        self.numbers.push(number);
        self.months.push(ReferenceMonth {
            month,
            children: children as u64,
            hours_per_day,
            days,
        });
        Ok(())
    }

    fn append(&mut self, later: Reference) {
        // Ordered: there is one block, and nothing before it.
        *self = later;
    }
}

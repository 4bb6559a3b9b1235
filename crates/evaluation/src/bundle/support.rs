//! `support.csv`: spells of support.

use super::Reading;
use super::fault::Problem;
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

    fn append(&mut self, later: Support) {
        self.person.extend(later.person);
        self.benefit.extend(later.benefit);
        self.from.extend(later.from);
        self.to.extend(later.to);
    }
}

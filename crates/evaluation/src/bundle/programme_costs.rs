//! `programme_costs.csv`, where the bundle has it: what the programme cost, by year and item.

use super::fault::Problem;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, ValueFault};
use crate::codes::ProgrammeItem;

/// The amount of an item in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgrammeCost {
    /// The year.
    pub year: i32,
    /// What for.
    pub item: ProgrammeItem,
    /// Amount in øre.
    pub ore: i64,
}

#[derive(Default)]
pub(crate) struct ProgrammeCosts(pub(crate) Vec<ProgrammeCost>);

impl Rows for ProgrammeCosts {
    const FILE: &'static str = "programme_costs";
    const COLUMNS: &'static [&'static str] = &["year", "item", "amount_dkk"];
    type Context = ();

    fn push(
        &mut self,
        _: u64,
        row: &impl Row,
        (): &(),
        _: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let year = value::number(row, 0)?;
        if year.fract() != 0.0 {
            return Err((0, Problem::BadNumber));
        }
        if !(1800.0..2200.0).contains(&year) {
            return Err((0, Problem::DateOutOfRange));
        }
        let item = value::code(row, 1, ProgrammeItem::ALLOWED, ProgrammeItem::parse)?;
        let ore = value::ore(row, 2)?;
        self.0.push(ProgrammeCost {
            year: year as i32,
            item,
            ore,
        });
        Ok(())
    }

    fn append(&mut self, later: ProgrammeCosts) {
        self.0.extend(later.0);
    }
}

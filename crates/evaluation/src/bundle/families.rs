//! `families.csv`.

use super::fault::Problem;
use super::ids::Ids;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, ValueFault};
use crate::calendar::Day;
use crate::codes::{EndReason, Group};

/// A family of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Intervention or comparison.
    pub group: Group,
    /// When the intervention began; nothing for a comparison family.
    pub start: Option<Day>,
    /// When it ended, if it has.
    pub end: Option<Day>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
}

#[derive(Default)]
pub(crate) struct Families {
    pub(crate) families: Vec<Family>,
    pub(crate) ids: Ids,
    numbers: Vec<u64>,
}

impl Rows for Families {
    const FILE: &'static str = "families";
    const COLUMNS: &'static [&'static str] =
        &["family_id", "group", "start_date", "end_date", "end_reason"];
    const ORDERED: bool = true;
    type Context = ();

    fn push(
        &mut self,
        number: u64,
        row: &impl Row,
        (): &(),
        _: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let id = value::id(row, 0)?;
        let group = value::code(row, 1, Group::ALLOWED, Group::parse)?;
        let start = value::optional_day(row, 2)?;
        let end = value::optional_day(row, 3)?;
        let end_reason = match row.value(4) {
            value::Value::Empty => None,
            _ => Some(value::code(row, 4, EndReason::ALLOWED, EndReason::parse)?),
        };
        match (group, start, end) {
            (Group::Intervention, None, _) => return Err((2, Problem::Missing)),
            (Group::Intervention, Some(start), Some(end)) if end < start => {
                return Err((3, Problem::EndBeforeStart));
            }
            (Group::Comparison, Some(_), _) => return Err((2, Problem::ComparisonDate)),
            (Group::Comparison, _, Some(_)) => return Err((3, Problem::ComparisonDate)),
            _ => {}
        }
        if let Err(known) = self.ids.add(&id) {
            return Err((0, Problem::RepeatedId(self.numbers[known as usize])));
        }
        self.numbers.push(number);
        self.families.push(Family {
            group,
            start,
            end,
            end_reason,
        });
        Ok(())
    }

    fn expect(&mut self, rows: usize) {
        self.families.reserve(rows);
        self.numbers.reserve(rows);
        self.ids.reserve(rows);
    }

    fn append(&mut self, later: Families) {
        // Ordered: there is one block, and nothing before it.
        *self = later;
    }
}

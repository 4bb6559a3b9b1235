//! Register bundles of invented people, of any size, whose margins follow the published tables.
//!
//! Families come in blocks of 56, the number of the published evaluation. A whole block meets the published margins by dealing, not by
//! chance: the same number of mothers on each benefit, of children with a case, of kroner on each account. Persons are independent
//! between blocks, so any number of families can be written without holding more than one block.

mod activation;
mod attendance;
mod cases;
mod course;
mod deal;
mod expenses;
mod margins;
mod people;
mod support;
mod write;

use helhed_evaluation::calendar::{Day, Month};

pub use write::{Made, write};

/// What to invent.
#[derive(Clone, Debug)]
pub struct Order {
    /// Families that took part.
    pub families: u32,
    /// Families for comparison, without dates.
    pub comparison: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The last month of the extract; the published observation ended with 2019.
    pub observed_to: Month,
    /// Whether days in day care are written; they are most of the rows.
    pub attendance: bool,
}

/// The first month of every invented extract.
pub fn observed_from() -> Month {
    day(2015, 1, 1).month()
}

/// A day known to exist.
fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).expect("a day of the calendar")
}

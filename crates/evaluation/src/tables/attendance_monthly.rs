//! Attendance in day care: report, figures 4.8 and 4.9.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bundle::{HOUR, ReferenceMonth};
use crate::calendar::Month;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "attendance_monthly",
    report: "Figur 4.8, 4.9",
    columns: &["month", "children", "hours_per_day", "days"],
    note: "Observed calendar months in which a child of an intervention family attended; each child's mean hours a day attended and \
           days attended, then the mean over the children with a day. Children change from month to month.",
};

pub(crate) static REFERENCE: Spec = Spec {
    name: "attendance_reference_monthly",
    report: "Figur 4.8, 4.9",
    columns: &["month", "children", "hours_per_day", "days"],
    note: "All children of the municipality, as the bundle states them; several bundles are weighted by children.",
};

/// Finer than an hour's unit, so that a child's mean is a whole number for every purpose.
const FINE: i128 = 1_000_000;

/// By month: children, their mean hours in a millionth of the hour's unit, their days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<Month, (u64, i128, u64)>);

impl Sums {
    /// Adds a child's days and hours in a month.
    pub(crate) fn add(&mut self, month: Month, days: u64, hours: i64) {
        if days == 0 {
            return;
        }
        let sums = self.0.entry(month).or_default();
        let days_wide = i128::from(days);
        sums.0 += 1;
        sums.1 += (i128::from(hours) * FINE + days_wide / 2) / days_wide;
        sums.2 += days;
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (month, (children, hours, days)) in &other.0 {
            let sums = self.0.entry(*month).or_default();
            sums.0 += children;
            sums.1 += hours;
            sums.2 += days;
        }
    }

    pub(crate) fn table(&self) -> Table {
        let row = |(month, (children, hours, days)): (&Month, &(u64, i128, u64))| {
            let hours = *hours as f64 / (HOUR as f64 * FINE as f64);
            vec![
                Cell::text(month.to_string()),
                Cell::count(*children),
                Cell::quotient(hours, *children),
                Cell::quotient(*days as f64, *children),
            ]
        };
        Table::new(&SPEC, self.0.iter().map(row).collect())
    }
}

/// What the bundles state of all children, weighted by children.
///
/// The means are kept as the bits of their numbers: text could lose the last one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reference(BTreeMap<Month, Vec<(u64, u64, u64)>>);

impl Reference {
    pub(crate) fn add(&mut self, month: &ReferenceMonth) {
        let stated = (
            month.children,
            month.hours_per_day.to_bits(),
            month.days.to_bits(),
        );
        self.0.entry(month.month).or_default().push(stated);
    }

    pub(crate) fn merge(&mut self, other: &Reference) {
        for (month, stated) in &other.0 {
            self.0.entry(*month).or_default().extend(stated);
        }
    }

    /// The table, or nothing when no bundle states anything.
    pub(crate) fn table(&self) -> Option<Table> {
        let row = |(month, stated): (&Month, &Vec<(u64, u64, u64)>)| {
            let children = stated.iter().map(|s| s.0).sum();
            let (hours, days) = match stated.as_slice() {
                // What one bundle states is repeated as it stands.
                [(1.., hours, days)] => (
                    Cell::Number(f64::from_bits(*hours)),
                    Cell::Number(f64::from_bits(*days)),
                ),
                _ => {
                    let weighted = |mean: fn(&(u64, u64, u64)) -> u64| {
                        let sum = stated
                            .iter()
                            .map(|s| s.0 as f64 * f64::from_bits(mean(s)))
                            .sum();
                        Cell::quotient(sum, children)
                    };
                    (weighted(|s| s.1), weighted(|s| s.2))
                }
            };
            vec![
                Cell::text(month.to_string()),
                Cell::count(children),
                hours,
                days,
            ]
        };
        (!self.0.is_empty()).then(|| Table::new(&REFERENCE, self.0.iter().map(row).collect()))
    }
}

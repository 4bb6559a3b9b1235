//! Children without a case at the end: report, table 4.1.
//!
//! Only the pool of bundles knows the year of the first start, so children are counted by the last year that a case of theirs touches:
//! a child with a case on or after 1 January of the first year is one whose last such year is not before it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::statistics::wilson;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "closed_cases",
    report: "Tabel 4.1",
    columns: &[
        "cohort",
        "children_with_case",
        "without_case_at_end",
        "share",
        "low",
        "high",
    ],
    note: "Children of intervention families with a case between 1 January of the year of the first start and the end of observation, \
           and those of them with none that runs on after its last day; early: own start before the cohort date. Wilson intervals.",
};

/// By the last year touched: of all and of early children, those with a case and those without one at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<i32, [(u64, u64); 2]>);

impl Sums {
    /// Adds a child with a case by the end of observation.
    pub(crate) fn add(&mut self, last_year: i32, early: bool, running: bool) {
        let counts = self.0.entry(last_year).or_default();
        for count in &mut counts[..1 + usize::from(early)] {
            count.0 += 1;
            count.1 += u64::from(!running);
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (year, counts) in &other.0 {
            for (mine, theirs) in self.0.entry(*year).or_default().iter_mut().zip(counts) {
                mine.0 += theirs.0;
                mine.1 += theirs.1;
            }
        }
    }

    /// The table, counting from the year of the first start.
    pub(crate) fn table(&self, first_year: Option<i32>) -> Table {
        let row = |(at, cohort): (usize, &str)| {
            let years = first_year
                .into_iter()
                .flat_map(|first| self.0.range(first..));
            let (with, without) = years
                .map(|(_, counts)| counts[at])
                .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            let (low, high) = wilson(without, with).unzip();
            vec![
                Cell::text(cohort),
                Cell::count(with),
                Cell::count(without),
                Cell::quotient(without as f64, with),
                Cell::from(low),
                Cell::from(high),
            ]
        };
        Table::new(
            &SPEC,
            ["all", "early"].into_iter().enumerate().map(row).collect(),
        )
    }
}

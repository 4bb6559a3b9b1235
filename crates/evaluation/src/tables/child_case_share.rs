//! Children with a case in a year: report, figures 4.10 to 4.15.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::CaseKind;
use crate::statistics::wilson;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "child_case_share",
    report: "Figur 4.10–4.15",
    columns: &[
        "population",
        "year",
        "kind",
        "children",
        "with_case",
        "share",
        "low",
        "high",
    ],
    note: "Children of intervention families whose case touches the year, from the year of the first start to the end of observation; \
           joined_by_year_end: own start by 31 December; early: own start before the cohort date. Wilson intervals.",
};

/// The bit of a kind of case in a year's word; the word is 0 in a year without a case.
pub(crate) fn kind_bit(kind: CaseKind) -> u8 {
    1 << kind as u8
}

/// Children, and those with a case of any kind and of each kind.
type Counts = (u64, [u64; 6]);

/// By year: those who had joined by its end, and the early.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<i32, [Counts; 2]>);

impl Sums {
    /// Makes the year one that the bundle tells of, with or without children.
    pub(crate) fn open(&mut self, year: i32) {
        self.0.entry(year).or_default();
    }

    /// Adds a child in a year, with the kinds of its cases.
    pub(crate) fn add(&mut self, year: i32, joined: bool, early: bool, kinds: u8) {
        let populations = self.0.entry(year).or_default();
        for (counts, belongs) in populations.iter_mut().zip([joined, early]) {
            if belongs {
                counts.0 += 1;
                counts.1[0] += u64::from(kinds != 0);
                for (at, kind) in CaseKind::ALL.iter().enumerate() {
                    counts.1[at + 1] += u64::from(kinds & kind_bit(*kind) != 0);
                }
            }
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (year, populations) in &other.0 {
            let mine = self.0.entry(*year).or_default();
            for (mine, theirs) in mine.iter_mut().zip(populations) {
                mine.0 += theirs.0;
                for (mine, theirs) in mine.1.iter_mut().zip(theirs.1) {
                    *mine += theirs;
                }
            }
        }
    }

    /// The table from the year of the first start on.
    pub(crate) fn table(&self, first_year: Option<i32>) -> Table {
        let mut rows = Vec::new();
        let kinds: Vec<_> = std::iter::once("any")
            .chain(CaseKind::ALL.iter().map(|kind| kind.code()))
            .collect();
        let years = first_year
            .into_iter()
            .flat_map(|first| self.0.range(first..));
        for (year, populations) in years {
            for (population, (children, with)) in
                ["joined_by_year_end", "early"].iter().zip(populations)
            {
                for (kind, with_case) in kinds.iter().zip(with) {
                    let (low, high) = wilson(*with_case, *children).unzip();
                    rows.push(vec![
                        Cell::text(*population),
                        Cell::Whole(i64::from(*year)),
                        Cell::text(*kind),
                        Cell::count(*children),
                        Cell::count(*with_case),
                        Cell::quotient(*with_case as f64, *children),
                        Cell::from(low),
                        Cell::from(high),
                    ]);
                }
            }
        }
        Table::new(&SPEC, rows)
    }
}

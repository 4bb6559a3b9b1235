//! Children with a case in a year: report, figures 4.10 to 4.15.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

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

/// The sums of some children of one bundle, while they are counted.
pub(crate) struct Tally {
    first_year: i32,
    years: Vec<[Counts; 2]>,
}

impl Tally {
    /// Nobody in the years a bundle tells of.
    pub(crate) fn new(years: RangeInclusive<i32>) -> Tally {
        Tally {
            first_year: *years.start(),
            years: vec![Default::default(); years.count()],
        }
    }

    /// Adds a child with the kinds of its cases year by year.
    pub(crate) fn add(&mut self, start_year: i32, early: bool, kinds: &[u8]) {
        for ((at, populations), kinds) in self.years.iter_mut().enumerate().zip(kinds) {
            let joined = start_year <= self.first_year + at as i32;
            for (counts, belongs) in populations.iter_mut().zip([joined, early]) {
                counts.0 += u64::from(belongs);
                if belongs && *kinds != 0 {
                    counts.1[0] += 1;
                    for (at, count) in counts.1[1..].iter_mut().enumerate() {
                        *count += u64::from(kinds >> at & 1);
                    }
                }
            }
        }
    }

    pub(crate) fn sums(self) -> Sums {
        Sums((self.first_year..).zip(self.years).collect())
    }
}

/// By year: those who had joined by its end, and the early.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<i32, [Counts; 2]>);

impl Sums {
    /// Makes the year one that the bundle tells of, with or without children.
    pub(crate) fn open(&mut self, year: i32) {
        self.0.entry(year).or_default();
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

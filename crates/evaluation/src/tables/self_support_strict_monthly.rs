//! Self-support month by month under stricter rules than the report's.

use serde::{Deserialize, Serialize};

use crate::codes::Category;
use crate::engine::{AdultMonths, MONTHS, MonthCounts, months};
use crate::statistics::wilson;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "self_support_strict_monthly",
    report: "Figur 4.2",
    columns: &[
        "variant",
        "t",
        "persons",
        "self_supported",
        "share",
        "low",
        "high",
    ],
    note: "Adults observed as adults in month t; Wilson intervals. no_record_missing: only adults with some spell of support in the month; \
           without_education: an education grant alone is not self-support.",
};

const VARIANTS: [&str; 2] = ["no_record_missing", "without_education"];

/// The sums of some adults, while they are counted: by variant those observed and those self-supported.
#[derive(Default)]
pub(crate) struct Tally([(MonthCounts, MonthCounts); VARIANTS.len()]);

impl Tally {
    pub(crate) fn add(&mut self, adult: &AdultMonths) {
        let own = adult.category[Category::SelfSupport as usize];
        let words = [
            (adult.recorded, own & adult.recorded),
            (adult.panel, own & !adult.education_only),
        ];
        for ((observed, own), words) in self.0.iter_mut().zip(words) {
            observed.add(words.0);
            own.add(words.1);
        }
    }

    pub(crate) fn sums(self) -> Sums {
        let variant = |(observed, own): (MonthCounts, MonthCounts)| {
            observed.counts().into_iter().zip(own.counts()).collect()
        };
        Sums(self.0.into_iter().map(variant).collect())
    }
}

/// By variant and month: adults, and those self-supported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(Vec<Vec<(u64, u64)>>);

impl Default for Sums {
    fn default() -> Sums {
        Sums(vec![vec![(0, 0); MONTHS]; VARIANTS.len()])
    }
}

impl Sums {
    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (variant, by_month) in VARIANTS.iter().zip(&self.0) {
            for (at, (persons, own)) in by_month.iter().enumerate() {
                let (low, high) = wilson(*own, *persons).unzip();
                rows.push(vec![
                    Cell::text(*variant),
                    Cell::Whole(i64::from(months::FIRST_T) + at as i64),
                    Cell::count(*persons),
                    Cell::count(*own),
                    Cell::quotient(*own as f64, *persons),
                    Cell::from(low),
                    Cell::from(high),
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

//! Support before and after: report, figures 4.1, 4.4 and 4.5.

use serde::{Deserialize, Serialize};

use super::period_rows;
use crate::codes::Category;
use crate::engine::{AdultMonths, Participant, months};
use crate::statistics::PeriodSums;
use crate::table::{Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "support_before_after",
    report: "Figur 4.1, 4.4, 4.5",
    columns: &[
        "category", "period", "share", "low", "high", "months", "persons",
    ],
    note: "Share of person-months of adults of early families; before t -24..-1, after t 1..24; intervals clustered on persons. \
           The change describes; it is no effect of the intervention.",
};

/// Person-months by category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([PeriodSums; 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        if !person.family_early {
            return;
        }
        let [before, after] =
            [months::BEFORE, months::AFTER].map(|period| months::count(adult.panel & period));
        for (sums, bits) in self.0.iter_mut().zip(adult.category) {
            sums.add(
                (months::count(bits & months::BEFORE), before),
                (months::count(bits & months::AFTER), after),
            );
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.merge(theirs);
        }
    }

    pub(crate) fn table(&self) -> Table {
        let rows = Category::ALL
            .iter()
            .flat_map(|category| period_rows(category.code(), &self.0[*category as usize]));
        Table::new(&SPEC, rows.collect())
    }
}

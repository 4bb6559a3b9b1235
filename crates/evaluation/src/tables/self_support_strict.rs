//! Self-support under stricter rules than the report's: how much of it is people on nobody's record, and how much is education.

use serde::{Deserialize, Serialize};

use super::period_rows;
use crate::codes::Category;
use crate::engine::{AdultMonths, Participant, months};
use crate::statistics::PeriodSums;
use crate::table::{Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "self_support_strict",
    report: "Figur 4.1",
    columns: &[
        "variant", "period", "share", "low", "high", "months", "persons",
    ],
    note: "Share of person-months of adults of early families; before t -24..-1, after t 1..24; intervals clustered on persons. \
           no_record: months that no spell touches, which count as self-supported elsewhere; no_record_missing: self-supported months \
           among those with a record; education_only: months whose only self-support is an education grant; without_education: \
           self-supported months other than those.",
};

/// The variants in the order of the table's rows, as (months that count, months).
fn variants(adult: &AdultMonths) -> [(&'static str, u64, u64); 4] {
    let own = adult.category[Category::SelfSupport as usize];
    [
        ("education_only", adult.education_only, adult.panel),
        ("no_record", adult.panel & !adult.recorded, adult.panel),
        ("no_record_missing", own & adult.recorded, adult.recorded),
        (
            "without_education",
            own & !adult.education_only,
            adult.panel,
        ),
    ]
}

/// Person-months by variant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([PeriodSums; 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        if !person.family_early {
            return;
        }
        for (sums, (_, own, panel)) in self.0.iter_mut().zip(variants(adult)) {
            let [before, after] = [months::BEFORE, months::AFTER]
                .map(|period| (months::count(own & period), months::count(panel & period)));
            sums.add(before, after);
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.merge(theirs);
        }
    }

    pub(crate) fn table(&self) -> Table {
        let names = variants(&AdultMonths::default()).map(|(name, _, _)| name);
        let rows = names
            .iter()
            .zip(&self.0)
            .flat_map(|(name, sums)| period_rows(name, sums));
        Table::new(&SPEC, rows.collect())
    }
}

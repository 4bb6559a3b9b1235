//! When families started: report, figure 1.3.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Month;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "start_months",
    report: "Figur 1.3",
    columns: &["month", "families"],
    note: "Intervention families by the month of their start; months without a start are not listed.",
};

/// Families by month of start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<Month, u64>);

impl Sums {
    pub(crate) fn add(&mut self, month: Month) {
        *self.0.entry(month).or_default() += 1;
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (month, families) in &other.0 {
            *self.0.entry(*month).or_default() += families;
        }
    }

    /// The year of the first start.
    pub(crate) fn first_year(&self) -> Option<i32> {
        self.0.first_key_value().map(|(month, _)| month.year())
    }

    pub(crate) fn table(&self) -> Table {
        let row = |(month, families): (&Month, &u64)| {
            vec![Cell::text(month.to_string()), Cell::count(*families)]
        };
        Table::new(&SPEC, self.0.iter().map(row).collect())
    }
}

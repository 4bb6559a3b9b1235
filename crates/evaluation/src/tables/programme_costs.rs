//! What the programme cost: report, table 5.1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bundle::ProgrammeCost;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "programme_costs",
    report: "Tabel 5.1",
    columns: &["year", "item", "amount_dkk"],
    note: "Nominal amounts as the bundles state them.",
};

/// Øre by year and item, kept by the item's code so that sums of a later program can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<i32, BTreeMap<String, i128>>);

impl Sums {
    pub(crate) fn add(&mut self, cost: &ProgrammeCost) {
        let items = self.0.entry(cost.year).or_default();
        *items.entry(cost.item.code().to_owned()).or_default() += i128::from(cost.ore);
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (year, items) in &other.0 {
            for (item, ore) in items {
                let mine = self.0.entry(*year).or_default();
                *mine.entry(item.clone()).or_default() += ore;
            }
        }
    }

    /// The table, or nothing when no bundle states anything.
    pub(crate) fn table(&self) -> Option<Table> {
        let mut rows = Vec::new();
        for (year, items) in &self.0 {
            for (item, ore) in items {
                rows.push(vec![
                    Cell::Whole(i64::from(*year)),
                    Cell::text(item.as_str()),
                    Cell::Ore(*ore),
                ]);
            }
        }
        (!rows.is_empty()).then(|| Table::new(&SPEC, rows))
    }
}

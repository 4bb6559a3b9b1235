//! Postings in the year before: report, table 1.6.
//!
//! The published totals contain the head-count row; these do not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "expenses_year_before",
    report: "Tabel 1.6",
    columns: &["account", "population", "total_dkk", "mean_dkk"],
    note: "Postings on persons of intervention families in the months t -12..-1, by month of posting; the mean is over every child, \
           adult or family, with postings or without.",
};

/// By account: øre of children and of adults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(BTreeMap<String, (i128, i128)>);

impl Sums {
    pub(crate) fn add(&mut self, account: &str, children: i128, adults: i128) {
        let sums = self.0.entry(account.to_owned()).or_default();
        sums.0 += children;
        sums.1 += adults;
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (account, (children, adults)) in &other.0 {
            self.add(account, *children, *adults);
        }
    }

    /// The table, given how many families, children and adults took part.
    pub(crate) fn table(&self, (families, children, adults): (u64, u64, u64)) -> Table {
        let mut rows = Vec::new();
        let mut put = |account: &str, (of_children, of_adults): (i128, i128)| {
            let both = of_children + of_adults;
            for (population, ore, heads) in [
                ("children", of_children, children),
                ("adults", of_adults, adults),
                ("families", both, families),
            ] {
                let mean = Cell::quotient(ore as f64 / 100.0, heads);
                rows.push(vec![
                    Cell::text(account),
                    Cell::text(population),
                    Cell::Ore(ore),
                    mean,
                ]);
            }
        };
        for (account, ore) in &self.0 {
            put(account, *ore);
        }
        put(
            "all",
            self.0.values().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)),
        );
        Table::new(&SPEC, rows)
    }
}

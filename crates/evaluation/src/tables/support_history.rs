//! What adults lived on in the two years before: report, table 1.4.

use serde::{Deserialize, Serialize};

use super::adult_roles;
use crate::codes::Category;
use crate::engine::{AdultMonths, Participant, months};
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "support_history",
    report: "Tabel 1.4",
    columns: &["role", "category", "mean_months", "persons"],
    note: "Months t -24..-1 by category, per person with an observed month as an adult among them; all: every adult.",
};

/// By role: persons with a month, and months by category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([(u64, [u64; 4]); 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        let (persons, by_category) = &mut self.0[person.role as usize];
        *persons += u64::from(adult.panel & months::BEFORE != 0);
        for (count, bits) in by_category.iter_mut().zip(adult.category) {
            *count += months::count(bits & months::BEFORE);
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.0 += theirs.0;
            for (mine, theirs) in mine.1.iter_mut().zip(theirs.1) {
                *mine += theirs;
            }
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (name, roles) in adult_roles() {
            let persons = roles.iter().map(|role| self.0[*role as usize].0).sum();
            for category in Category::ALL {
                let months: u64 = roles
                    .iter()
                    .map(|role| self.0[*role as usize].1[*category as usize])
                    .sum();
                let mean = Cell::quotient(months as f64, persons);
                rows.push(vec![
                    Cell::text(name),
                    Cell::text(category.code()),
                    mean,
                    Cell::count(persons),
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

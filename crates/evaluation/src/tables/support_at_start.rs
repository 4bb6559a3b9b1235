//! What adults lived on in the month of start: report, table 1.3.

use serde::{Deserialize, Serialize};

use super::adult_roles;
use crate::codes::Category;
use crate::engine::{AdultMonths, Participant, months};
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "support_at_start",
    report: "Tabel 1.3",
    columns: &["role", "category", "persons", "share"],
    note: "Adults with an observed month as an adult at t = 0; all: every adult. No record of support counts as self-supported.",
};

/// Adults by role (in the order of the roles) and category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([[u64; 4]; 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        for (count, bits) in self.0[person.role as usize].iter_mut().zip(adult.category) {
            *count += months::count(bits & months::START);
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *mine += theirs;
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (name, roles) in adult_roles() {
            let persons = |category: Category| {
                roles
                    .iter()
                    .map(|role| self.0[*role as usize][category as usize])
                    .sum()
            };
            let all = Category::ALL
                .iter()
                .map(|category| persons(*category))
                .sum();
            for category in Category::ALL {
                let persons: u64 = persons(*category);
                let share = Cell::quotient(persons as f64, all);
                rows.push(vec![
                    Cell::text(name),
                    Cell::text(category.code()),
                    Cell::count(persons),
                    share,
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

//! Activation in the two years before: report, table 1.5.

use serde::{Deserialize, Serialize};

use super::adult_roles;
use crate::codes::ActivationKind;
use crate::engine::{AdultMonths, Participant, months};
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "activation_history",
    report: "Tabel 1.5",
    columns: &["role", "kind", "share", "months"],
    note: "Share of the public-support months t -24..-1 that the kind of activation touches; months: the public-support months; \
           all: every adult.",
};

/// By role: public-support months, and how many of them each kind touches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([(u64, [u64; 3]); 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        let (public, active) = &mut self.0[person.role as usize];
        *public += months::count(adult.public & months::BEFORE);
        for (count, bits) in active.iter_mut().zip(adult.activation) {
            *count += months::count(bits & adult.public & months::BEFORE);
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
            let public = roles.iter().map(|role| self.0[*role as usize].0).sum();
            for kind in ActivationKind::ALL {
                let active: u64 = roles
                    .iter()
                    .map(|role| self.0[*role as usize].1[*kind as usize])
                    .sum();
                let share = Cell::quotient(active as f64, public);
                rows.push(vec![
                    Cell::text(name),
                    Cell::text(kind.code()),
                    share,
                    Cell::count(public),
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

//! Who took part: report, table 1.1.

use serde::{Deserialize, Serialize};

use crate::codes::Role;
use crate::engine::Participant;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "participants",
    report: "Tabel 1.1",
    columns: &["cohort", "role", "persons", "mean_age"],
    note: "Persons of intervention families; early: the family started before the cohort date. \
           Mean age in years of 365.25 days at the person's own start; negative before birth.",
};

/// Persons and their days of age at start, by cohort and role, and families by cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums {
    /// Late and early; then roles in the order of [`Role::ALL`].
    persons: [[(u64, i64); 4]; 2],
    families: [u64; 2],
}

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant) {
        let cell = &mut self.persons[usize::from(person.family_early)][person.role as usize];
        cell.0 += 1;
        cell.1 += i64::from(person.start.0) - i64::from(person.birth.0);
    }

    pub(crate) fn add_family(&mut self, early: bool) {
        self.families[usize::from(early)] += 1;
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for cohort in 0..2 {
            for role in 0..4 {
                self.persons[cohort][role].0 += other.persons[cohort][role].0;
                self.persons[cohort][role].1 += other.persons[cohort][role].1;
            }
            self.families[cohort] += other.families[cohort];
        }
    }

    /// Families, children, and adults of both cohorts.
    pub(crate) fn heads(&self) -> (u64, u64, u64) {
        let of = |role: usize| self.persons[0][role].0 + self.persons[1][role].0;
        (
            self.families[0] + self.families[1],
            of(0),
            of(1) + of(2) + of(3),
        )
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (cohort, members) in [("all", &[0, 1][..]), ("early", &[1]), ("late", &[0])] {
            let row = |role: &str, persons: u64, age| {
                vec![
                    Cell::text(cohort),
                    Cell::text(role),
                    Cell::count(persons),
                    age,
                ]
            };
            let over = |roles: &[usize]| {
                members
                    .iter()
                    .flat_map(|c| roles.iter().map(|r| self.persons[*c][*r]))
                    .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
            };
            let mut aged = |role: &str, (persons, days): (u64, i64)| {
                rows.push(row(
                    role,
                    persons,
                    Cell::quotient(days as f64 / 365.25, persons),
                ));
            };
            for role in Role::ALL {
                aged(role.code(), over(&[*role as usize]));
            }
            aged("all", over(&[0, 1, 2, 3]));
            rows.push(row(
                "families",
                members.iter().map(|c| self.families[*c]).sum(),
                Cell::Missing,
            ));
        }
        Table::new(&SPEC, rows)
    }
}

//! How old the parents were: report, figure 1.4.

use serde::{Deserialize, Serialize};

use crate::codes::Role;
use crate::engine::Participant;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "parent_ages",
    report: "Figur 1.4",
    columns: &["role", "age_band", "persons", "share"],
    note: "Whole years at the person's own start; share of the parents of the role.",
};

const BANDS: [&str; 5] = ["under_18", "18_25", "26_32", "33_39", "40_and_over"];
const ROLES: [Role; 2] = [Role::Father, Role::Mother];

/// Fathers and mothers by age band.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([[u64; 5]; 2]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant) {
        let Some(role) = ROLES.iter().position(|role| *role == person.role) else {
            return;
        };
        let band = match person.birth.age_at(person.start) {
            ..18 => 0,
            18..=25 => 1,
            26..=32 => 2,
            33..=39 => 3,
            40.. => 4,
        };
        self.0[role][band] += 1;
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *mine += theirs;
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (role, bands) in ROLES.iter().zip(&self.0) {
            let all = bands.iter().sum();
            for (band, persons) in BANDS.iter().zip(bands) {
                let share = Cell::quotient(*persons as f64, all);
                rows.push(vec![
                    Cell::text(role.code()),
                    Cell::text(*band),
                    Cell::count(*persons),
                    share,
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

//! Girls and boys: report, table 1.2.

use serde::{Deserialize, Serialize};

use crate::codes::Sex;
use crate::engine::Participant;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "children_by_sex",
    report: "Tabel 1.2",
    columns: &["sex", "children", "share"],
    note: "Children of intervention families.",
};

/// Children by sex, in the order of [`Sex::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([u64; 2]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant) {
        self.0[person.sex as usize] += u64::from(person.is_child());
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        self.0[0] += other.0[0];
        self.0[1] += other.0[1];
    }

    pub(crate) fn table(&self) -> Table {
        let all = self.0[0] + self.0[1];
        let row = |sex: &Sex| {
            let children = self.0[*sex as usize];
            vec![
                Cell::text(sex.code()),
                Cell::count(children),
                Cell::quotient(children as f64, all),
            ]
        };
        Table::new(&SPEC, Sex::ALL.iter().map(row).collect())
    }
}

//! Postings by half-year around the start: report, figures 5.1 and 5.2.

use serde::{Deserialize, Serialize};

use crate::codes::Role;
use crate::engine::{Participant, months};
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "expenses_half_years",
    report: "Figur 5.1, 5.2",
    columns: &[
        "population",
        "half_year",
        "from_t",
        "to_t",
        "persons",
        "mean_dkk",
    ],
    note: "Mean of the postings, by month of posting, over persons whose whole half-year is observed; no posting counts as 0. \
           Persons change from half-year to half-year, and one expensive person can move a mean.",
};

const POPULATIONS: [(&str, Role); 3] = [
    ("children", Role::Child),
    ("mothers", Role::Mother),
    ("fathers", Role::Father),
];

/// The months of the half-year at a place 0..8, half-year -4 first.
fn span(at: usize) -> (i32, i32) {
    let first = 6 * (at as i32 - 4);
    if at < 4 {
        (first, first + 5)
    } else {
        (first + 1, first + 6)
    }
}

/// The place of the half-year month t lies in.
pub(crate) fn place(t: i32) -> Option<usize> {
    match t {
        -24..=-1 => Some(((t + 24) / 6) as usize),
        1..=24 => Some(((t - 1) / 6) as usize + 4),
        _ => None,
    }
}

/// Whether a person's whole half-year is observed.
pub(crate) fn observed(person: &Participant, at: usize) -> bool {
    let (from, to) = span(at);
    let bits = months::bits(from, to);
    person.observed & bits == bits
}

/// By role and half-year: persons observed and their øre.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([[(u64, i128); 8]; 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant) {
        for (at, cell) in self.0[person.role as usize].iter_mut().enumerate() {
            cell.0 += u64::from(observed(person, at));
        }
    }

    /// Adds postings of persons of a role whose half-year is observed.
    pub(crate) fn add_ore(&mut self, role: usize, at: usize, ore: i128) {
        self.0[role][at].1 += ore;
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (population, role) in POPULATIONS {
            for (at, (persons, ore)) in self.0[role as usize].iter().enumerate() {
                let (from, to) = span(at);
                rows.push(vec![
                    Cell::text(population),
                    Cell::Whole(at as i64 - 4),
                    Cell::Whole(i64::from(from)),
                    Cell::Whole(i64::from(to)),
                    Cell::count(*persons),
                    Cell::quotient(*ore as f64 / 100.0, *persons),
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_years_leave_out_the_month_of_start() {
        assert_eq!(
            (span(0), span(3), span(4), span(7)),
            ((-24, -19), (-6, -1), (1, 6), (19, 24))
        );
        for t in -24..=24 {
            let found = (0..8).find(|at| (span(*at).0..=span(*at).1).contains(&t));
            assert_eq!(place(t), found, "{t}");
        }
        assert_eq!(place(25), None);
    }
}

//! Self-support month by month: report, figures 4.2 and 4.3.

use serde::{Deserialize, Serialize};

use crate::codes::{Category, Role};
use crate::engine::{AdultMonths, MONTHS, MonthCounts, Participant, months};
use crate::statistics::wilson;
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "self_support_monthly",
    report: "Figur 4.2, 4.3",
    columns: &[
        "role",
        "t",
        "persons",
        "self_supported",
        "share",
        "low",
        "high",
        "observed",
    ],
    note: "Adults observed as adults in month t; Wilson intervals; observed: their share of the role's adults. \
           A dip towards t = 0 is how families came to take part, and the rise after it is partly its rebound.",
};

/// The sums of some adults, while they are counted: by role adults, those observed and those self-supported.
#[derive(Default)]
pub(crate) struct Tally([(u64, MonthCounts, MonthCounts); 4]);

impl Tally {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        let (adults, observed, own) = &mut self.0[person.role as usize];
        *adults += 1;
        observed.add(adult.panel);
        own.add(adult.category[Category::SelfSupport as usize]);
    }

    pub(crate) fn sums(self) -> Sums {
        let role = |(adults, observed, own): (u64, MonthCounts, MonthCounts)| {
            (
                adults,
                observed.counts().into_iter().zip(own.counts()).collect(),
            )
        };
        Sums(self.0.into_iter().map(role).collect())
    }
}

/// By role: adults, and by month those observed and those self-supported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums(Vec<(u64, Vec<(u64, u64)>)>);

impl Default for Sums {
    fn default() -> Sums {
        Sums(vec![(0, vec![(0, 0); MONTHS]); 4])
    }
}

impl Sums {
    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.0 += theirs.0;
            for (mine, theirs) in mine.1.iter_mut().zip(&theirs.1) {
                mine.0 += theirs.0;
                mine.1 += theirs.1;
            }
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        let all = [Role::Mother, Role::Father, Role::OtherAdult];
        for (name, roles) in [
            ("all", &all[..]),
            ("mother", &[Role::Mother]),
            ("father", &[Role::Father]),
        ] {
            let of = |role: &Role| &self.0[*role as usize];
            let adults = roles.iter().map(|role| of(role).0).sum();
            for at in 0..MONTHS {
                let persons = roles.iter().map(|role| of(role).1[at].0).sum();
                let own = roles.iter().map(|role| of(role).1[at].1).sum();
                let (low, high) = wilson(own, persons).unzip();
                rows.push(vec![
                    Cell::text(name),
                    Cell::Whole(i64::from(months::FIRST_T) + at as i64),
                    Cell::count(persons),
                    Cell::count(own),
                    Cell::quotient(own as f64, persons),
                    Cell::from(low),
                    Cell::from(high),
                    Cell::quotient(persons as f64, adults),
                ]);
            }
        }
        Table::new(&SPEC, rows)
    }
}

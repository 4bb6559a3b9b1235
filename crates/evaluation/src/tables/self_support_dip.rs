//! The dip in self-support around the start and how much of it is made good: what the published before-and-after curve shows, measured.
//!
//! A = share in t -24..-13, L = the lowest month of t -3..3, B = share in t 13..24. Dip A - L, rebound (B - L)/(A - L), gain over the
//! baseline B - A. Families take part *because* of the dip, so a rebound says nothing about what the intervention did.

use serde::{Deserialize, Serialize};

use super::adult_roles;
use crate::codes::Category;
use crate::engine::{AdultMonths, Participant, months};
use crate::statistics::{Estimate, ShareSums, ShareTally};
use crate::table::{Cell, Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "self_support_dip",
    report: "Figur 4.2",
    columns: &[
        "cohort", "role", "measure", "value", "low", "high", "months", "persons",
    ],
    note: "Shares of person-months: baseline t -24..-13, lowest month of t -3..3 (lowest_t says which), later t 13..24; dip = baseline \
           - lowest, rebound_share = (later - lowest)/dip, gain_over_baseline = later - baseline. Intervals clustered on persons, given \
           which month is lowest. A description: families came because of the dip, so its rebound is no effect of the intervention.",
};

/// The baseline, the seven months around the start, the later period.
const PERIODS: usize = 9;
const BASELINE: usize = 0;
const LATER: usize = 8;

const fn period_bits() -> [u64; PERIODS] {
    let mut bits = [0; PERIODS];
    bits[BASELINE] = months::bits(-24, -13);
    let mut at = BASELINE + 1;
    while at < LATER {
        bits[at] = months::bits(at as i32 - 4, at as i32 - 4);
        at += 1;
    }
    bits[LATER] = months::bits(13, 24);
    bits
}

/// The sums of some adults, while they are counted: by cohort (late, early) and role.
#[derive(Default)]
pub(crate) struct Tally([[ShareTally<PERIODS>; 4]; 2]);

impl Tally {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        const BITS: [u64; PERIODS] = period_bits();
        let own = adult.category[Category::SelfSupport as usize];
        let counted =
            BITS.map(|bits| ((own & bits).count_ones(), (adult.panel & bits).count_ones()));
        self.0[usize::from(person.family_early)][person.role as usize].add(&counted);
    }

    pub(crate) fn sums(self) -> Sums {
        Sums(
            self.0
                .map(|cohort| cohort.into_iter().map(ShareTally::sums).collect()),
        )
    }
}

/// By cohort (late, early) and role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([Vec<ShareSums>; 2]);

impl Default for Sums {
    fn default() -> Sums {
        let cohort = vec![ShareSums::new(PERIODS); 4];
        Sums([cohort.clone(), cohort])
    }
}

impl Sums {
    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            mine.merge(theirs);
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for (cohort, members) in [("all", &[0, 1][..]), ("early", &[1])] {
            for (role, roles) in adult_roles() {
                let mut sums = ShareSums::new(PERIODS);
                for of in members
                    .iter()
                    .flat_map(|c| roles.iter().map(|r| &self.0[*c][*r as usize]))
                {
                    sums.merge(of);
                }
                for (measure, estimate) in measures(&sums) {
                    rows.push(vec![
                        Cell::text(cohort),
                        Cell::text(role),
                        Cell::text(measure),
                        Cell::from(estimate.value),
                        Cell::from(estimate.low),
                        Cell::from(estimate.high),
                        Cell::count(estimate.months),
                        Cell::count(estimate.persons),
                    ]);
                }
            }
        }
        Table::new(&SPEC, rows)
    }
}

fn measures(sums: &ShareSums) -> Vec<(&'static str, Estimate)> {
    let around = (1..LATER).filter_map(|at| sums.share(at).map(|share| (at, share)));
    // The first of the lowest months.
    let lowest = around.reduce(|best, next| if next.1 < best.1 { next } else { best });
    let (a, b) = (sums.share(BASELINE), sums.share(LATER));
    let make = |value: Option<f64>, gradient: &[(usize, f64)]| {
        value.map_or(Estimate::default(), |value| sums.estimate(value, gradient))
    };
    let share = |value: Option<f64>, at: usize| {
        let estimate = make(value, &[(at, 1.0)]);
        // A share's interval is cut at 0 and 1, as everywhere.
        let (low, high) = (
            estimate.low.map(|e| e.max(0.0)),
            estimate.high.map(|e| e.min(1.0)),
        );
        Estimate {
            low,
            high,
            ..estimate
        }
    };
    let (at, l) = lowest.unzip();
    let at = at.unwrap_or(1);
    let dip = a.zip(l).map(|(a, l)| a - l);
    // Without a dip there is nothing to make good.
    let rebound = dip
        .filter(|dip| *dip > 0.0)
        .zip(l)
        .zip(b)
        .map(|((dip, l), b)| (dip, (b - l) / dip));
    let rebound_gradient = rebound.map_or([0.0; 3], |(dip, share)| {
        [-share / dip, (share - 1.0) / dip, 1.0 / dip]
    });
    vec![
        ("baseline", share(a, BASELINE)),
        ("lowest", share(l, at)),
        (
            "lowest_t",
            Estimate {
                value: l.map(|_| at as f64 - 4.0),
                ..Estimate::default()
            },
        ),
        ("later", share(b, LATER)),
        ("dip", make(dip, &[(BASELINE, 1.0), (at, -1.0)])),
        (
            "rebound_share",
            make(
                rebound.map(|(_, share)| share),
                &[
                    (BASELINE, rebound_gradient[0]),
                    (at, rebound_gradient[1]),
                    (LATER, rebound_gradient[2]),
                ],
            ),
        ),
        (
            "gain_over_baseline",
            make(
                a.zip(b).map(|(a, b)| b - a),
                &[(LATER, 1.0), (BASELINE, -1.0)],
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty persons whose curve is the report's: 70 %, 40 % at the start, 65 % later.
    fn as_published() -> ShareSums {
        let mut tally = ShareTally::<PERIODS>::default();
        for person in 0..20 {
            let mut months = [(0, 1); PERIODS];
            months[BASELINE] = (if person < 14 { 12 } else { 0 }, 12);
            for (at, month) in months[1..LATER].iter_mut().enumerate() {
                month.0 = u32::from(person < if at == 3 { 8 } else { 10 });
            }
            months[LATER] = (if person < 13 { 12 } else { 0 }, 12);
            tally.add(&months);
        }
        tally.sums()
    }

    #[test]
    fn the_published_curve_is_a_rebound_and_a_loss() {
        let measures = measures(&as_published());
        let value = |name: &str| {
            measures
                .iter()
                .find(|m| m.0 == name)
                .and_then(|m| m.1.value)
                .unwrap()
        };
        assert!((value("dip") - 0.30).abs() < 1e-12);
        assert_eq!(value("lowest_t"), 0.0);
        // Methods, C1: rebound 83 %, gain over baseline -5 points.
        assert!((value("rebound_share") - 0.25 / 0.30).abs() < 1e-12);
        assert!((value("gain_over_baseline") + 0.05).abs() < 1e-12);
    }

    #[test]
    fn the_gradient_of_the_rebound_is_that_of_its_formula() {
        let f = |a: f64, l: f64, b: f64| (b - l) / (a - l);
        let (a, l, b, h) = (0.7, 0.4, 0.65, 1e-6);
        let (dip, share) = (a - l, f(a, l, b));
        let ours = [-share / dip, (share - 1.0) / dip, 1.0 / dip];
        let slopes = [
            (f(a + h, l, b) - f(a - h, l, b)) / (2.0 * h),
            (f(a, l + h, b) - f(a, l - h, b)) / (2.0 * h),
            (f(a, l, b + h) - f(a, l, b - h)) / (2.0 * h),
        ];
        for (ours, slope) in ours.iter().zip(slopes) {
            assert!((ours - slope).abs() < 1e-6);
        }
    }

    #[test]
    fn nobody_has_no_dip() {
        let none = measures(&ShareSums::new(PERIODS));
        assert!(none.iter().all(|(_, estimate)| estimate.value.is_none()));
    }
}

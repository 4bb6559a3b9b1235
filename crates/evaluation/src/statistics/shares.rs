//! Several shares of person-months at once, and what follows from them, with variances linearised over persons.
//!
//! Person g has n_gk months in period k of which y_gk count; p_k = Y_k / N_k. For f(p_1, …, p_K) with gradient d the variance is
//! V = G/(G-1) Σ_g (Σ_k d_k (y_gk - p_k n_gk) / N_k)², the delta method on the same linearisation as a single share.

use serde::{Deserialize, Serialize};

use super::{Estimate, ratio::margin};

/// Whole-number sums over persons of K periods and all their products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareSums {
    persons: u64,
    y: Vec<u64>,
    n: Vec<u64>,
    /// Products of periods j and k at j K + k.
    yy: Vec<u64>,
    yn: Vec<u64>,
    nn: Vec<u64>,
}

/// The sums of some persons while they are counted, in a form that is fast to add to.
#[derive(Clone, Copy, Debug)]
pub struct ShareTally<const K: usize> {
    persons: u64,
    y: [u64; K],
    n: [u64; K],
    yy: [[u64; K]; K],
    yn: [[u64; K]; K],
    nn: [[u64; K]; K],
}

impl<const K: usize> Default for ShareTally<K> {
    fn default() -> ShareTally<K> {
        let square = [[0; K]; K];
        ShareTally {
            persons: 0,
            y: [0; K],
            n: [0; K],
            yy: square,
            yn: square,
            nn: square,
        }
    }
}

impl<const K: usize> ShareTally<K> {
    /// Adds a person's months that count and months, for each period.
    #[inline]
    pub fn add(&mut self, months: &[(u32, u32); K]) {
        let (y, n) = (months.map(|it| it.0), months.map(|it| it.1));
        self.persons += u64::from(n.iter().any(|n| *n > 0));
        for j in 0..K {
            self.y[j] += u64::from(y[j]);
            self.n[j] += u64::from(n[j]);
            for k in 0..K {
                self.yy[j][k] += u64::from(y[j]) * u64::from(y[k]);
                self.yn[j][k] += u64::from(y[j]) * u64::from(n[k]);
                self.nn[j][k] += u64::from(n[j]) * u64::from(n[k]);
            }
        }
    }

    /// The sums, in the form they are kept in.
    pub fn sums(self) -> ShareSums {
        let flat = |square: [[u64; K]; K]| square.into_iter().flatten().collect();
        ShareSums {
            persons: self.persons,
            y: self.y.to_vec(),
            n: self.n.to_vec(),
            yy: flat(self.yy),
            yn: flat(self.yn),
            nn: flat(self.nn),
        }
    }
}

impl ShareSums {
    /// Sums of nobody over some periods.
    pub fn new(periods: usize) -> ShareSums {
        let (row, square) = (vec![0; periods], vec![0; periods * periods]);
        ShareSums {
            persons: 0,
            y: row.clone(),
            n: row,
            yy: square.clone(),
            yn: square.clone(),
            nn: square,
        }
    }

    /// Adds the persons of other sums over the same periods.
    pub fn merge(&mut self, other: &ShareSums) {
        self.persons += other.persons;
        for (mine, theirs) in [
            (&mut self.y, &other.y),
            (&mut self.n, &other.n),
            (&mut self.yy, &other.yy),
            (&mut self.yn, &other.yn),
            (&mut self.nn, &other.nn),
        ] {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
    }

    /// The share of a period, nothing without a month.
    pub fn share(&self, period: usize) -> Option<f64> {
        (self.n[period] > 0).then(|| self.y[period] as f64 / self.n[period] as f64)
    }

    /// A value that follows from shares, with its 95 % interval; `gradient` names periods and how the value moves with their shares.
    pub fn estimate(&self, value: f64, gradient: &[(usize, f64)]) -> Estimate {
        let variance = || {
            let terms = gradient.iter().flat_map(|(j, dj)| {
                gradient
                    .iter()
                    .map(move |(k, dk)| dj * dk * self.covariance(*j, *k))
            });
            terms.sum::<f64>().max(0.0)
        };
        let margin = margin(self.persons, variance);
        Estimate {
            value: Some(value),
            low: margin.map(|m| value - m),
            high: margin.map(|m| value + m),
            months: gradient.iter().map(|(period, _)| self.n[*period]).sum(),
            persons: self.persons,
        }
    }

    /// Σ_g (y_gj - p_j n_gj)(y_gk - p_k n_gk) / (N_j N_k), the sum without rounding.
    fn covariance(&self, j: usize, k: usize) -> f64 {
        let periods = self.y.len();
        let (at, across) = (j * periods + k, k * periods + j);
        let [yj, nj, yk, nk] = [self.y[j], self.n[j], self.y[k], self.n[k]].map(i128::from);
        let [yy, yn, ny, nn] =
            [self.yy[at], self.yn[at], self.yn[across], self.nn[at]].map(i128::from);
        let sum = nj * nk * yy - nj * yk * yn - yj * nk * ny + yj * yk * nn;
        let months = nj as f64 * nk as f64;
        sum as f64 / months / months
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::PeriodSums;

    #[test]
    fn a_difference_agrees_with_the_sums_made_for_it() {
        let mut tally = ShareTally::default();
        let mut periods = PeriodSums::default();
        for (y0, n0, y1, n1) in [
            (3, 24, 9, 20),
            (24, 24, 20, 24),
            (0, 7, 3, 24),
            (11, 24, 0, 0),
            (5, 9, 9, 9),
        ] {
            tally.add(&[(y0, n0), (y1, n1)]);
            let wide = |y: u32, n: u32| (u64::from(y), u64::from(n));
            periods.add(wide(y0, n0), wide(y1, n1));
        }
        let shares = tally.sums();
        let change = periods.change();
        let difference = shares.share(1).unwrap() - shares.share(0).unwrap();
        let ours = shares.estimate(difference, &[(1, 1.0), (0, -1.0)]);
        assert!((ours.value.unwrap() - change.value.unwrap()).abs() < 1e-15);
        assert!((ours.low.unwrap() - change.low.unwrap()).abs() < 1e-12);
        assert_eq!((ours.months, ours.persons), (change.months, change.persons));
    }
}

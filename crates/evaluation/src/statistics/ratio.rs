//! Shares of person-months and their change, with variances linearised over persons.
//!
//! Letters as in the contract: person g has `n` months in a period of which `y` count; Y and N are their sums, p = Y/N.
//! V = G/(G-1) Σ (y - p n)² / N², and for the change (y1 - p1 n1)/N1 - (y0 - p0 n0)/N0 in place of (y - p n)/N.

use serde::{Deserialize, Serialize};

use super::student_975;

/// An estimated share or change and its interval; a part is missing where the data cannot tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The share, or the change of the share.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
    /// Person-months the value rests on.
    pub months: u64,
    /// Persons with a month.
    pub persons: u64,
}

/// Whole-number sums over persons from which shares before and after, their change and all variances follow exactly.
///
/// Whole numbers add up the same in any order: threads and municipalities can pool them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodSums {
    before: OnePeriod,
    after: OnePeriod,
    /// Persons with a month in either period.
    either: u64,
    y1_y0: u64,
    y1_n0: u64,
    n1_y0: u64,
    n1_n0: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct OnePeriod {
    persons: u64,
    y: u64,
    n: u64,
    yy: u64,
    yn: u64,
    nn: u64,
}

impl OnePeriod {
    fn add(&mut self, y: u64, n: u64) {
        self.persons += u64::from(n > 0);
        self.y += y;
        self.n += n;
        self.yy += y * y;
        self.yn += y * n;
        self.nn += n * n;
    }

    fn merge(&mut self, other: &OnePeriod) {
        self.persons += other.persons;
        self.y += other.y;
        self.n += other.n;
        self.yy += other.yy;
        self.yn += other.yn;
        self.nn += other.nn;
    }

    fn share(&self) -> Option<f64> {
        (self.n > 0).then(|| self.y as f64 / self.n as f64)
    }

    /// Σ (y N - Y n)², which is N² Σ (y - p n)² without rounding.
    fn squares(&self) -> i128 {
        let [y, n, yy, yn, nn] = [self.y, self.n, self.yy, self.yn, self.nn].map(i128::from);
        n * n * yy - 2 * n * y * yn + y * y * nn
    }

    fn estimate(&self) -> Estimate {
        let n = self.n as f64;
        let margin = margin(self.persons, || self.squares() as f64 / (n * n) / (n * n));
        let value = self.share();
        let margin = value.and(margin);
        Estimate {
            value,
            low: value.zip(margin).map(|(p, m)| (p - m).max(0.0)),
            high: value.zip(margin).map(|(p, m)| (p + m).min(1.0)),
            months: self.n,
            persons: self.persons,
        }
    }
}

/// t(0.975, G-1) √(G/(G-1) · squares); nothing with fewer than two persons.
pub(super) fn margin(persons: u64, squares: impl FnOnce() -> f64) -> Option<f64> {
    let quantile = student_975(persons.checked_sub(1)?)?;
    let g = persons as f64;
    Some(quantile * (g / (g - 1.0) * squares()).sqrt())
}

impl PeriodSums {
    /// Adds a person with `n0` months before of which `y0` count, and `n1` after of which `y1` count.
    pub fn add(&mut self, (y0, n0): (u64, u64), (y1, n1): (u64, u64)) {
        self.before.add(y0, n0);
        self.after.add(y1, n1);
        self.either += u64::from(n0 + n1 > 0);
        self.y1_y0 += y1 * y0;
        self.y1_n0 += y1 * n0;
        self.n1_y0 += n1 * y0;
        self.n1_n0 += n1 * n0;
    }

    /// Adds the persons of other sums.
    pub fn merge(&mut self, other: &PeriodSums) {
        self.before.merge(&other.before);
        self.after.merge(&other.after);
        self.either += other.either;
        self.y1_y0 += other.y1_y0;
        self.y1_n0 += other.y1_n0;
        self.n1_y0 += other.n1_y0;
        self.n1_n0 += other.n1_n0;
    }

    /// The share before, cut at 0 and 1.
    pub fn before(&self) -> Estimate {
        self.before.estimate()
    }

    /// The share after, cut at 0 and 1.
    pub fn after(&self) -> Estimate {
        self.after.estimate()
    }

    /// After minus before, not cut.
    pub fn change(&self) -> Estimate {
        let value = self
            .after
            .share()
            .zip(self.before.share())
            .map(|(after, before)| after - before);
        let margin = value.and(margin(self.either, || self.change_squares()));
        Estimate {
            value,
            low: value.zip(margin).map(|(d, m)| d - m),
            high: value.zip(margin).map(|(d, m)| d + m),
            months: self.before.n + self.after.n,
            persons: self.either,
        }
    }

    /// Σ ((y1 - p1 n1)/N1 - (y0 - p0 n0)/N0)².
    fn change_squares(&self) -> f64 {
        let [y0, n0] = [self.before.y, self.before.n].map(i128::from);
        let [y1, n1] = [self.after.y, self.after.n].map(i128::from);
        let [y1_y0, y1_n0, n1_y0, n1_n0] =
            [self.y1_y0, self.y1_n0, self.n1_y0, self.n1_n0].map(i128::from);
        // With a = y N - Y n the sum is Σ (a1 N0² - a0 N1²)² / (N0 N1)⁴.
        let (aa0, aa1) = (self.before.squares(), self.after.squares());
        let cross = n1 * n0 * y1_y0 - n1 * y0 * y1_n0 - y1 * n0 * n1_y0 + y1 * y0 * n1_n0;
        let exact = || {
            let (nn0, nn1) = (n0 * n0, n1 * n1);
            let first = aa1.checked_mul(nn0)?.checked_mul(nn0)?;
            let second = aa0.checked_mul(nn1)?.checked_mul(nn1)?;
            let both = cross.checked_mul(2)?.checked_mul(nn0)?.checked_mul(nn1)?;
            first.checked_add(second)?.checked_sub(both)
        };
        let (m0, m1) = ((n0 * n0) as f64, (n1 * n1) as f64);
        match exact() {
            // Persons whose deviations cancel give 0, not a rounding error whose root would show.
            Some(sum) => sum as f64 / m0 / m0 / m1 / m1,
            // So many months that rounding is far below the variance.
            None => (aa1 as f64 / m1 / m1 + aa0 as f64 / m0 / m0 - 2.0 * cross as f64 / m0 / m1)
                .max(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Months that count and months, before and after.
    type Months = ((u64, u64), (u64, u64));

    /// The formulas as they stand in the contract, person by person.
    fn plainly(persons: &[Months]) -> (f64, f64, f64) {
        let sum = |f: &dyn Fn(&Months) -> u64| persons.iter().map(f).sum::<u64>() as f64;
        let (y0, n0) = (sum(&|p| p.0.0), sum(&|p| p.0.1));
        let (y1, n1) = (sum(&|p| p.1.0), sum(&|p| p.1.1));
        let before = |p: &Months| (p.0.0 as f64 - y0 / n0 * p.0.1 as f64) / n0;
        let after = |p: &Months| (p.1.0 as f64 - y1 / n1 * p.1.1 as f64) / n1;
        let g = persons.iter().filter(|p| p.0.1 + p.1.1 > 0).count() as f64;
        let g0 = persons.iter().filter(|p| p.0.1 > 0).count() as f64;
        let v0 = persons.iter().map(|p| before(p).powi(2)).sum::<f64>() * g0 / (g0 - 1.0);
        let v = persons
            .iter()
            .map(|p| (after(p) - before(p)).powi(2))
            .sum::<f64>()
            * g
            / (g - 1.0);
        (y1 / n1 - y0 / n0, v0.sqrt(), v.sqrt())
    }

    #[test]
    fn four_persons() {
        // 24 ones, 24 zeros, 12 and 12, 18 zeros and 6 ones: p .4375, standard error .21348 (methods check).
        let mut sums = PeriodSums::default();
        for y in [24, 0, 12, 6] {
            sums.add((y, 24), (0, 0));
        }
        let share = sums.before();
        assert_eq!(share.value, Some(0.4375));
        let error = (sums.before.squares() as f64).sqrt() / (96.0 * 96.0) * (4.0f64 / 3.0).sqrt();
        assert!((error - 0.213_48).abs() < 5e-6, "{error}");
        assert_eq!(share.low, Some(0.0));
        assert_eq!(share.high, Some(1.0));
        assert_eq!((share.months, share.persons), (96, 4));
        assert_eq!(sums.after(), Estimate::default());
        assert_eq!(sums.change().value, None);
    }

    #[test]
    fn too_few_persons_have_no_interval() {
        let mut sums = PeriodSums::default();
        sums.add((3, 10), (5, 10));
        assert_eq!(sums.change().value, Some(0.2));
        assert_eq!(sums.change().low, None);
        assert_eq!(sums.before().high, None);
    }

    #[test]
    fn equal_changes_have_no_variance() {
        let mut sums = PeriodSums::default();
        sums.add((7, 24), (7, 24));
        sums.add((24, 24), (24, 24));
        sums.add((1, 24), (1, 24));
        assert_eq!(
            (sums.change().low, sums.change().high),
            (Some(0.0), Some(0.0))
        );
    }

    proptest! {
        #[test]
        fn sums_give_what_persons_give(
            persons in prop::collection::vec(((0u64..25, 0u64..25), (0u64..25, 0u64..25)), 2..200),
            cut in 0usize..200,
        ) {
            let persons: Vec<_> =
                persons.into_iter().map(|((y0, n0), (y1, n1))| ((y0.min(n0), n0), (y1.min(n1), n1))).collect();
            let with = |f: &dyn Fn(&Months) -> u64| persons.iter().filter(|p| f(p) > 0).count();
            prop_assume!(with(&|p| p.0.1) > 1 && with(&|p| p.1.1) > 1);
            let mut sums = PeriodSums::default();
            let mut rest = PeriodSums::default();
            for (at, person) in persons.iter().enumerate() {
                if at < cut { sums.add(person.0, person.1) } else { rest.add(person.0, person.1) }
            }
            sums.merge(&rest);
            let (change, error0, error) = plainly(&persons);
            let estimate = sums.change();
            let t = student_975(estimate.persons - 1).unwrap();
            prop_assert!((estimate.value.unwrap() - change).abs() < 1e-13);
            prop_assert!((estimate.high.unwrap() - change - t * error).abs() < 1e-11);
            let before = sums.before();
            let t = student_975(before.persons - 1).unwrap();
            prop_assert!((before.low.unwrap() - (before.value.unwrap() - t * error0).max(0.0)).abs() < 1e-11);
        }
    }
}

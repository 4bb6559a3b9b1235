//! The expected course and the zones.
//!
//! With intake x and k ratings after it:
//!
//! ```text
//! final(x) = mu + rho (x - mu)                    regression to the mean, explicit
//! T(k,x)   = x + (final(x) - x)(1 - exp(-k/tau))  expected score
//! s(k)     = s_inf sqrt(1 - exp(-2k/tau))
//! low(k,x) = T(k,x) - z s(k)                      z = normal quantile of (1 - band_quantile)
//! ```

use crate::norm::Norm;
use crate::normal;
use helhed_domain::rating::Total;

/// Where a rating lies in its expected course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Below the band.
    Red,
    /// Below the expected score, within the band.
    Yellow,
    /// On or above the expected score.
    Green,
    /// Intake: nothing to hold it against.
    Grey,
}

impl Zone {
    /// The word used in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }
}

/// What is expected k ratings after an intake, points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// T(k,x).
    pub expected: f64,
    /// low(k,x).
    pub low: f64,
}

impl Norm {
    /// T(k,x) in points.
    pub fn expected(&self, k: usize, intake: Total) -> f64 {
        let x = intake.points();
        let last = self.mu + self.rho * (x - self.mu);
        x + (last - x) * (1.0 - libm::exp(-(k as f64) / self.tau))
    }

    /// Expected score and lower end of the band.
    pub fn band(&self, k: usize, intake: Total) -> Band {
        let expected = self.expected(k, intake);
        let spread = self.s_inf * (1.0 - libm::exp(-2.0 * k as f64 / self.tau)).sqrt();
        let z = normal::quantile(1.0 - self.band_quantile);
        Band {
            expected,
            low: expected - z * spread,
        }
    }

    /// The zone of the rating that came k ratings after an intake.
    pub fn zone(&self, k: usize, intake: Total, rating: Total) -> Zone {
        if k == 0 {
            return Zone::Grey;
        }
        let band = self.band(k, intake);
        match rating.points() {
            y if y >= band.expected => Zone::Green,
            y if y >= band.low => Zone::Yellow,
            _ => Zone::Red,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norm::{NormSet, Respondent};
    use proptest::prelude::*;

    fn norm() -> Norm {
        NormSet::illustrative()
            .norm(Respondent::Own, 30)
            .expect("adults")
            .clone()
    }

    proptest! {
        #[test]
        fn zones_follow_the_rating(x in 0u16..=400, k in 1usize..60) {
            let (norm, x) = (norm(), Total::from_tenths(x).expect("in range"));
            let zones = (0..=400).map(|y| norm.zone(k, x, Total::from_tenths(y).expect("in range")));
            let zones = zones.collect::<Vec<_>>();
            prop_assert!(zones.is_sorted());
            prop_assert!(!zones.contains(&Zone::Grey));
        }

        #[test]
        fn the_course_lies_between_intake_and_its_end(x in 0u16..=400, k in 0usize..200) {
            let (norm, x) = (norm(), Total::from_tenths(x).expect("in range"));
            let last = norm.mu + norm.rho * (x.points() - norm.mu);
            let t = norm.expected(k, x);
            let (from, to) = (x.points().min(last), x.points().max(last));
            prop_assert!(from - 1e-12 <= t && t <= to + 1e-12);
            prop_assert!(norm.band(k, x).low <= t);
        }
    }
}

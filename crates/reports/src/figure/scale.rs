//! From values to places on paper, and the round values to write beside an axis.

/// A straight mapping of values to places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// Maps `from.0` to `to.0` and `from.1` to `to.1`. An empty range of values is widened by one.
    pub(crate) fn new(from: (f64, f64), to: (f64, f64)) -> Scale {
        let from = if from.1 > from.0 {
            from
        } else {
            (from.0, from.0 + 1.0)
        };
        Scale { from, to }
    }

    /// The place of a value.
    pub(crate) fn at(&self, value: f64) -> f64 {
        self.to.0 + (value - self.from.0) / (self.from.1 - self.from.0) * (self.to.1 - self.to.0)
    }
}

/// About `count` round values that span `low..high`: steps of 1, 2, 2.5 or 5 times a power of ten.
pub(crate) fn round_values(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !low.is_finite() || !high.is_finite() {
        return vec![0.0, 1.0];
    }
    let (low, high) = if high > low {
        (low, high)
    } else {
        (low, low + 1.0)
    };
    let raw = (high - low) / count.max(1) as f64;
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step >= raw * (1.0 - 1e-9));
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = (
        (low / step + 1e-9).floor() as i64,
        (high / step - 1e-9).ceil() as i64,
    );
    (first..=last).map(|k| k as f64 * step).collect()
}

/// How many decimals tell the values apart.
pub(crate) fn decimals_of(values: &[f64]) -> usize {
    (0..6)
        .find(|decimals| {
            let unit = 10f64.powi(*decimals as i32);
            values
                .iter()
                .all(|value| (value * unit - (value * unit).round()).abs() < 1e-6)
        })
        .unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_values() {
        assert_eq!(
            round_values(0.0, 0.83, 5),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        assert_eq!(
            round_values(-24.0, 24.0, 4),
            [-40.0, -20.0, 0.0, 20.0, 40.0]
        );
        assert_eq!(round_values(3.0, 3.0, 2).len(), 3);
        assert_eq!(decimals_of(&[0.0, 2.5]), 1);
        assert_eq!(Scale::new((0.0, 10.0), (100.0, 0.0)).at(2.5), 75.0);
        assert_eq!(Scale::new((1.0, 1.0), (0.0, 10.0)).at(1.0), 0.0);
    }
}

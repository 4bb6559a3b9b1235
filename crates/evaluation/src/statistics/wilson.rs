//! The interval of a share of persons.

use super::Z_975;

/// Wilson's 95 % interval of a share: Wilson (1927), *Probable inference, the law of succession, and statistical inference*.
///
/// Nothing when there is nobody to take a share of.
pub fn wilson(successes: u64, trials: u64) -> Option<(f64, f64)> {
    if trials == 0 {
        return None;
    }
    let n = trials as f64;
    let p = successes as f64 / n;
    let z2 = Z_975 * Z_975;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_975 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    // The interval touches 0 and 1 exactly; rounding must not step over.
    let low = if successes == 0 { 0.0 } else { centre - half };
    let high = if successes == trials {
        1.0
    } else {
        centre + half
    };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_intervals() {
        // Report, table 4.1, to the digits the contract states.
        for (x, n, low, high) in [
            (21, 72, 0.199_381, 0.405_057),
            (11, 24, 0.278_913, 0.649_251),
        ] {
            let (l, h) = wilson(x, n).unwrap();
            assert!(
                (l - low).abs() < 5e-7 && (h - high).abs() < 5e-7,
                "{x} of {n}: {l} {h}"
            );
        }
        // Report, figure 4.10: 44 and 63 of 79.
        let (l, h) = wilson(44, 79).unwrap();
        assert!((l - 0.447).abs() < 5e-4 && (h - 0.661).abs() < 5e-4);
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!(wilson(0, 5).unwrap().0, 0.0);
        assert_eq!(wilson(5, 5).unwrap().1, 1.0);
        assert_eq!(wilson(0, 0), None);
    }
}

//! The interval of a share: Wilson (1927), 95 %.

use crate::normal;

/// Lower and upper end; `None` without observations.
pub fn wilson(count: usize, n: usize) -> Option<(f64, f64)> {
    if n == 0 || count > n {
        return None;
    }
    let (x, n) = (count as f64, n as f64);
    let z = normal::quantile(0.975);
    let (p, z2) = (x / n, z * z);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    // With none or all the end is exact; rounding must not move it.
    let low = if count == 0 {
        0.0
    } else {
        (centre - half).max(0.0)
    };
    let high = if count as f64 == n {
        1.0
    } else {
        (centre + half).min(1.0)
    };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// Published with two decimals, in per cent.
    const PUBLISHED: f64 = 5e-5;

    #[test]
    fn gives_the_published_intervals() {
        for (x, n, low, high) in [(21, 72, 0.1994, 0.4051), (11, 24, 0.2789, 0.6493)] {
            let (l, h) = wilson(x, n).expect("observed");
            assert!(
                (l - low).abs() < PUBLISHED && (h - high).abs() < PUBLISHED,
                "{x} of {n}"
            );
        }
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(0, 5).map(|i| i.0), Some(0.0));
        assert_eq!(wilson(5, 5).map(|i| i.1), Some(1.0));
    }
}

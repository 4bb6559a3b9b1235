//! The quantile of Student's t that intervals of person-months need.

use std::f64::consts::{FRAC_PI_2, PI};

use super::Z_975;

/// From here on the expansion in 1/ν is exact to rounding.
const MANY: u64 = 1000;

/// The 0.975 quantile of Student's t with `freedom` degrees of freedom; nothing without one.
///
/// With whole degrees of freedom the distribution function is a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4); from the normal
/// quantile, which lies below, Newton's steps rise to the root because the function is concave there. Many degrees of freedom use the
/// expansion 26.7.5, whose next term is below 1e-13.
pub fn student_975(freedom: u64) -> Option<f64> {
    match freedom {
        0 => None,
        1 => Some((PI * 0.475).tan()),
        MANY.. => Some(expansion(freedom as f64)),
        _ => Some(newton(freedom)),
    }
}

fn expansion(v: f64) -> f64 {
    let x = Z_975;
    let x2 = x * x;
    let g1 = x * (x2 + 1.0) / 4.0;
    let g2 = x * ((5.0 * x2 + 16.0) * x2 + 3.0) / 96.0;
    let g3 = x * (((3.0 * x2 + 19.0) * x2 + 17.0) * x2 - 15.0) / 384.0;
    let g4 = x * ((((79.0 * x2 + 776.0) * x2 + 1482.0) * x2 - 1920.0) * x2 - 945.0) / 92160.0;
    x + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v
}

fn newton(freedom: u64) -> f64 {
    let v = freedom as f64;
    let height = density_height(freedom);
    let mut t = Z_975;
    for _ in 0..100 {
        let density = height * (1.0 + t * t / v).powf(-(v + 1.0) / 2.0);
        // The two-sided probability within ±t is to be 0.95.
        let step = (0.95 - within(t, freedom)) / (2.0 * density);
        t += step;
        if step.abs() <= 1e-15 * t {
            break;
        }
    }
    t
}

/// P(-t < T < t), Abramowitz and Stegun 26.7.3 (odd) and 26.7.4 (even).
fn within(t: f64, freedom: u64) -> f64 {
    let angle = (t / (freedom as f64).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let odd = freedom % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = if freedom == 1 { 0.0 } else { term };
    let mut k = if odd { 2.0 } else { 1.0 };
    while k + 1.0 < freedom as f64 - 1.0 {
        term *= cosine * cosine * k / (k + 1.0);
        sum += term;
        k += 2.0;
    }
    if odd {
        (angle + sine * sum) / FRAC_PI_2
    } else {
        sine * sum
    }
}

/// Γ((ν+1)/2) / (√(νπ) Γ(ν/2)), the density's value at 0.
fn density_height(freedom: u64) -> f64 {
    let mut at = if freedom % 2 == 1 { 1 } else { 2 };
    let mut ratio = if at == 1 {
        1.0 / PI.sqrt()
    } else {
        PI.sqrt() / 2.0
    };
    while at < freedom {
        ratio *= (at as f64 + 1.0) / at as f64;
        at += 2;
    }
    ratio / (freedom as f64 * PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_printed_tables() {
        // Values to 15 digits as statistical packages print them.
        for (freedom, t) in [
            (1, 12.706_204_736_174_7),
            (2, 4.302_652_729_749_46),
            (3, 3.182_446_305_283_71),
            (4, 2.776_445_105_197_79),
            (5, 2.570_581_835_636_31),
            (10, 2.228_138_851_986_27),
            (30, 2.042_272_456_301_24),
            (100, 1.983_971_518_523_55),
        ] {
            let ours = student_975(freedom).unwrap();
            assert!((ours - t).abs() < 1e-12, "{freedom}: {ours}");
        }
        assert_eq!(student_975(0), None);
    }

    #[test]
    fn the_two_ways_meet() {
        for freedom in [600, 601, 800, 999] {
            assert!(
                (newton(freedom) - expansion(freedom as f64)).abs() < 1e-12,
                "{freedom}"
            );
        }
        assert!((student_975(1_000_000_000).unwrap() - Z_975).abs() < 1e-8);
    }
}

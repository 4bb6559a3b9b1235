//! Intervals from their definitions.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::Rows;

pub(super) fn wilson(x: usize, n: usize) -> [Option<f64>; 2] {
    if n == 0 {
        return [None, None];
    }
    let (z, n) = (1.959963984540054_f64, n as f64);
    let p = x as f64 / n;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let middle = p + z * z / (2.0 * n);
    [
        Some((middle - half) / (1.0 + z * z / n)),
        Some((middle + half) / (1.0 + z * z / n)),
    ]
}

/// The quantile by bisection of the numerically integrated density (Simpson's rule after t = √ν tan u).
fn student(freedom: usize) -> f64 {
    static KNOWN: Mutex<BTreeMap<usize, f64>> = Mutex::new(BTreeMap::new());
    *KNOWN
        .lock()
        .unwrap()
        .entry(freedom)
        .or_insert_with(|| integrate(freedom))
}

fn integrate(freedom: usize) -> f64 {
    let v = freedom as f64;
    let integral = |upper: f64| {
        let steps = 4000;
        let h = upper / steps as f64;
        let f = |u: f64| u.cos().powf(v - 1.0);
        let inner: f64 = (1..steps)
            .map(|i| f(i as f64 * h) * if i % 2 == 1 { 4.0 } else { 2.0 })
            .sum();
        (f(0.0) + inner + f(upper)) * h / 3.0
    };
    let whole = integral(std::f64::consts::FRAC_PI_2);
    let (mut low, mut high) = (0.0, std::f64::consts::FRAC_PI_2);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if integral(middle) < 0.95 * whole {
            low = middle
        } else {
            high = middle
        }
    }
    v.sqrt() * low.tan()
}

/// Three rows from each person's (y0, n0, y1, n1).
pub(super) fn before_after(rows: &mut Rows, table: &str, name: &str, persons: &[[f64; 4]]) {
    let sum = |at: usize| persons.iter().map(|p| p[at]).sum::<f64>();
    let [y0, n0, y1, n1] = [0, 1, 2, 3].map(sum);
    let mut put =
        |period: &str, value: Option<f64>, deviations: Vec<f64>, months: f64, cut: bool| {
            let g = deviations.len() as f64;
            let margin = value.filter(|_| deviations.len() > 1).map(|_| {
                student(deviations.len() - 1)
                    * (g / (g - 1.0) * deviations.iter().map(|d| d * d).sum::<f64>()).sqrt()
            });
            let ends = [-1.0, 1.0].map(|sign| {
                let end = value.zip(margin).map(|(v, m)| v + sign * m);
                if cut {
                    end.map(|e| e.clamp(0.0, 1.0))
                } else {
                    end
                }
            });
            let key = vec![name.to_owned(), period.to_owned()];
            rows.insert(
                (table.to_owned(), key),
                vec![value, ends[0], ends[1], Some(months), Some(g)],
            );
        };
    let (p0, p1) = ((n0 > 0.0).then(|| y0 / n0), (n1 > 0.0).then(|| y1 / n1));
    let before = |p: &[f64; 4]| p0.map_or(0.0, |share| (p[0] - share * p[1]) / n0);
    let after = |p: &[f64; 4]| p1.map_or(0.0, |share| (p[2] - share * p[3]) / n1);
    put(
        "before",
        p0,
        persons.iter().filter(|p| p[1] > 0.0).map(before).collect(),
        n0,
        true,
    );
    put(
        "after",
        p1,
        persons.iter().filter(|p| p[3] > 0.0).map(after).collect(),
        n1,
        true,
    );
    let either = persons.iter().filter(|p| p[1] + p[3] > 0.0);
    let change = p1.zip(p0).map(|(p1, p0)| p1 - p0);
    put(
        "change",
        change,
        either.map(|p| after(p) - before(p)).collect(),
        n0 + n1,
        false,
    );
}

//! How long it takes to put needs in order: `cargo run --release -p helhed-domain --example first_speed`.

#![expect(clippy::disallowed_methods, reason = "an example that measures")]

use std::time::Instant;

use helhed_domain::first::{Weighed, first};
use helhed_domain::ids::NeedId;
use helhed_domain::need::{Blocks, Severity, Urgency, Wish};
use helhed_domain::rule::Rules;
use jiff::civil::date;
use uuid::Uuid;

const NEEDS: usize = 500;

fn id(n: usize) -> NeedId {
    NeedId::from(Uuid::from_u128(n as u128 + 1))
}

fn main() {
    let weights = Rules::on(date(2026, 11, 24), &[]).need_weights;
    let needs: Vec<Weighed> = (0..NEEDS)
        .map(|n| Weighed {
            need: id(n),
            severity: Severity::ALL[n % Severity::ALL.len()],
            urgency: Urgency::ALL[n * 7 % Urgency::ALL.len()],
            wish: Wish::ALL.get(n % 5).copied(),
        })
        .collect();
    // A simple spread that repeats: no chance in a measurement.
    let spread = |n: usize, step: usize| Blocks {
        blocker: id(n % NEEDS),
        blocked: id((n % NEEDS * 31 + n / NEEDS * step + 1) % NEEDS),
    };
    let pairs = (0..NEEDS).flat_map(|a| (0..NEEDS).map(move |b| (a, b)));
    let link = |(a, b): (usize, usize)| Blocks {
        blocker: id(a),
        blocked: id(b),
    };
    for (name, links) in [
        ("none", Vec::new()),
        (
            "one after another",
            (1..NEEDS).map(|n| link((n - 1, n))).collect(),
        ),
        (
            "four of each",
            (0..NEEDS * 4).map(|n| spread(n, 17)).collect(),
        ),
        (
            "every earlier of every later",
            pairs.clone().filter(|(a, b)| a < b).map(link).collect(),
        ),
        ("all of all", pairs.map(link).collect::<Vec<Blocks>>()),
    ] {
        let mut times: Vec<_> = (0..20)
            .map(|_| {
                let begun = Instant::now();
                let order = first(&needs, &links, weights);
                assert_eq!(order.places.len(), NEEDS);
                begun.elapsed()
            })
            .collect();
        times.sort();
        println!(
            "{NEEDS} needs, {name}: median {:?}, slowest {:?} of 20",
            times[10], times[19]
        );
    }
}

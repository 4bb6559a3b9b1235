//! The engine against the contract read literally: every cell of every table on made-up bundles.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test that cannot go on stops the test"
)]

mod days;
mod made_up;
mod rules;

use std::path::PathBuf;

use helhed_evaluation::table::Cell;
use helhed_evaluation::{Evaluation, Options, Partial, PoolError, evaluate, pool};
use made_up::MadeUp;
use proptest::prelude::*;

/// How many leading columns name a row.
fn keys(table: &str) -> usize {
    match table {
        "start_months" | "children_by_sex" | "attendance_monthly" | "closed_cases" => 1,
        "child_case_share" => 3,
        "expenses_half_years" => 4,
        _ => 2,
    }
}

fn word(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

fn evaluated(bundles: &[MadeUp], threads: usize, shuffle: u64) -> Evaluation {
    let folder = tempfile::tempdir().unwrap();
    let write = |(at, bundle): (usize, &MadeUp)| {
        let path = folder.path().join(at.to_string());
        std::fs::create_dir(&path).unwrap();
        bundle.write(&path, shuffle + at as u64);
        path
    };
    let paths: Vec<PathBuf> = bundles.iter().enumerate().map(write).collect();
    let options = Options {
        threads,
        ..Options::default()
    };
    evaluate(&paths, &options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"))
}

fn compare(evaluation: &Evaluation, bundles: &[MadeUp]) {
    let mut expected = rules::tables(bundles);
    for table in &evaluation.tables {
        let name = table.spec.name;
        if name == "self_support_dip" {
            // Held to its own check beside the code.
            continue;
        }
        for row in &table.rows {
            let (key, numbers) = row.split_at(keys(name));
            let key: Vec<String> = key.iter().map(word).collect();
            let place = format!("{name} {key:?}");
            let expected = expected
                .remove(&(name.to_owned(), key))
                .unwrap_or_else(|| panic!("{place} is not expected"));
            assert_eq!(numbers.len(), expected.len(), "{place}");
            for (at, (ours, theirs)) in numbers.iter().zip(&expected).enumerate() {
                let ours = ours.number();
                let near = match (ours, theirs) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
                    (None, None) => true,
                    _ => false,
                };
                assert!(near, "{place} number {at}: {ours:?} instead of {theirs:?}");
            }
        }
    }
    assert!(expected.is_empty(), "missing: {:?}", expected.keys().next());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn one_bundle(seed in any::<u64>(), families in 0u64..9) {
        let bundle = [MadeUp::new(seed, families)];
        compare(&evaluated(&bundle, 1, seed >> 1), &bundle);
    }

    #[test]
    fn pooled_bundles(seed in any::<u64>(), families in 1u64..5) {
        let bundles = [MadeUp::new(seed, families), MadeUp::new(!seed, 3), MadeUp::new(seed ^ 77, families)];
        compare(&evaluated(&bundles, 2, seed >> 1), &bundles);
    }
}

#[test]
fn the_number_of_threads_and_the_order_of_rows_do_not_matter() {
    // Enough persons for several threads and enough rows for several blocks.
    let bundle = [MadeUp::new(4711, 5000)];
    let one = evaluated(&bundle, 1, 1);
    for threads in [2, 3] {
        let more = evaluated(&bundle, threads, 1);
        assert_eq!(more.results_json(), one.results_json(), "{threads} threads");
        for (a, b) in more.tables.iter().zip(&one.tables) {
            assert_eq!(a.to_csv(), b.to_csv());
        }
    }
    let shuffled = evaluated(&bundle, 2, 99);
    for (a, b) in shuffled.tables.iter().zip(&one.tables) {
        assert_eq!(a.to_csv(), b.to_csv());
    }
}

#[test]
fn sums_pool_to_the_tables_of_all_bundles() {
    let bundles = [
        MadeUp::new(21, 30),
        MadeUp::new(22, 12),
        MadeUp::new(23, 40),
    ];
    let together = evaluated(&bundles, 2, 7);
    let handed_over = |(at, bundle): (usize, &MadeUp)| {
        let own = evaluated(std::slice::from_ref(bundle), 1, 7 + at as u64);
        Partial::from_json(&own.partial().to_json()).unwrap()
    };
    let parts: Vec<Partial> = bundles.iter().enumerate().map(handed_over).collect();
    let pooled = pool(&parts).unwrap();
    assert_eq!(pooled.results_json(), together.results_json());
    assert_eq!(pooled.partial(), together.partial());
    let twice = pool(&[parts[0].clone(), parts[0].clone()]);
    assert_eq!(twice.map(|_| ()), Err(PoolError::Twice(2)));
}

#[test]
fn an_empty_study_has_tables_without_numbers() {
    let evaluation = evaluated(&[MadeUp::new(3, 0)], 1, 0);
    let table = evaluation.table("support_before_after").unwrap();
    assert_eq!(
        table.cell(&["self_support", "change"], "share"),
        Some(&Cell::Missing)
    );
    assert!(evaluation.table("start_months").unwrap().rows.is_empty());
}

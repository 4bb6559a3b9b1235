//! The shipped example bundle gives the published figures, and the documentation says so side by side.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use helhed_evaluation::bundle::write::Format;
use helhed_evaluation::calendar::Month;
use helhed_evaluation::{Evaluation, Options, evaluate};
use helhed_synthetic::bundle::{Order, write};

/// Written anew when this is set in the environment.
const REWRITE: &str = "HELHED_REWRITE_GOLDEN";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn order(families: u32, seed: u64) -> Order {
    Order {
        families,
        comparison: 0,
        seed,
        observed_to: Month::parse("2019-12").expect("a month"),
        attendance: true,
    }
}

fn evaluated(folder: &Path) -> Evaluation {
    evaluate(&[folder.to_owned()], &Options::default(), &mut |_| {}).expect("a sound bundle")
}

/// A published figure and where the evaluation has it.
struct Figure {
    what: String,
    source: String,
    published: f64,
    unit: String,
    tolerance: f64,
    table: String,
    key: Vec<String>,
    column: String,
}

fn figures() -> Vec<Figure> {
    let text = include_str!("../data/published.csv");
    text.lines()
        .skip(1)
        .map(|line| {
            let mut fields = fields(line).into_iter();
            let mut next = || fields.next().expect("eight fields");
            Figure {
                what: next(),
                source: next(),
                published: next().parse().expect("a number"),
                unit: next(),
                tolerance: next().parse().expect("a number"),
                table: next(),
                key: next().split(' ').map(str::to_owned).collect(),
                column: next(),
            }
        })
        .collect()
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => fields.last_mut().expect("one field").push(letter),
        }
    }
    fields
}

fn value(evaluation: &Evaluation, figure: &Figure) -> f64 {
    let key: Vec<_> = figure.key.iter().map(String::as_str).collect();
    let value = evaluation
        .table(&figure.table)
        .and_then(|table| table.cell(&key, &figure.column))
        .and_then(helhed_evaluation::table::Cell::number)
        .unwrap_or_else(|| panic!("{} has no {key:?} {}", figure.table, figure.column));
    if figure.unit == "per cent" {
        value * 100.0
    } else {
        value
    }
}

fn far_off(evaluation: &Evaluation) -> Vec<String> {
    figures()
        .iter()
        .filter_map(|figure| {
            let value = value(evaluation, figure);
            let off = (value - figure.published).abs() > figure.tolerance + 1e-9;
            off.then(|| format!("{}: {} published, {value}", figure.what, figure.published))
        })
        .collect()
}

#[test]
fn fifty_six_families_of_any_seed_lie_near_the_published_evaluation() {
    for seed in [2, 3, 4, 77] {
        let folder = tempfile::tempdir().expect("a folder");
        let bundle = folder.path().join("bundle");
        write(&order(56, seed), &bundle, Format::Parquet, &mut |_| {}).expect("written");
        let off = far_off(&evaluated(&bundle));
        assert!(off.is_empty(), "seed {seed}: {off:#?}");
    }
}

#[test]
fn the_example_is_what_the_generator_makes_and_stands_in_the_documentation() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("bundle");
    write(&order(56, 1), &made, Format::Csv, &mut |_| {}).expect("written");
    let shipped = root().join("examples/bundle");
    if std::env::var_os(REWRITE).is_some() {
        fs::create_dir_all(&shipped).expect("made");
    }
    for entry in fs::read_dir(&made).expect("a folder") {
        let name = entry.expect("readable").file_name();
        let bytes = fs::read(made.join(&name)).expect("readable");
        if std::env::var_os(REWRITE).is_some() {
            fs::write(shipped.join(&name), &bytes).expect("written");
        }
        let there = fs::read(shipped.join(&name)).expect("shipped");
        assert!(
            there == bytes,
            "{} differs; write anew with {REWRITE}=1",
            name.display()
        );
    }
    // After the example: both may just have been written anew.
    let evaluation = evaluated(&root().join("examples/bundle"));
    let off = far_off(&evaluation);
    assert!(off.is_empty(), "{off:#?}");
    let text = side_by_side(&evaluation);
    let place = root().join("docs/evaluation-example.md");
    if std::env::var_os(REWRITE).is_some() {
        fs::write(&place, &text).expect("written");
    }
    let there = fs::read_to_string(&place).expect("documented");
    assert!(there == text, "write anew with {REWRITE}=1");
}

fn side_by_side(evaluation: &Evaluation) -> String {
    let mut text = String::from(include_str!("evaluation-example-head.md"));
    text.push_str("| what | report | published | example | unit |\n|---|---|---:|---:|---|\n");
    for figure in figures() {
        let value = value(evaluation, &figure);
        let shown = |number: f64| match figure.unit.as_str() {
            "count" | "kroner" => format!("{number:.0}"),
            _ => format!("{number:.1}"),
        };
        writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            figure.what,
            figure.source,
            shown(figure.published),
            shown(value),
            figure.unit
        )
        .expect("a text grows");
    }
    text
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_other_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = |name: &str, families, seed| {
        let place = folder.path().join(name);
        let mut order = order(families, seed);
        order.comparison = 30;
        write(&order, &place, Format::Csv, &mut |_| {}).expect("written");
        fs::read(place.join("support.csv")).expect("readable")
    };
    let first = bytes("a", 60, 5);
    assert!(first == bytes("b", 60, 5));
    assert!(first != bytes("c", 60, 6));
    evaluated(&folder.path().join("a"));
}

#[test]
fn any_size_is_a_sound_bundle() {
    let folder = tempfile::tempdir().expect("a folder");
    for families in [0, 1, 55, 57, 300] {
        let place = folder.path().join(families.to_string());
        let mut order = order(families, 9);
        order.observed_to = Month::parse("2021-12").expect("a month");
        order.comparison = families / 2;
        let made = write(&order, &place, Format::Parquet, &mut |_| {}).expect("written");
        let counts = evaluated(&place).counts;
        assert_eq!(counts.intervention_families, u64::from(families));
        assert_eq!(counts.comparison_families, u64::from(families / 2));
        assert_eq!(made.families, u64::from(families + families / 2));
    }
}

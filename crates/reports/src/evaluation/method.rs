//! How the numbers were made, from what, and what they cannot tell.

use helhed_evaluation::Evaluation;

use super::human::Pen;
use super::section as section_of;
use crate::document::{Block, Column, Section, Table};
use crate::numbers::Format;

/// What stands beside the title.
pub(super) fn facts(pen: &Pen, evaluation: &Evaluation) -> Vec<(String, String)> {
    let counts = &evaluation.counts;
    let observed = |pick: fn(&str, &str) -> bool,
                    of: fn(&helhed_evaluation::BundleSummary) -> &str| {
        evaluation
            .bundles
            .iter()
            .map(of)
            .reduce(|best, next| if pick(next, best) { next } else { best })
            .unwrap_or("–")
            .to_owned()
    };
    let first = observed(|a, b| a < b, |bundle| &bundle.observed_from);
    let last = observed(|a, b| a > b, |bundle| &bundle.observed_to);
    let mut facts = vec![
        (
            pen.t("fact-observed"),
            pen.words
                .args("fact-observed-months", &[("from", &first), ("to", &last)]),
        ),
        (
            pen.t("fact-families"),
            pen.numbers
                .format(counts.intervention_families as f64, Format::Whole),
        ),
        (
            pen.t("fact-cohort"),
            pen.words
                .with("fact-cohort-before", evaluation.options.cohort_before),
        ),
        (
            pen.t("fact-withheld"),
            pen.words.with("fact-withheld-below", pen.min_cell),
        ),
        (
            pen.t("fact-program"),
            format!("Helhed {}", env!("CARGO_PKG_VERSION")),
        ),
    ];
    if counts.rows_left_out > 0 {
        facts.push((
            pen.t("fact-left-out"),
            pen.numbers
                .format(counts.rows_left_out as f64, Format::Whole),
        ));
    }
    facts
}

/// The section on method.
pub(super) fn section(pen: &Pen, evaluation: &Evaluation) -> Option<Section> {
    let list = |prefix: &str, keys: &[&str]| {
        Block::List(
            keys.iter()
                .map(|key| pen.t(&format!("{prefix}-{key}")))
                .collect(),
        )
    };
    let mut method = section_of(pen, "method", vec![]);
    method.sections = vec![
        section_of(
            pen,
            "rules",
            vec![list(
                "rule",
                &[
                    "time",
                    "panel",
                    "self-support",
                    "strict",
                    "periods",
                    "cohort",
                    "cases",
                    "expenses",
                ],
            )],
        ),
        section_of(
            pen,
            "intervals",
            vec![list(
                "interval",
                &["wilson", "clustered", "few", "multiple"],
            )],
        ),
        section_of(
            pen,
            "withheld",
            vec![Block::Paragraph(
                pen.words.with("withheld-text", pen.min_cell),
            )],
        ),
        section_of(pen, "sources", sources(pen, evaluation)),
    ];
    Some(method)
}

fn sources(pen: &Pen, evaluation: &Evaluation) -> Vec<Block> {
    let mut rows = Vec::new();
    for bundle in &evaluation.bundles {
        for file in &bundle.files {
            rows.push(vec![
                bundle.municipality.clone(),
                file.file.clone(),
                pen.numbers.format(file.rows as f64, Format::Whole),
                pen.numbers.format(file.left_out as f64, Format::Whole),
                file.sha256.chars().take(12).collect(),
            ]);
        }
    }
    let columns = ["municipality", "file"].map(|name| Column::words(pen.code("column", name)));
    let counts = ["rows", "left_out"].map(|name| Column::number(pen.code("column", name)));
    let table = Table {
        id: "sources-numbers".to_owned(),
        caption: pen.t("caption-sources"),
        columns: columns
            .into_iter()
            .chain(counts)
            .chain([Column::words(pen.t("column-hash"))])
            .collect(),
        rows,
        row_heads: 2,
        note: pen.t("note-sources"),
    };
    vec![Block::Table(table)]
}

/// What none of it can tell: the last section.
pub(super) fn limits(pen: &Pen) -> Section {
    let items = ["cause", "dip", "registers", "small", "change", "judge"]
        .map(|key| pen.t(&format!("limit-{key}")));
    section_of(pen, "limits", vec![Block::List(items.to_vec())])
}

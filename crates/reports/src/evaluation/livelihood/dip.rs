//! The dip around the start and what was regained: measured and named, with intervals and without causes.

use crate::document::Block;
use crate::evaluation::human::{Pen, Show};
use crate::evaluation::view::{Seen, Shown};
use crate::evaluation::{PERCENT, says};
use crate::numbers::Format;

pub(super) fn dip(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    const MEASURES: [&str; 7] = [
        "baseline",
        "lowest",
        "lowest_t",
        "later",
        "dip",
        "rebound_share",
        "gain_over_baseline",
    ];
    let mut rows = Vec::new();
    for role in ["all", "mother", "father"] {
        rows.extend(MEASURES.iter().flat_map(|measure| {
            seen.rows(&[("cohort", "all"), ("role", role), ("measure", measure)])
        }));
    }
    let columns = [
        Show::Code("role", "roles"),
        Show::Code("measure", "dip"),
        Show::Number("value", PERCENT),
        Show::Interval(PERCENT),
        Show::Number("persons", Format::Whole),
    ];
    let mut table = pen.table("self_support_dip", seen, &rows, &columns, 2);
    for (cells, row) in table.rows.iter_mut().zip(&rows) {
        // Which month is lowest is a month and no share.
        if seen.word(*row, "measure") == "lowest_t" {
            cells[2] = pen.shown(&seen.cell(*row, "value"), Format::Whole);
        }
    }
    let mut blocks = Vec::new();
    let cell = |measure: &str, column: &str| {
        seen.at(
            &[("cohort", "all"), ("role", "all"), ("measure", measure)],
            column,
        )
    };
    if let Shown::Number(_) = cell("dip", "value") {
        let points = |measure: &str| pen.shown(&cell(measure, "value"), Format::Points(1));
        let interval = |measure: &str, format| {
            pen.interval(&cell(measure, "low"), &cell(measure, "high"), format)
        };
        let mut text = pen.words.args(
            "says-dip",
            &[
                ("dip", points("dip").trim_start_matches('+')),
                ("interval", &interval("dip", Format::Points(1))),
            ],
        );
        if cell("rebound_share", "value").number().is_some() {
            let rebound = pen.shown(&cell("rebound_share", "value"), Format::Percent(0));
            text = format!(
                "{text} {}",
                pen.words.args(
                    "says-rebound",
                    &[
                        ("rebound", &rebound),
                        ("interval", &interval("rebound_share", Format::Percent(0)))
                    ]
                )
            );
        }
        if cell("gain_over_baseline", "value").number().is_some() {
            let gain = [
                ("gain", points("gain_over_baseline")),
                (
                    "interval",
                    interval("gain_over_baseline", Format::Points(1)),
                ),
            ];
            text = format!(
                "{text} {}",
                pen.words.args(
                    "says-gain",
                    &[("gain", &gain[0].1), ("interval", &gain[1].1)]
                )
            );
        }
        blocks.extend(says(pen, text, "says-not-dip"));
    } else {
        blocks.push(Block::Paragraph(pen.t("says-dip-untold")));
    }
    blocks.push(Block::Table(table));
    blocks
}

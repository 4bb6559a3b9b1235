//! Self-support by stricter rules, beside the default: no record apart, education apart.

use super::periods::periods_result;
use super::{MONTHLY, curve, line};
use crate::document::Block;
use crate::evaluation::human::{Pen, Show};
use crate::evaluation::view::{Seen, Shown};
use crate::evaluation::{PERCENT, figure, says};

pub(super) fn strict(
    pen: &Pen,
    monthly: Seen<'_>,
    seen: Seen<'_>,
    strict_monthly: Option<Seen<'_>>,
) -> Vec<Block> {
    const VARIANTS: [&str; 4] = [
        "no_record",
        "no_record_missing",
        "education_only",
        "without_education",
    ];
    let mut blocks = Vec::new();
    if let Some(strict) = strict_monthly {
        let mut lines = vec![line(monthly, pen.t("variant-default"), &[("role", "all")])];
        // Three bands on each other cannot be read: the curves alone, the intervals in the table.
        for variant in ["no_record_missing", "without_education"] {
            lines.push(line(
                strict,
                pen.code("variant-short", variant),
                &[("variant", variant)],
            ));
        }
        for point in lines.iter_mut().flat_map(|line| &mut line.points) {
            (point.low, point.high) = (None, None);
        }
        let columns: Vec<_> = [Show::Code("variant", "variant")]
            .into_iter()
            .chain(MONTHLY)
            .collect();
        let rows: Vec<_> = (0..strict.table.rows.len()).collect();
        let table = pen.table("self_support_strict_monthly", strict, &rows, &columns, 2);
        blocks.push(figure(
            pen,
            "self_support_strict_monthly",
            curve(pen, lines).draw(pen.numbers),
            table,
            pen.t("seen-strict"),
        ));
    }
    let table = periods_result(
        pen,
        "self_support_strict",
        seen,
        "variant",
        &VARIANTS,
        "variant",
    );
    blocks.push(Block::Table(table));
    let no_record =
        |period: &str| seen.at(&[("variant", "no_record"), ("period", period)], "share");
    if let (Shown::Number(_), Shown::Number(_)) = (no_record("before"), no_record("after")) {
        let shares = ["before", "after"].map(|period| pen.shown(&no_record(period), PERCENT));
        blocks.extend(says(
            pen,
            pen.words.args(
                "says-strict",
                &[("before", &shares[0]), ("after", &shares[1])],
            ),
            "says-not-strict",
        ));
    }
    blocks
}

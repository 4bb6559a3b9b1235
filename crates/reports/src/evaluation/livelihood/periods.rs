//! Two years before and two after, and the change between them.

use crate::document::{Block, Table};
use crate::evaluation::human::{Pen, Show};
use crate::evaluation::view::{Seen, Shown};
use crate::evaluation::{PERCENT, figure, says};
use crate::figure::{Bar, BarChart};
use crate::numbers::Format;

const PERIODS: [Show; 4] = [
    Show::Number("share", PERCENT),
    Show::Interval(PERCENT),
    Show::Number("months", Format::Whole),
    Show::Number("persons", Format::Whole),
];

/// Bars before and after, a group for each word of a column.
pub(in crate::evaluation) fn periods_chart(
    pen: &Pen,
    seen: Seen<'_>,
    column: &str,
    words: &[&str],
    prefix: &str,
    label: String,
) -> BarChart {
    let bar = |word: &str, period: &str| {
        let cell = |of: &str| seen.at(&[(column, word), ("period", period)], of).number();
        Bar {
            value: cell("share"),
            low: cell("low"),
            high: cell("high"),
        }
    };
    BarChart {
        axis: super::share_axis(label),
        series: vec![pen.code("period", "before"), pen.code("period", "after")],
        groups: words
            .iter()
            .map(|word| {
                (
                    pen.code(prefix, word),
                    vec![bar(word, "before"), bar(word, "after")],
                )
            })
            .collect(),
        format: PERCENT,
        absent: pen.t("evaluation-untold"),
    }
}

/// Rows in the order before, after, change, a group for each word of a column.
fn periods_rows(seen: Seen<'_>, column: &str, words: &[&str]) -> Vec<usize> {
    let mut rows = Vec::new();
    for word in words {
        rows.extend(
            ["before", "after", "change"]
                .iter()
                .flat_map(|period| seen.rows(&[(column, word), ("period", period)])),
        );
    }
    rows
}

/// What changed, each with its interval.
pub(in crate::evaluation) fn changes(
    pen: &Pen,
    seen: Seen<'_>,
    column: &str,
    words: &[&str],
    prefix: &str,
) -> String {
    let mut texts = Vec::new();
    for word in words {
        let cell = |of: &str| seen.at(&[(column, word), ("period", "change")], of);
        let (Shown::Number(low), Shown::Number(high)) = (cell("low"), cell("high")) else {
            continue;
        };
        let key = if low > 0.0 || high < 0.0 {
            "change-clear"
        } else {
            "change-unclear"
        };
        texts.push(pen.words.args(
            key,
            &[
                ("what", &pen.code(prefix, word)),
                ("change", &pen.shown(&cell("share"), Format::Points(1))),
                (
                    "interval",
                    &pen.interval(&cell("low"), &cell("high"), Format::Points(1)),
                ),
            ],
        ));
    }
    if texts.is_empty() {
        pen.t("says-change-untold")
    } else {
        format!("{} {}", pen.t("says-change"), texts.join(" "))
    }
}

pub(super) fn before_after(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    const CATEGORIES: [&str; 4] = [
        "self_support",
        "activity_ready",
        "job_or_education_ready",
        "other_support",
    ];
    let chart = periods_chart(
        pen,
        seen,
        "category",
        &CATEGORIES,
        "category",
        pen.t("axis-person-months"),
    );
    let table = periods_result(
        pen,
        "support_before_after",
        seen,
        "category",
        &CATEGORIES,
        "category",
    );
    let text = changes(pen, seen, "category", &CATEGORIES, "category");
    let mut blocks = vec![figure(
        pen,
        "support_before_after",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-before-after"));
    blocks
}

/// The table of a share before and after and its change.
pub(in crate::evaluation) fn periods_result(
    pen: &Pen,
    id: &str,
    seen: Seen<'_>,
    column: &'static str,
    words: &[&str],
    prefix: &'static str,
) -> Table {
    let columns: Vec<_> = [Show::Code(column, prefix), Show::Code("period", "period")]
        .into_iter()
        .chain(PERIODS)
        .collect();
    pen.table(id, seen, &periods_rows(seen, column, words), &columns, 2)
}

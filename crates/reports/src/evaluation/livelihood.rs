//! Parents' self-support: month by month, before and after, under stricter rules, and the dip.

use super::human::{Pen, Show};
use super::view::{Seen, Shown, View};
use super::{PERCENT, figure, says, section as section_of};
use crate::document::{Block, Section, Table};
use crate::figure::{Axis, Bar, BarChart, Line, LineChart, Multiples, Point, Reference};
use crate::numbers::Format;

pub(super) fn section(pen: &Pen, view: &View<'_>) -> Option<Section> {
    let monthly = view.table("self_support_monthly")?;
    let mut livelihood = section_of(
        pen,
        "livelihood",
        month_by_month(pen, monthly, view.table("self_support_dip")),
    );
    livelihood
        .sections
        .push(section_of(pen, "livelihood-roles", by_role(pen, monthly)));
    livelihood.sections.extend(
        view.table("self_support_dip")
            .map(|seen| section_of(pen, "livelihood-dip", dip(pen, seen))),
    );
    livelihood.sections.extend(
        view.table("support_before_after")
            .map(|seen| section_of(pen, "livelihood-periods", before_after(pen, seen))),
    );
    let strict = view.table("self_support_strict").map(|seen| {
        strict(
            pen,
            monthly,
            seen,
            view.table("self_support_strict_monthly"),
        )
    });
    livelihood
        .sections
        .extend(strict.map(|blocks| section_of(pen, "livelihood-strict", blocks)));
    Some(livelihood)
}

/// The axis of months around the start.
pub(super) fn months(pen: &Pen) -> Axis {
    let at = (-4..=4).map(|half| {
        (
            f64::from(half * 6),
            pen.numbers.fixed(f64::from(half * 6), 0),
        )
    });
    Axis::new(pen.t("axis-months"), Format::Whole).written(at.collect())
}

fn share_axis(label: String) -> Axis {
    Axis::new(label, Format::Percent(0)).showing(0.0, 1.0)
}

fn line(seen: Seen<'_>, name: String, wanted: &[(&str, &str)]) -> Line {
    let points = seen.rows(wanted).into_iter().map(|row| {
        let of = |column: &str| seen.cell(row, column).number();
        Point {
            x: of("t").unwrap_or(0.0),
            y: of("share"),
            low: of("low"),
            high: of("high"),
        }
    });
    Line {
        name,
        points: points.collect(),
    }
}

fn curve(pen: &Pen, lines: Vec<Line>) -> LineChart {
    LineChart {
        x: months(pen),
        y: share_axis(pen.t("axis-self-support")),
        lines,
        references: vec![Reference {
            x: 0.0,
            label: pen.t("axis-start"),
        }],
        level: None,
        steps: false,
    }
}

const MONTHLY: [Show; 5] = [
    Show::Number("t", Format::Whole),
    Show::Number("persons", Format::Whole),
    Show::Number("self_supported", Format::Whole),
    Show::Number("share", PERCENT),
    Show::Interval(PERCENT),
];

fn month_by_month(pen: &Pen, seen: Seen<'_>, dip: Option<Seen<'_>>) -> Vec<Block> {
    let all = [("role", "all")];
    let chart = curve(pen, vec![line(seen, pen.code("roles", "all"), &all)]);
    let columns: Vec<_> = MONTHLY
        .into_iter()
        .chain([Show::Number("observed", Format::Percent(0))])
        .collect();
    let table = pen.table("self_support_monthly", seen, &seen.rows(&all), &columns, 1);
    let text = dip
        .and_then(|dip| curve_words(pen, dip, "all"))
        .unwrap_or_else(|| pen.t("says-curve-untold"));
    let mut blocks = vec![figure(
        pen,
        "self_support_monthly",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-self_support_monthly"));
    blocks
}

/// Where the curve begins, turns and ends.
fn curve_words(pen: &Pen, dip: Seen<'_>, role: &str) -> Option<String> {
    let cell = |measure: &str| {
        dip.at(
            &[("cohort", "all"), ("role", role), ("measure", measure)],
            "value",
        )
    };
    for needed in ["baseline", "lowest", "later", "lowest_t"] {
        cell(needed).number()?;
    }
    Some(pen.words.args(
        "says-curve",
        &[
            ("baseline", &pen.shown(&cell("baseline"), PERCENT)),
            ("lowest", &pen.shown(&cell("lowest"), PERCENT)),
            ("t", &pen.shown(&cell("lowest_t"), Format::Whole)),
            ("later", &pen.shown(&cell("later"), PERCENT)),
        ],
    ))
}

fn by_role(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    let chart = |role: &str| {
        (
            pen.code("roles", role),
            curve(pen, vec![line(seen, String::new(), &[("role", role)])]),
        )
    };
    let charts = Multiples {
        charts: ["mother", "father"].map(chart).to_vec(),
        across: 2,
    };
    let rows: Vec<_> = ["mother", "father"]
        .iter()
        .flat_map(|role| seen.rows(&[("role", role)]))
        .collect();
    let columns: Vec<_> = [Show::Code("role", "role")]
        .into_iter()
        .chain(MONTHLY)
        .collect();
    let table = pen.table("self_support_by_role", seen, &rows, &columns, 2);
    vec![figure(
        pen,
        "self_support_by_role",
        charts.draw(pen.numbers),
        table,
        pen.t("seen-self_support_by_role"),
    )]
}

fn dip(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
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

const PERIODS: [Show; 4] = [
    Show::Number("share", PERCENT),
    Show::Interval(PERCENT),
    Show::Number("months", Format::Whole),
    Show::Number("persons", Format::Whole),
];

/// Bars before and after, a group for each word of a column.
pub(super) fn periods_chart(
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
        axis: share_axis(label),
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
pub(super) fn changes(
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

fn before_after(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
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

fn strict(
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

/// The table of a share before and after and its change.
pub(super) fn periods_result(
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

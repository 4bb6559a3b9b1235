//! The children: attendance in day care, cases in a year, cases that had ended.

use super::human::{Pen, Show};
use super::view::{Seen, Shown, View};
use super::{PERCENT, figure, result, says, section as section_of};
use crate::document::{Block, Section, Table};
use crate::figure::{Axis, Bar, BarChart, ColumnChart, Line, LineChart, Point};
use crate::numbers::Format;

pub(super) fn section(pen: &Pen, view: &View<'_>) -> Option<Section> {
    let mut children = section_of(pen, "children", vec![]);
    if let Some(seen) = view.table("attendance_monthly") {
        children.sections.push(section_of(
            pen,
            "attendance",
            attendance(pen, seen, view.table("attendance_reference_monthly")),
        ));
    }
    if let Some(seen) = view.table("child_case_share") {
        children
            .sections
            .push(section_of(pen, "cases", cases(pen, seen)));
    }
    if let Some(seen) = view.table("closed_cases") {
        children
            .sections
            .push(section_of(pen, "closed", closed(pen, seen)));
    }
    (!children.sections.is_empty()).then_some(children)
}

/// Months since year 0, for a place along.
fn along(month: &str) -> f64 {
    let part = |range: std::ops::Range<usize>| {
        month
            .get(range)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    part(0..4) * 12.0 + part(5..7) - 1.0
}

fn attendance(pen: &Pen, seen: Seen<'_>, reference: Option<Seen<'_>>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (column, axis) in [("hours_per_day", "axis-hours"), ("days", "axis-days")] {
        let line = |seen: Seen<'_>, name: &str| Line {
            name: pen.t(name),
            points: (0..seen.table.rows.len())
                .map(|row| Point {
                    x: along(&seen.word(row, "month")),
                    y: seen.cell(row, column).number(),
                    ..Point::default()
                })
                .collect(),
        };
        let mut lines = vec![line(seen, "attendance-own")];
        lines.extend(reference.map(|reference| line(reference, "attendance-all")));
        let months: Vec<_> = lines
            .iter()
            .flat_map(|line| line.points.iter().map(|point| point.x))
            .collect();
        let years = months.iter().filter(|x| **x % 6.0 == 0.0).map(|x| {
            (
                *x,
                format!("{:04}-{:02}", (*x as i64) / 12, (*x as i64) % 12 + 1),
            )
        });
        let mut at: Vec<_> = years.collect();
        at.sort_by(|a, b| a.0.total_cmp(&b.0));
        at.dedup();
        let chart = LineChart {
            x: Axis::new("", Format::Whole).written(at),
            y: Axis::new(pen.t(axis), Format::Decimals(1))
                .showing(0.0, if column == "days" { 20.0 } else { 8.0 }),
            lines,
            references: vec![],
            level: None,
            steps: false,
        };
        let id = format!("attendance_{column}");
        let columns = [
            Show::Plain("month"),
            Show::Number("children", Format::Whole),
            Show::Number(column, Format::Decimals(1)),
        ];
        let rows: Vec<_> = (0..seen.table.rows.len()).collect();
        let mut table = pen.table(&id, seen, &rows, &columns, 1);
        if let Some(reference) = reference {
            with_reference(pen, &mut table, seen, reference, column);
        }
        let told: Vec<_> = rows
            .iter()
            .map(|row| (seen.word(*row, "month"), seen.cell(*row, column)))
            .filter(|(_, cell)| cell.number().is_some())
            .collect();
        let text = match (told.first(), told.last()) {
            (Some(first), Some(last)) => pen.words.args(
                &format!("says-{id}"),
                &[
                    ("first", &pen.shown(&first.1, Format::Decimals(1))),
                    ("from", &first.0),
                    ("last", &pen.shown(&last.1, Format::Decimals(1))),
                    ("to", &last.0),
                ],
            ),
            _ => pen.t("says-curve-untold"),
        };
        blocks.push(figure(
            pen,
            &id,
            chart.draw(pen.numbers),
            table,
            text.clone(),
        ));
        blocks.push(Block::Labelled {
            label: pen.t("evaluation-says"),
            text,
        });
    }
    blocks.push(Block::Labelled {
        label: pen.t("evaluation-says-not"),
        text: pen.t("says-not-attendance"),
    });
    blocks
}

/// A column of all children's mean beside the families' own.
fn with_reference(pen: &Pen, table: &mut Table, seen: Seen<'_>, reference: Seen<'_>, column: &str) {
    table
        .columns
        .push(crate::document::Column::number(pen.t("column-reference")));
    for (row, cells) in table.rows.iter_mut().enumerate() {
        let cell = reference.at(&[("month", &seen.word(row, "month"))], column);
        cells.push(pen.shown(&cell, Format::Decimals(1)));
    }
}

const KINDS: [&str; 6] = [
    "any",
    "notification",
    "family_treatment",
    "free_place",
    "placement",
    "preventive_other",
];

fn cases(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    let mut years: Vec<_> = (0..seen.table.rows.len())
        .map(|row| seen.word(row, "year"))
        .collect();
    years.sort();
    years.dedup();
    let bar = |population: &str, year: &str, kind: &str| {
        let cell = |column: &str| {
            seen.at(
                &[("population", population), ("year", year), ("kind", kind)],
                column,
            )
            .number()
        };
        Bar {
            value: cell("share"),
            low: cell("low"),
            high: cell("high"),
        }
    };
    let populations = ["joined_by_year_end", "early"];
    let chart = ColumnChart {
        axis: Axis::new(pen.t("axis-children-with-case"), Format::Percent(0)).showing(0.0, 1.0),
        along: pen.t("column-year"),
        series: populations
            .map(|population| pen.code("case-population", population))
            .to_vec(),
        places: years
            .iter()
            .map(|year| {
                (
                    year.clone(),
                    populations
                        .map(|population| bar(population, year, "any"))
                        .to_vec(),
                )
            })
            .collect(),
        format: Some(Format::Percent(0)),
    };
    let columns = [
        Show::Code("population", "case-population"),
        Show::Plain("year"),
        Show::Code("kind", "case"),
        Show::Number("children", Format::Whole),
        Show::Number("with_case", Format::Whole),
        Show::Number("share", PERCENT),
        Show::Interval(PERCENT),
    ];
    let any: Vec<_> = populations
        .iter()
        .flat_map(|population| seen.rows(&[("population", population), ("kind", "any")]))
        .collect();
    let table = pen.table("child_case_any", seen, &any, &columns, 3);
    let told: Vec<_> = years
        .iter()
        .filter_map(|year| {
            let share = seen.at(
                &[
                    ("population", "joined_by_year_end"),
                    ("year", year),
                    ("kind", "any"),
                ],
                "share",
            );
            share.number().map(|_| {
                pen.words.args(
                    "year-share",
                    &[
                        ("year", year),
                        ("share", &pen.shown(&share, Format::Percent(0))),
                    ],
                )
            })
        })
        .collect();
    let text = if told.is_empty() {
        pen.t("says-curve-untold")
    } else {
        pen.words.with("says-cases", told.join(", "))
    };
    let mut blocks = vec![figure(
        pen,
        "child_case_any",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-cases"));
    // By kind: the last year beside the first.
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        let ends = if first == last {
            vec![first]
        } else {
            vec![first, last]
        };
        let chart = BarChart {
            axis: Axis::new(pen.t("axis-children-with-case"), Format::Percent(0)).showing(0.0, 1.0),
            series: ends.iter().map(|year| (*year).clone()).collect(),
            groups: KINDS[1..]
                .iter()
                .map(|kind| {
                    (
                        pen.code("case", kind),
                        ends.iter()
                            .map(|year| bar("joined_by_year_end", year, kind))
                            .collect(),
                    )
                })
                .collect(),
            format: Format::Percent(0),
            absent: pen.t("evaluation-untold"),
        };
        let mut rows = Vec::new();
        for population in populations {
            for kind in &KINDS[1..] {
                rows.extend(seen.rows(&[("population", population), ("kind", kind)]));
            }
        }
        let columns = [
            columns[0], columns[2], columns[1], columns[3], columns[4], columns[5], columns[6],
        ];
        let table = pen.table("child_case_kinds", seen, &rows, &columns, 3);
        blocks.push(figure(
            pen,
            "child_case_kinds",
            chart.draw(pen.numbers),
            table,
            pen.t("seen-child_case_kinds"),
        ));
    }
    blocks
}

fn closed(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    let cohorts = ["all", "early"];
    let bar = |cohort: &str| {
        let cell = |column: &str| seen.at(&[("cohort", cohort)], column).number();
        Bar {
            value: cell("share"),
            low: cell("low"),
            high: cell("high"),
        }
    };
    let chart = BarChart {
        axis: Axis::new(pen.t("axis-closed"), Format::Percent(0)).showing(0.0, 1.0),
        series: vec![String::new()],
        groups: cohorts
            .iter()
            .map(|cohort| (pen.code("closed-cohort", cohort), vec![bar(cohort)]))
            .collect(),
        format: PERCENT,
        absent: pen.t("evaluation-untold"),
    };
    let columns = [
        Show::Code("cohort", "closed-cohort"),
        Show::Number("children_with_case", Format::Whole),
        Show::Number("without_case_at_end", Format::Whole),
        Show::Number("share", PERCENT),
        Show::Interval(PERCENT),
    ];
    let Block::Table(table) = result(pen, "closed_cases", seen, &columns, 1) else {
        return Vec::new();
    };
    let cell = |column: &str| seen.at(&[("cohort", "all")], column);
    let text = match cell("share") {
        Shown::Number(_) => pen.words.args(
            "says-closed",
            &[
                (
                    "without",
                    &pen.shown(&cell("without_case_at_end"), Format::Whole),
                ),
                (
                    "with",
                    &pen.shown(&cell("children_with_case"), Format::Whole),
                ),
                ("share", &pen.shown(&cell("share"), PERCENT)),
                (
                    "interval",
                    &pen.interval(&cell("low"), &cell("high"), PERCENT),
                ),
            ],
        ),
        _ => pen.t("says-curve-untold"),
    };
    let mut blocks = vec![figure(
        pen,
        "closed_cases",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-closed"));
    blocks
}

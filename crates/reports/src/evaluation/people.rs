//! Who took part, and what their lives looked like at the start.

use std::collections::BTreeMap;

use super::human::{Pen, Show};
use super::view::{Seen, Shown, View};
use super::{PERCENT, figure, result, says, section as section_of};
use crate::document::{Block, Column, Section, Table};
use crate::figure::{Axis, Bar, BarChart, ColumnChart};
use crate::numbers::Format;

pub(super) fn section(pen: &Pen, view: &View<'_>) -> Option<Section> {
    let mut blocks = Vec::new();
    if let Some(seen) = view.table("participants") {
        let columns = [
            Show::Code("cohort", "cohort"),
            Show::Code("role", "role"),
            Show::Number("persons", Format::Whole),
            Show::Number("mean_age", Format::Decimals(1)),
        ];
        blocks.push(result(pen, "participants", seen, &columns, 2));
    }
    blocks.extend(
        view.table("start_months")
            .into_iter()
            .flat_map(|seen| starts(pen, seen)),
    );
    blocks.extend(
        view.table("parent_ages")
            .into_iter()
            .map(|seen| ages(pen, seen)),
    );
    if let Some(seen) = view.table("children_by_sex") {
        let columns = [
            Show::Code("sex", "sex"),
            Show::Number("children", Format::Whole),
            Show::Number("share", PERCENT),
        ];
        blocks.push(result(pen, "children_by_sex", seen, &columns, 1));
    }
    let mut section = section_of(pen, "people", blocks);
    section.sections = vec![before(pen, view)];
    Some(section)
}

/// A length of time: its name, and the period that a month lies in.
type Period = (&'static str, fn(&str) -> String);

/// Families by the shortest period in which no count is of a few.
fn starts(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    let periods: [Period; 4] = [
        ("month", |month| month.to_owned()),
        ("quarter", |month| {
            format!("{} Q{}", &month[..4], (number(month) - 1) / 3 + 1)
        }),
        ("half", |month| {
            format!("{} H{}", &month[..4], (number(month) - 1) / 6 + 1)
        }),
        ("year", |month| month[..4].to_owned()),
    ];
    let few = |families: f64| families >= 1.0 && families < pen.min_cell as f64;
    let mut found = None;
    for (name, of) in periods {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for (row, cells) in seen.table.rows.iter().enumerate() {
            *counts.entry(of(&seen.word(row, "month"))).or_default() +=
                cells[1].number().unwrap_or(0.0);
        }
        let all_shown = !counts.values().any(|families| few(*families));
        found = Some((name, counts));
        if all_shown {
            break;
        }
    }
    let Some((period, counts)) = found else {
        return Vec::new();
    };
    // Years with a few families stand without a number, and with them one more: the total is known.
    let mut hidden: Vec<bool> = counts.values().map(|families| few(*families)).collect();
    if hidden.iter().filter(|hidden| **hidden).count() == 1 {
        let smallest = counts
            .values()
            .enumerate()
            .filter(|(at, _)| !hidden[*at])
            .min_by(|a, b| a.1.total_cmp(b.1))
            .map(|(at, _)| at);
        if let Some(at) = smallest {
            hidden[at] = true;
        }
    }
    let value = |at: usize, families: f64| {
        if hidden[at] {
            Shown::Withheld
        } else {
            Shown::Number(families)
        }
    };
    let places: Vec<_> = counts
        .iter()
        .enumerate()
        .map(|(at, (name, families))| {
            (
                name.clone(),
                vec![Bar {
                    value: value(at, *families).number(),
                    ..Bar::default()
                }],
            )
        })
        .collect();
    let rows = counts.iter().enumerate().map(|(at, (name, families))| {
        vec![
            name.clone(),
            pen.shown(&value(at, *families), Format::Whole),
        ]
    });
    let mut note = pen.t(&format!("note-start-{period}"));
    if hidden.contains(&true) {
        note = format!(
            "{note} {}",
            pen.words.with("evaluation-withheld-note", pen.min_cell)
        );
    }
    let table = Table {
        id: "start_months-numbers".to_owned(),
        caption: pen.t("caption-start_months"),
        columns: vec![
            Column::words(pen.t(&format!("column-{period}"))),
            Column::number(pen.t("column-families")),
        ],
        rows: rows.collect(),
        row_heads: 1,
        note,
    };
    let chart = ColumnChart {
        axis: Axis::new(pen.t("column-families"), Format::Whole),
        along: pen.t(&format!("column-{period}")),
        series: vec![String::new()],
        places,
        format: Some(Format::Whole),
    };
    let most = counts
        .iter()
        .enumerate()
        .filter(|(at, _)| !hidden[*at])
        .max_by(|a, b| a.1.1.total_cmp(b.1.1));
    let seen = most.map(|(_, (name, families))| {
        pen.words.args(
            "seen-start_months",
            &[
                ("period", name),
                ("families", &pen.numbers.format(*families, Format::Whole)),
            ],
        )
    });
    vec![figure(
        pen,
        "start_months",
        chart.draw(pen.numbers),
        table,
        seen.unwrap_or_default(),
    )]
}

fn number(month: &str) -> u32 {
    month
        .get(5..7)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
}

fn ages(pen: &Pen, seen: Seen<'_>) -> Block {
    const BANDS: [&str; 5] = ["under_18", "18_25", "26_32", "33_39", "40_and_over"];
    let bar = |role: &str, band: &str| Bar {
        value: seen
            .at(&[("role", role), ("age_band", band)], "share")
            .number(),
        ..Bar::default()
    };
    let chart = BarChart {
        axis: Axis::new(pen.t("axis-parents"), Format::Percent(0)),
        series: vec![pen.code("roles", "mother"), pen.code("roles", "father")],
        groups: BANDS
            .iter()
            .map(|band| {
                (
                    pen.code("age", band),
                    vec![bar("mother", band), bar("father", band)],
                )
            })
            .collect(),
        format: Format::Percent(0),
        absent: pen.t("evaluation-withheld"),
    };
    let mut rows = Vec::new();
    for role in ["mother", "father"] {
        rows.extend(
            BANDS
                .iter()
                .flat_map(|band| seen.rows(&[("role", role), ("age_band", band)])),
        );
    }
    let columns = [
        Show::Code("role", "role"),
        Show::Code("age_band", "age"),
        Show::Number("persons", Format::Whole),
        Show::Number("share", PERCENT),
    ];
    let table = pen.table("parent_ages", seen, &rows, &columns, 2);
    figure(
        pen,
        "parent_ages",
        chart.draw(pen.numbers),
        table,
        pen.t("seen-parent_ages"),
    )
}

/// The two years before, and the month of start.
fn before(pen: &Pen, view: &View<'_>) -> Section {
    let mut blocks = Vec::new();
    if let Some(seen) = view.table("support_at_start") {
        let columns = [
            Show::Code("role", "roles"),
            Show::Code("category", "category"),
            Show::Number("persons", Format::Whole),
            Show::Number("share", PERCENT),
        ];
        blocks.push(result(pen, "support_at_start", seen, &columns, 2));
        let all = |category: &str| seen.at(&[("role", "all"), ("category", category)], "share");
        if let Shown::Number(_) = all("self_support") {
            let text = pen.words.with(
                "says-support_at_start",
                pen.shown(&all("self_support"), PERCENT),
            );
            blocks.extend(says(pen, text, "says-not-support_at_start"));
        }
    }
    if let Some(seen) = view.table("support_history") {
        let columns = [
            Show::Code("role", "roles"),
            Show::Code("category", "category"),
            Show::Number("mean_months", Format::Decimals(1)),
            Show::Number("persons", Format::Whole),
        ];
        blocks.push(result(pen, "support_history", seen, &columns, 2));
    }
    if let Some(seen) = view.table("activation_history") {
        let columns = [
            Show::Code("role", "roles"),
            Show::Code("kind", "activation"),
            Show::Number("share", PERCENT),
            Show::Number("months", Format::Whole),
        ];
        blocks.push(result(pen, "activation_history", seen, &columns, 2));
    }
    if let Some(seen) = view.table("expenses_year_before") {
        let columns = [
            Show::Plain("account"),
            Show::Code("population", "population"),
            Show::Number("total_dkk", Format::Whole),
            Show::Number("mean_dkk", Format::Whole),
        ];
        blocks.push(result(pen, "expenses_year_before", seen, &columns, 2));
    }
    section_of(pen, "before", blocks)
}

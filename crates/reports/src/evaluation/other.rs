//! Tables that other parts made: feedback ratings, programme costs, the case for investment. Told as they are.

use super::human::Pen;
use super::view::{Seen, View};
use super::{known, section as section_of};
use crate::document::{Block, Column, Section, Table};
use crate::numbers::Format;

/// Columns of codes, and how the keys of their words begin.
const CODES: [(&str, &str); 7] = [
    ("item", "item"),
    ("group", "course"),
    ("age_group", "age-group"),
    ("measure", "measure"),
    ("scenario", "scenario"),
    ("area", "area"),
    ("payer", "payer"),
];

pub(super) fn sections(pen: &Pen, view: &View<'_>) -> Vec<Section> {
    let area = |names: &[&str], id: &str| {
        let tables: Vec<_> = view
            .all()
            .filter(|seen| {
                names
                    .iter()
                    .any(|name| seen.table.spec.name.starts_with(name))
                    && !seen.table.rows.is_empty()
            })
            .collect();
        (!tables.is_empty()).then(|| {
            section_of(
                pen,
                id,
                tables
                    .into_iter()
                    .filter(|seen| !known(seen.table))
                    .map(|seen| as_it_is(pen, seen))
                    .collect(),
            )
        })
    };
    [
        area(&["fit_"], "fit"),
        area(&["programme_costs", "investment"], "economy"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn as_it_is(pen: &Pen, seen: Seen<'_>) -> Block {
    let spec = seen.table.spec;
    let is_number = |column: &str| {
        let at = seen.column(column).unwrap_or(0);
        column != "year"
            && seen
                .table
                .rows
                .iter()
                .all(|row| row[at].number().is_some() || row[at].to_string().is_empty())
    };
    let columns: Vec<_> = spec
        .columns
        .iter()
        .map(|column| {
            let name = pen
                .words
                .find(&format!("column-{column}"))
                .unwrap_or_else(|| (*column).to_owned());
            Column {
                name,
                number: is_number(column),
            }
        })
        .collect();
    let cell = |row: usize, column: &&str| {
        let shown = seen.cell(row, column);
        let format = match shown.number() {
            _ if *column == "year" => Format::Year,
            Some(number) if number.fract() == 0.0 || number.abs() >= 1000.0 => Format::Whole,
            _ => Format::Decimals(3),
        };
        let text = pen.shown(&shown, format);
        let prefix = CODES.iter().find(|(name, _)| name == column);
        prefix
            .and_then(|(_, prefix)| pen.words.find(&format!("{prefix}-{text}")))
            .unwrap_or(text)
    };
    let heads = columns
        .iter()
        .take_while(|column| !column.number)
        .count()
        .max(1);
    let mut note = pen
        .words
        .find(&format!("note-{}", spec.name))
        .unwrap_or_default();
    let rows: Vec<usize> = (0..seen.table.rows.len())
        .filter(|row| told(seen, *row))
        .collect();
    if rows.iter().any(|row| seen.mask[*row].contains(&true)) {
        note = format!(
            "{note} {}",
            pen.words.with("evaluation-withheld-note", pen.min_cell)
        )
        .trim()
        .to_owned();
    }
    Block::Table(Table {
        id: format!("{}-numbers", spec.name),
        caption: pen
            .words
            .find(&format!("caption-{}", spec.name))
            .unwrap_or_else(|| spec.name.to_owned()),
        rows: rows
            .iter()
            .map(|row| {
                spec.columns
                    .iter()
                    .map(|column| cell(*row, column))
                    .collect()
            })
            .collect(),
        columns,
        row_heads: heads,
        note,
    })
}

/// Of many scenarios a report tells the main results; the tables have the rest.
fn told(seen: Seen<'_>, row: usize) -> bool {
    let word = |column: &str| seen.word(row, column);
    match seen.table.spec.name {
        "investment" => word("scenario") == "base",
        "investment_summary" => {
            ["net_present_value", "successes_needed"].contains(&word("measure").as_str())
        }
        _ => true,
    }
}

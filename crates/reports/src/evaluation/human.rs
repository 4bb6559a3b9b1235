//! Tables of results as tables for people: words for codes, rounded numbers, intervals in one column, and what is withheld said.

use super::view::{Seen, Shown};
use crate::document::{Column, Table};
use crate::numbers::{Format, Numbers};
use crate::words::Words;

/// The order in which a reader expects codes; totals after their parts.
const ORDERS: [(&str, &[&str]); 4] = [
    ("cohort", &["all", "early", "late"]),
    (
        "role",
        &[
            "child",
            "mother",
            "father",
            "other_adult",
            "all",
            "families",
        ],
    ),
    (
        "category",
        &[
            "self_support",
            "job_or_education_ready",
            "activity_ready",
            "other_support",
        ],
    ),
    ("population", &["children", "adults", "families"]),
];

/// All rows in the order that a reader expects.
pub(crate) fn ordered(seen: Seen<'_>) -> Vec<usize> {
    let rank = |row: &usize| -> Vec<(usize, String)> {
        let columns = seen.table.spec.columns.iter();
        columns
            .map_while(|column| {
                let word = match seen.cell(*row, column) {
                    Shown::Word(word) => word,
                    _ => return None,
                };
                let order = ORDERS.iter().find(|(name, _)| name == column);
                let place =
                    order.and_then(|(_, codes)| codes.iter().position(|code| *code == word));
                // Accounts come by their number, their sum at the end.
                let last = if word == "all" { usize::MAX } else { 0 };
                Some((place.unwrap_or(last), word))
            })
            .collect()
    };
    let mut rows: Vec<usize> = (0..seen.table.rows.len()).collect();
    rows.sort_by_key(rank);
    rows
}

/// A column for people.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Show {
    /// A code of this column, in the words of the keys that begin so.
    Code(&'static str, &'static str),
    /// What stands there.
    Plain(&'static str),
    /// A number of this column.
    Number(&'static str, Format),
    /// The ends of an interval.
    Interval(Format),
}

/// What is written in a report of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    pub(crate) words: Words,
    pub(crate) numbers: Numbers,
    pub(crate) min_cell: u64,
}

impl Pen {
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    pub(crate) fn code(&self, prefix: &str, code: &str) -> String {
        self.words.t(&format!("{prefix}-{code}"))
    }

    /// A cell in words.
    pub(crate) fn shown(&self, shown: &Shown, format: Format) -> String {
        match shown {
            Shown::Number(number) => self.numbers.format(*number, format),
            Shown::Word(word) => word.clone(),
            Shown::Withheld => self.t("evaluation-withheld"),
            Shown::Missing => "–".to_owned(),
        }
    }

    /// An interval in words: "19.9–40.5%".
    pub(crate) fn interval(&self, low: &Shown, high: &Shown, format: Format) -> String {
        match (low, high) {
            (Shown::Number(low), Shown::Number(high)) => {
                let ends = [*low, *high].map(|end| match format {
                    Format::Percent(decimals) => self.numbers.fixed(end * 100.0, decimals),
                    format => self.numbers.format(end, format),
                });
                self.words.args(
                    "evaluation-from-to",
                    &[("low", &ends[0]), ("high", &ends[1])],
                )
            }
            (Shown::Withheld, _) | (_, Shown::Withheld) => self.t("evaluation-withheld"),
            _ => "–".to_owned(),
        }
    }

    /// A table for people of some rows.
    pub(crate) fn table(
        &self,
        id: &str,
        seen: Seen<'_>,
        rows: &[usize],
        columns: &[Show],
        row_heads: usize,
    ) -> Table {
        let cells = |row: &usize| {
            columns
                .iter()
                .map(|column| self.cell(seen, *row, *column))
                .collect()
        };
        let mut note = self.t(&format!("note-{}", seen.table.spec.name));
        let hidden = |row: &usize| seen.mask[*row].iter().any(|hidden| *hidden);
        if rows.iter().any(hidden) {
            note.push(' ');
            note.push_str(&self.words.with("evaluation-withheld-note", self.min_cell));
        }
        Table {
            id: format!("{id}-numbers"),
            caption: self.t(&format!("caption-{id}")),
            columns: columns.iter().map(|column| self.head(*column)).collect(),
            rows: rows.iter().map(cells).collect(),
            row_heads,
            note,
        }
    }

    fn head(&self, column: Show) -> Column {
        match column {
            Show::Code(name, _) | Show::Plain(name) => Column::words(self.code("column", name)),
            Show::Number(name, _) => Column::number(self.code("column", name)),
            Show::Interval(_) => Column::number(self.t("column-interval")),
        }
    }

    fn cell(&self, seen: Seen<'_>, row: usize, column: Show) -> String {
        match column {
            Show::Code(name, prefix) => self.code(prefix, &seen.word(row, name)),
            Show::Plain(name) if seen.word(row, name) == "all" => self.t("plain-all"),
            Show::Plain(name) => self.shown(&seen.cell(row, name), Format::Year),
            Show::Number("share", Format::Percent(decimals))
                if seen.word(row, "period") == "change" =>
            {
                self.shown(&seen.cell(row, "share"), Format::Points(decimals))
            }
            Show::Number(name, format) => self.shown(&seen.cell(row, name), format),
            Show::Interval(format) => {
                self.interval(&seen.cell(row, "low"), &seen.cell(row, "high"), format)
            }
        }
    }
}

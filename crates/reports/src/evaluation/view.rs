//! The tables as people may see them.

use std::collections::BTreeMap;

use helhed_evaluation::Evaluation;
use helhed_evaluation::table::{Cell, Table};

use super::empty_files::{empty_files, rests_on};
use super::rules::masks;
use super::withhold::Mask;

/// A cell as people may see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shown {
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
    /// Left out because it is of a few persons, or would reveal them.
    Withheld,
    /// There is too little data to tell.
    Missing,
}

impl Shown {
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Shown::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// All tables with what is left out of them.
pub(crate) struct View<'a> {
    tables: &'a [Table],
    masks: BTreeMap<&'static str, Mask>,
}

impl<'a> View<'a> {
    pub(crate) fn new(evaluation: &'a Evaluation, min_cell: u64) -> View<'a> {
        let tables = &evaluation.tables;
        let mut masks = masks(tables, min_cell);
        // A table that rests on a file without a row tells people nothing.
        for file in empty_files(&evaluation.bundles) {
            for name in rests_on(file) {
                masks.remove(name);
            }
        }
        View { tables, masks }
    }

    /// A table, if it is there and has a row.
    pub(crate) fn table(&self, name: &str) -> Option<Seen<'_>> {
        let table = self.tables.iter().find(|table| table.spec.name == name)?;
        let mask = self.masks.get(table.spec.name)?;
        (!table.rows.is_empty()).then_some(Seen { table, mask })
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = Seen<'_>> {
        self.tables.iter().filter_map(|table| {
            Some(Seen {
                table,
                mask: self.masks.get(table.spec.name)?,
            })
        })
    }
}

/// One table as people may see it.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) table: &'a Table,
    pub(crate) mask: &'a Mask,
}

impl Seen<'_> {
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.table
            .spec
            .columns
            .iter()
            .position(|column| *column == name)
    }

    pub(crate) fn cell(&self, row: usize, column: &str) -> Shown {
        let Some(at) = self.column(column) else {
            return Shown::Missing;
        };
        if self.mask[row][at] {
            return Shown::Withheld;
        }
        match &self.table.rows[row][at] {
            Cell::Text(text) => Shown::Word(text.clone()),
            Cell::Missing => Shown::Missing,
            cell => cell.number().map_or(Shown::Missing, Shown::Number),
        }
    }

    pub(crate) fn word(&self, row: usize, column: &str) -> String {
        self.column(column)
            .map(|at| self.table.rows[row][at].to_string())
            .unwrap_or_default()
    }

    /// Rows that have these words in these columns.
    pub(crate) fn rows(&self, wanted: &[(&str, &str)]) -> Vec<usize> {
        (0..self.table.rows.len())
            .filter(|row| {
                wanted
                    .iter()
                    .all(|(column, word)| self.word(*row, column) == *word)
            })
            .collect()
    }

    /// The cell of the first such row.
    pub(crate) fn at(&self, wanted: &[(&str, &str)], column: &str) -> Shown {
        self.rows(wanted)
            .first()
            .map_or(Shown::Missing, |row| self.cell(*row, column))
    }
}

//! Which cells an output for people leaves out: counts of 1 to below `min_cell` persons, and what would reveal them.
//!
//! First the small cells themselves (also *all but a few*: the few without are as easy to find). Then, in a group whose parts add up to
//! a total that is shown, further parts until at least two are left out that together are not few. Then what a difference of two shown
//! cells would tell.

use std::collections::BTreeMap;

use helhed_evaluation::table::{Cell, Table};

/// Cells left out, row by row.
pub(crate) type Mask = Vec<Vec<bool>>;

/// A table on its way to people.
pub(crate) struct Withhold<'a> {
    pub(crate) table: &'a Table,
    few_below: f64,
    pub(crate) mask: Mask,
}

impl<'a> Withhold<'a> {
    pub(crate) fn new(table: &'a Table, min_cell: u64) -> Withhold<'a> {
        let mask = vec![vec![false; table.spec.columns.len()]; table.rows.len()];
        Withhold {
            table,
            few_below: min_cell as f64,
            mask,
        }
    }

    /// Whether a count is of a few: not of nobody.
    pub(crate) fn few(&self, count: f64) -> bool {
        let count = count.round();
        count >= 1.0 && count < self.few_below
    }

    fn column(&self, name: &str) -> usize {
        self.table
            .spec
            .columns
            .iter()
            .position(|column| *column == name)
            .unwrap_or(0)
    }

    pub(crate) fn number(&self, row: usize, column: &str) -> f64 {
        self.table.rows[row][self.column(column)]
            .number()
            .unwrap_or(0.0)
    }

    fn word(&self, row: usize, column: &str) -> String {
        self.table.rows[row][self.column(column)].to_string()
    }

    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        0..self.table.rows.len()
    }

    /// Leaves cells of a row out.
    pub(crate) fn hide(&mut self, row: usize, columns: &[&str]) {
        for column in columns {
            let at = self.column(column);
            self.mask[row][at] = true;
        }
    }

    pub(crate) fn hidden(&self, row: usize, column: &str) -> bool {
        self.mask[row][self.column(column)]
    }

    /// Rows by the words of some columns.
    pub(crate) fn by(&self, columns: &[&str]) -> BTreeMap<Vec<String>, Vec<usize>> {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for row in self.rows() {
            let key = columns
                .iter()
                .map(|column| self.word(row, column))
                .collect();
            groups.entry(key).or_default().push(row);
        }
        groups
    }

    /// The rows of a group by the word in one column.
    pub(crate) fn named(&self, rows: &[usize], column: &str) -> BTreeMap<String, usize> {
        rows.iter()
            .map(|row| (self.word(*row, column), *row))
            .collect()
    }

    /// Leaves out every row's cells where a count is of a few.
    pub(crate) fn where_few(&mut self, count: &str, columns: &[&str]) {
        for row in self.rows() {
            if self.few(self.number(row, count)) {
                self.hide(row, columns);
            }
        }
    }

    /// The same for the part `count` of `of` and for the rest of it.
    pub(crate) fn where_part_few(&mut self, count: &str, of: &str, columns: &[&str]) {
        for row in self.rows() {
            let (part, whole) = (self.number(row, count), self.number(row, of));
            if self.few(part) || self.few(whole - part) {
                self.hide(row, columns);
            }
        }
    }

    /// The same where the part is known by its share of `of`.
    pub(crate) fn where_share_few(&mut self, share: &str, of: &str, columns: &[&str]) {
        for row in self.rows() {
            let whole = self.number(row, of);
            let part = self.number(row, share) * whole;
            if self.few(part) || self.few(whole - part) {
                self.hide(row, columns);
            }
        }
    }

    /// Parts that add up to a total that is shown: while the parts left out are one, or together a few, the smallest other one follows.
    /// Says whether any did.
    pub(crate) fn protect(&mut self, parts: &[usize], count: &str, columns: &[&str]) -> bool {
        let mut more = false;
        loop {
            let (out, mut shown): (Vec<usize>, Vec<usize>) =
                parts.iter().partition(|row| self.hidden(**row, count));
            let together: f64 = out.iter().map(|row| self.number(*row, count)).sum();
            if out.is_empty() || shown.is_empty() || (out.len() > 1 && !self.few(together)) {
                return more;
            }
            // Somebody rather than nobody: a part known to be empty protects less.
            shown.sort_by(|a, b| {
                let rank =
                    |row: &usize| (self.number(*row, count) == 0.0, self.number(*row, count));
                rank(a)
                    .partial_cmp(&rank(b))
                    .unwrap_or(std::cmp::Ordering::Equal)
            });
            self.hide(shown[0], columns);
            more = true;
        }
    }

    /// What is left out of one of two rows where their difference is of a few: `inner` is a part of `outer`.
    pub(crate) fn protect_difference(
        &mut self,
        inner: usize,
        outer: usize,
        count: &str,
        columns: &[&str],
    ) {
        let difference = self.number(outer, count) - self.number(inner, count);
        let shown = !self.hidden(inner, count) && !self.hidden(outer, count);
        if shown && self.few(difference.abs()) {
            self.hide(inner, columns);
        }
    }
}

/// A table whose cells that are left out are empty, as for publication.
pub(crate) fn emptied(table: &Table, mask: &Mask) -> Table {
    let mut table = table.clone();
    for (row, hidden) in table.rows.iter_mut().zip(mask) {
        for (cell, hidden) in row.iter_mut().zip(hidden) {
            if *hidden {
                *cell = Cell::Missing;
            }
        }
    }
    table
}

//! Tables: columns as wide as they need, thin rules, heads repeated on every page.

use krilla::tagging::{TableHeaderScope, Tag};

use super::flow::Flow;
use super::shape::{Set, Shaper, Weight};
use super::sheet::{BOTTOM, SIDE, WIDE, What};
use crate::document::Table;
use crate::figure::Ink;

/// Space between columns.
const GUTTER: f32 = 12.0;

/// A size at which the table has room.
#[derive(Clone, Copy)]
struct Type {
    size: f32,
    step: f32,
}

const TYPES: [Type; 3] = [
    Type {
        size: 8.8,
        step: 12.2,
    },
    Type {
        size: 7.8,
        step: 10.8,
    },
    Type {
        size: 6.8,
        step: 9.4,
    },
];

/// Cells of a row, each in lines.
type Row = Vec<Vec<Set>>;

impl Flow<'_> {
    /// A table with its caption inside.
    pub(super) fn table(&mut self, above: usize, table: &Table, caption: &str) {
        let (kind, widths) = fit(self.shaper, table);
        let branch = self.sheets.branch(Some(above), Tag::Table);
        let leaf = self.sheets.tagged(branch, Tag::Caption);
        let lines = self.shaper.lines(caption, Weight::SemiBold, 9.8, WIDE);
        let head: Row = cells(
            self.shaper,
            table.columns.iter().map(|column| column.name.as_str()),
            &widths,
            Weight::SemiBold,
            kind,
        );
        let rows: Vec<Row> = table
            .rows
            .iter()
            .map(|row| {
                cells(
                    self.shaper,
                    row.iter().map(String::as_str),
                    &widths,
                    Weight::Regular,
                    kind,
                )
            })
            .collect();
        let begin = lines.len() as f32 * 14.0
            + height(&head, kind)
            + rows
                .iter()
                .take(3)
                .map(|row| height(row, kind))
                .sum::<f32>();
        self.need(begin + 8.0);
        self.set_lines(leaf, lines, SIDE, 14.0, Ink::Text);
        self.y += 3.0;
        let group = self.sheets.branch(Some(branch), Tag::THead);
        let line = self.sheets.branch(Some(group), Tag::TR);
        let leaves: Vec<_> = table
            .columns
            .iter()
            .map(|_| self.sheets.tagged(line, Tag::TH(TableHeaderScope::Column)))
            .collect();
        self.head(table, &widths, &head, kind, Some(&leaves));
        let group = self.sheets.branch(Some(branch), Tag::TBody);
        for (at, row) in rows.into_iter().enumerate() {
            let tall = height(&row, kind);
            if self.y + tall > BOTTOM {
                self.rule(0.9, Ink::Text);
                self.new_page();
                self.head(table, &widths, &head, kind, None);
            } else if at > 0 {
                self.rule(0.4, Ink::Grid);
            }
            let line = self.sheets.branch(Some(group), Tag::TR);
            let leaves: Vec<_> = (0..row.len())
                .map(|cell| match cell < table.row_heads {
                    true => self.sheets.tagged(line, Tag::TH(TableHeaderScope::Row)),
                    false => self.sheets.tagged(line, Tag::TD),
                })
                .collect();
            self.row(table, &widths, row, kind, Some(&leaves));
            self.y += tall;
        }
        self.rule(0.9, Ink::Text);
    }

    /// The head between two rules; on later pages it is furniture.
    fn head(
        &mut self,
        table: &Table,
        widths: &[f32],
        head: &Row,
        kind: Type,
        leaves: Option<&[usize]>,
    ) {
        self.rule(0.9, Ink::Text);
        // Heads of one line stand at the foot when others have two.
        let tall = height(head, kind);
        let top = self.y;
        for (at, cell) in head.iter().enumerate() {
            self.y = top + tall - cell.len() as f32 * kind.step - 4.0;
            let mut row = vec![Vec::new(); head.len()];
            row[at].clone_from(cell);
            self.row(table, widths, row, kind, leaves);
        }
        self.y = top + tall;
        self.rule(0.6, Ink::Text);
    }

    fn row(
        &mut self,
        table: &Table,
        widths: &[f32],
        row: Row,
        kind: Type,
        leaves: Option<&[usize]>,
    ) {
        let mut x = SIDE;
        for (at, (cell, wide)) in row.into_iter().zip(widths).enumerate() {
            for (line, set) in cell.into_iter().enumerate() {
                let left = if table.columns[at].number {
                    x + wide - set.width()
                } else {
                    x
                };
                let base = self.y + 2.0 + line as f32 * kind.step + kind.step * 0.76;
                let leaf = leaves.map(|leaves| leaves[at]);
                self.put(
                    leaf,
                    What::Words {
                        at: (left, base),
                        set,
                        ink: Ink::Text,
                    },
                );
            }
            x += wide + GUTTER;
        }
    }

    fn rule(&mut self, width: f32, ink: Ink) {
        let y = self.y;
        self.put(
            None,
            What::Rule {
                from: (SIDE, y),
                to: (SIDE + WIDE, y),
                width,
                ink,
            },
        );
    }
}

fn height(row: &Row, kind: Type) -> f32 {
    row.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * kind.step + 4.0
}

fn cells<'t>(
    shaper: &mut Shaper,
    texts: impl Iterator<Item = &'t str>,
    widths: &[f32],
    weight: Weight,
    kind: Type,
) -> Row {
    texts
        .zip(widths)
        .map(|(text, wide)| shaper.lines(text, weight, kind.size, *wide))
        .collect()
}

/// The greatest size at which the columns have room, and their widths: numbers what they need, words the rest.
fn fit(shaper: &mut Shaper, table: &Table) -> (Type, Vec<f32>) {
    let columns = table.columns.len();
    let room = WIDE - GUTTER * columns.saturating_sub(1) as f32;
    let mut last = (
        TYPES[TYPES.len() - 1],
        vec![room / columns.max(1) as f32; columns],
    );
    for kind in TYPES {
        let mut least = vec![0.0f32; columns];
        let mut whole = vec![0.0f32; columns];
        let mut measure =
            |shaper: &mut Shaper, at: usize, text: &str, weight: Weight, number: bool| {
                whole[at] = whole[at].max(shaper.width(text, weight, kind.size));
                for word in text.split(' ').filter(|_| !number) {
                    least[at] = least[at].max(shaper.width(word, weight, kind.size));
                }
                if number {
                    least[at] = least[at].max(shaper.width(text, weight, kind.size));
                }
            };
        for (at, column) in table.columns.iter().enumerate() {
            measure(shaper, at, &column.name, Weight::SemiBold, false);
            for row in &table.rows {
                measure(shaper, at, &row[at], Weight::Regular, column.number);
            }
        }
        let (needed, wished): (f32, f32) = (least.iter().sum(), whole.iter().sum());
        if wished <= room {
            // Words get what is over, so that the table fills the page's width.
            let words = table.columns.iter().filter(|column| !column.number).count();
            let over = (room - wished)
                / if words > 0 {
                    words as f32
                } else {
                    columns as f32
                };
            let widths = whole.iter().zip(&table.columns).map(|(wide, column)| {
                match !column.number || words == 0 {
                    true => wide + over,
                    false => *wide,
                }
            });
            return (kind, widths.collect());
        }
        if needed <= room {
            let share = (room - needed) / (wished - needed).max(0.01);
            let widths = least
                .iter()
                .zip(&whole)
                .map(|(least, whole)| least + (whole - least) * share);
            return (kind, widths.collect());
        }
        let shrink = room / needed;
        last = (kind, least.iter().map(|wide| wide * shrink).collect());
    }
    last
}

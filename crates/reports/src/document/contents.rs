//! Numbers of sections, tables and figures.

use std::collections::BTreeMap;

use super::{Block, Document, Section, Table};
use crate::figure::Figure;
use crate::words::Words;

/// The numbers of what a document has, by id.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    /// "2.1" by id of the section.
    sections: BTreeMap<String, String>,
    /// By id of the table.
    tables: BTreeMap<String, usize>,
    /// By id of the figure.
    figures: BTreeMap<String, usize>,
}

impl Numbered {
    /// The number of a section.
    pub(crate) fn section(&self, section: &Section) -> &str {
        self.sections.get(&section.id).map_or("", String::as_str)
    }

    /// The caption of a table with its number.
    pub(crate) fn table(&self, words: Words, table: &Table) -> String {
        let number = self.tables.get(&table.id).copied().unwrap_or_default();
        words.numbered("document-table", number, &table.caption)
    }

    /// The number of a figure.
    pub(crate) fn of_figure(&self, figure: &Figure) -> usize {
        self.figures.get(&figure.id).copied().unwrap_or_default()
    }

    /// The caption of a figure with its number.
    pub(crate) fn figure(&self, words: Words, figure: &Figure) -> String {
        words.numbered("document-figure", self.of_figure(figure), &figure.title)
    }
}

/// Numbers everything in the order of reading.
pub(crate) fn numbered(document: &Document) -> Numbered {
    let mut numbers = Numbered::default();
    blocks(&document.lead, &mut numbers);
    sections(&document.sections, "", &mut numbers);
    numbers
}

fn sections(list: &[Section], above: &str, numbers: &mut Numbered) {
    for (at, section) in list.iter().enumerate() {
        let number = if above.is_empty() {
            format!("{}", at + 1)
        } else {
            format!("{above}.{}", at + 1)
        };
        numbers.sections.insert(section.id.clone(), number.clone());
        blocks(&section.blocks, numbers);
        sections(&section.sections, &number, numbers);
    }
}

fn blocks(list: &[Block], numbers: &mut Numbered) {
    for block in list {
        match block {
            Block::Table(table) => {
                let next = numbers.tables.len() + 1;
                numbers.tables.entry(table.id.clone()).or_insert(next);
            }
            Block::Figure(figure) => {
                let next = numbers.figures.len() + 1;
                numbers.figures.entry(figure.id.clone()).or_insert(next);
            }
            _ => {}
        }
    }
}

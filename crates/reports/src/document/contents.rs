//! Numbers of sections, tables and figures.

use std::collections::BTreeMap;

use super::{Block, Document, Section};

/// The numbers of what a document has, by id.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    /// "2.1" by id of the section.
    pub(crate) sections: BTreeMap<String, String>,
    /// By id of the table.
    pub(crate) tables: BTreeMap<String, usize>,
    /// By id of the figure.
    pub(crate) figures: BTreeMap<String, usize>,
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

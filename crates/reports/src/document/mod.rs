//! A report as its writer thinks of it: sections, paragraphs, tables and figures. How it looks is the business of [`html()`] and [`crate::pdf()`].

mod contents;
mod html;

pub(crate) use contents::{Numbered, numbered};
pub use html::{STYLE, fragment, html};

use helhed_domain::account::Language;
use helhed_economics::harmless;

use crate::figure::Figure;

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The language of its words.
    pub language: Language,
    /// Its name.
    pub title: String,
    /// A line under the name.
    pub subtitle: String,
    /// Facts beside the name: what, value.
    pub facts: Vec<(String, String)>,
    /// What comes before the first section.
    pub lead: Vec<Block>,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// A section; sections within it are one level down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Short, of letters, digits and hyphens; unique in the document.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Sections within it.
    pub sections: Vec<Section>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(String),
    /// Running text after a few words that say what kind it is: *What it says*.
    Labelled {
        /// The words.
        label: String,
        /// The text.
        text: String,
    },
    /// What a reader must not overlook.
    Notice(String),
    /// Things of one kind.
    List(Vec<String>),
    /// Numbers in rows and columns.
    Table(Table),
    /// A picture.
    Figure(Figure),
}

/// Numbers in rows and columns, already in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Short, of letters, digits and hyphens; unique in the document.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// Names of the columns.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// How many cells of a row, from the left, say what the row is.
    pub row_heads: usize,
    /// Rules and units.
    pub note: String,
}

impl Table {
    /// The table as CSV with a header line, in its own words.
    pub fn to_csv(&self) -> String {
        let quoted = |text: &str| {
            let text = harmless(text);
            match text.contains([',', ';', '"', '\n']) {
                true => format!("\"{}\"", text.replace('"', "\"\"")),
                false => text.into_owned(),
            }
        };
        let line = |cells: Vec<String>| cells.join(",") + "\n";
        let mut csv = line(
            self.columns
                .iter()
                .map(|column| quoted(&column.name))
                .collect(),
        );
        for row in &self.rows {
            csv.push_str(&line(row.iter().map(|cell| quoted(cell)).collect()));
        }
        csv
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether its cells are numbers, which stand to the right.
    pub number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: impl Into<String>) -> Column {
        Column {
            name: name.into(),
            number: false,
        }
    }

    /// A column of numbers.
    pub fn number(name: impl Into<String>) -> Column {
        Column {
            name: name.into(),
            number: true,
        }
    }
}

impl Document {
    /// Every figure, in order.
    pub fn figures(&self) -> Vec<&Figure> {
        fn gather<'a>(blocks: &'a [Block], sections: &'a [Section], into: &mut Vec<&'a Figure>) {
            into.extend(blocks.iter().filter_map(|block| match block {
                Block::Figure(figure) => Some(figure),
                _ => None,
            }));
            for section in sections {
                gather(&section.blocks, &section.sections, into);
            }
        }
        let mut figures = Vec::new();
        gather(&self.lead, &self.sections, &mut figures);
        figures
    }
}

//! An extract's file as rows of raw values.

use std::path::Path;

use helhed_evaluation::calendar::Day;

use crate::fault::{ImportError, What};
use crate::profile::Source;
use crate::{csv_table, excel_table};

/// The most columns a file may have; a weekly file of forty years has some two thousand.
pub(crate) const MOST_COLUMNS: usize = 5_000;

/// A value as the extract has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw {
    /// Text, trimmed; may be empty.
    Text(String),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Day(Day),
    /// A value of a workbook that nothing can be made of.
    Other,
}

/// What is wrong with a file: row, column, what.
pub(crate) type TableFault = (u64, String, What);

/// A file's column names and rows, each with the number a spreadsheet shows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<(u64, Vec<Raw>)>,
    pub(crate) faults: Vec<TableFault>,
}

impl Table {
    /// A table that could not be read at all.
    pub(crate) fn at_fault(row: u64, column: &str, what: What) -> Table {
        Table {
            faults: vec![(row, column.to_owned(), what)],
            ..Table::default()
        }
    }

    /// The place of a column, or what is wrong with it.
    pub(crate) fn column(&self, name: &str) -> Result<usize, What> {
        let mut found = (0..self.header.len()).filter(|at| self.header[*at] == name);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(_), Some(_)) => Err(What::ColumnTwice),
            (None, _) => Err(What::NoColumn),
        }
    }

    /// Takes a row in, or says why not; a row of nothing is passed over.
    pub(crate) fn take(&mut self, number: u64, row: Vec<Raw>) {
        if row.iter().all(|value| *value == Raw::Text(String::new())) {
            return;
        }
        let again = row.len() == self.header.len()
            && row
                .iter()
                .zip(&self.header)
                .all(|(value, name)| matches!(value, Raw::Text(text) if text == name));
        if again {
            self.faults.push((number, String::new(), What::HeaderAgain));
        } else {
            self.rows.push((number, row));
        }
    }
}

/// Reads the file of a source.
pub(crate) fn read(folder: &Path, source: &Source) -> Result<Table, ImportError> {
    let path = folder.join(&source.file);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Table::at_fault(0, "", What::NoFile));
        }
        Err(error) => {
            return Err(ImportError::Read {
                path,
                source: error,
            });
        }
    };
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    let workbook = ending.is_some_and(|ending| {
        ["xlsx", "xlsm", "xls", "xlsb", "ods"]
            .iter()
            .any(|known| ending == *known)
    });
    Ok(if workbook {
        excel_table::read(bytes, source)
    } else {
        csv_table::read(bytes, source)
    })
}

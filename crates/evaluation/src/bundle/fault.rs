//! What can be wrong with a bundle, told by file, row and column; a value itself is never repeated, it may name a person.

use std::fmt;
use std::path::PathBuf;

/// How many faults of a file are told in full; the rest are counted.
pub(crate) const TOLD: usize = 20;

/// Why a value or a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The header lacks a column the contract requires.
    #[error("the column is missing")]
    MissingColumn,
    /// The header names a column twice.
    #[error("the column stands twice in the header")]
    RepeatedColumn,
    /// The header line stands again among the rows.
    #[error("the header stands again here; was the file put together from several?")]
    RepeatedHeader,
    /// A row has more or fewer fields than the header.
    #[error("the row has {found} fields, the header {expected}; is the file cut off?")]
    FieldCount {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        expected: usize,
    },
    /// Bytes that are not UTF-8 text.
    #[error("not UTF-8 text")]
    NotText,
    /// A quoted field that does not end on its line, or goes on after its closing quote.
    #[error("a quotation mark is not closed, or stands inside a field")]
    Quote,
    /// A line longer than any row can be.
    #[error("the line is longer than {0} bytes")]
    LineTooLong(usize),
    /// A required value is empty.
    #[error("the value is missing")]
    Missing,
    /// Not a date of the form `YYYY-MM-DD`.
    #[error("not a date of the form YYYY-MM-DD")]
    BadDate,
    /// A date no register has.
    #[error("the year is not between 1800 and 2199; an end that is still running is left empty")]
    DateOutOfRange,
    /// Not a month of the form `YYYY-MM`.
    #[error("not a month of the form YYYY-MM")]
    BadMonth,
    /// A code that is not in the list.
    #[error("unknown code; known are: {0}")]
    UnknownCode(String),
    /// A benefit code that has no category on some day of the spell inside the observation.
    #[error("the benefit has no category on some of these days in the benefit map")]
    BenefitNotInForce,
    /// A benefit map that gives a benefit two categories on one day.
    #[error("the benefit already has a category on this day")]
    BenefitTwice,
    /// A benefit map without a row, or with far too many.
    #[error("a benefit map has between 1 and 10000 rows")]
    NoBenefits,
    /// A date of a comparison family.
    #[error("a comparison family has no dates")]
    ComparisonDate,
    /// A person that `persons` does not have (or that was left out).
    #[error("the person is not in persons")]
    UnknownPerson,
    /// A family that `families` does not have (or that was left out).
    #[error("the family is not in families")]
    UnknownFamily,
    /// The same id a second time.
    #[error("the id was used before, on row {0}")]
    RepeatedId(u64),
    /// The same person a second time, in another family.
    #[error("the person is already in another family, on row {0}")]
    TwoFamilies(u64),
    /// An interval that ends before it starts.
    #[error("the end lies before the start")]
    EndBeforeStart,
    /// Not an amount in kroner with at most two decimals.
    #[error(
        "not an amount: digits, a decimal point and at most two decimals, no thousands separators"
    )]
    BadAmount,
    /// Not hours of one day.
    #[error("not a number of hours from 0 to 24, with a decimal point")]
    BadHours,
    /// Not a number.
    #[error("not a number with a decimal point")]
    BadNumber,
    /// Support or activation of a child.
    #[error("the person is a child; this file is about adults")]
    SpellOfChild,
    /// A Parquet column of a type the contract has no use for.
    #[error("the column's type cannot be read as this column")]
    WrongType,
    /// A Parquet file that cannot be decoded.
    #[error("not a readable Parquet file; is it cut off?")]
    Parquet,
    /// The same table as CSV and as Parquet.
    #[error("the file stands both as .csv and as .parquet")]
    TwoFormats,
    /// No file where one is required.
    #[error("the file is missing")]
    NoFile,
    /// `manifest.toml` says something else than the contract.
    #[error("{0}")]
    Manifest(String),
}

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// File name inside the bundle.
    pub file: String,
    /// Row as a spreadsheet counts: in CSV the header is row 1; in Parquet the first row is row 1. Zero when no row is meant.
    pub row: u64,
    /// Column name, empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.row > 0 {
            write!(f, " row {}", self.row)?;
        }
        if !self.column.is_empty() {
            write!(f, " column {}", self.column)?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// The faults of one file: the first `TOLD` in full, the others counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFaults {
    /// The first faults by row.
    pub told: Vec<Fault>,
    /// How many there are.
    pub count: u64,
    /// Whether something is wrong with the file itself, so that leaving rows out does not help.
    pub fatal: bool,
}

impl FileFaults {
    pub(crate) fn row(&mut self, fault: Fault) {
        self.count += 1;
        // Blocks of one file come in any order; keep the earliest rows.
        self.told.push(fault);
        if self.told.len() >= 4 * TOLD {
            self.keep_first();
        }
    }

    pub(crate) fn file(&mut self, fault: Fault) {
        self.fatal = true;
        self.row(fault);
    }

    pub(crate) fn merge(&mut self, other: FileFaults) {
        self.count += other.count;
        self.fatal |= other.fatal;
        self.told.extend(other.told);
    }

    pub(crate) fn keep_first(&mut self) {
        self.told.sort_by_key(|fault| fault.row);
        self.told.truncate(TOLD);
    }
}

/// Why a bundle could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The machine could not read a file.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the machine said.
        source: std::io::Error,
    },
    /// The bundle is at fault; every file's faults.
    #[error("{}", told(.0))]
    Invalid(Vec<FileFaults>),
}

fn told(files: &[FileFaults]) -> String {
    let mut text = String::from("the bundle cannot be used:");
    for faults in files {
        for fault in &faults.told {
            text.push_str(&format!("\n  {fault}"));
        }
        let more = faults.count - faults.told.len() as u64;
        if more > 0 {
            text.push_str(&format!(
                "\n  {}: and {more} more, {} in all",
                faults.told[0].file, faults.count
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_twenty_are_told_and_the_rest_counted() {
        let mut faults = FileFaults::default();
        for row in (2..200).rev() {
            let column = "benefit".to_owned();
            faults.row(Fault {
                file: "support.csv".into(),
                row,
                column,
                problem: Problem::Missing,
            });
        }
        faults.keep_first();
        assert_eq!(faults.told.len(), TOLD);
        assert_eq!(
            faults.told[0].to_string(),
            "support.csv row 2 column benefit: the value is missing"
        );
        let text = ReadError::Invalid(vec![faults]).to_string();
        assert!(
            text.ends_with("support.csv: and 178 more, 198 in all"),
            "{text}"
        );
    }
}

//! What can be wrong with a profile or an extract. A value is never repeated: it may name a person.

use std::fmt;
use std::path::PathBuf;

use helhed_evaluation::WriteError;

/// How many faults are told in full.
const TOLD: usize = 20;

/// Why a value, row or file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// The extract has no such file.
    #[error("the file is missing from the extract")]
    NoFile,
    /// The workbook has no such sheet.
    #[error("the workbook has no such sheet; it has {0}")]
    NoSheet(String),
    /// Not a workbook that can be read.
    #[error("not a readable workbook")]
    Workbook,
    /// Bytes that the encoding does not have.
    #[error("not {0} text; the profile's `encoding` says how the file is written")]
    NotText(&'static str),
    /// The header row is not there.
    #[error("the file has no row {0} with column names")]
    NoHeader(u64),
    /// A column the profile names is not in the header.
    #[error("the column is not in the header")]
    NoColumn,
    /// A column stands twice in the header.
    #[error("the column stands twice in the header")]
    ColumnTwice,
    /// More columns than any extract has.
    #[error("more than {0} columns")]
    TooManyColumns(usize),
    /// A sheet whose cells lie further apart than any extract's.
    #[error("more than {0} cells from the first to the last; is something left in a far corner?")]
    TooManyCells(u64),
    /// A row with another number of fields than the header.
    #[error("the row has {found} fields, the header {expected}; is the file cut off?")]
    FieldCount {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        expected: usize,
    },
    /// A quoted field that does not end, or goes on after its closing quote.
    #[error("a quotation mark is not closed, or stands inside a quoted field")]
    Quote,
    /// A row that is longer than any row can be.
    #[error("the row is longer than {0} bytes; is a quotation mark not closed?")]
    RowTooLong(usize),
    /// The header stands again among the rows.
    #[error("the header stands again here; was the file put together from several?")]
    HeaderAgain,
    /// An empty value where there must be one.
    #[error("the value is missing")]
    Missing,
    /// Not a date of the profile's forms.
    #[error("not a date of the form {0}")]
    BadDate(String),
    /// A date no register has.
    #[error(
        "the year is not between 1800 and 2199; list the place-holder under `empty` if it means none"
    )]
    DateOutOfRange,
    /// Not a month.
    #[error("not a month of the form YYYY-MM")]
    BadMonth,
    /// Not an amount in the profile's notation.
    #[error("not an amount with `{decimal}` before at most two decimals{thousands}")]
    BadAmount {
        /// The decimal sign.
        decimal: char,
        /// What the profile says of thousands.
        thousands: String,
    },
    /// Not a number in the profile's notation.
    #[error("not a number with `{0}` before its decimals")]
    BadNumber(char),
    /// A code that the profile does not map.
    #[error("the code is not in the profile's `codes`")]
    UnmappedCode,
    /// A code that a map does not have on that day.
    #[error("the code is not in the map {0} on that day")]
    NotInMap(String),
    /// A code the contract does not know, with what it knows.
    #[error("not a code of the bundle; known are: {0}")]
    UnknownCode(String),
    /// Not a week.
    #[error("not a week of the form {0}")]
    BadWeek(String),
    /// Two codes for a person in a week.
    #[error("the person already has another code in this week, on row {0}")]
    TwoCodes(u64),
    /// What the reader of bundles found in what became of the row.
    #[error("{0}")]
    Bundle(String),
    /// What is wrong with the profile.
    #[error("{0}")]
    Profile(String),
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFault {
    /// The file of the extract, with its sheet, or the profile.
    pub file: String,
    /// Row as a spreadsheet shows it; 0 when no row is meant.
    pub row: u64,
    /// Column of the extract; empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub what: What,
}

impl fmt::Display for ImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.row > 0 {
            write!(f, " row {}", self.row)?;
        }
        if !self.column.is_empty() {
            write!(f, " column {}", self.column)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Faults as they are found; the first are told, the rest counted.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    told: Vec<ImportFault>,
    count: usize,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: ImportFault) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(fault);
        }
    }

    pub(crate) fn count_more(&mut self, more: usize) {
        self.count += more;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn into_error(self) -> ImportError {
        ImportError::Invalid {
            told: self.told,
            count: self.count,
        }
    }
}

/// Why an extract was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The profile or the extract is at fault.
    #[error("{}", tell(told, *count))]
    Invalid {
        /// The first faults.
        told: Vec<ImportFault>,
        /// How many there are.
        count: usize,
    },
    /// The machine could not read a file.
    #[error("{path}: {source}", path = .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the machine said.
        source: std::io::Error,
    },
    /// The machine could not write the bundle.
    #[error(transparent)]
    Write(#[from] WriteError),
}

fn tell(told: &[ImportFault], count: usize) -> String {
    let mut text = String::from("nothing was imported:");
    for fault in told {
        text.push_str(&format!("\n  {fault}"));
    }
    if count > told.len() {
        text.push_str(&format!(
            "\n  and {} more, {count} in all",
            count - told.len()
        ));
    }
    text
}

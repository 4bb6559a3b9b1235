//! What can be wrong at a place of a model folder.

use std::fmt;

/// What is wrong. What a price book can have wrong has a case of its own, since a municipality pastes its rows on a page and is told there in
/// its language; the other files are read from folders alone, and what is wrong in them is told in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// The file cannot be read as CSV.
    Unreadable,
    /// There is not even a header row.
    NoHeader,
    /// A column that must be there is not.
    ColumnMissing,
    /// A column stands twice.
    ColumnTwice,
    /// A row has more or fewer cells than the header.
    Cells {
        /// Those of the row.
        row: usize,
        /// Those of the header.
        header: usize,
    },
    /// A cell that must hold something is empty.
    Empty,
    /// The word is none of these, which stand as in a sentence.
    NotOneOf(String),
    /// The year is missing.
    YearMissing,
    /// What should be a year is none.
    NotAYear,
    /// What should be a number is none.
    NotANumber,
    /// What should be a date is none.
    NotADate,
    /// A price ends before it begins.
    BeforeValidFrom,
    /// What should be a share lies outside 0 to 1.
    NotAShare,
    /// The factors of a price are not in order, or one is negative.
    Factors,
    /// Refund by weeks of a price that has none.
    NoWeeks,
    /// A refund without rates in the year of the price.
    NoRates,
    /// A price replaces one that is not there.
    NoSuchPrice,
    /// Prices replace each other in a circle.
    Cycle,
    /// A price has another value on the same day.
    TwoPrices {
        /// The row of the other; 0 is a row of the book that comes with Helhed.
        row: usize,
    },
    /// What only another file can have wrong, in English.
    Other(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "is not a readable CSV file",
            Self::NoHeader => "has no header row",
            Self::ColumnMissing => "the column is missing",
            Self::ColumnTwice => "the column stands twice",
            Self::Cells { row, header } => {
                return write!(f, "has {row} cells, the header {header}");
            }
            Self::Empty => "is empty",
            Self::NotOneOf(words) => return write!(f, "is not one of {words}"),
            Self::YearMissing => "the year is missing",
            Self::NotAYear => "is not a year",
            Self::NotANumber => "is not a number with a decimal point",
            Self::NotADate => "is not a date as YYYY-MM-DD",
            Self::BeforeValidFrom => "is before valid_from",
            Self::NotAShare => "is not a share from 0 to 1",
            Self::Factors => "the factors are not 0 <= low <= mode <= high",
            Self::NoWeeks => "is neither week nor month, which refund by weeks needs",
            Self::NoRates => "has no rates on file for the price's year",
            Self::NoSuchPrice => "names a price that is not there",
            Self::Cycle => "is part of a cycle of overrides",
            Self::TwoPrices { row } => {
                return write!(f, "two prices for one date: row {row} is valid then too");
            }
            Self::Other(text) => text,
        })
    }
}

impl From<&str> for Problem {
    fn from(text: &str) -> Self {
        Self::Other(text.to_owned())
    }
}

impl From<String> for Problem {
    fn from(text: String) -> Self {
        Self::Other(text)
    }
}

//! The profile as it is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use helhed_evaluation::calendar::Month;
use serde::Deserialize;

use crate::check;
use crate::fault::{Faults, ImportError, ImportFault, What};
use crate::map::CodeMap;

/// A profile that has been checked against the contract of a bundle.
#[derive(Debug)]
pub struct Profile {
    pub(crate) municipality: String,
    pub(crate) observed_from: Month,
    pub(crate) observed_to: Month,
    pub(crate) sources: Vec<Source>,
    /// The municipality's own categories of benefits, if the bundle is to be read with them.
    pub(crate) benefits: Option<PathBuf>,
    /// The maps the profile names, by their file.
    pub(crate) maps: BTreeMap<String, CodeMap>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Raw {
    pub(crate) schema: i64,
    pub(crate) municipality: String,
    pub(crate) observed_from: String,
    pub(crate) observed_to: String,
    pub(crate) benefits: Option<PathBuf>,
    #[serde(default, rename = "source")]
    pub(crate) sources: Vec<Source>,
}

/// One file of the extract and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// The file of the bundle, without ending.
    pub(crate) to: String,
    /// The file of the extract.
    pub(crate) file: String,
    /// The sheet of a workbook; else its first.
    pub(crate) sheet: Option<String>,
    #[serde(default)]
    pub(crate) encoding: Encoding,
    /// Between the fields of a text file.
    #[serde(default = "semicolon")]
    pub(crate) delimiter: char,
    /// Before decimals.
    #[serde(default = "comma")]
    pub(crate) decimal: char,
    /// Between thousands; nothing when they are not parted.
    pub(crate) thousands: Option<char>,
    /// Forms of dates, tried in order.
    #[serde(default = "danish_dates")]
    pub(crate) dates: Vec<String>,
    /// The row with column names.
    #[serde(default = "first_row")]
    pub(crate) header_row: u64,
    /// Words that mean an empty value, in every column.
    #[serde(default)]
    pub(crate) empty: Vec<String>,
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, ColumnRule>,
    /// One code a person and week, instead of `from_date` and `to_date`.
    pub(crate) weeks: Option<Weeks>,
}

/// Where a column of the bundle comes from.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnRule {
    /// The column of the extract.
    pub(crate) from: Option<String>,
    /// The same value in every row.
    pub(crate) value: Option<String>,
    /// What the extract's codes are in the bundle.
    pub(crate) codes: Option<BTreeMap<String, String>>,
    /// A dated map instead of `codes`.
    pub(crate) map: Option<String>,
    /// The bundle's date column that decides which of a map's rows is in force.
    pub(crate) on: Option<String>,
    /// Rows with these values are not imported; they are counted.
    #[serde(default)]
    pub(crate) leave_out: Vec<String>,
}

/// Weekly codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weeks {
    /// A row a week: the column with the week.
    pub(crate) week: Option<String>,
    /// A row a person: what the names of the columns with codes begin with, before the week.
    pub(crate) prefix: Option<String>,
    /// `YYYY-Www`, `YYYYWW` or `YYWW`.
    pub(crate) form: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum Encoding {
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

fn semicolon() -> char {
    ';'
}

fn comma() -> char {
    ','
}

fn first_row() -> u64 {
    1
}

fn danish_dates() -> Vec<String> {
    vec!["DD-MM-YYYY".to_owned(), "YYYY-MM-DD".to_owned()]
}

impl Profile {
    /// Reads a profile with its maps, which lie beside it, and checks it against the contract.
    ///
    /// # Errors
    /// [`ImportError::Invalid`] with all that is wrong with it, [`ImportError::Read`] when the machine cannot read it.
    pub fn read(path: &Path) -> Result<Profile, ImportError> {
        let file = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let at_fault = |row, what| {
            let mut faults = Faults::default();
            let column = String::new();
            faults.add(ImportFault {
                file: file.clone(),
                row,
                column,
                what,
            });
            faults.into_error()
        };
        let bytes = std::fs::read(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => {
                at_fault(0, What::Profile("the profile is missing".to_owned()))
            }
            _ => ImportError::Read {
                path: path.to_owned(),
                source,
            },
        })?;
        let text = String::from_utf8(bytes).map_err(|_| at_fault(0, What::NotText("UTF-8")))?;
        let raw: Raw = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(0, |span| {
                1 + text[..span.start].matches('\n').count() as u64
            });
            at_fault(line, What::Profile(error.message().to_owned()))
        })?;
        check::profile(raw, &file, path.parent().unwrap_or(Path::new("")))
    }

    /// The files of the extract that the profile reads.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|source| source.file.as_str())
    }
}

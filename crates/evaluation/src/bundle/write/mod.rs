//! Writing a bundle: for imports, exports and invented municipalities. A folder has the whole bundle or nothing.

mod csv_sheet;
mod parquet_sheet;

use std::path::{Path, PathBuf};

use super::contract::FileSpec;
use super::manifest::{FILE as MANIFEST, Manifest};
use crate::calendar::{Day, Month};
use crate::output::{Staging, WriteError};
use csv_sheet::CsvSheet;
use parquet_sheet::ParquetSheet;

/// How the files of a bundle are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// UTF-8, comma, header.
    #[default]
    Csv,
    /// Columns with types, compressed.
    Parquet,
}

impl Format {
    /// The format of a word, or nothing.
    pub fn parse(word: &str) -> Option<Format> {
        match word {
            "csv" => Some(Format::Csv),
            "parquet" => Some(Format::Parquet),
            _ => None,
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Parquet => "parquet",
        }
    }
}

/// A value to be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// Nothing: unknown, or still running.
    Empty,
    /// An id, code or other text; it must not hold line ends.
    Text(&'a str),
    /// A day.
    Day(Day),
    /// A month.
    Month(Month),
    /// An amount in øre.
    Ore(i64),
    /// A number with decimals.
    Number(f64),
    /// A whole number.
    Whole(i64),
}

impl From<Option<Day>> for Field<'_> {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Field::Empty, Field::Day)
    }
}

/// A bundle on its way into a folder.
#[derive(Debug)]
pub struct BundleWriter {
    staging: Staging,
    format: Format,
}

impl BundleWriter {
    /// Begins a bundle in a folder that is empty or not there yet: nobody's extract is ever written over.
    ///
    /// # Errors
    /// [`WriteError`] when the folder has something in it or cannot be made.
    pub fn new(folder: &Path, format: Format) -> Result<BundleWriter, WriteError> {
        if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            let source = std::io::Error::new(
                std::io::ErrorKind::AlreadyExists,
                "the folder is not empty; a bundle gets a folder of its own",
            );
            let path = folder.to_owned();
            return Err(WriteError { path, source });
        }
        let staging = Staging::new(folder)?;
        Ok(BundleWriter { staging, format })
    }

    /// Writes `manifest.toml`.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot.
    pub fn manifest(&mut self, manifest: &Manifest) -> Result<(), WriteError> {
        self.staging.write(MANIFEST, manifest.to_toml().as_bytes())
    }

    /// Begins a file. Several may be open at once.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot make it.
    pub fn sheet(&mut self, spec: &'static FileSpec) -> Result<Sheet, WriteError> {
        let name = format!("{}.{}", spec.name, self.format.ending());
        let (file, path) = self.staging.create(&name)?;
        let inner = match self.format {
            Format::Csv => CsvSheet::new(file, spec).map(Inner::Csv),
            Format::Parquet => {
                ParquetSheet::new(file, spec).map(|sheet| Inner::Parquet(Box::new(sheet)))
            }
        };
        match inner {
            Ok(inner) => Ok(Sheet { spec, path, inner }),
            Err(source) => Err(WriteError { path, source }),
        }
    }

    /// Writes a file as it is.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot.
    pub fn file(&mut self, name: &str, content: &[u8]) -> Result<(), WriteError> {
        self.staging.write(name, content)
    }

    /// The folder the files lie in until then, for reading them back.
    pub fn unfinished(&self) -> &Path {
        self.staging.unfinished()
    }

    /// Moves everything to its place. Without this nothing is left in the folder.
    ///
    /// # Errors
    /// [`WriteError`] when a file cannot be moved.
    pub fn commit(self) -> Result<(), WriteError> {
        self.staging.commit()
    }
}

/// A file that is being written.
pub struct Sheet {
    spec: &'static FileSpec,
    path: PathBuf,
    inner: Inner,
}

enum Inner {
    Csv(CsvSheet),
    Parquet(Box<ParquetSheet>),
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet")
            .field("file", &self.spec.name)
            .finish_non_exhaustive()
    }
}

impl Sheet {
    /// Writes a row: the fields in the order of the contract's columns.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot write, or a field is not of its column's kind.
    pub fn row(&mut self, fields: &[Field<'_>]) -> Result<(), WriteError> {
        debug_assert_eq!(fields.len(), self.spec.columns.len(), "{}", self.spec.name);
        let done = match &mut self.inner {
            Inner::Csv(sheet) => sheet.row(fields),
            Inner::Parquet(sheet) => sheet.row(fields),
        };
        done.map_err(|source| self.error(source))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot write what is left, for instance when the disk is full.
    pub fn close(self) -> Result<(), WriteError> {
        let Sheet { path, inner, .. } = self;
        let done = match inner {
            Inner::Csv(sheet) => sheet.close(),
            Inner::Parquet(sheet) => sheet.close(),
        };
        done.map_err(|source| WriteError { path, source })
    }

    fn error(&self, source: std::io::Error) -> WriteError {
        WriteError {
            path: self.path.clone(),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benefits::BenefitMap;
    use crate::bundle::contract::{EXPENSES, FAMILIES};
    use crate::bundle::{ReadOptions, contract, read_bundle};

    fn write(folder: &Path, format: Format) {
        let day = |text: &str| Day::parse(text.as_bytes()).unwrap();
        let mut writer = BundleWriter::new(folder, format).unwrap();
        let month = |text| Month::parse(text).unwrap();
        writer
            .manifest(&Manifest {
                municipality: "Made \"up\"\\".into(),
                observed_from: month("2015-01"),
                observed_to: month("2019-12"),
            })
            .unwrap();
        for spec in contract::FILES {
            let mut sheet = writer.sheet(spec).unwrap();
            let rows: &[&[Field<'_>]] = match spec.name {
                "families" => &[&[
                    Field::Text("a,\"b\""),
                    Field::Text("intervention"),
                    Field::Day(day("2017-06-15")),
                    Field::Empty,
                    Field::Empty,
                ]],
                "persons" => &[&[
                    Field::Text("p"),
                    Field::Text("a,\"b\""),
                    Field::Text("mother"),
                    Field::Text("female"),
                    Field::Day(day("1990-02-28")),
                    Field::Empty,
                ]],
                "attendance" => &[&[
                    Field::Text("p"),
                    Field::Day(day("2018-02-01")),
                    Field::Number(6.7),
                ]],
                "attendance_reference" => &[&[
                    Field::Month(month("2018-02")),
                    Field::Whole(4000),
                    Field::Number(7.1),
                    Field::Number(17.25),
                ]],
                "expenses" => &[&[
                    Field::Text("p"),
                    Field::Day(day("2018-02-01")),
                    Field::Text("5.57"),
                    Field::Ore(-1_234_507),
                ]],
                _ => &[],
            };
            for row in rows {
                sheet.row(row).unwrap();
            }
            sheet.close().unwrap();
        }
        writer.commit().unwrap();
    }

    #[test]
    fn both_formats_read_back_as_written() {
        let folder = tempfile::tempdir().unwrap();
        let options = ReadOptions {
            benefits: BenefitMap::shipped(),
            skip_invalid: false,
            threads: 1,
        };
        for format in [Format::Csv, Format::Parquet] {
            let place = folder.path().join(format.ending());
            write(&place, format);
            let bundle = read_bundle(&place, &options).unwrap();
            assert_eq!(bundle.manifest.municipality, "Made \"up\"\\");
            assert_eq!((bundle.families.len(), bundle.persons.len()), (1, 1));
            assert_eq!(bundle.expenses.ore, [-1_234_507]);
            assert_eq!(bundle.attendance.hours.len(), 1);
            assert_eq!(bundle.attendance_reference.len(), 1);
            assert!(
                BundleWriter::new(&place, format).is_err(),
                "never written over"
            );
        }
    }

    #[test]
    fn what_is_not_committed_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("bundle");
        let mut writer = BundleWriter::new(&place, Format::Csv).unwrap();
        let sheet = writer.sheet(&FAMILIES).unwrap();
        sheet.close().unwrap();
        drop(writer);
        assert!(!place.exists());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_with_the_file() {
        for format in [Format::Csv, Format::Parquet] {
            let file = std::fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .unwrap();
            let inner = match format {
                Format::Csv => Inner::Csv(CsvSheet::new(file, &EXPENSES).unwrap()),
                Format::Parquet => {
                    Inner::Parquet(Box::new(ParquetSheet::new(file, &EXPENSES).unwrap()))
                }
            };
            let path = PathBuf::from("expenses");
            let spec = &EXPENSES;
            let mut sheet = Sheet { spec, path, inner };
            let row = [
                Field::Text("p"),
                Field::Day(Day(17_000)),
                Field::Text("5.57"),
                Field::Ore(100),
            ];
            let error = (0..100_000)
                .try_for_each(|_| sheet.row(&row))
                .and_then(|()| sheet.close())
                .unwrap_err();
            assert!(error.to_string().starts_with("expenses: "), "{error}");
        }
    }
}

//! Reading a bundle: a folder with a municipality's pseudonymised extract, as CSV or Parquet.

mod activation;
mod attendance;
mod child_cases;
pub mod contract;
mod csv;
pub(crate) mod csv_rows;
mod expenses;
mod families;
pub(crate) mod fault;
mod ids;
mod manifest;
mod parquet;
mod parquet_rows;
mod persons;
mod programme_costs;
pub(crate) mod rows;
mod support;
pub(crate) mod value;
pub mod write;

use std::fs::File;
use std::path::Path;

pub use activation::Activation;
pub use attendance::{Attendance, HOUR, ReferenceMonth};
pub use child_cases::ChildCases;
pub use expenses::Expenses;
pub use families::Family;
pub use fault::{Fault, FileFaults, Problem, ReadError};
pub use manifest::Manifest;
pub use persons::Person;
pub use programme_costs::ProgrammeCost;
pub use rows::FileRead;
pub use support::Support;
pub(crate) use {persons::LastPerson, rows::Rows, value::Row, value::ValueFault};

use crate::benefits::BenefitMap;
use crate::calendar::Month;

/// A bundle as typed columns.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// What the bundle says of itself.
    pub manifest: Manifest,
    /// The benefit map the bundle was read with.
    pub benefits: BenefitMap,
    /// Families, numbered as they come.
    pub families: Vec<Family>,
    /// Persons, numbered as they come.
    pub persons: Vec<Person>,
    /// Spells of support of adults.
    pub support: Support,
    /// Spells of activation of adults.
    pub activation: Activation,
    /// Days attended.
    pub attendance: Attendance,
    /// All children of the municipality, for comparison; empty when the bundle has no such file.
    pub attendance_reference: Vec<ReferenceMonth>,
    /// Child cases.
    pub child_cases: ChildCases,
    /// Postings on persons.
    pub expenses: Expenses,
    /// What the programme cost; empty when the bundle has no such file.
    pub programme_costs: Vec<ProgrammeCost>,
    /// What was read, file by file.
    pub files: Vec<FileRead>,
}

/// What rows are checked against.
pub(crate) struct Reading {
    persons: persons::Persons,
    benefits: BenefitMap,
    observed_from: Month,
    observed_to: Month,
}

/// How to read a bundle.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Benefits and their categories.
    pub benefits: BenefitMap,
    /// Leave invalid rows out and count them, instead of refusing the bundle.
    pub skip_invalid: bool,
    /// How many threads may read; the result does not depend on it.
    pub threads: usize,
}

/// Reads the bundle in a folder.
///
/// # Errors
/// [`ReadError::Invalid`] with every file's faults when the bundle breaks the contract, [`ReadError::Io`] when the machine cannot read it.
pub fn read_bundle(folder: &Path, options: &ReadOptions) -> Result<Bundle, ReadError> {
    let mut reader = Reader {
        folder,
        options,
        files: Vec::new(),
        faults: Vec::new(),
    };
    let (manifest, read) = manifest::read(folder)?;
    reader.files.push(read);
    let families = reader.read::<families::Families>(&(), true)?;
    reader.stop_if_fatal()?;
    let persons = reader.read::<persons::Persons>(&families, true)?;
    reader.stop_if_fatal()?;
    let reading = Reading {
        persons,
        benefits: options.benefits.clone(),
        observed_from: manifest.observed_from,
        observed_to: manifest.observed_to,
    };
    let support = reader.read::<Support>(&reading, true)?;
    let activation = reader.read::<Activation>(&reading, true)?;
    let attendance = reader.read::<Attendance>(&reading, true)?;
    let reference = reader.read::<attendance::Reference>(&(), false)?;
    let child_cases = reader.read::<ChildCases>(&reading, true)?;
    let expenses = reader.read::<Expenses>(&reading, true)?;
    let costs = reader.read::<programme_costs::ProgrammeCosts>(&(), false)?;
    reader.hash_others()?;
    if !reader.faults.is_empty() {
        return Err(ReadError::Invalid(reader.faults));
    }
    Ok(Bundle {
        manifest,
        benefits: reading.benefits,
        families: families.families,
        persons: reading.persons.persons,
        support,
        activation,
        attendance,
        attendance_reference: reference.months,
        child_cases,
        expenses,
        programme_costs: costs.0,
        files: reader.files,
    })
}

struct Reader<'a> {
    folder: &'a Path,
    options: &'a ReadOptions,
    files: Vec<FileRead>,
    faults: Vec<FileFaults>,
}

impl Reader<'_> {
    fn read<T: Rows>(&mut self, context: &T::Context, required: bool) -> Result<T, ReadError> {
        let Some(mut file) = rows::read::<T>(self.folder, context, self.options.threads)? else {
            if required {
                let mut faults = FileFaults::default();
                faults.file(rows::whole_file(
                    &format!("{}.csv", T::FILE),
                    Problem::NoFile,
                ));
                self.faults.push(faults);
            }
            return Ok(T::default());
        };
        if file.faults.count > 0 {
            if self.options.skip_invalid && !file.faults.fatal {
                file.read.left_out = file.faults.count;
            } else {
                self.faults.push(file.faults);
            }
        }
        self.files.push(file.read);
        Ok(file.rows)
    }

    /// Without families or persons every row of every other file would be told as a fault.
    fn stop_if_fatal(&mut self) -> Result<(), ReadError> {
        if self.faults.iter().any(|faults| faults.fatal) {
            return Err(ReadError::Invalid(std::mem::take(&mut self.faults)));
        }
        Ok(())
    }

    /// Files that other parts of the evaluation read: named with their hash, so that the results say what they rest on.
    fn hash_others(&mut self) -> Result<(), ReadError> {
        for name in ["ratings", "episodes"] {
            for ending in ["csv", "parquet"] {
                let file = format!("{name}.{ending}");
                let path = self.folder.join(&file);
                if path.is_file() {
                    let io = |source| ReadError::Io {
                        path: path.clone(),
                        source,
                    };
                    let sha256 = rows::hex(&File::open(&path).and_then(rows::hash).map_err(io)?);
                    self.files.push(FileRead {
                        file,
                        rows: 0,
                        left_out: 0,
                        sha256,
                        unknown_columns: Vec::new(),
                    });
                }
            }
        }
        Ok(())
    }
}

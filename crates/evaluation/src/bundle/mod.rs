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
mod file_job;
mod hashes;
mod ids;
mod jobs;
mod manifest;
mod parquet;
mod parquet_batch;
mod parquet_rows;
mod persons;
mod programme_costs;
pub(crate) mod rows;
mod support;
pub(crate) mod value;
pub mod write;

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
use rows::FileRows;
pub use support::Support;
pub(crate) use {persons::LastPerson, rows::Rows, value::Row, value::ValueFault};

use crate::benefits::BenefitMap;
use crate::calendar::Month;
use file_job::FileJob;
use hashes::Hashes;
use jobs::{Job, work_off};

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
    let (manifest, read) = manifest::read(folder)?;
    let hashes = Hashes::of(folder, &HASHED);
    let mut reader = Reader {
        folder,
        skip_invalid: options.skip_invalid,
        files: vec![read],
        faults: Vec::new(),
    };
    // Families and persons are taken in row by row, by one thread. The others hash meanwhile.
    let (families, persons) = std::thread::scope(|scope| {
        for _ in 1..options.threads {
            scope.spawn(|| while hashes.work() {});
        }
        let families = reader.read::<families::Families>(&(), true)?;
        reader.stop_if_fatal()?;
        let persons = reader.read::<persons::Persons>(&families, true)?;
        reader.stop_if_fatal()?;
        Ok::<_, ReadError>((families, persons))
    })?;
    let reading = Reading {
        persons,
        benefits: options.benefits.clone(),
        observed_from: manifest.observed_from,
        observed_to: manifest.observed_to,
    };
    let support = FileJob::<Support>::open(folder, &reading)?;
    let activation = FileJob::<Activation>::open(folder, &reading)?;
    let attendance = FileJob::<Attendance>::open(folder, &reading)?;
    let child_cases = FileJob::<ChildCases>::open(folder, &reading)?;
    let expenses = FileJob::<Expenses>::open(folder, &reading)?;
    work_off(
        &[
            &expenses,
            &support,
            &activation,
            &attendance,
            &child_cases,
            &hashes,
        ],
        options.threads,
    );
    // Putting blocks together takes a while too: the largest file's beside the others'.
    let (expenses, others) = std::thread::scope(|scope| {
        let expenses = scope.spawn(|| expenses.finish());
        let others = (
            support.finish(),
            activation.finish(),
            attendance.finish(),
            child_cases.finish(),
        );
        let expenses = expenses
            .join()
            .expect("putting blocks together does not panic");
        (expenses, others)
    });
    let (support, activation, attendance, child_cases) = others;
    let support = reader.take(support?, true);
    let activation = reader.take(activation?, true);
    let attendance = reader.take(attendance?, true);
    let reference = reader.read::<attendance::Reference>(&(), false)?;
    let child_cases = reader.take(child_cases?, true);
    let expenses = reader.take(expenses?, true);
    let costs = reader.read::<programme_costs::ProgrammeCosts>(&(), false)?;
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
        files: reader.hashed(&hashes)?,
    })
}

/// The tables a bundle may have, whoever reads them: the results name each with its hash.
const HASHED: [&str; 11] = [
    "families",
    "persons",
    "support",
    "activation",
    "attendance",
    "attendance_reference",
    "child_cases",
    "expenses",
    "programme_costs",
    "ratings",
    "episodes",
];

struct Reader<'a> {
    folder: &'a Path,
    skip_invalid: bool,
    files: Vec<FileRead>,
    faults: Vec<FileFaults>,
}

impl Reader<'_> {
    fn read<T: Rows>(&mut self, context: &T::Context, required: bool) -> Result<T, ReadError> {
        let job = FileJob::<T>::open(self.folder, context)?;
        while job.work() {}
        Ok(self.take(job.finish()?, required))
    }

    /// The rows of a file that was read, and what is told of it; no rows when there is no file.
    fn take<T: Rows>(&mut self, file: Option<FileRows<T>>, required: bool) -> T {
        let Some(mut file) = file else {
            if required {
                let mut faults = FileFaults::default();
                faults.file(rows::whole_file(
                    &format!("{}.csv", T::FILE),
                    Problem::NoFile,
                ));
                self.faults.push(faults);
            }
            return T::default();
        };
        if file.faults.count > 0 {
            if self.skip_invalid && !file.faults.fatal {
                file.read.left_out = file.faults.count;
            } else {
                self.faults.push(file.faults);
            }
        }
        self.files.push(file.read);
        file.rows
    }

    /// Without families or persons every row of every other file would be told as a fault.
    fn stop_if_fatal(&mut self) -> Result<(), ReadError> {
        if self.faults.iter().any(|faults| faults.fatal) {
            return Err(ReadError::Invalid(std::mem::take(&mut self.faults)));
        }
        Ok(())
    }

    /// Names the files that other parts of the evaluation read, and every file's hash: the results say what they rest on.
    fn hashed(mut self, hashes: &Hashes) -> Result<Vec<FileRead>, ReadError> {
        for name in ["ratings", "episodes"] {
            let files = ["csv", "parquet"].map(|ending| format!("{name}.{ending}"));
            let there = files.iter().filter(|file| self.folder.join(file).is_file());
            self.files.extend(there.map(|file| rows::unread(file)));
        }
        for file in self.files.iter_mut().filter(|file| file.sha256.is_empty()) {
            file.sha256 = hashes.take(&file.file)?;
        }
        Ok(self.files)
    }
}

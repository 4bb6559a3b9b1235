//! The whole evaluation: bundles in, tables out.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::benefits::BenefitMap;
use crate::bundle::{Bundle, FileRead, ReadError, ReadOptions, read_bundle};
use crate::calendar::Day;
use crate::codes::{Group, Role};
use crate::engine;
use crate::sums::Sums;
use crate::table::Table;

/// How to evaluate.
#[derive(Clone, Debug)]
pub struct Options {
    /// Families that started before this day are the early cohort.
    pub cohort_before: Day,
    /// A municipality's own benefit map; nothing means the one that ships.
    pub benefits: Option<PathBuf>,
    /// Leave invalid rows out and count them, instead of refusing the bundle.
    pub skip_invalid: bool,
    /// How many threads may work; the result does not depend on it.
    pub threads: usize,
}

impl Default for Options {
    /// The report's cohort date, the shipped benefits, no row left out, every core.
    fn default() -> Options {
        Options {
            cohort_before: Day::from_ymd(2018, 1, 1).expect("a day of the calendar"),
            benefits: None,
            skip_invalid: false,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// Why an evaluation was not made.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// Bundles (counted from 1 in the order given) that could not be read, all of them.
    #[error("{}", told(.0))]
    Bundles(Vec<(usize, ReadError)>),
    /// The benefit map could not be read.
    #[error(transparent)]
    Benefits(ReadError),
    /// The same folder twice would count its persons twice.
    #[error("bundle {0} is the same folder as bundle {1}")]
    SameBundle(usize, usize),
}

impl EvaluateError {
    /// Whether the machine failed, rather than the input.
    pub fn is_io(&self) -> bool {
        let io = |error: &ReadError| matches!(error, ReadError::Io { .. });
        match self {
            EvaluateError::Bundles(errors) => errors.iter().any(|(_, error)| io(error)),
            EvaluateError::Benefits(error) => io(error),
            EvaluateError::SameBundle(..) => false,
        }
    }
}

fn told(errors: &[(usize, ReadError)]) -> String {
    let lines = errors
        .iter()
        .map(|(number, error)| format!("bundle {number}: {error}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What one bundle brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleSummary {
    /// The municipality of the manifest.
    pub municipality: String,
    /// First month observed.
    pub observed_from: String,
    /// Last month observed.
    pub observed_to: String,
    /// Families and persons.
    pub counts: Counts,
    /// Files read, with rows, rows left out and hash.
    pub files: Vec<FileRead>,
}

/// Families and persons of a bundle or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Families that took part.
    pub intervention_families: u64,
    /// Families for comparison.
    pub comparison_families: u64,
    /// Children of families that took part.
    pub children: u64,
    /// Adults of families that took part.
    pub adults: u64,
    /// Persons of comparison families.
    pub comparison_persons: u64,
    /// Rows left out as invalid.
    pub rows_left_out: u64,
}

impl Counts {
    fn of(bundle: &Bundle) -> Counts {
        let mut counts = Counts::default();
        for family in &bundle.families {
            match family.group {
                Group::Intervention => counts.intervention_families += 1,
                Group::Comparison => counts.comparison_families += 1,
            }
        }
        for person in &bundle.persons {
            match (bundle.families[person.family as usize].group, person.role) {
                (Group::Comparison, _) => counts.comparison_persons += 1,
                (Group::Intervention, Role::Child) => counts.children += 1,
                (Group::Intervention, _) => counts.adults += 1,
            }
        }
        counts.rows_left_out = bundle.files.iter().map(|file| file.left_out).sum();
        counts
    }

    pub(crate) fn merge(&mut self, other: &Counts) {
        self.intervention_families += other.intervention_families;
        self.comparison_families += other.comparison_families;
        self.children += other.children;
        self.adults += other.adults;
        self.comparison_persons += other.comparison_persons;
        self.rows_left_out += other.rows_left_out;
    }
}

/// A finished evaluation.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The options it was made with.
    pub options: Options,
    /// The own benefit map that was read, if any.
    pub benefits: Option<FileRead>,
    /// The bundles in the order given.
    pub bundles: Vec<BundleSummary>,
    /// Families and persons of all bundles.
    pub counts: Counts,
    /// What the tables rest on.
    pub sums: Sums,
    /// The tables, in the order of the report. Tables of other parts may be put behind them before writing.
    pub tables: Vec<Table>,
}

/// A step of the work, for telling someone who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Reading bundle `.0` of `.1`.
    Reading(usize, usize),
    /// Counting bundle `.0` of `.1`.
    Counting(usize, usize),
}

/// Evaluates one bundle, or several as one.
///
/// # Errors
/// [`EvaluateError`] when the benefit map or any bundle cannot be read; then nothing is computed.
pub fn evaluate(
    bundles: &[PathBuf],
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Evaluation, EvaluateError> {
    let (map, benefits) = match &options.benefits {
        None => (BenefitMap::shipped(), None),
        Some(path) => BenefitMap::read(path)
            .map(|(map, read)| (map, Some(read)))
            .map_err(EvaluateError::Benefits)?,
    };
    let folders: Vec<_> = bundles
        .iter()
        .map(|path| path.canonicalize().unwrap_or_else(|_| path.clone()))
        .collect();
    for (at, folder) in folders.iter().enumerate() {
        if let Some(first) = folders[..at].iter().position(|other| other == folder) {
            return Err(EvaluateError::SameBundle(at + 1, first + 1));
        }
    }
    let reading = ReadOptions {
        benefits: map,
        skip_invalid: options.skip_invalid,
        threads: options.threads,
    };
    let mut evaluation = Evaluation {
        options: options.clone(),
        benefits,
        bundles: Vec::new(),
        counts: Counts::default(),
        sums: Sums::default(),
        tables: Vec::new(),
    };
    let mut errors = Vec::new();
    for (at, path) in bundles.iter().enumerate() {
        progress(Progress::Reading(at + 1, bundles.len()));
        match read_bundle(path, &reading) {
            Err(error) => errors.push((at + 1, error)),
            // After a fault the other bundles are still read, so that everything is told at once, but not counted.
            Ok(_) if !errors.is_empty() => {}
            Ok(bundle) => {
                progress(Progress::Counting(at + 1, bundles.len()));
                evaluation.add(bundle);
            }
        }
    }
    if !errors.is_empty() {
        return Err(EvaluateError::Bundles(errors));
    }
    evaluation.tables = evaluation.sums.tables();
    Ok(evaluation)
}

impl Evaluation {
    fn add(&mut self, bundle: Bundle) {
        let counts = Counts::of(&bundle);
        self.counts.merge(&counts);
        self.sums.merge(&engine::sums(
            &bundle,
            self.options.cohort_before,
            self.options.threads,
        ));
        self.bundles.push(BundleSummary {
            municipality: bundle.manifest.municipality,
            observed_from: bundle.manifest.observed_from.to_string(),
            observed_to: bundle.manifest.observed_to.to_string(),
            counts,
            files: bundle.files,
        });
    }

    /// The table of a name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.spec.name == name)
    }

    /// What the reader of the results should know of the input: unknown columns and rows left out.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        for (at, bundle) in self.bundles.iter().enumerate() {
            for file in &bundle.files {
                let place = format!("bundle {} {}", at + 1, file.file);
                if !file.unknown_columns.is_empty() {
                    warnings.push(format!(
                        "{place}: columns not known and not read: {}",
                        file.unknown_columns.join(", ")
                    ));
                }
                if file.without_line_end {
                    warnings.push(format!(
                        "{place}: the last line has no line end; was the file cut off there?"
                    ));
                }
                if file.left_out > 0 {
                    warnings.push(format!(
                        "{place}: {} invalid rows left out of {}",
                        file.left_out,
                        file.rows + file.left_out
                    ));
                }
            }
        }
        warnings
    }
}

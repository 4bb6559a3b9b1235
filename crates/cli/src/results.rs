//! The results of an evaluation on their way to disk: tables, report and figures in one folder, all or none, and partial results in a file.

use crate::failure::Failure;
use helhed_evaluation::{Evaluation, NOT_FOR_PUBLICATION, Staging, WriteError};
use helhed_reports::Language;
use helhed_reports::evaluation::{ReportError, ReportOptions, published, stage_report};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// How results are told to people.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Report {
    /// Language of the report: da or en
    #[arg(long, env = "HELHED_LANG", value_name = "LANG", default_value = "da", value_parser = language)]
    pub(crate) lang: Language,
    /// The report withholds counts from 1 to below this, and what would reveal them; 1 withholds nothing
    #[arg(long, env = "HELHED_MIN_CELL", value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    min_cell: u64,
}

impl Default for Report {
    fn default() -> Self {
        Report {
            lang: Language::Danish,
            min_cell: 5,
        }
    }
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "the languages are da and en".to_owned())
}

/// What partial results may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Purpose {
    /// Exact sums, between authorities that may exchange them.
    Pool,
    /// Small cells withheld.
    Publication,
}

/// Writes tables, results.json, report and figures into a folder: all of them, or the folder is as it was.
pub(crate) fn write(evaluation: &Evaluation, out: &Path, report: &Report) -> Result<(), Failure> {
    let options = ReportOptions {
        language: report.lang,
        min_cell: report.min_cell,
    };
    let mut staging = Staging::new(out).map_err(of_writing)?;
    evaluation.stage(&mut staging).map_err(of_writing)?;
    stage_report(evaluation, options, &mut staging).map_err(|error| match error {
        ReportError::Write(error) => of_writing(error),
        ReportError::Pdf(error) => Failure::Machine(error.to_string()),
    })?;
    staging.commit().map_err(of_writing)
}

pub(crate) fn of_writing(WriteError { path, source }: WriteError) -> Failure {
    Failure::Disk { path, source }
}

/// A file beside its place; gone again unless it is settled.
#[derive(Debug)]
pub(crate) struct Beside {
    beside: PathBuf,
    place: PathBuf,
}

impl Beside {
    /// Moves the file to its place.
    pub(crate) fn settle(self) -> Result<(), Failure> {
        fs::rename(&self.beside, &self.place).map_err(|source| Failure::Disk {
            path: self.place.clone(),
            source,
        })
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Already moved or never made: either way there is nothing left of it.
        let _ = fs::remove_file(&self.beside);
    }
}

/// Writes partial results beside their place: a file of sums is whole or not there.
pub(crate) fn hand_over(
    evaluation: &Evaluation,
    path: &Path,
    purpose: Purpose,
    report: &Report,
) -> Result<Beside, Failure> {
    let text = match purpose {
        Purpose::Pool => evaluation.partial().to_json(),
        Purpose::Publication => published(evaluation, report.min_cell).to_json(),
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = Beside {
        beside: PathBuf::from(beside),
        place: path.to_owned(),
    };
    let written = File::create(&beside.beside).and_then(|mut file| {
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
    });
    written.map_err(|source| Failure::Disk {
        path: path.to_owned(),
        source,
    })?;
    Ok(beside)
}

/// Says on standard output who was counted, and on standard error where the results are.
pub(crate) fn report(evaluation: &Evaluation, out: &Path, quiet: bool) {
    let counts = &evaluation.counts;
    println!(
        "{} families with {} children and {} adults; {} families for comparison",
        counts.intervention_families, counts.children, counts.adults, counts.comparison_families
    );
    if counts.rows_left_out > 0 {
        println!("{} invalid rows were left out", counts.rows_left_out);
    }
    if !quiet {
        eprintln!(
            "report and {} tables written to {}. The tables: {NOT_FOR_PUBLICATION}",
            evaluation.tables.len(),
            out.display()
        );
    }
}

//! `helhed evaluate`: every register table of the published evaluation, from extracts.

use crate::failure::Failure;
use helhed_evaluation::bundle::ReadError;
use helhed_evaluation::calendar::Day;
use helhed_evaluation::{
    EvaluateError, Evaluation, NOT_FOR_PUBLICATION, Options, Progress, WriteError,
};
use std::fs;
use std::path::{Path, PathBuf};

/// Compute the tables of the evaluation from one bundle of register extracts, or from several as one.
///
/// Nothing is written when a bundle has faults; all of them are told by file, row and column.
///
/// Example: helhed evaluate extract-2019 --out results
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Folders with manifest.toml and the extract's files, CSV or Parquet; several are pooled
    #[arg(required = true, value_name = "BUNDLE", env = "HELHED_BUNDLE")]
    bundles: Vec<PathBuf>,
    /// Folder for the results: tables/*.csv and results.json
    #[arg(long, env = "HELHED_OUT", value_name = "DIR")]
    out: PathBuf,
    /// Families that started before this day are the early cohort, which can be followed for two years
    #[arg(long, env = "HELHED_COHORT_BEFORE", value_name = "YYYY-MM-DD", default_value = "2018-01-01", value_parser = day)]
    cohort_before: Day,
    /// Own map of benefits to categories: benefit,category,valid_from,valid_to
    #[arg(long, env = "HELHED_BENEFITS", value_name = "FILE")]
    benefits: Option<PathBuf>,
    /// Leave invalid rows out and count them, instead of refusing the bundle
    #[arg(long, env = "HELHED_SKIP_INVALID")]
    skip_invalid: bool,
    /// Also write the sums the tables rest on, without any row of a person, for `helhed pool`;
    /// exact sums, between authorities that may exchange them
    #[arg(long, env = "HELHED_PARTIAL", value_name = "FILE")]
    pub(crate) partial: Option<PathBuf>,
    /// Say nothing of progress and warnings
    #[arg(long, env = "HELHED_QUIET")]
    quiet: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text.as_bytes()).map_err(|_| "not a day of the form YYYY-MM-DD".to_owned())
}

/// Reads the bundles, computes the tables, writes them all or none.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let options = Options {
        cohort_before: args.cohort_before,
        benefits: args.benefits.clone(),
        skip_invalid: args.skip_invalid,
        ..Options::default()
    };
    let mut progress = |step| {
        if !args.quiet {
            match step {
                Progress::Reading(at, of) => eprintln!("reading bundle {at} of {of}"),
                Progress::Counting(at, of) => eprintln!("counting bundle {at} of {of}"),
            }
        }
    };
    let evaluation = helhed_evaluation::evaluate(&args.bundles, &options, &mut progress)
        .map_err(of_evaluation)?;
    if !args.quiet {
        for warning in evaluation.warnings() {
            eprintln!("warning: {warning}");
        }
    }
    evaluation.write(&args.out).map_err(of_writing)?;
    if let Some(path) = &args.partial {
        write_partial(&evaluation, path)?;
    }
    report(&evaluation, &args.out, args.quiet);
    Ok(())
}

pub(crate) fn of_writing(WriteError { path, source }: WriteError) -> Failure {
    Failure::Disk { path, source }
}

/// Beside its place first and then moved there: a file of sums is whole or not there.
fn write_partial(evaluation: &Evaluation, path: &Path) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = PathBuf::from(beside);
    let written =
        fs::write(&beside, evaluation.partial().to_json()).and_then(|()| fs::rename(&beside, path));
    written.map_err(|source| {
        // Never made or already gone: either way there is nothing left of it.
        let _ = fs::remove_file(&beside);
        Failure::Disk {
            path: path.to_owned(),
            source,
        }
    })
}

fn of_evaluation(error: EvaluateError) -> Failure {
    let text = error.to_string();
    match error {
        EvaluateError::Benefits(ReadError::Io { path, source }) => Failure::Disk { path, source },
        EvaluateError::Bundles(errors) if errors.len() == 1 => match errors.into_iter().next() {
            Some((_, ReadError::Io { path, source })) => Failure::Disk { path, source },
            _ => Failure::Input(text),
        },
        _ => Failure::Input(text),
    }
}

/// Says on standard output who was counted, and on standard error where the tables are.
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
            "{} tables written to {}. {NOT_FOR_PUBLICATION}",
            evaluation.tables.len(),
            out.join("tables").display()
        );
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn bundle(folder: &Path) -> PathBuf {
        let path = folder.join("bundle");
        fs::create_dir(&path).expect("made");
        for (name, text) in [
            (
                "manifest.toml",
                "schema = 1\nmunicipality = \"Example\"\nobserved_from = \"2015-01\"\nobserved_to = \"2019-12\"\n",
            ),
            (
                "families.csv",
                "family_id,group,start_date,end_date,end_reason\nf1,intervention,2017-06-15,,\n",
            ),
            (
                "persons.csv",
                "person_id,family_id,role,sex,birth_date,start_date\nm1,f1,mother,female,1990-03-01,\nc1,f1,child,male,2015-03-01,\n",
            ),
            (
                "support.csv",
                "person_id,benefit,from_date,to_date\nm1,cash_benefit_activity_ready,2017-01-01,\n",
            ),
            ("activation.csv", "person_id,kind,from_date,to_date\n"),
            ("attendance.csv", "person_id,date,hours\n"),
            (
                "child_cases.csv",
                "person_id,kind,source,from_date,to_date\n",
            ),
            ("expenses.csv", "person_id,date,account,amount_dkk\n"),
        ] {
            fs::write(path.join(name), text).expect("written");
        }
        path
    }

    pub(crate) fn args(bundle: PathBuf, out: PathBuf) -> Args {
        Args {
            bundles: vec![bundle],
            out,
            cohort_before: day("2018-01-01").expect("a day"),
            benefits: None,
            partial: None,
            skip_invalid: false,
            quiet: true,
        }
    }

    #[test]
    fn a_bundle_becomes_tables() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out");
        run(&args(bundle(folder.path()), out.clone())).expect("a sound bundle");
        let monthly =
            fs::read_to_string(out.join("tables/self_support_monthly.csv")).expect("written");
        assert!(monthly.contains("\nmother,-6,1,1,1,"), "{monthly}");
        assert!(monthly.contains("\nmother,0,1,0,0,0,"), "{monthly}");
        assert!(out.join("results.json").exists());
    }

    #[test]
    fn a_fault_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = bundle(folder.path());
        fs::write(
            path.join("support.csv"),
            "person_id,benefit,from_date,to_date\nm1,lottery,2017-01-01,\n",
        )
        .expect("written");
        let out = folder.path().join("out");
        let failure = run(&args(path, out.clone())).expect_err("an unknown benefit");
        assert!(
            failure
                .to_string()
                .contains("support.csv row 2 column benefit: unknown code"),
            "{failure}"
        );
        assert!(!out.exists());
    }
}

//! `helhed evaluate`: every table and figure of the published evaluation and the report on them, from extracts.

use crate::failure::Failure;
use crate::results::{Purpose, Report, hand_over, report, write};
use crate::{economy, fit};
use helhed_economics::ModelText;
use helhed_evaluation::bundle::ReadError;
use helhed_evaluation::calendar::Day;
use helhed_evaluation::table::Table;
use helhed_evaluation::{EvaluateError, Evaluation, Options, Progress};
use helhed_reports::evaluation::{Ratings, investment_tables, ratings};
use std::path::{Path, PathBuf};

/// Make every table and figure of the evaluation, and the report on them, from one bundle of register extracts or from several as one.
///
/// Writes report.html, report.pdf, figures/*.svg and results.json beside tables/*.csv. The report withholds small numbers; the tables and
/// results.json carry full figures and are not for publication. Nothing is written when a bundle has faults; all of them are told by file,
/// row and column. When writing fails, as on a full disk, the folder is as it was.
///
/// Exit codes: 0 done, 1 the input is at fault, 2 wrong usage, 3 this machine (disk).
///
/// Example: helhed evaluate extract-2019 --out results --lang en
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Folders with manifest.toml and the extract's files, CSV or Parquet; several are pooled
    #[arg(required = true, value_name = "BUNDLE", env = "HELHED_BUNDLE")]
    bundles: Vec<PathBuf>,
    /// Folder for the results; may be left out where only partial results are wanted
    #[arg(
        long,
        env = "HELHED_OUT",
        value_name = "DIR",
        required_unless_present = "partial"
    )]
    out: Option<PathBuf>,
    #[command(flatten)]
    report: Report,
    /// Families that started before this day are the early cohort, which can be followed for two years
    #[arg(long, env = "HELHED_COHORT_BEFORE", value_name = "YYYY-MM-DD", default_value = "2018-01-01", value_parser = day)]
    cohort_before: Day,
    /// Own map of benefits to categories: benefit,category,valid_from,valid_to
    #[arg(long, env = "HELHED_BENEFITS", value_name = "FILE")]
    benefits: Option<PathBuf>,
    /// Leave invalid rows out and count them, instead of refusing the bundle
    #[arg(long, env = "HELHED_SKIP_INVALID")]
    skip_invalid: bool,
    /// Norm set for the ratings, instead of the shipped, illustrative one
    #[arg(long, env = "HELHED_NORM_SET", value_name = "FILE")]
    norm_set: Option<PathBuf>,
    /// Write partial results, sums without any row of a person, to this file; the file says what it is for
    #[arg(long, env = "HELHED_PARTIAL", value_name = "FILE")]
    pub(crate) partial: Option<PathBuf>,
    /// What the partial results are for: `pool` are exact sums, between authorities that may exchange them, for `helhed pool`;
    /// `publication` withholds small cells and what would reveal them
    #[arg(
        long = "for",
        env = "HELHED_FOR",
        value_name = "PURPOSE",
        requires = "partial",
        default_value = "pool"
    )]
    pub(crate) purpose: Purpose,
    /// Say nothing of progress and warnings
    #[arg(long, env = "HELHED_QUIET")]
    quiet: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text.as_bytes()).map_err(|_| "not a day of the form YYYY-MM-DD".to_owned())
}

/// Reads the bundles, computes the tables, writes them and the report all or none.
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
    let mut evaluation = helhed_evaluation::evaluate(&args.bundles, &options, &mut progress)
        .map_err(of_evaluation)?;
    let ratings = rated(&args.bundles, args.norm_set.as_deref())?;
    evaluation.tables.extend(ratings.tables);
    let investment = modelled(&args.bundles, &evaluation)?;
    evaluation.tables.extend(investment);
    if !args.quiet {
        for warning in evaluation.warnings().iter().chain(&ratings.warnings) {
            eprintln!("warning: {warning}");
        }
        if args.out.is_some() {
            eprintln!("writing the report");
        }
    }
    let handed = args
        .partial
        .as_ref()
        .map(|path| (path.as_path(), args.purpose));
    // Beside its place first: it is moved there when everything else is in its own.
    let beside = handed
        .map(|(path, purpose)| hand_over(&evaluation, path, purpose, &args.report))
        .transpose()?;
    if let Some(out) = &args.out {
        write(&evaluation, out, &args.report)?;
    }
    if let Some(beside) = beside {
        beside.settle()?;
    }
    if let Some(out) = &args.out {
        report(&evaluation, out, args.quiet);
    }
    Ok(())
}

/// The ratings of the one bundle that has them; none where no bundle has. Of several their clients' ids belong to different systems.
fn rated(bundles: &[PathBuf], norms: Option<&Path>) -> Result<Ratings, Failure> {
    let norms = fit::norm_set(norms)?;
    let with: Vec<_> = bundles
        .iter()
        .filter(|bundle| helhed_fit::Bundle::is_in(bundle))
        .collect();
    match with.as_slice() {
        [bundle] => Ok(ratings(&fit::read_bundle(bundle)?, &norms)),
        of_several => Ok(Ratings {
            tables: Vec::new(),
            warnings: of_several
                .first()
                .map(|_| {
                    "several bundles have ratings; ratings are told of one bundle only and left out here"
                        .to_owned()
                })
                .into_iter()
                .collect(),
        }),
    }
}

/// The economic model of the one bundle that has one, in its folder `economy`; none where no bundle, or several, have one.
fn modelled(bundles: &[PathBuf], evaluation: &Evaluation) -> Result<Vec<Table>, Failure> {
    let with: Vec<_> = bundles
        .iter()
        .map(|bundle| bundle.join("economy"))
        .filter(|folder| folder.join("model.toml").is_file())
        .collect();
    let [folder] = with.as_slice() else {
        return Ok(Vec::new());
    };
    let [model, costs, price_book, effects, consequences] = economy::read_folder(folder)?;
    let text = ModelText {
        model: &model,
        costs: &costs,
        price_book: &price_book,
        effects: &effects,
        consequences: &consequences,
    };
    investment_tables(&text, evaluation)
        .map_err(|faults| Failure::Input(format!("{}: {faults}", folder.display())))
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::fs;

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
            out: Some(out),
            cohort_before: day("2018-01-01").expect("a day"),
            report: Report::default(),
            benefits: None,
            norm_set: None,
            partial: None,
            purpose: Purpose::Pool,
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
        let page = fs::read_to_string(out.join("report.html")).expect("written");
        assert!(page.contains("<h1>Evaluering"), "no page");
        assert!(
            out.join("report.pdf").exists()
                && out.join("figures/self_support_monthly.svg").exists()
        );
    }

    #[test]
    fn ratings_and_a_model_are_told_where_the_bundle_has_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = bundle(folder.path());
        fs::write(
            path.join("episodes.csv"),
            "episode_id,family_id,client_id,birth_date,opened,closed,outcome\nE,F,C,1990-01-01,2019-01-01,2019-03-01,planned\n",
        )
        .expect("written");
        fs::write(
            path.join("ratings.csv"),
            "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4\nE,C,self,,ors,2019-01-01,5,5,5,3.2\n",
        )
        .expect("written");
        let model =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../economics/models/worked-example");
        fs::create_dir(path.join("economy")).expect("made");
        for entry in fs::read_dir(model).expect("there").flatten() {
            fs::copy(entry.path(), path.join("economy").join(entry.file_name())).expect("copied");
        }
        let mut args = args(path, folder.path().join("out"));
        args.report.lang = helhed_reports::Language::English;
        run(&args).expect("a sound bundle");
        let page =
            fs::read_to_string(folder.path().join("out").join("report.html")).expect("written");
        assert!(page.contains("own ratings"), "no ratings");
        assert!(page.contains("How many must succeed") && !page.contains('⟦'));
        for table in ["fit_outcomes", "investment", "programme_costs"] {
            assert!(
                folder
                    .path()
                    .join("out")
                    .join(format!("tables/{table}.csv"))
                    .exists(),
                "{table}"
            );
        }
    }

    #[test]
    fn what_is_for_publication_cannot_be_pooled_and_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut args = args(bundle(folder.path()), folder.path().join("out"));
        args.partial = Some(folder.path().join("sums.json"));
        args.purpose = Purpose::Publication;
        run(&args).expect("a sound bundle");
        let text = fs::read_to_string(folder.path().join("sums.json")).expect("written");
        assert!(text.contains("\"purpose\":\"publication"), "no purpose");
        assert!(text.contains("\"withheld\":{\""), "nothing withheld");
        let refused = helhed_evaluation::Partial::from_json(&text).expect_err("no sums");
        assert!(refused.to_string().contains("for publication"), "{refused}");
    }

    #[test]
    fn sums_alone_need_no_folder_for_results() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut args = args(bundle(folder.path()), folder.path().join("out"));
        args.partial = Some(folder.path().join("sums.json"));
        args.out = None;
        run(&args).expect("a sound bundle");
        let text = fs::read_to_string(folder.path().join("sums.json")).expect("written");
        helhed_evaluation::Partial::from_json(&text).expect("sums");
        assert!(!folder.path().join("out").exists());
    }

    #[test]
    fn nothing_is_left_when_the_partial_results_have_no_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut args = args(bundle(folder.path()), folder.path().join("out"));
        args.partial = Some(folder.path().join("no/such/folder.json"));
        assert!(run(&args).is_err());
        assert!(!folder.path().join("out").exists());
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

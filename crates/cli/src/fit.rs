//! `helhed fit`: the aggregate of feedback ratings in a bundle, the check values of a norm set, other systems' ratings in and ours out.

use crate::config::Where;
use crate::failure::Failure;
use crate::tables::write_tables;
use crate::{fit_house, house};
use helhed_fit::{
    Bundle, Line, NormSet, Outcomes, Profile, ReadFailure, check_values, fit_norm_set,
    fit_outcomes, fit_outcomes_by_age, fit_supervision, foreign_files, outcomes, read_foreign,
    supervision, suppressed,
};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Feedback ratings: the aggregate of a bundle, the check values of a norm set.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write the tables of a bundle's ratings and say what they come to.
    ///
    /// Example: helhed fit report --bundle extract --out results
    #[command(verbatim_doc_comment)]
    Report {
        /// Folder with manifest.toml, episodes.csv and ratings.csv
        #[arg(long, env = "HELHED_BUNDLE")]
        bundle: PathBuf,
        /// Folder for the results; tables are written to its folder `tables`
        #[arg(long, env = "HELHED_OUT")]
        out: PathBuf,
        /// Norm set to use instead of the shipped, illustrative one
        #[arg(long, env = "HELHED_NORMS")]
        norms: Option<PathBuf>,
        /// Counts from 1 to below this are not printed; the tables carry full figures
        #[arg(long, env = "HELHED_MIN_CELL", default_value_t = 5)]
        min_cell: usize,
    },
    /// Print what a norm set makes of six made-up series.
    ///
    /// Example: helhed fit check --norms norms.toml
    #[command(verbatim_doc_comment)]
    Check {
        /// Norm set to check instead of the shipped, illustrative one
        #[arg(long, env = "HELHED_NORMS")]
        norms: Option<PathBuf>,
    },
    /// Take in the ratings of another FIT system's CSV, its columns mapped in a profile: into the house or into a bundle's files.
    ///
    /// Twice the same changes nothing. With any row at fault nothing is taken in, and every such row is told.
    ///
    /// Example: helhed fit import export.csv --profile profile.toml --config /etc/helhed.toml
    #[command(verbatim_doc_comment)]
    Import {
        /// The other system's file
        file: PathBuf,
        /// Which of its columns is which
        #[arg(long, env = "HELHED_PROFILE")]
        profile: PathBuf,
        #[command(flatten)]
        to: Destination,
    },
    /// Write the ratings of the house as episodes.csv and ratings.csv, pseudonymised, with a manifest.toml.
    ///
    /// Example: helhed fit export --config /etc/helhed.toml --out extract
    #[command(verbatim_doc_comment)]
    Export {
        #[command(flatten)]
        place: Where,
        /// Folder for the files
        #[arg(long, env = "HELHED_OUT")]
        out: PathBuf,
    },
}

/// Where imported ratings go: exactly one of the three.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Destination {
    /// Into the installation of this configuration file; people are found by their CPR numbers
    #[arg(long, env = "HELHED_CONFIG")]
    config: Option<PathBuf>,
    /// Into the embedded database of this folder
    #[arg(long, env = "HELHED_DATA")]
    data: Option<PathBuf>,
    /// As episodes.csv and ratings.csv of a bundle in this folder
    #[arg(long, env = "HELHED_OUT")]
    out: Option<PathBuf>,
}

/// Runs the subcommand.
pub(crate) fn run(args: Args) -> Result<(), Failure> {
    match &args.command {
        Command::Import { file, profile, to } => import(file, profile, to),
        Command::Export { place, out } => house::block_on(fit_house::export(place.read()?, out)),
        Command::Report {
            bundle,
            out,
            norms,
            min_cell,
        } => report(bundle, out, norms.as_deref(), *min_cell),
        Command::Check { norms } => check(norms.as_deref()),
    }
}

fn report(bundle: &Path, out: &Path, norms: Option<&Path>, min_cell: usize) -> Result<(), Failure> {
    let norms = norm_set(norms)?;
    let bundle = read_bundle(bundle)?;
    for remark in &bundle.remarks {
        eprintln!("remark: {remark}");
    }
    let result = outcomes(&bundle, &norms);
    let tables = [
        ("fit_outcomes", fit_outcomes(&result)),
        ("fit_outcomes_by_age", fit_outcomes_by_age(&result)),
        (
            "fit_supervision",
            fit_supervision(&supervision(&bundle, &norms)),
        ),
        ("fit_norm_set", fit_norm_set(&norms)),
    ];
    let folder = write_tables(out, &tables)?;
    for line in told(&result, &norms, min_cell) {
        println!("{line}");
    }
    eprintln!("{} tables written to {}", tables.len(), folder.display());
    Ok(())
}

/// The report for people: warnings first, then each measure with its interval.
fn told(result: &Outcomes, norms: &NormSet, min_cell: usize) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(result.warning().map(|w| format!("WARNING: {w}.")));
    lines.push(format!("Computed with {}.", norms.label()));
    lines.push(
        "The effect size holds a constant from a norm group: it is no measured change and no effect \
         against no treatment."
            .to_owned(),
    );
    lines.push(format!(
        "Counts from 1 to below {min_cell}, and what would reveal them, are not printed. The tables \
         carry full figures and are not for publication."
    ));
    lines.push(format!(
        "{:<9}{:<34}{:>10}{:>8}  95 % interval",
        "group", "measure", "value", "n"
    ));
    let hidden = suppressed(&result.lines, min_cell);
    lines.extend(
        result
            .lines
            .iter()
            .zip(hidden)
            .map(|(line, hidden)| match hidden {
                true => format!(
                    "{:<9}{:<34}{:>10}",
                    line.group.as_str(),
                    line.measure,
                    "few"
                ),
                false => row(line),
            }),
    );
    lines
}

fn row(line: &Line) -> String {
    let value = line
        .value
        .map_or_else(|| "-".to_owned(), |v| decimals(v, line));
    let interval = line
        .interval
        .map(|(low, high)| format!("  {low:.3} to {high:.3}"));
    format!(
        "{:<9}{:<34}{value:>10}{:>8}{}",
        line.group.as_str(),
        line.measure,
        line.n,
        interval.unwrap_or_default()
    )
}

/// Counts as whole numbers, shares with three decimals, means with two.
fn decimals(value: f64, line: &Line) -> String {
    let is_count = value.fract() == 0.0 && value == line.n as f64;
    match line.interval {
        Some(_) => format!("{value:.3}"),
        None if is_count => format!("{value:.0}"),
        None => format!("{value:.2}"),
    }
}

fn check(norms: Option<&Path>) -> Result<(), Failure> {
    let norms = norm_set(norms)?;
    println!("Check values of {}.", norms.label());
    let (lines, indices) = check_values(&norms);
    for line in lines {
        let totals = line
            .series
            .tenths
            .iter()
            .map(|t| format!("{:.1}", f64::from(*t) / 10.0));
        let change = match line.progress {
            Some(p) if p.clinically_significant => ", clinically significant",
            Some(p) if p.reliable => ", reliable",
            Some(p) if p.deteriorated => ", deteriorated",
            _ => "",
        };
        println!(
            "{:<11}{:<30} expected {:.3}  low {:.3}  {}{change}",
            line.age.as_str(),
            totals.collect::<Vec<_>>().join(" "),
            line.expected,
            line.low,
            line.zone.as_str()
        );
    }
    let told = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.4}"));
    println!(
        "n {}  raw change {}  simple effect size {}  RES {}  SAES {}  PRT {}/{}",
        indices.n,
        told(indices.raw_change()),
        told(indices.simple_effect()),
        told(indices.relative_effect()),
        told(indices.effect()),
        indices.reached_target,
        indices.n
    );
    Ok(())
}

fn import(file: &Path, profile: &Path, to: &Destination) -> Result<(), Failure> {
    let text = fs::read_to_string(profile).map_err(|e| unreadable(profile, e))?;
    let profile =
        Profile::parse(&text).map_err(|e| Failure::Input(format!("{}: {e}", profile.display())))?;
    let input = File::open(file).map_err(|e| unreadable(file, e))?;
    let rows = read_foreign(input, &profile).map_err(|e| refused_file(file, e))?;
    match (&to.out, &to.config, &to.data) {
        (Some(out), ..) => {
            let (episodes, ratings) = foreign_files(&rows).map_err(|e| refused_file(file, e))?;
            fs::create_dir_all(out).map_err(|e| unreadable(out, e))?;
            for (name, text) in [("episodes.csv", episodes), ("ratings.csv", ratings)] {
                let path = out.join(name);
                fs::write(&path, text).map_err(|e| unreadable(&path, e))?;
            }
            println!("{} ratings written to {}", rows.len(), out.display());
            Ok(())
        }
        (None, config, data) => {
            let place = Where {
                config: config.clone(),
                data: data.clone(),
            };
            house::block_on(fit_house::import(place.read()?, file, &rows))
        }
    }
}

/// Every row at fault, one a line.
fn refused_file(file: &Path, failure: ReadFailure) -> Failure {
    match failure {
        ReadFailure::Faults(faults) => {
            let rows: Vec<_> = faults.told.iter().map(ToString::to_string).collect();
            let count = faults.count;
            Failure::Input(format!(
                "{}: {count} fault{}, nothing was taken in\n{}",
                file.display(),
                if count == 1 { "" } else { "s" },
                rows.join("\n")
            ))
        }
        ReadFailure::Unreadable { source, .. } => unreadable(file, source),
    }
}

pub(crate) fn norm_set(path: Option<&Path>) -> Result<NormSet, Failure> {
    let Some(path) = path else {
        return Ok(NormSet::illustrative());
    };
    let text = fs::read_to_string(path).map_err(|e| unreadable(path, e))?;
    NormSet::parse(&text).map_err(|e| Failure::Input(format!("{}: {e}", path.display())))
}

pub(crate) fn read_bundle(dir: &Path) -> Result<Bundle, Failure> {
    Bundle::of_folder(dir).map_err(|failure| refused(dir, failure))
}

fn refused(dir: &Path, failure: ReadFailure) -> Failure {
    match failure {
        ReadFailure::Faults(faults) => Failure::Input(format!("{}: {faults}", dir.display())),
        ReadFailure::Unreadable { file, source } => unreadable(&dir.join(file), source),
    }
}

/// A file that is not there or no text is the input's fault; the rest is this machine's.
fn unreadable(path: &Path, source: std::io::Error) -> Failure {
    match source.kind() {
        ErrorKind::NotFound => Failure::Input(format!("{}: the file is missing", path.display())),
        ErrorKind::InvalidData => {
            Failure::Input(format!("{}: the file is not UTF-8 text", path.display()))
        }
        _ => Failure::Disk {
            path: path.to_owned(),
            source,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPISODES: &str = "episode_id,family_id,client_id,birth_date,opened,closed,outcome\n\
                            E,F,C,1990-01-01,2019-01-01,2019-03-01,planned\n\
                            G,H,D,1990-01-01,2019-01-01,,\n";
    const RATINGS: &str = "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4\n\
         E,C,self,,ors,2019-01-01,5,5,5,3.2\nE,C,self,,ors,2019-02-01,7,7,7,6.9\n\
         G,D,self,,ors,2019-01-01,9,9,9,9\nG,D,self,,ors,2019-01-08,2,2,2,2\n";

    fn bundle(ratings: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        let write =
            |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("written");
        write("manifest.toml", "schema = 1\nobserved_to = \"2019-12\"\n");
        write("episodes.csv", EPISODES);
        write("ratings.csv", ratings);
        dir
    }

    #[test]
    fn a_bundle_becomes_tables() {
        let (dir, out) = (bundle(RATINGS), tempfile::tempdir().expect("a folder"));
        report(dir.path(), out.path(), None, 5).expect("sound");
        let table = |name: &str| fs::read_to_string(out.path().join("tables").join(name));
        let main = table("fit_outcomes.csv").expect("written");
        assert!(
            main.contains("closed,client_mean_raw_change,9.7,1\n"),
            "{main}"
        );
        let list = table("fit_supervision.csv").expect("written");
        assert!(list.contains("\n1,adult,2,36.0,8.0,"), "{list}");
        assert!(
            list.ends_with("red,red below_cutoff no_rating_for_30_days\n"),
            "{list}"
        );
        assert!(
            table("fit_norm_set.csv")
                .expect("written")
                .contains("not validated")
        );
    }

    #[test]
    fn the_report_warns_before_it_tells() {
        let dir = bundle(RATINGS);
        let norms = NormSet::illustrative();
        let result = outcomes(&read_bundle(dir.path()).expect("sound"), &norms);
        let lines = told(&result, &norms, 0);
        assert!(lines[0].starts_with("WARNING: 1 closed episodes"));
        assert!(lines[1].contains("illustrative, not validated"));
        let share = lines
            .iter()
            .find(|l| l.contains("closed   client_reaching_target"));
        assert!(share.expect("told").ends_with("0.207 to 1.000"));
        let few = told(&result, &norms, 5);
        let share = few
            .iter()
            .find(|l| l.contains("closed   client_reaching_target"));
        assert!(share.expect("told").ends_with("few"));
    }

    #[test]
    fn another_systems_file_becomes_a_bundle_and_three_per_cent_broken_rows_stop_it() {
        let (dir, out) = (bundle(RATINGS), tempfile::tempdir().expect("a folder"));
        let profile = dir.path().join("profile.toml");
        let text = "[column]\nclient = \"c\"\nbirth_date = \"b\"\ninstrument = \"i\"\ndate = \"d\"\ntotal = \"t\"\n";
        fs::write(&profile, text).expect("written");
        let file = dir.path().join("theirs.csv");
        let row = |n: usize, total: &str| {
            format!("{n},1990-01-01,ors,2019-03-{:02},{total}\n", 1 + n % 28)
        };
        let rows = |broken: usize| {
            let total = |n| if n < broken { "41" } else { "20.5" };
            let all: String = (0..1_000).map(|n| row(n, total(n))).collect();
            format!("c,b,i,d,t\n{all}")
        };
        let to = Destination {
            config: None,
            data: None,
            out: Some(out.path().join("extract")),
        };
        fs::write(&file, rows(30)).expect("written");
        let error = import(&file, &profile, &to).expect_err("30 rows at fault");
        let told = error.to_string();
        assert!(told.contains("30 faults, nothing was taken in"), "{told}");
        assert_eq!(told.lines().count(), 31, "every row is told");
        assert!(!out.path().join("extract").exists());
        fs::write(&file, rows(0)).expect("written");
        import(&file, &profile, &to).expect("sound");
        let read = || fs::read_to_string(out.path().join("extract/ratings.csv")).expect("written");
        let first = read();
        assert_eq!(first.lines().count(), 1_001);
        import(&file, &profile, &to).expect("sound");
        assert_eq!(read(), first, "twice the same changes nothing");
    }

    #[test]
    fn nothing_is_written_from_a_bundle_with_faults() {
        let out = tempfile::tempdir().expect("a folder");
        let dir = bundle(&RATINGS.replace("3.2", "3,2"));
        let error = report(dir.path(), out.path(), None, 5).expect_err("a comma");
        assert!(error.to_string().contains("ratings.csv, row 2"));
        fs::remove_file(dir.path().join("episodes.csv")).expect("removed");
        let error = report(dir.path(), out.path(), None, 5).expect_err("no episodes");
        assert!(
            error
                .to_string()
                .ends_with("episodes.csv: the file is missing")
        );
        assert!(!out.path().join("tables").exists());
    }
}

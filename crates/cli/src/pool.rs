//! `helhed pool`: the tables of many municipalities, from their sums.

use crate::failure::Failure;
use crate::results::{Report, report, write};
use helhed_evaluation::{Partial, pool};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Make the tables, figures and report of the evaluation from the sums of several municipalities, without any row of a person.
///
/// The tables are the same as from all their bundles together.
///
/// Exit codes: 0 done, 1 the input is at fault, 2 wrong usage, 3 this machine (disk).
///
/// Example: helhed pool gladsaxe.json assens.json --out results
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Files that `helhed evaluate --partial FILE` wrote
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder for the results
    #[arg(long, env = "HELHED_OUT", value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    report: Report,
    /// Say nothing but who was counted
    #[arg(long, env = "HELHED_QUIET")]
    quiet: bool,
}

/// Reads the sums, pools them, writes the tables all or none.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let parts: Vec<Partial> = args
        .files
        .iter()
        .map(|path| read(path))
        .collect::<Result<_, _>>()?;
    let evaluation = pool(&parts).map_err(|error| Failure::Input(error.to_string()))?;
    write(&evaluation, &args.out, &args.report)?;
    report(&evaluation, &args.out, args.quiet);
    Ok(())
}

fn read(path: &Path) -> Result<Partial, Failure> {
    let at_fault = |what: &str| Failure::Input(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => at_fault("the file is missing"),
        ErrorKind::InvalidData => at_fault("the file is not UTF-8 text"),
        _ => Failure::Disk {
            path: path.to_owned(),
            source,
        },
    })?;
    Partial::from_json(&text).map_err(|error| at_fault(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate;

    #[test]
    fn sums_become_the_tables_the_bundle_gave() {
        let folder = tempfile::tempdir().expect("a folder");
        let bundle = evaluate::tests::bundle(folder.path());
        let mut own = evaluate::tests::args(bundle, folder.path().join("own"));
        own.partial = Some(folder.path().join("sums.json"));
        evaluate::run(&own).expect("a sound bundle");
        let args = Args {
            files: vec![folder.path().join("sums.json")],
            out: folder.path().join("pooled"),
            report: Report::default(),
            quiet: true,
        };
        run(&args).expect("sound sums");
        let results = |out: &str| fs::read(folder.path().join(out).join("results.json"));
        assert_eq!(
            results("own").expect("written"),
            results("pooled").expect("written")
        );
        let page = |out: &str| fs::read(folder.path().join(out).join("report.html"));
        assert_eq!(
            page("own").expect("written"),
            page("pooled").expect("written")
        );
    }

    #[test]
    fn a_file_that_is_no_sums_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sums.json");
        fs::write(&path, "tables").expect("written");
        let args = Args {
            files: vec![path],
            out: folder.path().join("pooled"),
            report: Report::default(),
            quiet: true,
        };
        let failure = run(&args).expect_err("no sums");
        assert!(
            failure.to_string().contains("sums.json: not partial"),
            "{failure}"
        );
        assert!(!args.out.exists());
    }
}

//! `helhed import profile`: an extract as a municipality has it becomes a bundle.

use crate::failure::Failure;
use crate::results::of_writing;
use helhed_evaluation::bundle::write::Format;
use helhed_import::{ImportError, Profile, import};
use std::path::PathBuf;

/// Take in what municipalities really have
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Profile(ProfileArgs),
}

/// Make a bundle of register extracts from files as a municipality has them, after a profile.
///
/// The profile (docs/import-profiles.md) says which file, column and code of the extract is what in the bundle. Nothing is written when
/// the profile or the extract has faults; all of them are told by file, row and column.
///
/// Example: helhed import profile our-registers.toml --extract extract-2019 --out bundle-2019
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct ProfileArgs {
    /// The profile, a TOML file; the maps it names lie beside it
    #[arg(value_name = "PROFILE", env = "HELHED_PROFILE")]
    profile: PathBuf,
    /// The folder with the extract's files
    #[arg(
        long,
        env = "HELHED_EXTRACT",
        value_name = "DIR",
        required_unless_present = "check"
    )]
    extract: Option<PathBuf>,
    /// A folder for the bundle, empty or not there yet
    #[arg(
        long,
        env = "HELHED_OUT",
        value_name = "DIR",
        required_unless_present = "check"
    )]
    out: Option<PathBuf>,
    /// csv or parquet
    #[arg(long, env = "HELHED_FORMAT", default_value = "csv", value_parser = crate::synthetic::format)]
    format: Format,
    /// Only check the profile and its maps
    #[arg(long, env = "HELHED_CHECK", conflicts_with_all = ["extract", "out"])]
    check: bool,
}

/// Imports, or checks a profile.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let What::Profile(args) = &args.what;
    let profile = Profile::read(&args.profile).map_err(of_import)?;
    let (Some(extract), Some(out)) = (&args.extract, &args.out) else {
        println!(
            "the profile is sound; it reads {}",
            profile.files().collect::<Vec<_>>().join(", ")
        );
        return Ok(());
    };
    let imported = import(&profile, extract, out, args.format).map_err(of_import)?;
    for (file, rows) in &imported.files {
        println!("{file}: {rows} rows");
    }
    if imported.left_out > 0 {
        println!(
            "{} rows or weeks left out, as the profile says",
            imported.left_out
        );
    }
    for file in &imported.without_source {
        eprintln!("warning: no source of the profile becomes {file}; it is written without rows");
    }
    if out.join("benefits.csv").exists() {
        eprintln!(
            "evaluate it with --benefits {}",
            out.join("benefits.csv").display()
        );
    }
    Ok(())
}

fn of_import(error: ImportError) -> Failure {
    match error {
        ImportError::Read { path, source } => Failure::Disk { path, source },
        ImportError::Write(error) => of_writing(error),
        invalid @ ImportError::Invalid { .. } => Failure::Input(invalid.to_string()),
    }
}

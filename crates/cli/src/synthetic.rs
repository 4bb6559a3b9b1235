//! `helhed synthetic bundle`: register extracts of invented people, of any size.

use crate::failure::Failure;
use crate::results::of_writing;
use helhed_evaluation::bundle::write::Format;
use helhed_evaluation::calendar::Month;
use helhed_synthetic::bundle::{Order, write};
use std::path::PathBuf;

/// Invented data for trying the commands out
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Bundle(BundleArgs),
}

/// Write a bundle of register extracts of invented people.
///
/// With 56 families its margins are those of the published evaluation; more families come in blocks of 56.
///
/// Example: helhed synthetic bundle --families 56 --comparison 200 --out invented
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct BundleArgs {
    /// Families that took part
    #[arg(long, env = "HELHED_FAMILIES", default_value_t = 56, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    families: u32,
    /// Families for comparison
    #[arg(long, env = "HELHED_COMPARISON", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    comparison: u32,
    /// The same seed gives the same bytes
    #[arg(long, env = "HELHED_SEED", default_value_t = 1)]
    seed: u64,
    /// A folder that is empty or not there yet
    #[arg(long, env = "HELHED_OUT", value_name = "DIR")]
    out: PathBuf,
    /// csv or parquet
    #[arg(long, env = "HELHED_FORMAT", default_value = "csv", value_parser = format)]
    format: Format,
    /// Last month of the extract, YYYY-MM; the families start from 2017 to 2019
    #[arg(long, env = "HELHED_OBSERVED_TO", value_name = "MONTH", default_value = "2019-12", value_parser = month)]
    observed_to: Month,
    /// Leave out the days in day care, which are most of the rows
    #[arg(long, env = "HELHED_WITHOUT_ATTENDANCE")]
    without_attendance: bool,
    /// Say nothing of progress
    #[arg(long, env = "HELHED_QUIET")]
    quiet: bool,
}

pub(crate) fn format(word: &str) -> Result<Format, String> {
    Format::parse(word).ok_or_else(|| "csv or parquet".to_owned())
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text)
        .filter(|month| *month >= helhed_synthetic::bundle::observed_from())
        .ok_or_else(|| "not a month of the form YYYY-MM from 2015-01 on".to_owned())
}

/// Invents the bundle and writes it, whole or not at all.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let What::Bundle(args) = &args.what;
    let order = Order {
        families: args.families,
        comparison: args.comparison,
        seed: args.seed,
        observed_to: args.observed_to,
        attendance: !args.without_attendance,
    };
    let mut told = 0;
    let mut progress = |families| {
        if !args.quiet && families / 56_000 > told {
            told = families / 56_000;
            eprintln!("{families} families written");
        }
    };
    let made = write(&order, &args.out, args.format, &mut progress).map_err(of_writing)?;
    println!(
        "{} families with {} adults and {} children, {} spells of support",
        made.families, made.adults, made.children, made.spells
    );
    Ok(())
}

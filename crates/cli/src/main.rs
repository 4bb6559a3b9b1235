//! The binary: wiring only.

mod economy;
mod evaluate;
mod failure;
mod tables;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Casework, measurement and economics for municipalities that help vulnerable families as a whole.
#[derive(Debug, Parser)]
#[command(name = "helhed", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Economy(economy::Args),
    Evaluate(evaluate::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Economy(args) => economy::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

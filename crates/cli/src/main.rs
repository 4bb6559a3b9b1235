//! The binary: wiring only.

mod accounts;
mod backup;
mod backup_folder;
mod backup_keys;
mod config;
mod damage;
mod demo;
mod doors;
mod drill;
mod economy;
mod evaluate;
mod export;
mod export_fhir;
mod failure;
mod filing;
mod fit;
mod fit_house;
mod house;
mod import;
mod keys;
mod listen;
mod migrate;
mod pipe;
mod pool;
mod post;
mod restore;
mod results;
mod retention;
mod serve;
mod sign_in;
mod staff_file;
mod synthetic;
mod tables;
mod texts;
mod traces;
mod user;
mod verify_audit;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Memory for the server and, through its C functions, for SQLite: a quarter of a page is asking for memory and giving it back
/// (ADR 0021).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Casework, measurement and economics for municipalities that help vulnerable families as a whole.
#[derive(Debug, Parser)]
#[command(name = "helhed", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Serve(serve::Args),
    Migrate(migrate::Args),
    User(user::Args),
    Accounts(accounts::Args),
    VerifyAudit(verify_audit::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Drill(drill::Args),
    Keys(keys::Args),
    Retention(retention::Args),
    Filing(filing::Args),
    Economy(economy::Args),
    Fit(fit::Args),
    Evaluate(evaluate::Args),
    Pool(pool::Args),
    Synthetic(synthetic::Args),
    Import(import::Args),
    Export(export::Args),
}

fn main() -> ExitCode {
    pipe::end_when_nobody_reads();
    let result = match Cli::parse().command {
        Command::Demo(args) => house::block_on(demo::run(args)),
        Command::Serve(args) => house::block_on(serve::run(args)),
        Command::Migrate(args) => house::block_on(migrate::run(args)),
        Command::Accounts(args) => house::block_on(accounts::run(args)),
        Command::User(args) => house::block_on(user::run(args)),
        Command::VerifyAudit(args) => house::block_on(verify_audit::run(args)),
        Command::Backup(args) => house::block_on(backup::run(args)),
        Command::Restore(args) => house::block_on(restore::run(args)),
        Command::Drill(args) => house::block_on(drill::run(args)),
        Command::Keys(args) => house::block_on(keys::run(args)),
        Command::Retention(args) => house::block_on(retention::run(args)),
        Command::Filing(args) => house::block_on(filing::run(args)),
        Command::Economy(args) => economy::run(&args),
        Command::Fit(args) => fit::run(args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Pool(args) => pool::run(&args),
        Command::Synthetic(args) => synthetic::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => house::block_on(export::run(args)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

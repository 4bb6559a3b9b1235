//! `helhed accounts`: accounts and units kept in step with the municipality's staff files.

use std::path::PathBuf;

use helhed_casework::account::{SyncAccounts, SyncError, Synced, sync_accounts};
use helhed_casework::{Casework, Hashing, Stop};
use helhed_web::{Clock, SystemClock};
use jiff::Timestamp;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;
use crate::staff_file::{account_rows, unit_rows};

/// Of a hundred accounts that the file keeps, the most that may be shut out at once where nothing is set.
const MOST_LEAVING: u32 = 10;

/// Keep accounts and units in step with staff files (CSV).
///
/// Example: helhed accounts sync staff.csv --units units.csv --dry-run --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Add who joined, change who moved, shut out who left: all of it, or nothing
    Sync {
        /// The staff file: username;name;role;unit;language
        file: PathBuf,
        /// The file of units: code;name;kind
        #[arg(long)]
        units: Option<PathBuf>,
        /// Say what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Of a hundred accounts that the file keeps, the most that may be shut out at once (the configuration's, or 10)
        #[arg(long)]
        most_leaving: Option<u32>,
        #[command(flatten)]
        place: Where,
    },
}

/// What an installation sets for its staff files.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Of a hundred accounts that the file keeps, the most that may be shut out at once.
    most_leaving: Option<u32>,
}

/// Opens the house and brings it in step.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let Action::Sync {
        file,
        units,
        dry_run,
        most_leaving,
        place,
    } = args.action;
    let config = place.read()?;
    let command = SyncAccounts {
        accounts: account_rows(&file)?,
        units: units.as_deref().map(unit_rows).transpose()?,
        most_leaving: most_leaving
            .or(config.accounts.most_leaving)
            .unwrap_or(MOST_LEAVING),
    };
    let casework = house::open(&config, Hashing::strong()).await?;
    let done = sync(&casework, command, dry_run, SystemClock.now()).await;
    casework.close().await;
    print!("{}", told(&done?, dry_run));
    Ok(())
}

async fn sync(
    casework: &Casework,
    command: SyncAccounts,
    dry_run: bool,
    now: Timestamp,
) -> Result<Synced, Failure> {
    let machine = |error: helhed_casework::StoreError| Failure::Machine(error.to_string());
    let mut ctx = casework.begin_as_house(now).await.map_err(machine)?;
    let done = sync_accounts(&mut ctx, command)
        .await
        .map_err(|error| match error {
            SyncError::Rows(faults) => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                Failure::Input(format!("{}\nnothing was changed", lines.join("\n")))
            }
            SyncError::TooManyLeave { .. } => Failure::Input(format!(
                "{error}; nothing was changed. Is the file whole? If so: --most-leaving 100"
            )),
            SyncError::NobodyOfIt => Failure::Input(format!("{error}; nothing was changed")),
            SyncError::Stopped(Stop::Storage(cause)) => Failure::Machine(cause.to_string()),
            SyncError::Stopped(stop) => Failure::Machine(stop.to_string()),
        })?;
    if !dry_run {
        ctx.commit().await.map_err(machine)?;
    }
    Ok(done)
}

/// What to print: a line for each that changes, and a count.
fn told(done: &Synced, dry_run: bool) -> String {
    let mut text = String::new();
    let lists = [
        ("unit added", &done.units_added),
        ("unit changed", &done.units_changed),
        ("unit closed", &done.units_closed),
        ("unit stays open, somebody works in it", &done.units_kept),
        ("joined", &done.joined),
        ("moved", &done.moved),
        ("back", &done.back),
        ("stays shut out, a person did that", &done.shut),
    ];
    for (what, names) in lists {
        for name in names {
            text.push_str(&format!("{what}: {name}\n"));
        }
    }
    for (name, families) in &done.left {
        text.push_str(&format!("left: {name}"));
        if *families > 0 {
            text.push_str(&format!(
                ", and leaves {families} families: the team leader finds them under Team"
            ));
        }
        text.push('\n');
    }
    let (joined, moved, left) = (done.joined.len(), done.moved.len(), done.left.len());
    let unchanged = done.unchanged;
    text.push_str(&format!(
        "{joined} joined, {moved} moved, {left} left, {unchanged} unchanged\n"
    ));
    if dry_run {
        text.push_str("nothing was changed: this was a dry run\n");
    }
    text
}

#[cfg(test)]
mod tests;
